"""Circolari, note, answers of the Agenzia delle entrate, agreements of the Conferenze, bare deliberations."""

import pytest

from piattaforma.citazioni import find_citations, parse_identifier
from piattaforma.citazioni.names import format_id, format_short, slug
from tests.citazioni.notation import check, targets

AGREEMENTS = [
    ("⟦Intesa in Conferenza unificata 18 dicembre 2024, rep. atti n. 169/CU⟧", "CU169"),
    ("l'⟦intesa della Conferenza unificata 18 dicembre 2024, rep. 169/CU⟧", "CU169"),
    ("⟦art. 3 dell'intesa CU 169/2024⟧; ⟦Intesa n. 169/CU del 2024⟧", "CU169~art3 | CU169"),
    # other words, and another act, between the kind and its estremi
    (
        (
            "Intesa, ai sensi dell'⟦art. 8, comma 6, della legge 131/2003⟧, sancita in sede di "
            "⟦Conferenza unificata il 18 dicembre 2024 (rep. atti n. 169/CU⟧)"
        ),
        "l:2003-06-05;131~art8-com6 | CU169",
    ),
    (
        (
            "Accordo, ai sensi del ⟦d.lgs. 281/1997⟧, tra il Governo e le Regioni. "
            "(⟦Rep. Atti n. 59/CSR del 17 aprile 2019⟧)"
        ),
        "dlgs:1997-08-28;281 | csr:accordo:2019-04-17;59/CSR",
    ),
    # the participle says which of the two nouns it is; where none does, nothing is said
    (
        (
            "l'intesa sull'accordo di programma, sancita in ⟦Conferenza Stato-Regioni il 7 febbraio 2013 "
            "(rep. atti n. 36/CSR⟧)"
        ),
        "csr:intesa:2013-02-07;36/CSR",
    ),
    ("l'intesa sull'accordo di programma del 7 febbraio 2013 (rep. atti n. 36/CSR)", ""),
    (
        "⟦Accordo Stato-Regioni 25 marzo 2021, rep. 15/CSR⟧; ⟦accordo CSR 21 dicembre 2011 n. 221⟧",
        "csr:accordo:2021-03-25;15/CSR | csr:accordo:2011-12-21;221/CSR",
    ),
    (
        (
            "⟦accordo della Conferenza permanente per i rapporti tra lo Stato, le Regioni e le Province "
            "autonome di Trento e di Bolzano del 25 marzo 2021 (rep. atti n. 15/CSR⟧)"
        ),
        "csr:accordo:2021-03-25;15/CSR",
    ),
]
PRACTICE = [
    (
        "⟦circolare MLPS n. 2/2019⟧; ⟦nota MLPS 28 marzo 2024, n. 6061⟧",
        "CIRC2 | mlps:nota:2024-03-28;6061",
    ),
    (
        "⟦circolare n. 2 dell'11 gennaio 2019 del Ministero del lavoro e delle politiche sociali⟧",
        "CIRC2",
    ),
    ("⟦circolari MLPS n. 2/2019⟧ e ⟦n. 20/2018⟧", "CIRC2 | mlps:circolare:2018;20"),
    # the ministry as it is called today, and as it was called then
    (
        "⟦circolare n. 2 del 2 febbraio 2009 del Ministero del Lavoro⟧; ⟦circolare MLPS n. 2/2009⟧",
        "CIRC2-09 | CIRC2-09",
    ),
    (
        "(⟦Ministero del lavoro e delle politiche sociali, nota 28 marzo 2024, n. 6061⟧)",
        "mlps:nota:2024-03-28;6061",
    ),
    (
        "Il Ministero del lavoro, con ⟦nota prot. n. 6061 del 28.03.2024⟧, chiarisce",
        "mlps:nota:2024-03-28;6061",
    ),
    (
        "⟦nota della Direzione generale del Terzo settore del Ministero del lavoro n. 6061/2024⟧",
        "mlps:nota:2024;6061",
    ),
    (
        "⟦art. 3 della circolare del Ministero dell'interno 5 marzo 2020, n. 7⟧",
        "urn:nir:ministero.interno:circolare:2020-03-05;7~art3",
    ),
    (
        (
            "⟦Agenzia delle entrate, risposta a interpello n. 375/2021⟧; "
            "⟦risposta n. 375 del 2021 dell'Agenzia delle Entrate⟧"
        ),
        "ade:risposta:2021;375 | ade:risposta:2021;375",
    ),
    (
        "cfr. ⟦circolare n. 31/E del 2014⟧ e ⟦risoluzione AdE n. 45/E del 2019⟧",
        "ade:circolare:2014;31/E | ade:risoluzione:2019;45/E",
    ),
    # a series that other bodies have had
    ("la circolare n. 3/E del 1998; la circolare n. 3/E del 2014 dell'Agenzia del territorio", ""),
]
COUNCILS = [
    (
        "⟦deliberazione del Consiglio regionale della Toscana 30 luglio 2025⟧ e ⟦l.r. Toscana 65/2020⟧",
        "urn:nir:regione.toscana;consiglio:deliberazione:2025-07-30 | LR65",
    ),
    (
        "⟦deliberazione del Consiglio regionale della Toscana 9 ottobre 2019, n. 73⟧",
        "urn:nir:regione.toscana;consiglio:deliberazione:2019-10-09;73",
    ),
]
LISTS = [
    ("⟦commi 1-3-6 dell'art. 3 l. 241/1990⟧", "L241~art3-com1 ~art3-com3 ~art3-com6"),
    ("⟦artt. 2-3-118 Cost.⟧; ⟦artt. 55-56 CTS⟧", "Cost~art2 ~art3 ~art118 | CTS~art55 ~art56"),
]


@pytest.mark.parametrize(("marked", "spelled"), [*AGREEMENTS, *PRACTICE, *COUNCILS, *LISTS])
def test_as_people_write_them(marked: str, spelled: str) -> None:
    check(marked, spelled)


HOUSE = {
    "CU169": (
        "intesa in Conferenza unificata 18 dicembre 2024, rep. atti n. 169/CU",
        "intesa CU 169/2024",
        "intesa-cu-169-2024",
    ),
    "CIRC2": (
        "circolare del Ministero del lavoro e delle politiche sociali 11 gennaio 2019, n. 2",
        "circolare MLPS 2/2019",
        "circ-mlps-2-2019",
    ),
    "mlps:nota:2024-03-28;6061": (
        "nota del Ministero del lavoro e delle politiche sociali 28 marzo 2024, n. 6061",
        "nota MLPS 6061/2024",
        "nota-mlps-6061-2024",
    ),
    "ade:risposta:2021;375": (
        "Agenzia delle entrate, risposta a interpello n. 375/2021",
        "AdE, risposta 375/2021",
        "risposta-agenzia-entrate-375-2021",
    ),
    "ade:circolare:2018-08-01;18/E": (
        "Agenzia delle entrate, circolare 1º agosto 2018, n. 18/E",
        "AdE, circolare 18/E/2018",
        "circ-agenzia-entrate-18-2018",
    ),
    "urn:nir:regione.toscana;consiglio:deliberazione:2025-07-30": (
        "d.c.r. Toscana 30 luglio 2025",
        "d.c.r. Toscana 30 luglio 2025",
        "dcr-toscana-2025-07-30",
    ),
}


@pytest.mark.parametrize(("spelled", "expected"), HOUSE.items())
def test_house_style_short_form_and_address(spelled: str, expected: tuple[str, str, str]) -> None:
    one = parse_identifier(targets(spelled)[0][0])
    assert (format_id(one), format_short(one), slug(one)) == expected
    # the short form is read back too, but for the day that it leaves out
    (found,) = find_citations(f"vedi {format_short(one)}.")
    assert parse_identifier(found.ids[0]).chiave == one.chiave


def test_a_decision_of_the_corte_dei_conti_without_its_section_is_doubtful() -> None:
    """Each section has a series of its own."""
    (found,) = find_citations("Corte dei conti, sentenza n. 12/2020")
    assert (found.ids, found.certainty) == ([], "doubtful")
    assert found.candidates == ["ECLI:IT:CONT:2020:12"]
