"""Search in the admin: what editors may write, what they read of searches, why a page is found."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from search.contract import Document, Section
from search.engines.base import RebuildNeeded, SearchEngine
from search.engines.embedded import EmbeddedEngine
from search.models import GruppoSinonimi, ParoleCercate, RisultatoPromosso
from search.plan import SINONIMO, make_plan
from search.planning.synonyms import Synonyms
from search.redazione.spiegazione import explain
from tests.search.contract_base import filled
from tests.search.due_motori import kept

pytestmark = pytest.mark.django_db

ANYONE = frozenset({"tutti"})
SINONIMI, PROMOSSI = (
    "wagtailsnippets_search_grupposinonimi",
    "wagtailsnippets_search_risultatopromosso",
)
DOCUMENTS = [
    Document(
        "a.b:1",
        "Il patto di collaborazione",
        (Section("Che cos’è", "Un accordo tra cittadini e Comune sui beni comuni."),),
        url="/patto/",
        visibilita=ANYONE,
        peso=1.2,
        mostra={"genere": "voce del glossario"},
    ),
    Document(
        "a.b:2",
        "La co-progettazione",
        (Section("", "Il patto si firma con gli enti del Terzo settore, art. 55."),),
        url="/co-progettazione/",
        visibilita=ANYONE,
        citazioni=("decreto.legislativo:2017;117",),
    ),
    Document("a.b:3", "Un patto riservato", url="/riservata/", visibilita=frozenset({"7"})),
]


@pytest.fixture(autouse=True)
def engine(tmp_path: Path) -> Iterator[SearchEngine]:
    made = filled(EmbeddedEngine(tmp_path / "indice"), DOCUMENTS)
    with kept(made):
        yield made


@pytest.fixture
def editor(client: Client, redattrice: Any) -> Client:
    client.force_login(redattrice)
    return client


def errors(answer: Any, field: str) -> list[str]:
    """What the form says beside a field, and nowhere else."""
    form = answer.context["form"]
    assert set(form.errors) <= {field}
    return list(form.errors.get(field, []))


# --- synonyms -----------------------------------------------------------------------------------


def add_group(client: Client, text: str, **values: str) -> Any:
    values = {"espressioni": text, "nota": "", "attivo": "on"} | values
    return client.post(reverse(f"{SINONIMI}:add"), {k: v for k, v in values.items() if v != "off"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("frullatore", "almeno due"),
        ("frullatore\n\n  ", "almeno due"),
        ("frullatore\ndi", "«di» non ha parole che contano"),
        ("frullatore\nmixer\nFrullatori", "«Frullatori» è la stessa espressione di «frullatore»"),
        ("frullatore\n" + "x" * 101, "101 caratteri: al massimo 100"),
        ("\n".join(f"arnese{n}" for n in range(21)), "sono 21: al massimo 20"),
        (
            "frullatore\nla società della salute",
            "altro gruppo attivo: «SdS = Società della Salute»",
        ),
    ],
)
def test_a_group_that_is_none_is_refused_at_its_field(editor: Client, text: str, said: str) -> None:
    before = GruppoSinonimi.objects.count()
    answer = add_group(editor, text)
    assert any(said in one for one in errors(answer, "espressioni")), errors(answer, "espressioni")
    assert said.split(":", maxsplit=1)[0].replace("«", "")[:12] in answer.content.decode()
    assert GruppoSinonimi.objects.count() == before


def test_a_group_is_written_changed_and_in_effect(editor: Client, client: Client) -> None:
    assert add_group(editor, "  frullatore \r\n\r\nmixer  ").status_code == 302
    group = GruppoSinonimi.objects.get(espressioni="frullatore\nmixer")
    # Its own words are no others'.
    answer = editor.post(
        reverse(f"{SINONIMI}:edit", args=[group.pk]),
        {"espressioni": "frullatore\nmixer\nsbattitore", "nota": "", "attivo": "on"},
    )
    assert answer.status_code == 302
    # What is not active takes no words.
    assert add_group(editor, "frullatore\ntritatutto", attivo="off").status_code == 302
    page = editor.get(reverse("search_admin_spiega"), {"q": "frullatore"}).content.decode()
    assert "Sinonimi di «frullatore»</th><td>mixer, sbattitore</td>" in page
    listed = editor.get(reverse(f"{SINONIMI}:list"), {"q": "sbatti"}).content.decode()
    assert "frullatore = mixer = sbattitore" in listed
    assert reverse(f"{SINONIMI}:edit", args=[group.pk]) in listed


def told(answer: Any) -> list[str]:
    assert answer.status_code == 302
    return [str(one) for one in get_messages(answer.wsgi_request)]


def test_what_was_kept_but_may_do_nothing_is_told(editor: Client) -> None:
    assert any("Nessuna pagina" in one for one in told(add_group(editor, "frullatore\nmixer")))
    editor.get("/admin/")
    assert not any("Nessuna pagina" in one for one in told(add_group(editor, "patto\nsbattitore")))
    promote(editor)
    editor.get("/admin/")
    doubts = [
        one for one in told(promote(editor, domande="altro\nPatti")) if "altro risultato" in one
    ]
    assert len(doubts) == 1
    assert "«Patti»" in doubts[0]


def test_what_was_not_kept_is_said_in_italian(editor: Client) -> None:
    for answer in (add_group(editor, "solo"), promote(editor, domande="di")):
        assert "Non è stato salvato niente: correggi i campi segnalati." in answer.content.decode()


def test_a_new_group_begins_with_the_words_that_were_searched(editor: Client) -> None:
    page = editor.get(reverse(f"{SINONIMI}:add"), {"espressioni": "casa  per\0 tutti\n"})
    assert "casa per tutti</textarea>" in re.sub(
        r"\s*</textarea>", "</textarea>", page.content.decode()
    )


# --- promoted results -----------------------------------------------------------------------------


def promote(client: Client, **values: str) -> Any:
    given = {"domande": "patto", "indirizzo": "/patto/", "perche": "", "dal": "", "al": ""} | values
    return client.post(reverse(f"{PROMOSSI}:add"), given)


@pytest.mark.parametrize(
    ("field", "values", "said"),
    [
        ("indirizzo", {"indirizzo": "/non-c-e/"}, "nessuna pagina aperta a tutti"),
        ("indirizzo", {"indirizzo": "/riservata/"}, "nessuna pagina aperta a tutti"),
        ("indirizzo", {"indirizzo": "https://example.org/patto/"}, "example.org non è questo sito"),
        ("indirizzo", {"indirizzo": "ftp://127.0.0.1/patto/"}, "comincia con https://"),
        ("indirizzo", {"indirizzo": "http://[x/patto/"}, "non è un indirizzo"),
        ("domande", {"domande": "patto\ndi"}, "«di» non ha parole che contano"),
        ("domande", {"domande": "patto\nPATTI"}, "«PATTI» è la stessa ricerca di «patto»"),
        ("domande", {"domande": "x" * 201}, "201 caratteri"),
        ("al", {"dal": "2026-11-02", "al": "2026-11-01"}, "Finisce prima di cominciare"),
    ],
)
def test_what_cannot_be_promoted_is_said_at_its_field(
    editor: Client, field: str, values: dict[str, str], said: str
) -> None:
    answer = promote(editor, **values)
    assert any(said in one for one in errors(answer, field)), answer.context["form"].errors
    assert not RisultatoPromosso.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["/patto/", "patto", "http://127.0.0.1:8000/patto/?da=x#qui", "https://localhost/patto"],
)
def test_an_address_is_kept_as_a_path(editor: Client, address: str, settings: Any) -> None:
    settings.BASE_URL = "https://localhost"
    answer = promote(editor, indirizzo=address)
    assert answer.status_code == 302, answer.context["form"].errors
    assert RisultatoPromosso.objects.get().indirizzo == "/patto/"


def test_a_promoted_page_that_moves_is_followed_and_one_that_goes_is_told(
    editor: Client, engine: EmbeddedEngine
) -> None:
    promote(editor)
    row = RisultatoPromosso.objects.get()
    assert row.uid == "a.b:1"
    moved = replace(DOCUMENTS[0], url="/patti/")
    taking = Document("a.b:4", "Altra", url="/patto/", visibilita=ANYONE)
    with engine.writing():
        engine.update([moved, taking])
    listed = editor.get(reverse(f"{PROMOSSI}:list")).content.decode()
    assert "/patti/" in listed
    edit = reverse(f"{PROMOSSI}:edit", args=[row.pk])
    said = {"domande": "patto", "indirizzo": "/patto/", "perche": "Da qui.", "dal": "", "al": ""}
    assert editor.post(edit, said).status_code == 302
    row.refresh_from_db()
    assert (row.uid, row.indirizzo, row.perche) == ("a.b:1", "/patti/", "Da qui.")
    with engine.writing():
        engine.update([], removed=["a.b:1"])
    assert "Nessuna pagina" in editor.get(reverse(f"{PROMOSSI}:list")).content.decode()
    # Another address is another page.
    assert editor.post(edit, said | {"indirizzo": "/co-progettazione/"}).status_code == 302
    row.refresh_from_db()
    assert row.uid == "a.b:2"


def test_without_an_index_nothing_is_promoted(
    editor: Client, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise RebuildNeeded("L’indice non c’è.")

    monkeypatch.setattr(engine, "at", fails)
    assert "L’indice non c’è." in errors(promote(editor), "indirizzo")[0]


# --- what is searched -----------------------------------------------------------------------------


@pytest.fixture
def searches() -> None:
    month = timezone.localdate().replace(day=1)
    before = (month - dt.timedelta(days=1)).replace(day=1)
    for when, words, times, empty in [
        (month, "patto", 9, 0),
        (month, "frullatore", 5, 5),
        (month, "=1+1", 4, 1),
        (month, "mario rossi", 2, 2),
        (before, "patto", 30, 0),
    ]:
        ParoleCercate.objects.create(mese=when, parole=words, volte=times, senza_esito=empty)


def test_nothing_searched_says_when_it_fills(editor: Client) -> None:
    page = editor.get(reverse("search_admin_parole")).content.decode()
    assert "Ogni notte si sommano le ricerche dei giorni finiti." in page
    assert "meno di 3 volte nel mese non si vedono" in page


def listed(client: Client, **query: str) -> list[str]:
    page = client.get(reverse("search_admin_parole"), query)
    return [row.parole for row in page.context["object_list"]]


@pytest.mark.usefixtures("searches")
def test_searches_by_month_and_outcome(editor: Client) -> None:
    month = timezone.localdate().replace(day=1).isoformat()
    # What is rare may be a name.
    assert listed(editor) == ["patto", "patto", "frullatore", "=1+1"]
    assert listed(editor, mese=month) == ["patto", "frullatore", "=1+1"]
    assert listed(editor, mese=month, esito="nessuno") == ["frullatore", "=1+1"]
    assert listed(editor, esito="mai") == ["frullatore"]
    assert listed(editor, q="frull") == ["frullatore"]
    page = editor.get(reverse("search_admin_parole")).content.decode()
    assert f"{reverse(f'{SINONIMI}:add')}?espressioni=frullatore" in page
    assert f'href="{reverse("search_risultati")}?q=frullatore"' in page
    assert f'href="{reverse("search_admin_spiega")}?q=frullatore"' in page


@pytest.mark.usefixtures("searches")
def test_searches_as_a_table_that_no_spreadsheet_runs(editor: Client) -> None:
    answer = editor.get(reverse("search_admin_parole"), {"export": "csv"})
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert rows[0] == "Parole,Mese,Volte,Senza risultati"
    assert rows[-1].startswith("'=1+1,")


# --- why ------------------------------------------------------------------------------------------


def why(client: Client, **query: str) -> str:
    page = client.get(reverse("search_admin_spiega"), query)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_a_question_is_told_part_by_part(editor: Client) -> None:
    page = why(editor, q="il patto ets co-progettazione art. 55 cts «beni comuni» -riservato")
    for said in (
        "Parola «patto»</th><td>trova le parole con la radice patt;",
        "con la radice coprogett oppure co + progett;",
        "Sinonimi di «ets»</th><td>enti del Terzo settore</td>",
        "Norma «art. 55 cts»</th><td>art. 55,",
        "Tra virgolette «beni comuni»",
        "Esclusa «riservato»",
        "Non contano</th><td>il:",
    ):
        assert said in page, said
    assert "Un patto riservato" not in page


def test_the_first_result_or_the_page_of_an_address_is_explained(editor: Client) -> None:
    page = why(editor, q="patto collaborazione")
    assert "2 risultati" in page
    assert "Perché «Il patto di collaborazione»</h2>" in page
    assert "È al posto 1 con" in page
    assert "In tutto: la somma per il peso della pagina, " in page
    assert "Sul sito: patto" in page
    assert "Un patto riservato" not in page
    page = why(editor, q="patto collaborazione", indirizzo="http://127.0.0.1:8000/co-progettazione")
    assert "Perché «La co-progettazione»</h2>" in page
    assert "È al posto 2" in page
    page = why(editor, q="«beni comuni» accordo", indirizzo="/co-progettazione/")
    assert "non risponde alla ricerca. Non ha le parole «beni comuni»" in page
    page = why(editor, q="patto -firma", indirizzo="/co-progettazione/")
    assert "Contiene «firma», che la ricerca esclude" in page
    for address in ("/riservata/", "/non-c-e/"):
        page = why(editor, q="patto", indirizzo=address)
        assert f"nessuna pagina aperta a tutti all’indirizzo {address}" in page
        assert 'aria-invalid="true"' in page
        assert page.index("nessuna pagina aperta") < page.index('id="indirizzo"')
    assert "niente da trovare" in why(editor, q="di")


def test_what_nobody_has_as_it_is_quoted_is_told_as_it_was_searched(editor: Client) -> None:
    page = why(editor, q="«collaborazione patto»", indirizzo="/patto/")
    assert "conta di più dove c’è, scritto così" in page
    assert "deve esserci" not in page
    assert "Nessun risultato" not in page
    assert "Il patto di collaborazione" in page


def test_promoted_results_are_told(editor: Client) -> None:
    RisultatoPromosso.objects.create(domande="zucca", indirizzo="/patto/", perche="Comincia qui.")
    page = why(editor, q="zucche")
    assert "Promossi dalla redazione" in page
    assert "Comincia qui." in page
    assert "Nessun risultato" in page


def test_the_parts_add_up_to_the_points(engine: EmbeddedEngine) -> None:
    synonyms = Synonyms.of([["patto", "accordo"], ["ETS", "enti del Terzo settore"]])
    plan = make_plan("il patto di collaborazione ets co-progettazione «beni»", synonyms=synonyms)
    for document in DOCUMENTS[:2]:
        told = explain(plan, document, engine=engine, readers=ANYONE)
        whole = engine.points(plan, document.uid, readers=ANYONE)
        if whole is not None:
            assert told.somma == pytest.approx(whole, rel=1e-4)
        assert told.trovata is (whole is not None)
    given = {part.testo for part in plan.parti if part.genere == SINONIMO}
    assert given == {"accordo", "enti del Terzo settore"}


def test_an_index_that_does_not_answer_is_said(editor: Client, engine: Any, tmp_path: Path) -> None:
    engine._generations.root = tmp_path / "altrove"
    assert "La ricerca adesso non risponde: L’indice non è mai stato costruito." in why(
        editor, q="patto"
    )


@pytest.mark.parametrize(
    "text", ["a" * 5000, "\x00\u202e", "*:*", 'titolo:"x', "-", "«»", "AND OR NOT"]
)
def test_anything_may_be_asked(editor: Client, text: str) -> None:
    why(editor, q=text, indirizzo=text)


# --- who ------------------------------------------------------------------------------------------


def test_editors_and_administrators_look_after_search(
    client: Client, redattrice: Any, revisore: Any, amministratrice: Any
) -> None:
    amministratrice.is_superuser = False
    amministratrice.save()
    names = [f"{SINONIMI}:list", f"{SINONIMI}:add", f"{PROMOSSI}:list", f"{PROMOSSI}:add"]
    names += ["search_admin_parole", "search_admin_parole_results", "search_admin_spiega"]
    for user, status in ((redattrice, 200), (amministratrice, 200), (revisore, 302)):
        client.force_login(user)
        got = {name: client.get(reverse(name)).status_code for name in names}
        assert set(got.values()) == {status}, (user, got)
        menu = client.get("/admin/").content.decode()
        assert ("Che cosa si cerca" in menu) is (status == 200)
        assert ("Risultati promossi" in menu) is (status == 200)
