"""Articles as editors write them: number, place, versions in our words beside a text that nobody types."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from piattaforma.nucleo.models import Aggiornamento
from piattaforma.riferimenti.models import Citazione
from pratiche.norme.models import Articolo, Norma, VersioneArticolo
from pratiche.norme.models.articolo import Comma
from pratiche.norme.numeri import make_room
from tests.factories.norme import add_article, make_norma
from tests.pratiche.moduli import errors, form_data

pytestmark = pytest.mark.django_db

LISTA = "/admin/snippets/pratiche/articolo/"
CREA = f"{LISTA}add/"


@pytest.fixture
def editor(redattrice: Any) -> Client:
    client = Client()
    client.force_login(redattrice)
    return client


@pytest.fixture
def cts() -> Norma:
    return make_norma(titolo_breve="Codice del Terzo settore", articoli=("4", "5", "55"))


def create(editor: Client, cts: Norma, **changes: Any) -> Any:
    address = f"{CREA}?norma={cts.pk}"
    return editor.post(CREA, form_data(editor, address) | changes)


def versione_url(version: VersioneArticolo) -> str:
    return reverse("pratiche_admin_versione", args=[version.pk])


def test_a_new_article_takes_its_place_and_is_read(editor: Client, cts: Norma) -> None:
    response = create(
        editor,
        cts,
        **{
            "numero": "4-bis",
            "versione-rubrica": "Nuovo",
            "versione-dal": "2024-01-01",
            "versione-per_effetto_di": "l. 104/2024",
            "commi-0-numero": "1",
            "commi-0-sintesi": "Rinvia all’articolo 5.",
        },
    )
    assert response["Location"] == f"{LISTA}?norma={cts.pk}"
    assert [a.numero for a in cts.articoli.all()] == ["4", "4bis", "5", "55"]
    article = cts.articoli.get(numero="4bis")
    version = article.versioni.get()
    assert version.per_effetto_di == "urn:nir:stato:legge:2024-07-04;104"
    assert version.elenco_commi == [Comma("1", "Rinvia all’articolo 5.")]
    # An article named alone is of its act: the reading is made at once.
    assert [c.identificatore for c in Citazione.objects.of(article)] == [
        "urn:nir:stato:decreto.legislativo:2017-07-03;117~art5"
    ]
    assert Aggiornamento.objects.of(cts)[0].testo == "Nella scheda c’è l’art. 4-bis."


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"numero": "55"}, "numero", "ha già un articolo"),
        ({"numero": "55-BIS;"}, "numero", "come 55 o 4-bis"),
        ({"numero": "0"}, "numero", "come 55 o 4-bis"),
        ({"numero": "55 comma 3"}, "numero", "come 55 o 4-bis"),
        ({"numero": ""}, "numero", "obbligatorio"),
        ({"norma": ""}, "norma", "obbligatorio"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    editor: Client, cts: Norma, changes: dict[str, str], field: str, said: str
) -> None:
    response = create(editor, cts, **{"numero": "6"} | changes)
    assert list(errors(response)) == [field]
    assert said in errors(response)[field]
    assert cts.articoli.count() == 3


def test_a_wrong_version_saves_no_article(editor: Client, cts: Norma) -> None:
    response = create(
        editor,
        cts,
        **{
            "numero": "6",
            "versione-dal": "2024-01-01",
            "versione-al": "2023-01-01",
            "versione-per_effetto_di": "boh",
            "commi-TOTAL_FORMS": "3",
            "commi-0-numero": "1",
            "commi-0-sintesi": "a",
            "commi-1-numero": "1",
            "commi-1-sintesi": "b",
            "commi-2-numero": "x y",
            "commi-2-sintesi": "c",
        },
    )
    html = response.content.decode()
    for said in (
        "viene prima di quello in cui comincia",
        "non si riconosce una norma",
        "Il comma 1 c’è già.",
        "Scrivi il numero del comma come 3 o 3-bis.",
    ):
        assert said in html
    assert cts.articoli.count() == 3


def test_the_number_of_a_live_article_stays(editor: Client, cts: Norma) -> None:
    article = cts.articoli.get(numero="55")
    address = f"{LISTA}edit/{article.pk}/"
    response = editor.post(address, form_data(editor, address, numero="56"))
    assert "non cambia" in errors(response)["numero"]
    cts.unpublish()
    assert editor.post(address, form_data(editor, address, numero="56")).status_code == 302
    assert Articolo.objects.get(pk=article.pk).numero == "56"


def test_versions_are_written_comma_by_comma(editor: Client, cts: Norma) -> None:
    article = cts.articoli.get(numero="55")
    new = reverse("pratiche_admin_versione_nuova", args=[article.pk])
    data = form_data(editor, new, sintesi="Da domani.", dal="2019-01-01") | {
        "commi-TOTAL_FORMS": "3",
        "commi-0-numero": "1",
        "commi-0-sintesi": "Primo.",
        "commi-1-numero": "1-bis",
        "commi-1-sintesi": "Cita l’art. 4.",
        "commi-2-numero": "2",
        "commi-2-sintesi": "Tolto.",
        "commi-2-DELETE": "1",
    }
    assert editor.post(new, data).status_code == 302
    version = article.versioni.today().get(dal=dt.date(2019, 1, 1))
    assert [(c.numero, c.sintesi) for c in version.elenco_commi] == [
        ("1", "Primo."),
        ("1bis", "Cita l’art. 4."),
    ]
    assert Citazione.objects.of(article).get().articolo == "4"
    assert Aggiornamento.objects.of(cts)[0].testo == "Art. 55: nuova versione."


def test_official_text_is_neither_typed_nor_changed(editor: Client, cts: Norma) -> None:
    official = Comma("1", "Prima.", "Testo della legge.", [(0, 5, "urn:nir:stato:legge:2016;106")])
    article = add_article(
        cts, "56", rubrica="Convenzioni", impronta="a" * 64, dal=dt.date(2017, 8, 3)
    )
    version = article.versioni.get()
    VersioneArticolo.objects.filter(pk=version.pk).update(commi=[official.as_json()])
    address = versione_url(version)
    html = editor.get(address).content.decode()
    assert "Testo della legge." in html
    assert "i testi di legge vengono solo da file ufficiali".capitalize() in html
    data = form_data(editor, address) | {
        "rubrica": "Altra",
        "dal": "2020-01-01",
        "commi-TOTAL_FORMS": "2",
        "commi-0-numero": "9",
        "commi-0-sintesi": "Dopo.",
        "commi-0-testo": "Falso.",
        "commi-0-DELETE": "1",
        "commi-1-numero": "2",
        "commi-1-sintesi": "Inventato.",
    }
    editor.post(address, data)
    editor.post(address, data | {"commi-TOTAL_FORMS": "1"})
    saved = VersioneArticolo.objects.get(pk=version.pk)
    assert saved.elenco_commi == [
        Comma("1", "Dopo.", official.testo, official.rinvii),
    ]
    assert (saved.rubrica, saved.dal) == ("Convenzioni", dt.date(2017, 8, 3))
    gone = reverse("pratiche_admin_versione_togli", args=[version.pk])
    assert editor.post(gone).status_code == 302
    assert VersioneArticolo.objects.filter(pk=version.pk).exists()


def test_paragraphs_without_a_number_have_a_summary_each(editor: Client, cts: Norma) -> None:
    article = add_article(cts, "56", impronta="a" * 64)
    version = article.versioni.get()
    official = [Comma("", testo=words) for words in ("Primo.", "Secondo.", "Terzo.")]
    VersioneArticolo.objects.filter(pk=version.pk).update(commi=[c.as_json() for c in official])
    address = versione_url(version)
    data = form_data(editor, address) | {"commi-0-sintesi": "Uno.", "commi-2-sintesi": "Tre."}
    assert editor.post(address, data).status_code == 302
    saved = VersioneArticolo.objects.get(pk=version.pk).elenco_commi
    assert [(one.sintesi, one.testo) for one in saved] == [
        ("Uno.", "Primo."),
        ("", "Secondo."),
        ("Tre.", "Terzo."),
    ]


def test_a_version_of_ours_goes_when_asked_twice(editor: Client, cts: Norma) -> None:
    version = VersioneArticolo.objects.get(articolo__norma=cts, articolo__numero="55")
    gone = reverse("pratiche_admin_versione_togli", args=[version.pk])
    editor.get(gone)
    assert VersioneArticolo.objects.filter(pk=version.pk).exists()
    editor.post(gone)
    assert not VersioneArticolo.objects.filter(pk=version.pk).exists()
    assert Aggiornamento.objects.of(cts)[0].testo == "Art. 55: tolta una versione."


def test_a_deleted_article_is_told_by_its_act(editor: Client, cts: Norma) -> None:
    article = cts.articoli.get(numero="55")
    editor.post(f"{LISTA}delete/{article.pk}/")
    assert not cts.articoli.filter(numero="55").exists()
    assert Aggiornamento.objects.of(cts)[0].testo == "Nella scheda non c’è più l’art. 55."


def test_the_list_is_of_an_act_and_finds_citations(editor: Client, cts: Norma) -> None:
    make_norma("urn:nir:stato:legge:1990-08-07;241", articoli=("11", "55"))

    def listed(query: str) -> list[str]:
        return [str(a.numero) for a in editor.get(f"{LISTA}?{query}").context["object_list"]]

    assert listed(f"norma={cts.pk}") == ["4", "5", "55"]
    assert listed("q=55+cts") == ["55"]
    assert listed("q=cts") == ["4", "5", "55"]
    assert listed("q=Rubrica+11") == ["11"]
    assert editor.get(f"{LISTA}?norma={cts.pk}").context["add_url"] == f"{CREA}?norma={cts.pk}"


@pytest.mark.parametrize(
    ("there", "new", "after"),
    [
        ([], "1", ["1"]),
        (["2"], "1", ["1", "2"]),
        (["1", "2"], "1bis", ["1", "1bis", "2"]),
        (["1", "1ter"], "1bis", ["1", "1bis", "1ter"]),
        (["9", "10"], "9bis", ["9", "9bis", "10"]),
        (["1", "2"], "3", ["1", "2", "3"]),
    ],
)
@pytest.mark.parametrize("step", [0, 1, 10])
def test_articles_stand_in_the_order_of_the_law(
    step: int, there: list[str], new: str, after: list[str]
) -> None:
    norma = make_norma(live=False)
    for n, number in enumerate(there):
        Articolo.objects.create(norma=norma, numero=number, ordine=n * step)
    Articolo.objects.create(norma=norma, numero=new, ordine=make_room(norma=norma, numero=new))
    assert [a.numero for a in norma.articoli.all()] == after


def test_the_search_finds_the_heading_of_today_once(editor: Client, cts: Norma) -> None:
    """An article of many versions is one row."""
    article = cts.articoli.get(numero="55")
    article.versioni.update(al=dt.date(2019, 12, 31), rubrica="Coprogrammazione d’allora")
    VersioneArticolo.objects.create(
        articolo=article, dal=dt.date(2020, 1, 1), rubrica="Coprogrammazione"
    )
    rows = editor.get(LISTA, {"q": "coprogramm"}).context["object_list"]
    assert [row.pk for row in rows] == [article.pk]
    assert list(editor.get(LISTA, {"q": "allora"}).context["object_list"]) == []
