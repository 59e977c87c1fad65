"""One citation of each kind, and each way to cite several parts of an act."""

import pytest

from piattaforma.citazioni import ContestoNonValido, Context, find_citations
from tests.citazioni.notation import check


@pytest.mark.parametrize(
    ("text", "kind", "certainty"),
    [
        ("art. 118, quarto comma, Cost.", "constitution", "explicit"),
        ("d.lgs. 117/2017", "state", "explicit"),
        ("art. 2043 c.c.", "state", "explicit"),
        ("d.P.C.M. 30 marzo 2001", "dpcm", "explicit"),
        ("D.M. 72/2021", "ministerial", "inferred"),
        ("decreto del Ministro della salute 2 aprile 2015, n. 70", "ministerial", "explicit"),
        ("l.r. Toscana 65/2020", "regional", "explicit"),
        ("l.p. Trento 13/2007", "regional", "explicit"),
        ("reg. reg. Lombardia n. 6/2019", "regional", "explicit"),
        ("regolamento (UE) 2016/679", "eu", "explicit"),
        ("Corte di giustizia UE, 28 gennaio 2016, causa C-50/14", "case_law", "explicit"),
        ("Corte cost., sent. n. 131/2020", "case_law", "explicit"),
        ("Cass., sez. un., 20 aprile 2020, n. 7949", "case_law", "explicit"),
        ("Cons. Stato, sez. V, n. 6232/2021", "case_law", "explicit"),
        ("TAR Campania, Salerno, n. 2116/2021", "case_law", "explicit"),
        ("Corte dei conti, sez. contr. Lombardia, n. 102/2023/PAR", "case_law", "explicit"),
        ("delibera ANAC n. 382 del 27 luglio 2022", "authority", "explicit"),
    ],
)
def test_each_kind_has_its_name_and_its_certainty(text: str, kind: str, certainty: str) -> None:
    (found,) = find_citations(f"Si veda {text}; e altro.")
    assert (found.surface, found.kind, found.certainty) == (text, kind, certainty)


@pytest.mark.parametrize(
    ("marked", "spelled"),
    [
        ("⟦artt. 55, 56 e 57 CTS⟧", "CTS~art55 ~art56 ~art57"),
        ("⟦artt. 55-57 CTS⟧", "CTS~art55 ~art56 ~art57"),
        ("⟦artt. da 55 a 57 CTS⟧", "CTS~art55 ~art56 ~art57"),
        ("⟦artt. 55 e ss. CTS⟧", "CTS~art55"),
        ("⟦art. 5, comma 1, lettere a), b) e w), CTS⟧", "CTS~art5-com1-leta ~art5-com1-letb ~art5-com1-letw"),
        ("⟦lettera b) del comma 2 dell'articolo 5 del CTS⟧", "CTS~art5-com2-letb"),
        ("⟦art. 2-bis, commi 1 e 2-ter, l. 241/1990⟧", "L241~art2bis-com1 ~art2bis-com2ter"),
        ("⟦art. 118, quarto comma, Cost.⟧", "Cost~art118-com4"),
        ("⟦art. 117, secondo comma, lettera m), Cost.⟧", "Cost~art117-com2-letm"),
        ("⟦d.lgs. 117/2017, art. 55, comma 3⟧", "CTS~art55-com3"),
        ("⟦art. 360 c.p.c., comma 1, n. 5⟧", "CPC~art360-com1-num5"),
        ("⟦Titolo VII del CTS (artt. 55-57⟧)", "CTS~art55 ~art56 ~art57"),
        ("⟦artt. 8, comma 2, 55 e 56, comma 4, CTS⟧", "CTS~art8-com2 ~art55 ~art56-com4"),
        ("⟦art. 1, commi da 81 a 82, della l. 145/2018⟧", "l:2018-12-30;145~art1-com81 ~art1-com82"),
        ("gli ⟦artt. 2 e 118 Cost.⟧ e ⟦55 CTS⟧", "Cost~art2 ~art118 | CTS~art55"),
        ("⟦art. 17, comma 4, CTS⟧; il ⟦comma 3 dello stesso articolo⟧", "CTS~art17-com4 | CTS~art17-com3"),
    ],
)  # fmt: skip
def test_parts_in_lists_ranges_and_any_order(marked: str, spelled: str) -> None:
    check(marked, spelled)


def test_a_doubtful_citation_has_candidates_and_no_target() -> None:
    found = find_citations("l'art. 30 del Codice dei contratti pubblici", Context(date="1995"))
    assert [(one.ids, one.certainty) for one in found] == [([], "doubtful")]
    assert len(found[0].candidates) == 3


def test_the_context_tells_the_act_and_the_court_of_the_text() -> None:
    act = "urn:nir:regione.toscana:legge:2020-07-22;65"
    check("⟦art. 9, comma 2⟧. ⟦Art. 3 CTS⟧.", f"{act}~art9-com2 | CTS~art3", Context(act=act))
    check("la ⟦sentenza n. 131 del 2020⟧", "COST:2020:131", Context(kind="Corte costituzionale"))
    check("la sentenza n. 131 del 2020", "")


@pytest.mark.parametrize(
    ("context", "word"),
    [
        (Context(region="Padania"), "Padania"),
        (Context(date="ieri"), "ieri"),
        (Context(act="la legge"), "la legge"),
    ],
)
def test_a_context_that_does_not_read_is_refused(context: Context, word: str) -> None:
    with pytest.raises(ContestoNonValido, match=word):
        find_citations("", context)
