"""The port of citations: what the official source answers, today and for a day."""

import datetime as dt

import pytest

from piattaforma.citazioni import parse_identifier
from piattaforma.riferimenti.risolutore import OfficialSource, Risolto
from tests.factories import CTS_55_3

CTS_55 = parse_identifier(CTS_55_3)
LR_65 = parse_identifier("urn:nir:regione.toscana:legge:2020-07-22;65~art9")


@pytest.mark.parametrize(
    ("day", "tail"),
    [
        (None, "~art55!vig="),
        (dt.date(2024, 12, 31), "~art55!vig=2024-12-31"),
        # Before the act there was no text of it.
        (dt.date(2016, 1, 1), "~art55!vig="),
    ],
)
def test_the_official_source_answers_for_a_day(day: dt.date | None, tail: str) -> None:
    answer = OfficialSource().resolve([CTS_55], day)[CTS_55_3]
    assert answer.url.endswith(tail)
    assert answer.ufficiale == answer.url
    assert (answer.rubrica, answer.stato, answer.is_caduto) == ("", "", False)


def test_a_source_without_days_gives_its_one_address() -> None:
    source = OfficialSource()
    dated = source.resolve([LR_65], dt.date(2024, 12, 31))[str(LR_65)]
    assert dated == source.resolve([LR_65])[str(LR_65)]
    assert dated.ufficiale


@pytest.mark.parametrize(
    ("state", "told", "note"),
    [
        ("abrogato", "Abrogata dal 1º luglio 2023", "abrogata"),
        ("annullato", "", "annullato"),
        ("superato", "Non è più di oggi", "superato"),
        ("modificato", "Modificato nel 2024", ""),
        ("", "", ""),
    ],
)
def test_what_has_fallen_says_so_in_one_word(state: str, told: str, note: str) -> None:
    answer = Risolto("Titolo", "esteso", "/x/", esterno=False, stato=state, stato_testo=told)
    assert answer.nota == note
    assert answer.is_caduto == bool(note)
