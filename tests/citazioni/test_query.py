"""What people type in a box: the one reading it has, the several it may have, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piattaforma.citazioni import read_query
from tests.citazioni.notation import targets

ONE = [
    ("55 cts", "CTS~art55"),
    ("art 55 c 3 cts", "CTS~art55-com3"),
    ("CTS art. 55, comma 3", "CTS~art55-com3"),
    ("art55 cts", "CTS~art55"),
    ("codice terzo settore 55", "CTS~art55"),
    ("cts", "CTS"),
    ("dlgs117/2017", "CTS"),
    ("d.lgs 117 del 2017", "CTS"),
    ("art 12 l 241 90", "L241~art12"),
    ("L. 241/90", "L241"),
    ("tuel 42", "TUEL~art42"),
    ("118 cost", "Cost~art118"),
    ("2043 cc", "CC~art2043"),
    ("2016/679", "celex:32016R0679"),
    ("2014/24/ue", "celex:32014L0024"),
    ("costituzione 118", "Cost~art118"),
    ("legge umbria 2/2023", "urn:nir:regione.umbria:legge:2023-03-06;2"),
    ("anac 32/2016", "anac:delibera:2016-01-20;32"),
    ("urn:nir:stato:legge:1990-08-07;241~art3", "L241~art3"),
    ("https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:1990-08-07;241~art3!vig=", "L241~art3"),
    ("32016R0679", "celex:32016R0679"),
    ("lr toscana 65/2020 art 9", "urn:nir:regione.toscana:legge:2020-07-22;65~art9"),
    ("gdpr 6", "celex:32016R0679~art6"),
    ("reg ue 679/2016", "celex:32016R0679"),
    ("c-113/13", "celex:62013CJ0113"),
    ("corte cost 131", "COST:2020:131"),
    ("c cost 185/2018", "COST:2018:185"),
    ("tar toscana 1260/2021", "TARTOS:2021:1260SENT"),
    ("cons stato 6232/2021", "CDS:2021:6232SENT"),
    ("cass 12570 2023", "CASS:2023:12570"),
    ("dm 72/2021", "DM72"),
    ("circ mlps 2/2019", "urn:nir:ministero.lavoro.e.politiche.sociali:circolare:2019-01-11;2"),
    ("intesa 169/cu", "urn:nir:conferenza.unificata:intesa:2024-12-18;169/CU"),
    ("legge 241/1990 6 bis", "L241~art6bis"),
    ("l. 241/90, 6-bis", "L241~art6bis"),
    ("l 241 90 6 3", "L241~art6-com3"),
    ("dlgs 117/2017 55", "CTS~art55"),
    ("dlgs 117 2017 55", "CTS~art55"),
    ("codice terzo settore 55 3", "CTS~art55-com3"),
    ("cts 55 3", "CTS~art55-com3"),
    ("cts 55, comma 3", "CTS~art55-com3"),
    ("55 cts 3", "CTS~art55-com3"),
    ("reg ue 2016/679 art 6 par 1", "celex:32016R0679~art6-com1"),
    ("gdpr art 6 par 1", "celex:32016R0679~art6-com1"),
    ("cost 118", "Cost~art118"),
    ("costituzione 118 4", "Cost~art118-com4"),
    ("codice civile 1803", "CC~art1803"),
    ("cc 1942", "CC~art1942"),
    ("cpa 116", "urn:nir:stato:decreto.legislativo:2010-07-02;104:2~art116"),
    ("delibera anac 371", "anac:delibera:2022-07-27;371"),
    ("dgr 758 toscana", "urn:nir:regione.toscana;giunta:deliberazione:2021-07-26;758"),
    ("dm 31/3/2021", "DM72"),
    ("dm 31/3/2021 art 5", "DM72~art5"),
    ("dm 31/3/2021 72", "DM72"),
    ("dm 31/3/2021 45", "dm:2021-03-31;45"),
    ("dm 12/5/2020", "dm:2020-05-12"),
    ("interpello ade 375/2021", "urn:nir:agenzia.entrate:risposta:2021;375"),
]  # fmt: skip
SEVERAL = [
    ("131/2020", "COST:2020:131"),
    ("117/2017", "CTS"),
    ("65/2020", "LR65"),
    ("1260/2021", "TARTOS:2021:1260SENT"),
    ("241", "L241"),
    ("dm 72", "DM72 DM72-24"),
    ("decreto 72", "DM72 DM72-24"),
    ("decreto 117", "CTS"),
    ("lr 65/2020", "LR65"),
    ("679/2016", "celex:32016R0679"),
    ("circolare 2/2019", "urn:nir:ministero.lavoro.e.politiche.sociali:circolare:2019-01-11;2"),
    ("sentenza 131", "COST:2020:131"),
    ("lr 65", "LR65 urn:nir:regione.toscana:legge:2014-11-10;65"),
    ("art 55 117/2017", "CTS~art55"),
    ("241/90 6bis", "L241~art6bis"),
    ("241/90 6", "L241~art6"),
    ("lr 65 art 9", "LR65~art9 urn:nir:regione.toscana:legge:2014-11-10;65~art9"),
    ("art 9 lr 65 toscana", "LR65~art9 urn:nir:regione.toscana:legge:2014-11-10;65~art9"),
    ("dgr 758", "urn:nir:regione.toscana;giunta:deliberazione:2021-07-26;758"),
]
NONE = [
    *("", "   ", "…", "patto di collaborazione", "via Roma 55", "12 marzo", "12 marzo 2021"),
    *("l.r. 30 febbraio 2020 n. 5", "D.M. 31 aprile 2020", "12/05/2020", "0/2020"),
    *("come si convoca il tavolo", "055 2020117", "art. 55", "volontari 2021", "pag. 117"),
    *(
        "241/90 2020",
        "241 6",
        "05/03/2021 6",
        "sentenza 131/2020 3",
        "costituzione di parte civile",
    ),
]


@pytest.mark.parametrize(("typed", "spelled"), ONE)
def test_one_reading_goes_to_the_ids(typed: str, spelled: str) -> None:
    (found,) = read_query(typed)
    assert (found.ids, found.candidates) == (targets(spelled)[0], [])


@pytest.mark.parametrize(("typed", "spelled"), SEVERAL)
def test_several_readings_are_candidates_those_of_the_register_first(
    typed: str, spelled: str
) -> None:
    (found,) = read_query(f" {typed} ")
    assert found.ids == []
    assert (found.certainty, found.surface) == ("doubtful", typed)
    assert found.candidates[: len(targets(spelled)[0])] == targets(spelled)[0]


@pytest.mark.parametrize("typed", NONE)
def test_words_that_cite_nothing_give_nothing(typed: str) -> None:
    assert read_query(typed) == []


@pytest.mark.parametrize(
    ("typed", "surface", "spelled"),
    [
        ("55 cts e gattini", "55 cts", "CTS~art55"),
        ("cts 2020", "cts", "CTS"),
        ("codice terzo settore 2017", "codice terzo settore", "CTS"),
        ("legge 241/1990 2020", "legge 241/1990", "L241"),
        ("tar toscana 1260/2021 3", "tar toscana 1260/2021", "TARTOS:2021:1260SENT"),
    ],
)
def test_what_no_citation_explains_stays_outside_it(typed: str, surface: str, spelled: str) -> None:
    (found,) = read_query(typed)
    assert (found.surface, found.ids) == (surface, targets(spelled)[0])
    assert typed[found.start : found.end] == surface


@given(st.text(max_size=320))
def test_offsets_are_of_the_typed_text(typed: str) -> None:
    for one in read_query(typed):
        assert typed[one.start : one.end] == one.surface
