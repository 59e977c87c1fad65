"""The traps of Italian citations, one test each: what looks like a citation and is another, or none."""

import pytest

from piattaforma.citazioni import Context, find_citations
from tests.citazioni.notation import check, ids


def test_two_ministerial_decrees_have_the_number_72() -> None:
    check("Le linee guida del ⟦D.M. n. 72 del 31 marzo 2021⟧", "DM72")
    check("le linee guida del ⟦decreto ministeriale n. 72/2021⟧", "DM72")
    check("le linee guida sulla raccolta fondi: ⟦D.M. 72/2024⟧", "DM72-24")
    # of a minister that is not the one of the register: another act
    check(
        "il ⟦decreto del Ministro della giustizia 31 marzo 2021, n. 72⟧",
        "urn:nir:ministero.giustizia:decreto:2021-03-31;72",
    )


def test_the_same_number_is_of_another_region_in_a_list() -> None:
    check(
        "⟦Toscana (L.R. 65/2020⟧), ⟦Umbria (L.R. 2/2023⟧) e ⟦l.r. Lombardia 65/2020⟧",
        "LR65 | r.umbria:2023-03-06;2 | r.lombardia:2020;65",
    )
    check(
        "⟦Molise: legge regionale n. 65/2020⟧ e ⟦n. 3/2021⟧; ⟦Toscana: l.r. 65/2020⟧",
        "r.molise:2020;65 | r.molise:2021;3 | LR65",
    )
    # no region in the text: it stays unknown, unless the document says where we are
    assert ids("la l.r. 65/2020") == ["urn:nir:regione:legge:2020;65"]
    assert ids("la l.r. 65/2020", Context(region="Toscana")) == [
        "urn:nir:regione.toscana:legge:2020-07-22;65"
    ]


def test_a_letter_of_a_list_is_no_civil_code() -> None:
    check("le lettere aa), bb) e cc), e poi cc) i volontari; art. 5, lett. cc)", "")
    check(
        "⟦art. 5, comma 1, lettera cc), del d.lgs. 117/2017⟧",
        "urn:nir:stato:decreto.legislativo:2017-07-03;117~art5-com1-letcc",
    )
    check("ai sensi degli ⟦artt. 14 ss. c.c.⟧", "CC~art14")


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2010-05-01", "2006-04-12;163"),
        ("2016-04-18", "2006-04-12;163"),
        ("2018", "2016-04-18;50"),
        ("2023-06-30", "2016-04-18;50"),
        ("2023-07-01", "2023-03-31;36"),
        ("", "2023-03-31;36"),
    ],
)
def test_a_name_is_of_the_code_in_force_at_the_date_of_the_text(day: str, code: str) -> None:
    found = find_citations("l'art. 30 del Codice dei contratti pubblici", Context(date=day))
    assert [one.ids for one in found] == [[f"urn:nir:stato:decreto.legislativo:{code}~art30"]]
    assert found[0].certainty == "inferred"


def test_the_number_beside_a_name_decides_against_the_date() -> None:
    check(
        "l'⟦art. 36 del Codice dei contratti pubblici (d.lgs. 50/2016⟧)",
        "CCP16~art36",
        Context(date="2025-01-01"),
    )


def test_a_decree_of_the_president_of_the_council_without_number() -> None:
    check("l'⟦art. 7 del d.P.C.M. 30 marzo 2001⟧", "dpcm:2001-03-30~art7")
    check(
        "il ⟦decreto del Presidente del Consiglio dei ministri 30.3.2001⟧ detta", "dpcm:2001-03-30"
    )
    check("un DPCM da adottare entro il 2026; il DPCM del 2001", "")


def test_years_of_two_figures_are_of_the_century_that_has_been() -> None:
    check("⟦l. 241/90⟧, ⟦d.lgs. 117/17⟧, ⟦L. n. 266 del '91⟧", "L241 | CTS | l:1991-08-11;266")


def test_articles_of_the_code_after_an_act_of_another_kind() -> None:
    check(
        "Vista la ⟦L.R. Toscana 65/2020⟧ e gli ⟦artt. 55 e 56 del Codice del Terzo settore⟧",
        "LR65 | CTS~art55 ~art56",
    )
    # "del Codice" goes back to the code, not to the law in between; nor to a law where there is none
    check(
        "Il ⟦Codice del Terzo settore⟧ e la ⟦l. 241/1990⟧: gli ⟦artt. 55 e 56 del Codice⟧",
        "CTS | L241 | CTS~art55 ~art56",
    )
    check("La ⟦l. 241/1990⟧: gli artt. 55 e 56 del Codice", "L241")


def test_the_same_number_and_year_of_another_type() -> None:
    check("⟦l. 241/1990⟧ e ⟦d.lgs. 241/1997⟧", "L241 | dlgs:1997-07-09;241")
    check(
        "⟦r.d. 16 marzo 1942, n. 267⟧ e ⟦r.d. 16 marzo 1942, n. 262⟧",
        "rd:1942-03-16;267 | rd:1942-03-16;262",
    )


def test_parts_after_an_act_are_not_of_the_next() -> None:
    check("⟦d.lgs. 267/2000, artt. 42 e 48⟧, nonché ⟦d.lgs. 117/2017⟧", "TUEL~art42 ~art48 | CTS")
    check("⟦art. 12 della l. 241/1990⟧ e ⟦art. 55 CTS⟧", "L241~art12 | CTS~art55")


def test_notes_and_marks_inside_a_citation() -> None:
    check("⟦art. 55 [2]_ del d.lgs. n. 117/2017⟧[^3]", "CTS~art55")
    check("⟦art. 55, ((comma 3)), del d.lgs. 117/2017⟧", "CTS~art55-com3")
    check("⟦d.lgs. 7 marzo 2005, n.82317⟧", "dlgs:2005-03-07;82")
    check("⟦legge 7 agosto\u00a01990,\nn.\n\n241⟧", "L241")
    check("⟦art. \n55 del de\u00adcreto legi-\nslativo 117/2017⟧", "CTS~art55")


def test_anaphora_goes_back_to_the_same_type_in_the_same_block() -> None:
    check("Il ⟦d.lgs. 117/2017⟧ e l'⟦art. 3 dello stesso decreto⟧", "CTS | CTS~art3")
    check("La ⟦l. 241/1990⟧ e l'art. 3 dello stesso decreto", "L241")
    check("Il ⟦d.lgs. 117/2017⟧.\n\nL'art. 3 dello stesso decreto", "CTS")
    check("⟦art. 55 CTS⟧; il predetto ⟦art. 55⟧ e il predetto art. 12", "CTS~art55 | CTS~art55")


@pytest.mark.parametrize(
    "text",
    [
        "l'art. 5, comma 2, e l'articolo 7",
        "R.G. 457/2019, R.G.N.R. 3300/21, N. 01234/2019 REG.PROV.COLL. e N. 00555/2018 REG.RIC.",
        "prot. n. 59638 del 6 luglio 2018, protocollo 12/2021",
        "un cost. 30 euro, tot. 117/2017 euro, € 1.241,90",
        "G.U. n. 179 del 2 agosto 2017, BURT n. 65 del 24 luglio 2020, S.O. n. 43",
        "norme ISO 9001:2015, ISO 25012, UNI EN 13816, UNI/PdR 125:2022",
        "tel. 055/2020117, cell. 333 1172017, CIG 8117201755, CUP D51B21000550006",
        "il 3 luglio 2017, dalle 9 alle 13; il 18/08/2000; 25.05.2018",
        "il Comitato articolo 31, l'Articolo 1 MDP, la classe 5 C e la lettera m)",
        "la costituzione di un'associazione; costituzione dell'ATS; la Carta dei servizi",
        "i CdS della classe L-39, il TUE di Erasmus+, un COM nuovo, la c.p. 50100",
        "l'allegato 2 e la tabella 4; pag. 55, n. 118; nota 12; scheda n. 55 del 2020",
        "la delibera di Giunta comunale n. 45 del 12/05/2023; il decreto dirigenziale da emanare",
        "la legge di bilancio e i decreti attuativi; la legge regionale",
        "dal 2014/2020 al 2021/2027, 1990/91, a.s. 2023/2024; rapporto 55/45",
    ],
)
def test_what_cites_nothing_has_no_identifier(text: str) -> None:
    assert ids(text) == []
