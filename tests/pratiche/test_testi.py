"""Official texts enter the register: versions, states, annexes; all or nothing, seen before."""

import datetime as dt
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from piattaforma.nucleo.letture import refresh_readings
from piattaforma.nucleo.models import Aggiornamento
from piattaforma.riferimenti.models import Citazione
from pratiche.norme.models import (
    Articolo,
    ChiaveRegistro,
    DatiNorma,
    FileCaricato,
    Norma,
    StatoNorma,
    VersioneArticolo,
)
from pratiche.norme.models.articolo import Comma
from pratiche.norme.testi import import_texts, preview, read_text
from tests.factories.norme import CTS, add_article, make_norma

pytestmark = pytest.mark.django_db

#: article → comma → words; invented, nobody's law
PROVA = {
    "55": {"1": "Le amministrazioni di prova coinvolgono gli enti.", "2": "Si programma insieme."},
    "56": {
        "1": 'Vale il <ref href="/akn/it/act/legge/stato/1990-08-07/241/!main#art_12">rinvio</ref>.'
    },
}


def akn(
    articles: Mapping[str, Mapping[str, str]] = PROVA,
    *,
    urn: str = CTS,
    al: str = "2024-01-01",
    annex: str = "",
    eventi: str = "",
) -> bytes:
    """An Akoma Ntoso file as Normattiva gives it, with the least that it has."""
    kind, estremi = urn.removeprefix("urn:nir:stato:").split(":", 1)
    day, number = estremi.split(";")
    path = f"/akn/it/act/{kind.replace('.', '_')}/stato/{day}/{number}"
    body = "".join(
        f'<article eId="art_{n}"><num>Art. {n}.</num><heading>Rubrica di prova {n}</heading>'
        + "".join(
            f'<paragraph eId="art_{n}__para_{c}"><num>{c}.</num><content><p>{text}</p></content></paragraph>'
            for c, text in commas.items()
        )
        + "</article>"
        for n, commas in articles.items()
    )
    version = f"@{al}" if al else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="monovigente"><meta>
<identification source=""><FRBRWork><FRBRthis value="{path}/!main"/><FRBRuri value="{path}"/>
<FRBRalias name="urn:nir" value="{urn}"/><FRBRdate date="{day}" name=""/></FRBRWork>
<FRBRExpression><FRBRthis value="{path}/ita{version}/!main"/><FRBRdate date="{al or day}" name=""/>
</FRBRExpression>
</identification><publication date="{day}" name="" number="1" showAs=""/>{eventi}</meta>
<preface><p><docTitle>Testo di prova.</docTitle></p></preface>
<body>{body}</body>{annex}</act></akomaNtoso>""".encode()


def life(*events: tuple[str, str]) -> str:
    """A life cycle: the day of each event and the path of the act that caused it."""
    rows = "".join(f'<eventRef date="{day}" source="#r{n}"/>' for n, (day, _) in enumerate(events))
    acts = "".join(
        f'<passiveRef eId="r{n}" href="/akn/it/act/{path}/!main" showAs=""/>'
        for n, (_, path) in enumerate(events)
    )
    return f'<lifecycle source="">{rows}</lifecycle><references source="">{acts}</references>'


def load(*files: bytes) -> list[Any]:
    return import_texts(testi=[read_text(f"{n}.xml", data) for n, data in enumerate(files)])


def versions(number: str) -> list[VersioneArticolo]:
    return list(VersioneArticolo.objects.filter(articolo__numero=number).order_by("dal", "pk"))


def test_the_text_joins_our_words() -> None:
    norma = make_norma(articoli=("55", "57"))
    (outcome,) = load(akn())
    assert (outcome.completati, outcome.aggiunti, outcome.assenti) == (["55"], ["56"], ["57"])
    (version,) = versions("55")
    assert version.sintesi == "Che cosa dice l’articolo 55."
    assert [c.testo for c in version.elenco_commi] == list(PROVA["55"].values())
    assert version.importazione is not None
    assert len(version.importazione.impronta) == 64
    cited = Citazione.objects.get(atto="nir:stato:legge:1990;241", articolo="12")
    assert (cited.origine, cited.zona) == (Citazione.Origine.COLLEGATA, "c1")
    assert Aggiornamento.objects.of(norma).first().testo.startswith("C’è il testo ufficiale")  # type: ignore[union-attr]


def unnumbered(data: bytes) -> bytes:
    return re.sub(rb"<num>\d+\.</num>(?=<content>)", b"", data)


def test_our_words_on_a_comma_are_never_lost() -> None:
    """A text without numbers takes them by place; those that it has no comma for go to the article."""
    norma = make_norma()
    add_article(norma, "55", commi=("Uno.", "Due.", "Tre."))
    add_article(norma, "56", commi=("A.", "B."))
    article = {"1": "Prime parole.", "2": "Seconde parole."}
    text = unnumbered(akn({"55": article}))
    (seen,) = preview(testi=[read_text("a.xml", text)])
    assert (seen.al_posto, seen.nella_sintesi) == (
        ["art. 55, comma 1", "art. 55, comma 2"],
        ["art. 55, comma 3"],
    )
    load(text)
    (version,) = versions("55")
    said = [(one.numero, one.sintesi, one.testo) for one in version.elenco_commi]
    assert said == [("", "Uno.", "Prime parole."), ("", "Due.", "Seconde parole.")]
    assert version.sintesi == "Che cosa dice l’articolo 55.\nComma 3: Tre."
    # A numbered text without one of them; each other keeps its own.
    (outcome,) = load(akn({"56": {"2": "Parole."}}))
    assert (outcome.al_posto, outcome.nella_sintesi) == ([], ["art. 56, comma 1"])
    assert versions("56")[0].sintesi.endswith("\nComma 1: A.")
    # A newer text: by number and place, not one on all.
    VersioneArticolo.objects.filter(pk=version.pk).update(
        commi=[Comma("", "", "Prime.").as_json(), Comma("", "Due.", "Seconde.").as_json()]
    )
    load(unnumbered(akn({"55": article | {"3": "Terze."}}, al="2025-01-01")))
    newer = versions("55")[-1]
    assert [one.sintesi for one in newer.elenco_commi] == ["", "Due.", ""]
    assert "Comma 3: Tre." in newer.sintesi


def test_a_newer_text_is_another_version() -> None:
    make_norma(articoli=("55",))
    load(akn(al="2020-01-01"))
    changed = {**PROVA, "55": {**PROVA["55"], "2": "Si programma insieme e si pubblica."}}
    assert preview(testi=[read_text("b.xml", akn(changed))])[0].cambiati == ["55"]
    assert len(versions("55")) == 1
    (outcome,) = load(akn(changed))
    assert (outcome.cambiati, outcome.uguali) == (["55"], ["56"])
    before, after = versions("55")
    assert (before.al, after.dal) == (dt.date(2023, 12, 31), dt.date(2024, 1, 1))
    assert (after.sintesi, after.livello) == (before.sintesi, "da-confermare")
    article = Articolo.objects.get(numero="55")
    assert article.versioni.on(dt.date(2022, 5, 1)).first() == before
    assert article.versioni.today().first() == after
    # Imported once more, nothing changes.
    assert load(akn(changed))[0].uguali == ["55", "56"]
    # An older consolidation after it fills the past, and today stays.
    older = {"55": {"1": "Un testo più vecchio."}}
    load(akn(older, al="2018-01-01"))
    assert article.versioni.today().first() == after
    assert versions("55")[0].al == dt.date(2019, 12, 31)


def test_an_older_draft_undoes_nothing() -> None:
    """Publishing what was written before an import rewrites our words alone."""
    norma = make_norma(articoli=("55",))
    norma.sintesi = "Una bozza di prima."
    draft = norma.save_revision()
    load(akn())
    StatoNorma.objects.create(norma=norma, stato="modificato", dal=dt.date(2024, 1, 1))
    official = DatiNorma.objects.values().get()
    rows = list(VersioneArticolo.objects.values()), list(StatoNorma.objects.values())
    draft.publish()
    assert Norma.objects.get().sintesi == "Una bozza di prima."
    assert DatiNorma.objects.values().get() == official
    assert (list(VersioneArticolo.objects.values()), list(StatoNorma.objects.values())) == rows
    assert Articolo.objects.count() == 2


def test_annexes_with_articles_are_acts_of_their_own() -> None:
    """The civil code and its preleggi never meet the decree that carries them."""
    attachment = (
        '<attachments><attachment><doc name="CODICE CIVILE-art. 1"><mainBody><paragraph><content><p>'
        " Art. 1.\n\n (Capacità di prova).\n\n Parole del codice.\n</p></content></paragraph></mainBody>"
        "</doc></attachment></attachments>"
    )
    urn = "urn:nir:stato:regio.decreto:1942-03-16;262"
    load(akn({"1": {"1": "Parole del decreto."}}, urn=urn, annex=attachment))
    slugs = set(ChiaveRegistro.objects.values_list("slug", flat=True))
    assert slugs == {"rd-262-1942", "rd-262-1942-2"}
    said = {a.norma.dati.slug: a.zone_html["c1"] for a in Articolo.objects.filter(numero="1")}
    assert "decreto" in said["rd-262-1942"]
    assert "codice" in said["rd-262-1942-2"]


def test_a_law_comes_back_to_its_words() -> None:
    """A → B → A: the words of the day are compared, not any that the article ever had."""
    other = {**PROVA, "55": {"1": "Altre parole."}}
    load(akn(al="2020-01-01"))
    load(akn(other, al="2022-01-01"))
    (outcome,) = load(akn(al="2024-01-01"))
    assert (outcome.cambiati, outcome.uguali) == (["55"], ["56"])
    days = [(version.dal, version.al) for version in versions("55")]
    assert days[0][1] == dt.date(2021, 12, 31)
    assert days[1:] == [(dt.date(2022, 1, 1), dt.date(2023, 12, 31)), (dt.date(2024, 1, 1), None)]
    assert load(akn(other, al="2023-05-05"))[0].uguali == ["55", "56"]


def test_the_day_of_an_import_is_nobody_s_day() -> None:
    """A file that has no day gives first texts; it is refused where it would begin another version."""
    undated = akn(al="")
    make_norma(articoli=("55",))
    load(undated)
    assert [version.dal for version in versions("55") + versions("56")] == [None, None]
    assert load(undated)[0].uguali == ["55", "56"]
    changed = [read_text("b.xml", akn({"55": {"1": "Altre parole."}}, al=""))]
    for what in (preview, import_texts):
        with pytest.raises(ValidationError, match="non dice di che giorno"):
            what(testi=changed)
    # The day of a consolidated text is one on which it held, not the first.
    load(akn(urn="urn:nir:stato:legge:2016-04-18;50", al="2024-01-01"))
    first = VersioneArticolo.objects.filter(articolo__norma__dati__slug="l-50-2016").first()
    assert first is not None
    assert first.dal is None


def test_official_words_show_their_file() -> None:
    make_norma(articoli=("55",))
    load(akn())
    pages = {n: Client().get(f"/norme/dlgs-117-2017/art-{n}/").content.decode() for n in (55, 56)}
    for page in pages.values():
        assert "viene dal file ufficiale «0.xml», al 1º gennaio 2024" in " ".join(
            page.replace("\xa0", " ").split()
        )
    # Only one of the two has words of ours, to be checked.
    assert ["Verifica della sintesi" in page for page in pages.values()] == [True, False]
    assert not any("In grassetto" in page for page in pages.values())


def test_an_annex_without_articles_is_on_the_page_of_its_act() -> None:
    make_norma(articoli=("55",))
    annex = (
        '<attachments><attachment><doc name="Allegato A"><mainBody><paragraph><content><p>'
        "Elenco di prova delle attività.</p></content></paragraph></mainBody></doc></attachment></attachments>"
    )
    load(akn(annex=annex))
    page = Client().get("/norme/dlgs-117-2017/").content.decode().replace("\xa0", " ")
    shown = page.split('id="allegati"')[1].split("</section>")[0]
    assert "Elenco di prova delle attività." in shown
    assert "Testo dal file ufficiale «0.xml», al 1º gennaio 2024" in shown


def test_a_draft_tells_readers_nothing() -> None:
    norma = make_norma(articoli=("55",), live=False)
    load(akn())
    assert not Aggiornamento.objects.of(norma).exists()
    assert not Norma.objects.get().live


def test_a_preview_writes_nothing_and_sees_all_files() -> None:
    make_norma(articoli=("55",))
    first, second = (read_text(f"{n}.xml", akn(al=f"202{n}-01-01")) for n in (0, 2))
    other = read_text("o.xml", akn({"55": {"1": "Altre parole."}}, al="2021-01-01"))
    new = read_text("n.xml", akn(urn="urn:nir:stato:legge:2016-04-18;50"))
    with CaptureQueriesContext(connection) as asked:
        outcomes = preview(testi=[first, other, second, new])
    assert all(query["sql"].startswith("SELECT") for query in asked)
    done = import_texts(testi=[first, other, second, new])
    assert outcomes == done
    assert (outcomes[0].completati, outcomes[1].cambiati, outcomes[2].cambiati) == (["55"],) * 3
    assert (outcomes[2].uguali, outcomes[3].nuovo) == (["56"], True)


GONE = (
    "PROVVEDIMENTO ABROGATO DAL "
    '<ref href="/akn/it/act/decreto_legislativo/stato/2023-03-31/36/!main#art_226">D.LGS. 36/2023</ref>'
)


@pytest.mark.parametrize(
    ("events", "day"),
    [
        # amended, then gone by an article of an act that the life cycle dates
        ((("2019-04-18", "decreto_legge/stato/2019-04-18/32"), ("2023-04-01", GONE)), "2023-04-01"),
        # nothing says since when: by the day of the file
        ((("2019-04-18", "decreto_legge/stato/2019-04-18/32"),), "2024-01-01"),
    ],
)
def test_what_is_gone_is_never_shown_as_amended(
    events: tuple[tuple[str, str], ...], day: str
) -> None:
    path = "decreto_legislativo/stato/2023-03-31/36"
    events = tuple((when, path if said == GONE else said) for when, said in events)
    load(akn({"1": {"1": GONE}, "2": {"1": GONE}}, eventi=life(*events)))
    states = StatoNorma.objects.filter(articolo=None)
    last = states.on(dt.date(2024, 6, 1)).first()
    assert last is not None
    assert (last.stato, last.dal) == ("abrogato", dt.date.fromisoformat(day))
    assert last.per_effetto_di.endswith("2023-03-31;36~art226")
    assert bool(last.nota) == (len(events) == 1)
    assert states.on(dt.date(2020, 1, 1)).get().stato == "modificato"
    # Without a day of the file either, nothing is said that would hide that it is gone.
    load(
        akn(
            {"1": {"1": GONE}},
            urn="urn:nir:stato:legge:2016-04-18;50",
            al="",
            eventi=life(events[0]),
        )
    )
    undated = StatoNorma.objects.filter(norma__dati__slug="l-50-2016", articolo=None)
    assert [(row.stato, row.dal) for row in undated] == [("abrogato", None)]


def test_all_files_or_none(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.xml", tmp_path / "b.xml"
    good.write_bytes(akn())
    bad.write_bytes(akn()[:-40])
    with pytest.raises(CommandError, match=r"b\.xml:\d+: "):
        call_command("import_norma", good, bad)
    assert not Norma.objects.exists()
    out = io.StringIO()
    call_command("import_norma", good, "--dry-run", stdout=out)
    assert not Norma.objects.exists()
    assert "2 articoli, 3 commi, 1 rinvio" in out.getvalue()
    call_command("import_norma", good, stdout=out)
    assert Articolo.objects.count() == 2


def test_many_changed_articles_are_left_to_the_job() -> None:
    words = "Come l’articolo 55 del Codice del Terzo settore."
    many = {str(n): {"1": words} for n in range(101, 160)}
    urn = "urn:nir:stato:legge:2031-02-03;9"
    make_norma(articoli=("55",))
    make_norma(urn, articoli=tuple(many))
    assert not Citazione.objects.filter(
        atto="nir:stato:decreto.legislativo:2017;117", zona="c1"
    ).exists()
    load(akn(many, urn=urn))
    assert not Citazione.objects.filter(
        atto="nir:stato:decreto.legislativo:2017;117", zona="c1"
    ).exists()
    refresh_readings()
    assert (
        Citazione.objects.filter(atto="nir:stato:decreto.legislativo:2017;117", zona="c1").count()
        == 59
    )


# --- the upload page ------------------------------------------------------------------------------


def send(client: Client, data: bytes, name: str = "cts.xml") -> Any:
    file = SimpleUploadedFile(name, data, content_type="application/xml")
    return client.post(reverse("pratiche_carica_testi"), {"file": file})


def test_an_upload_is_seen_before_it_is_written(redattrice: Any, amministratrice: Any) -> None:
    client = Client()
    client.force_login(redattrice)
    response = send(client, akn())
    assert response.status_code == 302
    assert not Norma.objects.exists()
    page = client.get(response.url).content.decode()
    assert "Testo di prova" in page
    assert "Nuovi" in page
    assert not Norma.objects.exists()
    other = Client()
    other.force_login(amministratrice)
    assert other.get(response.url).status_code == 404
    assert client.post(response.url).status_code == 302
    assert Norma.objects.get().live
    assert not FileCaricato.objects.exists()
    assert client.post(response.url).status_code == 404


def test_an_import_into_a_draft_leads_where_it_is_edited(redattrice: Any) -> None:
    norma = make_norma(live=False)
    client = Client()
    client.force_login(redattrice)
    done = client.post(send(client, akn()).url)
    assert done["Location"] == reverse(Norma.snippet_viewset.get_url_name("edit"), args=[norma.pk])
    assert client.get(done["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("how_many", "status", "said"),
    [(21, 422, "Al massimo 20 file per volta"), (101, 413, "troppi file in una volta")],
)
def test_too_many_files_are_told(redattrice: Any, how_many: int, status: int, said: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(redattrice)
    files = [SimpleUploadedFile(f"{n}.xml", akn()) for n in range(how_many)]
    response = client.post(reverse("pratiche_carica_testi"), {"file": files})
    assert response.status_code == status
    assert said in response.content.decode()
    assert not FileCaricato.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<!-- -->", "cts.xml:1:"),
        (b"<html></html>", "cts.xml:1:"),
        (akn()[:-30], "cts.xml:"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "cts.xml:1:"),
    ],
)
def test_what_is_no_text_is_refused_at_the_field(redattrice: Any, data: bytes, words: str) -> None:
    client = Client()
    client.force_login(redattrice)
    response = send(client, data)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not FileCaricato.objects.exists()


def test_files_are_read_before_the_lock_is_taken(
    redattrice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction of the admin does not stand around the reading of twenty files."""
    depths = []

    def watched(nome: str, data: bytes) -> Any:
        depths.append(len(connection.savepoint_ids) + len(connection.atomic_blocks))
        return read_text(nome, data)

    outside = len(connection.savepoint_ids) + len(connection.atomic_blocks)
    monkeypatch.setattr("pratiche.norme.admin.testi.read_text", watched)
    client = Client()
    client.force_login(redattrice)
    response = send(client, akn())
    client.get(response.url)
    client.post(response.url)
    assert depths == [outside] * 3
    assert Norma.objects.exists()


def test_the_list_of_acts_leads_to_the_upload(redattrice: Any, revisore: Any) -> None:
    for user, there in ((redattrice, True), (revisore, False)):
        client = Client()
        client.force_login(user)
        page = client.get(reverse(Norma.snippet_viewset.get_url_name("list"))).content.decode()
        assert (reverse("pratiche_carica_testi") in page) == there


def test_who_may_not_publish_may_not_import(membro: Any, revisore: Any) -> None:
    for user in (None, membro, revisore):
        client = Client()
        if user:
            client.force_login(user)
        assert client.get(reverse("pratiche_carica_testi")).status_code in {302, 403}
