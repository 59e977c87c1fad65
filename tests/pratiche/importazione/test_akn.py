"""Akoma Ntoso as the official sites export it, with every inconsistency that is known of it."""

from datetime import date
from pathlib import Path

import pytest

from pratiche.norme.importazione import (
    ArticoloLetto,
    AttoLetto,
    CommaLetto,
    TestoRifiutato,
    read_act,
    shown,
)

FIXTURES = Path(__file__).parent / "fixtures"
DECRETO = FIXTURES.joinpath("akn_decreto.xml").read_text(encoding="utf-8")
DL_77 = "urn:nir:stato:decreto.legge:2032-05-06;77"


def read(text: str, nome: str = "decreto.xml") -> AttoLetto:
    return read_act(nome, text.encode())


def article(act: AttoLetto, number: str, annex: str = "") -> ArticoloLetto:
    return next(one for one in act.articoli if (one.numero, one.allegato) == (number, annex))


def comma(act: AttoLetto, number: str, of: str) -> CommaLetto:
    return next(one for one in article(act, of).commi if one.numero == number)


def cited(one: CommaLetto) -> list[tuple[str, str]]:
    return [(one.testo[link.inizio : link.fine], link.identificatore) for link in one.rinvii]


@pytest.fixture(scope="module")
def act() -> AttoLetto:
    return read(DECRETO)


@pytest.fixture(scope="module")
def code() -> AttoLetto:
    return read(FIXTURES.joinpath("akn_codice.xml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def regional() -> AttoLetto:
    return read(FIXTURES.joinpath("akn_regionale.xml").read_text(encoding="utf-8"))


def test_identifiers_dates_and_title(act: AttoLetto) -> None:
    assert act.identificatore == "urn:nir:stato:decreto.legislativo:2031-02-03;999"
    assert act.eli == "eli/id/2031/02/10/31G00999/CONSOLIDATED/20330401"
    assert act.codice_redazionale == "31G00999"
    assert act.titolo == "Testo di prova sulla qualita' dei giardini immaginari."
    assert act.pubblicazione is not None
    assert (act.pubblicazione.data, act.pubblicazione.numero) == (date(2031, 2, 10), "33")
    assert (act.data, act.in_vigore) == (date(2031, 2, 3), date(2031, 3, 1))
    assert act.versione_al == date(2033, 4, 1)


def test_title_of_the_metadata_loses_the_codice_redazionale() -> None:
    without = DECRETO.replace("docTitle", "docNothing")
    assert read(without).titolo == "Titolo di prova nei metadati."


def test_life_cycle_with_capitals_articles_of_names_and_an_empty_source(act: AttoLetto) -> None:
    assert [(one.data, one.origine, one.tipo) for one in act.eventi] == [
        (date(2031, 2, 10), "", "originale"),
        (date(2032, 5, 6), DL_77, "modifica"),
        (date(2033, 3, 30), "urn:nir:agenzia.italia.digitale:circolare:2033-03-20;8", "modifica"),
        (date(2033, 4, 1), "", "modifica"),
    ]


def test_changes_are_where_their_mark_stands_and_say_only_what_is_said(act: AttoLetto) -> None:
    # every amended run is declared an insertion without a source: the words tell, or nothing does
    assert [
        (one.tipo, one.articolo, one.comma, one.origine, one.data) for one in act.modifiche
    ] == [
        ("modifica", "1", "1", "", None),
        ("abrogazione", "2", "", DL_77, date(2032, 5, 6)),
    ]


def test_sections_beside_their_chapter_and_numbers_inside_headings(act: AttoLetto) -> None:
    places = [(one.numero, one.dove) for one in act.articoli if not one.allegato]
    assert places == [
        ("1", "Capo I, Sezione I"),
        ("2", "Capo I, Sezione I"),
        ("2-bis", "Capo I, Sezione II"),
        ("3", "Capo II"),
    ]


def test_letters_hidden_in_another_paragraph_take_their_line(act: AttoLetto) -> None:
    assert comma(act, "1", "1").testo == (
        "Ai fini di questa prova:\n"
        "a) LETTERA SOPPRESSA DAL D.LGS. 26 AGOSTO 2016, N. 179;\n"
        "b) l'aiuola e' cio' che si puo' innaffiare;\n"
        "b-bis) la siepe ((di prova)) e' finta ((12))."
    )


def test_a_letter_that_is_gone_leaves_its_comma_in_force(act: AttoLetto) -> None:
    one = comma(act, "1", "1")
    assert not one.stato.abrogato
    assert [(gone.parte, gone.per_effetto_di) for gone in one.soppressioni] == [
        ("lettera a)", "urn:nir:stato:decreto.legislativo:2016-08-26;179")
    ]


def test_a_comma_that_is_gone_says_by_what_and_since_when(act: AttoLetto) -> None:
    state = comma(act, "2-bis", "1").stato
    assert (state.abrogato, state.per_effetto_di, state.dal) == (True, DL_77, date(2032, 5, 6))
    assert not article(act, "1").stato.abrogato


def test_an_article_that_is_gone_by_capitals_without_a_link(act: AttoLetto) -> None:
    state = article(act, "2").stato
    assert (state.abrogato, state.per_effetto_di, state.dal) == (True, DL_77, date(2032, 5, 6))
    assert not act.stato.abrogato


def test_an_act_that_is_gone() -> None:
    start = DECRETO.index("<body>") + len("<body>")
    gone = (
        '<article eId="art_1"><num>Art. 1.</num><heading/><paragraph><content><p>((PROVVEDIMENTO ABROGATO '
        "DAL D.L. 6 MAGGIO 2032, N. 77))</p></content></paragraph></article></body></act></akomaNtoso>"
    )
    found = read(DECRETO[:start] + gone)
    assert found.stato.abrogato
    assert found.stato.per_effetto_di == DL_77


def test_a_mark_alone_opens_the_next_comma_and_a_number_in_the_words_is_a_number(
    act: AttoLetto,
) -> None:
    numbers = [one.numero for one in article(act, "1").commi]
    assert numbers == ["1", "2-bis", "3", "3-ter"]
    assert comma(act, "3", "1").testo.startswith("((Si applica")
    assert comma(act, "3-ter", "1").testo == "La fontana e' spenta.))"
    assert shown(comma(act, "3-ter", "1").testo).testo == "La fontana è spenta."
    assert comma(act, "2", "3").testo == "Comma con il numero nelle parole."


def test_a_number_quoted_in_the_words_is_none() -> None:
    quoted = DECRETO.replace("2.Comma con il numero", "55. Comma con il numero")
    assert [one.numero for one in article(read(quoted), "3").commi] == ["01", ""]


def test_notes_of_the_publisher_are_no_commi_and_their_links_no_citations(act: AttoLetto) -> None:
    first = article(act, "1")
    assert first.note.startswith("AGGIORNAMENTO (12)\nIl provvedimento di prova")
    assert first.note.endswith("La nota va avanti in un altro paragrafo.")
    assert "AGGIORNAMENTO" not in first.testo
    assert article(act, "2-bis").note.startswith("Note all'art. 2-bis")
    everything = [link for one in act.commi for _, link in cited(one)]
    assert "urn:nir:stato:legge:2032-07-01;88~art1" not in everything
    assert "urn:nir:stato:legge:2030-01-01;5~art40" not in everything


def test_headings_between_marks_and_brackets_or_printed_as_a_paragraph(act: AttoLetto) -> None:
    assert article(act, "1").rubrica == "Finalita' di prova"
    assert article(act, "2-bis").rubrica == "Siepi finte"
    assert article(act, "3").rubrica == "Fontane e vasche di prova"


def test_the_three_spellings_of_links_the_codes_and_a_list(act: AttoLetto) -> None:
    assert cited(comma(act, "3", "1")) == [
        (
            "articolo 55, comma 3, del decreto legislativo 3 luglio 2017, n. 117",
            "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com3",
        )
    ]
    assert cited(comma(act, "1", "2-bis")) == [
        ("articoli 17", "urn:nir:stato:legge:2030-01-01;5~art17"),
        ("18", "urn:nir:stato:legge:2030-01-01;5~art18"),
        ("26, comma 2-bis, della legge di prova", "urn:nir:stato:legge:2030-01-01;5~art26-com2bis"),
    ]
    assert cited(comma(act, "01", "3")) == [
        ("decreto di prova", "urn:nir:stato:decreto.legislativo:2005-03-07;82~art75"),
        (
            "articolo 27-bis",
            "urn:nir:stato:decreto.del.presidente.della.repubblica:2000-12-28;445~art27bis",
        ),
        ("articolo 2712 del codice civile", "urn:nir:stato:regio.decreto:1942-03-16;262:2~art2712"),
        ("articolo 2325-ter", "urn:nir:stato:regio.decreto:1942-03-16;262:2~art2325ter"),
        ("articolo 1, comma 3", "urn:nir:stato:decreto.legislativo:2031-02-03;999~art1-com3"),
    ]


def test_links_that_do_not_read_are_kept_out_and_counted(act: AttoLetto) -> None:
    assert act.rinvii_illeggibili == 2
    assert act.avvisi == ("2 rinvii non si leggono: restano testo.",)


def test_the_preamble_cites_too(act: AttoLetto) -> None:
    assert act.preambolo is not None
    assert [link for _, link in cited(act.preambolo)] == [
        "urn:nir:stato:costituzione:1947-12-27~art76",
        "urn:nir:stato:costituzione:1947-12-27~art117-com2-letr",
        "celex:31999L0093",
    ]


def test_articles_of_an_annex_are_the_annex_s(act: AttoLetto) -> None:
    assert [(one.numero, one.titolo) for one in act.allegati] == [
        ("2", "Allegato 2"),
        ("1", "Statuto di prova"),
    ]
    inside = article(act, "1", "1")
    assert act.identifier_of(inside) == act.identificatore + ":1~art1"
    assert cited(inside.commi[0]) == [("articolo 2", act.identificatore + ":1~art2")]
    assert act.allegati[0].commi[0].testo.startswith("ALLEGATO 2\nElenco di prova")


def test_where_alias_and_path_disagree_the_alias_wins_and_it_is_said() -> None:
    found = read(DECRETO.replace('stato/2031-02-03/999"', 'stato/2031-02-03/998"'))
    assert found.identificatore.endswith(";999")
    assert any("dice un altro atto" in one for one in found.avvisi)
    found = read(DECRETO.replace("<docNumber>999", "<docNumber>12"))
    assert any("numero 12" in one for one in found.avvisi)


def test_the_codice_redazionale_is_never_the_key() -> None:
    found = read(DECRETO.replace('2031-02-03;999"', '2031-02-03;31G00999"'))
    assert found.identificatore == "urn:nir:stato:decreto.legislativo:2031-02-03;999"
    assert any("non si legge" in one for one in found.avvisi)
    nothing = DECRETO.replace('2031-02-03;999"', '2031-02-03;31G00999"').replace(
        '/999"', '/31G00999"'
    )
    with pytest.raises(TestoRifiutato, match=r"decreto.xml:5: .*identificatore"):
        read(nothing.replace('/999/!main"', '/31G00999/!main"'))


def test_the_day_of_the_version_by_name_of_file_and_original_texts() -> None:
    found = read(DECRETO, "2031-02-10_31G00999_VIGENZA_2032-05-06_V1.xml")
    assert found.versione_al == date(2032, 5, 6)
    assert any("2033-04-01" in one for one in found.avvisi)
    assert read(DECRETO.replace("CONSOLIDATED/20330401", "ORIGINAL")).versione_al is None


def test_codes_have_one_attachment_an_article(code: AttoLetto) -> None:
    assert [(one.numero, one.titolo) for one in code.allegati] == [
        ("2", "CODICE CIVILE"),
        ("1", "Disposizioni sulla legge in generale"),
    ]
    assert [(one.allegato, one.numero, one.rubrica) for one in code.articoli] == [
        ("", "1", ""),
        ("2", "1", "Vasi di prova"),
        ("2", "2-bis", "Vasi nuovi"),
        ("2", "314/2", ""),
        ("1", "1", "Elenco di prova"),
    ]
    assert code.avvisi == ()  # the path of the code and the alias of its decree are one act


def test_decree_preleggi_and_code_never_meet(code: AttoLetto) -> None:
    keys = [code.identifier_of(one) for one in code.articoli]
    decree = "urn:nir:stato:regio.decreto:1942-03-16;262"
    assert keys == [
        f"{decree}~art1",
        f"{decree}:2~art1",
        f"{decree}:2~art2bis",
        "",
        f"{decree}:1~art1",
    ]
    assert cited(code.articoli[0].commi[0]) == [("articolo 2", f"{decree}~art2")]
    assert cited(article(code, "2-bis", "2").commi[0]) == [("articolo 1", f"{decree}:2~art1")]


def test_paragraphs_of_a_code_are_commi_and_lists_stay_with_theirs(code: AttoLetto) -> None:
    assert [one.testo for one in article(code, "1", "2").commi] == [
        "Il vaso che cade, o che e' caduto, si raccoglie.",
        "Il secondo capoverso e' un altro comma.",
    ]
    assert [one.testo for one in article(code, "1", "1").commi] == [
        "Sono di prova:\n1) i sassi;\n2) le foglie."
    ]
    new = article(code, "2-bis", "2")
    assert [one.testo for one in new.commi] == ["((Il vaso nuovo vale come all'articolo 1.))"]
    assert new.note.startswith("AGGIORNAMENTO (3)")
    assert new.note.endswith("Seguito della nota, in un altro capoverso.")
    assert article(code, "314/2", "2").stato.per_effetto_di == "urn:nir:stato:legge:1983-05-04;184"


def test_regional_files_with_prefixes_titles_and_sources_of_changes(regional: AttoLetto) -> None:
    assert regional.identificatore == "urn:nir:regione.toscana:legge:2031-07-22;965"
    assert article(regional, "1").dove == "Titolo VII, Capo I"
    assert article(regional, "3").dove == ""
    assert regional.in_vigore == date(2031, 8, 14)
    law = "urn:nir:regione.toscana:legge:2032-01-10;3"
    assert [
        (one.tipo, one.articolo, one.comma, one.origine, one.data) for one in regional.modifiche
    ] == [
        ("sostituzione", "2", "1", f"{law}~art2", date(2032, 1, 15)),
        ("abrogazione", "3", "", f"{law}~art3", date(2032, 1, 15)),
    ]


def test_periods_keep_the_text_in_force_and_mark_what_ended(regional: AttoLetto) -> None:
    assert [one.testo for one in article(regional, "2").commi] == ["La zolla nuova."]
    ended = article(regional, "3")
    assert (ended.stato.abrogato, ended.stato.dal) == (True, date(2032, 1, 15))
    assert ended.stato.per_effetto_di == "urn:nir:regione.toscana:legge:2032-01-10;3"
    assert any("versioni passate" in one for one in regional.avvisi)


def test_regional_collections_write_abrogated_small(regional: AttoLetto) -> None:
    assert [one.stato.abrogato for one in article(regional, "4").commi] == [True, False]


def test_two_articles_of_one_number_are_said() -> None:
    found = read(DECRETO.replace("<num>Art. 3.</num>", "<num>Art. 1.</num>"))
    assert [one.numero for one in found.articoli if not one.allegato] == ["1", "2", "2-bis"]
    assert any("compare più volte" in one for one in found.avvisi)
