"""The register in the repository: it agrees with itself, holds what the demonstration cites, loads again."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from piattaforma.citazioni import find_citations, parse_identifier
from piattaforma.nucleo.models import Aggiornamento
from piattaforma.nucleo.refusals import ImportRefused
from piattaforma.riferimenti.confronto import compare
from pratiche.norme.admin.liste import with_what_lists_say
from pratiche.norme.lacune import register_gaps
from pratiche.norme.models import (
    Articolo,
    ChiaveRegistro,
    DatiNorma,
    Norma,
    Orientamento,
    Pronuncia,
    StatoNorma,
    VersioneArticolo,
)
from pratiche.norme.registrazione import correct_identifier
from pratiche.norme.registro.caricamento import CARTELLA, load_register
from pratiche.norme.registro.eccezioni import read_exceptions
from pratiche.norme.registro.lettura import SchedaFile, read_register
from pratiche.norme.verifiche import last_check

CTS = "dlgs-117-2017"


@pytest.fixture(scope="module")
def records() -> dict[str, SchedaFile]:
    found, errors = read_register(CARTELLA)
    assert [str(error) for error in errors] == []
    return {record.file.path.stem: record for record in found}


def test_every_estremi_is_read_as_its_own_record(records: dict[str, SchedaFile]) -> None:
    """The estremi as people write them and the identifier were written apart: they say the same."""
    for record in records.values():
        if "estremi" not in record.valori:
            continue
        own = parse_identifier(record.valori["identificatore"])
        read = {
            parse_identifier(one)
            for citation in find_citations(record.valori["estremi"])
            for one in citation.ids
        }
        assert len(read) == 1, record.nome
        (one,) = read
        same = (one.autorita, one.numero, one.anno, one.annesso)
        assert same == (own.autorita, own.numero, own.anno, own.annesso), record.nome
        assert one.data in {own.data, own.anno} or own.data == one.anno, record.nome


def test_there_is_what_the_design_asks_for(records: dict[str, SchedaFile]) -> None:
    kinds = [record.tipo for record in records.values()]
    assert kinds.count("atti") >= 60
    assert kinds.count("decisioni") >= 40
    assert kinds.count("orientamenti") >= 8
    read = [r for r in records.values() if r.tipo == "decisioni" and r.valori["massima"]]
    assert len(read) >= 32
    assert all(r.valori["livello"] == "letto-sul-testo" for r in read)
    for record in records.values():
        assert record.valori["livello"], record.nome
        assert record.valori["fonte"], record.nome
    for act, numbers in {
        CTS: {"55", "56", "57"},
        "lr-toscana-65-2020": {str(n) for n in range(1, 23)},
    }.items():
        assert numbers <= {a["numero"] for a in records[act].valori["articoli"]}


def test_known_traps_are_resolved(records: dict[str, SchedaFile]) -> None:
    articles = {a["numero"]: a for a in records[CTS].valori["articoli"]}
    commas = {c["numero"]: c["sintesi"] for c in articles["55"]["commi"]}
    assert "ccreditamento" in commas["4"]
    assert "ccreditamento" not in articles["57"]["sintesi"]
    assert "trasporto sanitario" in articles["57"]["sintesi"].lower()
    assert {c["numero"] for c in articles["56"]["commi"]} >= {"1", "2", "3", "3bis", "4"}
    # TAR Lombardia 2533/2024 is confirmed, not reversed.
    relations = {
        (row["tipo"], row["verso"])
        for record in records.values()
        if record.valori.get("identificatore") == "ECLI:IT:CDS:2026:3082SENT"
        for row in record.valori["relazioni"]
    }
    assert ("conferma", "ECLI:IT:TARMI:2024:2533SENT") in relations
    spezzino = next(
        r for r in records.values() if r.valori.get("identificatore") == "celex:62013CJ0113"
    )
    assert spezzino.valori["data"].year == 2014
    two = [records[f"dm-mlps-72-{year}"].valori for year in (2021, 2024)]
    assert all(one["nota"] for one in two)
    assert len({one["identificatore"] for one in two}) == 2
    old = records["dlgs-50-2016"].valori["stati"]
    fallen = next(state for state in old if state["stato"] == "abrogato")
    assert (str(fallen["dal"]), "2023-03-31;36" in fallen["per_effetto_di"]) == ("2023-07-01", True)


@pytest.mark.django_db
def test_what_the_demonstration_cites_has_a_record_or_a_reason(demo: None) -> None:
    outcome = compare()
    assert outcome.is_equal
    assert [one.nome for one in outcome.senza_record if not one.motivo] == []
    # A reason for what nobody cites, or what has a record by now, is one to delete.
    left_out = {one.identificatore for one in outcome.senza_record}
    assert set(read_exceptions()) - left_out == set()
    assert Pronuncia.objects.filter(live=True).count() >= 40


# --- loading --------------------------------------------------------------------------------------

ATTO = """\
identificatore: "urn:nir:stato:legge:2031-02-03;9"
estremi: "legge 3 febbraio 2031, n. 9"
genere: legge
titolo_breve: "Legge di prova"
ambito: stato
stati: [{stato: vigente}]
fonte: "Prova"
livello: da-confermare
sintesi: "Che cosa fa."
sintesi_livello: da-confermare
articoli:
  - {numero: "1", rubrica: "Oggetto", sintesi: "Dice questo.", livello: da-confermare}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "atti").mkdir()
    (tmp_path / "atti" / "prova.yaml").write_text(ATTO, encoding="utf-8")
    return tmp_path


def rewrite(folder: Path, *pairs: tuple[str, str]) -> None:
    text = ATTO
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder / "atti" / "prova.yaml").write_text(text, encoding="utf-8")


@pytest.mark.django_db
def test_it_is_loaded_again_without_a_change(folder: Path) -> None:
    assert load_register(folder=folder).nuove == ["atti/prova.yaml"]
    revision = Norma.objects.get().latest_revision_id
    assert load_register(folder=folder).invariate == ["atti/prova.yaml"]
    assert Norma.objects.get().latest_revision_id == revision
    rewrite(folder, ("Dice questo.", "Dice altro."), ("2031-02-03;9", "2031-02-03;9"))
    assert load_register(folder=folder).aggiornate == ["atti/prova.yaml"]
    assert VersioneArticolo.objects.get().sintesi == "Dice altro."
    assert "Dice altro." in Articolo.objects.get().zone_html["sintesi"]


@pytest.mark.django_db
def test_what_editors_changed_stays(folder: Path) -> None:
    load_register(folder=folder)
    norma = Norma.objects.get()
    norma.sintesi = "Scritta dalla redazione."
    norma.save_revision().publish()
    VersioneArticolo.objects.update(sintesi="Anche questa.")
    rewrite(
        folder,
        ("Che cosa fa.", "Un’altra sintesi."),
        ("Dice questo.", "Dice altro."),
        ("Oggetto", "Finalità"),
    )
    assert load_register(folder=folder).lasciate == ["atti/prova.yaml"]
    assert Norma.objects.get().sintesi == "Scritta dalla redazione."
    assert VersioneArticolo.objects.get().sintesi == "Anche questa."
    load_register(folder=folder, overwrite=True)
    assert Norma.objects.get().sintesi == "Un’altra sintesi."


def change_title(norma: Norma) -> None:
    DatiNorma.objects.filter(pk=norma.pk).update(url="https://example.org/giusto")


def change_state(norma: Norma) -> None:
    """As the page of the official side does: what an editor touches is the editors'."""
    norma.stati.update(stato="modificato", dal=dt.date(2032, 1, 1), origine="redazione")


def change_identifier(norma: Norma) -> None:
    correct_identifier(
        norma=norma, identificatore=parse_identifier("urn:nir:stato:legge:2031-02-04;9")
    )


def delete_article(norma: Norma) -> None:
    norma.articoli.all().delete()


def move_article(norma: Norma) -> None:
    norma.articoli.update(dove="Titolo II")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [change_title, change_state, change_identifier, delete_article, move_article]
)
def test_what_editors_changed_of_the_official_side_stays(
    folder: Path, change: Callable[[Norma], None]
) -> None:
    """One edit keeps the whole official side; what the file says in our words still goes live."""
    rewrite(
        folder,
        ("stati:", 'url: "https://example.org/sbagliato"\nstati:'),
        ('rubrica: "Oggetto"', 'rubrica: "Oggetto", dove: "Titolo I"'),
    )
    load_register(folder=folder)
    norma = Norma.objects.get()
    change(norma)

    def official() -> list[Any]:
        dati = DatiNorma.objects.values("identificatore", "url", "slug", "titolo", "fonte")
        states = StatoNorma.objects.values_list("stato", "dal", "origine")
        return [*dati, *states, *norma.articoli.values_list("numero", "dove")]

    edited = official()
    rewrite(
        folder,
        ("stati: [{stato: vigente}]", "stati: [{stato: vigente, dal: 2031-03-01}]"),
        ("stati:", 'url: "https://example.org/altro"\nstati:'),
        ('rubrica: "Oggetto"', 'rubrica: "Oggetto", dove: "Titolo III"'),
        ("Che cosa fa.", "Un’altra sintesi."),
    )
    outcome = load_register(folder=folder)
    assert outcome.lasciate == ["atti/prova.yaml (dati ufficiali)"]
    assert outcome.aggiornate == ["atti/prova.yaml"]
    assert official() == edited
    assert Norma.objects.get().sintesi == "Un’altra sintesi."
    load_register(folder=folder, overwrite=True)
    assert DatiNorma.objects.get().url == "https://example.org/altro"


@pytest.mark.django_db
def test_what_a_text_filled_is_no_edit_and_a_known_day_stays_known(folder: Path) -> None:
    load_register(folder=folder)
    DatiNorma.objects.update(eli="https://example.org/eli")
    rewrite(
        folder,
        ("2031-02-03;9", "2031;9"),
        ("legge 3 febbraio 2031, n. 9", "legge n. 9 del 2031"),
        ('fonte: "Prova"', 'fonte: "Altra prova"'),
    )
    outcome = load_register(folder=folder)
    assert (outcome.lasciate, outcome.aggiornate) == ([], ["atti/prova.yaml"])
    dati = DatiNorma.objects.get()
    assert dati.identificatore == "urn:nir:stato:legge:2031-02-03;9"
    assert (dati.fonte, dati.eli) == ("Altra prova", "https://example.org/eli")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        ([("genere: legge", "genere: leggina")], "prova.yaml:3: genere: «leggina»"),
        ([('n. 9"', 'n. 8"')], "prova.yaml:2: estremi: gli estremi si leggono come"),
        ([('sintesi: "Che cosa fa."\n', "")], "sintesi: manca"),
        ([("ambito: stato", "ambito: stato\nautore: io")], "prova.yaml:6: autore: questa chiave"),
        ([('numero: "1"', "numero: 1")], r"prova.yaml:12: articoli.1.numero: serve un testo"),
        ([("stato: vigente", "stato: vigente, dal: ieri")], "serve un giorno"),
        (
            [("ambito: stato", "ambito: stato\ntemi: [nessuno]")],
            "«nessuno» non è il codice di un tema",
        ),
        ([("livello: da-confermare\nsintesi:", "livello: [\nsintesi:")], "non si legge come YAML"),
    ],
)
def test_errors_say_file_and_line(folder: Path, pairs: Any, error: str) -> None:
    rewrite(folder, *pairs)
    with pytest.raises(ImportRefused) as refusal:
        load_register(folder=folder)
    assert any(error in one for one in refusal.value.errors), refusal.value.errors
    assert not DatiNorma.objects.exists()
    with pytest.raises(CommandError, match="Niente è stato caricato"):
        call_command("carica_registro", cartella=folder)


@pytest.mark.django_db
def test_the_day_of_an_act_becomes_known(folder: Path) -> None:
    """Its address stays the same, and so does the record."""
    rewrite(
        folder, ("2031-02-03;9", "2031;9"), ("legge 3 febbraio 2031, n. 9", "legge n. 9 del 2031")
    )
    load_register(folder=folder)
    before = ChiaveRegistro.objects.get()
    rewrite(folder)
    load_register(folder=folder)
    after = ChiaveRegistro.objects.get()
    assert (after.pk, after.slug) == (before.pk, before.slug)
    assert DatiNorma.objects.get().identificatore == "urn:nir:stato:legge:2031-02-03;9"


def test_the_exceptions_have_reasons() -> None:
    given = yaml.safe_load((CARTELLA.parent / "eccezioni.yaml").read_text(encoding="utf-8"))
    assert all(len(reason.split()) >= 5 for reason in given.values())


@pytest.mark.django_db
def test_questions_have_sides_with_decisions() -> None:
    load_register()
    for question in Orientamento.objects.all():
        sides = list(question.posizioni.all())
        assert len(sides) >= 2
        assert all(side.decisioni.exists() for side in sides), question


# --- checks ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_day_it_was_read_is_the_check_and_publishing_is_none(folder: Path) -> None:
    """Loading publishes ("Nuova"), and that alone has checked nothing."""
    read = (
        "sintesi_livello: da-confermare",
        "sintesi_livello: da-confermare\nletto_il: 2026-03-04",
    )
    rewrite(folder, read)
    load_register(folder=folder)
    norma = Norma.objects.get()
    assert last_check(Aggiornamento.objects.of(norma)) is None
    assert [row.verificata_il for row in with_what_lists_say(Norma.objects.all(), Norma)] == [None]
    assert "Verificato il" not in Client().get(norma.get_absolute_url()).content.decode()

    levels = [("livello: da-confermare", "livello: letto-sul-testo")]
    for words in ("Dice questo.", "Dice altro."):
        rewrite(folder, read, *levels, ("Dice questo.", words))
        load_register(folder=folder)
    (check,) = Aggiornamento.objects.of(norma).filter(tipo="verifica")
    assert timezone.localdate(check.quando) == dt.date(2026, 3, 4)
    assert check.testo == "Letta sul testo."
    for address in (norma.get_absolute_url(), Articolo.objects.get().get_absolute_url()):
        page = Client().get(address).content.decode()
        assert re.search(r"Verificato il <strong>4.marzo.2026", page), address
    assert register_gaps(AnonymousUser()).mai_verificate == []
