"""NormeInRete: the dialects of regional collections."""

from datetime import date
from pathlib import Path

import pytest

from pratiche.norme.importazione import AttoLetto, CommaLetto, read_act

FIXTURES = Path(__file__).parent / "fixtures"
LAW = "urn:nir:regione.toscana:legge:2031-01-03;907"
AMENDING = "urn:nir:regione.toscana:legge:2032-02-20;8"


@pytest.fixture(scope="module")
def act() -> AttoLetto:
    return read_act("nir.xml", FIXTURES.joinpath("nir_regionale.xml").read_bytes())


@pytest.fixture(scope="module")
def old() -> AttoLetto:
    return read_act("antico.xml", FIXTURES.joinpath("nir_antico.xml").read_bytes())


def cited(one: CommaLetto) -> list[tuple[str, str]]:
    return [(one.testo[link.inizio : link.fine], link.identificatore) for link in one.rinvii]


def test_metadata_in_windows_1252_with_a_doctype(act: AttoLetto) -> None:
    assert act.identificatore == LAW
    assert act.titolo == "Norme di prova sulle qualità dell'acqua piovana"
    assert act.pubblicazione is not None
    assert (act.pubblicazione.dove, act.pubblicazione.numero) == ("BURT", "3")
    assert (act.data, act.in_vigore, act.versione_al) == (
        date(2031, 1, 3),
        date(2031, 1, 25),
        date(2032, 2, 20),
    )


def test_life_cycle_without_its_null_dates(act: AttoLetto) -> None:
    assert [(one.data, one.origine, one.tipo) for one in act.eventi] == [
        (date(2031, 1, 25), "", "entrata in vigore"),
        (date(2032, 3, 1), AMENDING, "modifica"),
    ]


def test_changes_with_their_source_down_to_the_letter(act: AttoLetto) -> None:
    found = [(one.tipo, one.articolo, one.comma, one.origine, one.data) for one in act.modifiche]
    assert found == [
        ("abrogazione", "3", "", f"{AMENDING}~art4-com1-letb", date(2032, 3, 1)),
        ("sostituzione", "2", "1", AMENDING, date(2032, 3, 1)),
    ]


def test_structure_lists_and_numbers_left_to_identifiers(act: AttoLetto) -> None:
    first = act.articoli[0]
    assert (first.numero, first.rubrica, first.dove) == ("1", "Finalità", "Capo I, Sezione II")
    assert [one.numero for one in first.commi] == ["1", "2"]
    assert first.commi[0].testo == (
        "La goccia serve:\na) a bagnare, secondo l'articolo 2;\nb) ad altro:\n1) prova.\nCosì è."
    )
    assert act.articoli[1].dove == "Capo I"


def test_links_ranges_pseudo_numbers_and_codes(act: AttoLetto) -> None:
    first = act.articoli[0]
    assert cited(first.commi[0]) == [("articolo 2", f"{LAW}~art2-com1")]
    assert cited(first.commi[1]) == [
        ("articoli da 3 a 5", "urn:nir:stato:legge:2030-01-01;5~art3"),
        ("articoli da 3 a 5", "urn:nir:stato:legge:2030-01-01;5~art4"),
        ("articoli da 3 a 5", "urn:nir:stato:legge:2030-01-01;5~art5"),
        ("Costituzione", "urn:nir:stato:costituzione:1947-12-27~art118"),
        ("codice civile", "urn:nir:stato:regio.decreto:1942-03-16;262:2"),
    ]
    assert act.preambolo is not None
    assert cited(act.preambolo) == [
        (
            "decreto di prova",
            "urn:nir:stato:decreto.del.presidente.della.repubblica:2000-12-28;445",
        )
    ]


def test_a_file_of_many_versions_gives_the_text_in_force(act: AttoLetto) -> None:
    assert "Restano le nuove grondaie" in act.articoli[0].commi[1].testo
    cisterns = act.articoli[1].commi
    assert [(one.numero, one.testo, one.stato.abrogato) for one in cisterns] == [
        ("1", "Testo nuovo.", False),
        ("2", "Comma che non c'è più.", True),
    ]
    assert any("2 parti sono state lasciate" in one for one in act.avvisi)


def test_what_ended_without_a_successor_is_abrogated_since_then(act: AttoLetto) -> None:
    state = act.articoli[2].stato
    assert (state.abrogato, state.per_effetto_di, state.dal) == (True, AMENDING, date(2032, 3, 1))


def test_of_two_versions_of_an_article_the_one_in_force_is_read() -> None:
    versions = """<articolo id="art9-t2" iniziovigore="t1" finevigore="t2" status="abrogato"><num>Art. 9</num>
      <comma id="art9-t2-com1"><num>1.</num><corpo>Vecchio.</corpo></comma></articolo>
      <articolo id="art9" iniziovigore="t2"><num>Art. 9</num>
      <comma id="art9-com1"><num>1.</num><corpo>Nuovo.</corpo></comma></articolo>"""
    text = FIXTURES.joinpath("nir_regionale.xml").read_bytes().decode("cp1252")
    for both in (
        versions,
        "</articolo>".join(reversed(versions.split("</articolo>")[:2])) + "</articolo>",
    ):
        found = read_act("x", text.replace("</capo>", both + "</capo>").encode("cp1252"))
        ninth = [one for one in found.articoli if one.numero == "9"]
        assert [(one.commi[0].testo, one.dal) for one in ninth] == [("Nuovo.", date(2032, 3, 1))]


def test_annexes_with_text_and_with_articles(act: AttoLetto) -> None:
    assert [(one.numero, one.titolo) for one in act.allegati] == [
        ("1", "Allegato A – Tabella di prova"),
        ("2", "Allegato B"),
    ]
    assert act.allegati[0].commi[0].testo == "Una riga di prova."
    assert act.identifier_of(act.articoli[3], act.articoli[3].commi[0]) == f"{LAW}:2~art1-com1"


def test_the_first_dialect_without_namespaces_and_with_letters_of_its_dtd(old: AttoLetto) -> None:
    assert old.identificatore == "urn:nir:regione.toscana:regolamento.giunta:2031-11-23;61/R"
    assert old.in_vigore == date(2031, 12, 15)
    assert old.versione_al is None
    assert old.pubblicazione is not None
    assert old.pubblicazione.dove == "GU"  # what its DTD says where the file says nothing
    only = old.articoli[0]
    assert (only.numero, only.commi[0].testo) == (
        "4-bis",
        "La qualità di prova secondo la legge di prova.",
    )
    assert cited(only.commi[0]) == [("legge di prova", "urn:nir:stato:legge:1990-08-07;241~art11")]
    assert old.identifier_of(only).endswith("61/R~art4bis")
