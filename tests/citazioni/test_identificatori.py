"""Identifiers: one spelling, one join key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piattaforma.citazioni import (
    IdentificatoreNonValido,
    parse_identifier,
    popular_name,
)


def test_the_day_does_not_divide_an_act_that_has_a_number() -> None:
    whole = parse_identifier("urn:nir:stato:decreto.legislativo:2017-07-03;117")
    year = parse_identifier("urn:nir:stato:decreto.legislativo:2017;117~art55")
    assert whole.chiave == year.chiave
    assert popular_name(year) == "Codice del Terzo settore"
    other = parse_identifier("urn:nir:stato:decreto.legislativo:2018;117")
    assert other.chiave != whole.chiave


def test_two_decrees_72_are_two_acts() -> None:
    guidelines, other = (
        parse_identifier(f"urn:nir:ministero.lavoro.e.politiche.sociali:decreto:{date};72")
        for date in ("2021-03-31", "2024-05-02")
    )
    assert guidelines.chiave != other.chiave


@pytest.mark.parametrize(
    ("other", "ours"),
    [
        # the President's decrees under their own authority
        (
            "urn:nir:presidente.repubblica:decreto:2000-12-28;445~art47",
            "urn:nir:stato:decreto.del.presidente.della.repubblica:2000-12-28;445~art47",
        ),
        # the Constitution needs no date
        ("urn:nir:stato:costituzione~art118", "urn:nir:stato:costituzione:1947-12-27~art118"),
        # versions and addresses of Normattiva, in both orders
        (
            "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:1990-08-07;241~art2!vig=",
            "urn:nir:stato:legge:1990-08-07;241~art2",
        ),
        (
            "urn:nir:stato:decreto.legislativo:2005-03-07;82!vig=~art68",
            "urn:nir:stato:decreto.legislativo:2005-03-07;82~art68",
        ),
        (
            "urn:nir:stato:legge:1990-08-07;241@originale~art2",
            "urn:nir:stato:legge:1990-08-07;241~art2",
        ),
        (
            "urn:nir:stato:legge:1990-08-07;241~art2!vig=2009-11-10",
            "urn:nir:stato:legge:1990-08-07;241~art2",
        ),
        # numbers with letters
        (
            "urn:nir:regione.toscana:regolamento.giunta:2005-11-23;61/r",
            "urn:nir:regione.toscana:regolamento.giunta:2005-11-23;61/R",
        ),
        (
            "urn:nir:regione.lombardia;giunta:deliberazione:2011-02-25;9/1353",
            "urn:nir:regione.lombardia;giunta:deliberazione:2011-02-25;9-1353",
        ),
        # what closes the numbers of a series, said or not
        (
            "urn:nir:conferenza.unificata:intesa:2024-12-18;169-cu",
            "urn:nir:conferenza.unificata:intesa:2024-12-18;169/CU",
        ),
        (
            "urn:nir:agenzia.entrate:circolare:2014;31",
            "urn:nir:agenzia.entrate:circolare:2014;31/E",
        ),
        # articles and editions of the treaties, consolidated texts
        ("celex:12016E049", "celex:12016E/TXT~art49"),
        ("celex:12016M", "celex:12016M/TXT"),
        ("celex:12012E/TXT~art49", "celex:12016E/TXT~art49"),
        ("CELEX:02016R0679-20160504", "celex:32016R0679"),
        # decisions
        ("ecli:it:cds:2026:05450sent", "ECLI:IT:CDS:2026:5450SENT"),
        ("ECLI:IT:CDS:2021:17PLE", "ECLI:IT:CDS:2021:17APLE"),
    ],
)
def test_other_spellings_read_as_ours(other: str, ours: str) -> None:
    assert str(parse_identifier(other)) == ours
    assert parse_identifier(other) == parse_identifier(ours)


@pytest.mark.parametrize(
    "text",
    [
        "urn:nir:regione.toscana:statuto~art4-com1-letb",
        "urn:nir:regione.toscana;giunta:deliberazione:2021-07-26;758",
        "urn:nir:stato:decreto.legislativo:2017-07-03;117~art5-com1-letbbis-num2",
        "celex:62013CJ0113",
        "ECLI:EU:C:2014:2440",
        "ECLI:IT:CONT:2023:102SRCPIE-PAR",
        "ECLI:IT:CONT:2023:139APP1",
        "ECLI:CE:ECHR:2011:0118JUD003340196",
    ],
)
def test_what_the_grammar_admits(text: str) -> None:
    assert str(parse_identifier(text)) == text


def test_the_treaty_is_one_act_whatever_its_article() -> None:
    assert parse_identifier("celex:12016E049").chiave == parse_identifier("celex:12016E/TXT").chiave


@pytest.mark.parametrize(
    "text",
    ["", "art. 55 CTS", "urn:nir:stato:legge", "urn:nir:stato:legge:2017-13-40;1", "ECLI:131/2020",
     "urn:nir:stato:decreto:2017", "urn:nir:stato:legge:2017-02-30;1", "urn:nir:regione.toscana:legge",
     "urn:nir:stato:legge:1990-08-07;241~comma3", "javascript:alert(1)",
     "urn:nir:stato:legge:2016-06-06;106/", "urn:nir:stato:legge:2016-06-06;106/../",
     "urn:nir:stato:legge:2016-06-06;..", "urn:nir:stato:legge:2016-06-06;-/~art1"],
)  # fmt: skip
def test_what_is_no_identifier_is_refused_in_italian(text: str) -> None:
    with pytest.raises(IdentificatoreNonValido) as refusal:
        parse_identifier(text)
    assert any(word in str(refusal.value) for word in ("scrivi", "esiste", "serve"))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        identifier = parse_identifier(text)
    except IdentificatoreNonValido:
        return
    assert parse_identifier(str(identifier)) == identifier


@given(
    year=st.integers(1865, 2100),
    number=st.integers(1, 9999),
    article=st.from_regex(r"\A[1-9][0-9]{0,2}(bis|ter)?\Z"),
    comma=st.one_of(st.just(""), st.from_regex(r"\A[1-9](bis)?\Z")),
)
def test_spelling_and_reading_are_inverse(year: int, number: int, article: str, comma: str) -> None:
    part = f"art{article}" + (f"-com{comma}" if comma else "")
    text = f"urn:nir:stato:legge:{year}-01-02;{number}~{part}"
    identifier = parse_identifier(text)
    assert str(identifier) == text
    assert (identifier.articolo, identifier.comma) == (article, comma)
    assert identifier.atto.partizione == ""
