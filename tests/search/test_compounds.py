"""Words that are written together, with a hyphen or apart are one unit, and no others are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.planning.compounds import PREFIXES, split_prefix, units
from search.planning.typed import read_typed


def read(text: str) -> list[str]:
    """Each unit as "together=a+part"."""
    return [
        one.insieme.exact
        + ("=" + "+".join(part.exact for part in one.divise)) * (len(one.divise) > 1)
        for one in units(read_typed(text).parole)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("coprogettazione", ["coprogettazione=co+progettazione"]),
        ("co-progettazione", ["coprogettazione=co+progettazione"]),
        ("co progettazione", ["coprogettazione=co+progettazione"]),
        ("Co‑Progettazioni", ["coprogettazioni=co+progettazioni"]),
        ("socio-sanitario", ["sociosanitario=socio+sanitario"]),
        ("sociosanitario", ["sociosanitario=socio+sanitario"]),
        ("socio sanitario", ["socio", "sanitario"]),
        ("Stato-Regioni", ["statoregioni=stato+regioni"]),
        ("co-co-pro", ["cocopro=co+co+pro"]),
        ("prezzo", ["prezzo"]),  # "pre" and too little
        ("costa", ["costa"]),
        ("2017-2020", ["2017", "2020"]),
        ("d-55", ["d", "55"]),
        ("piano-x2", ["piano", "x2"]),
        ("co", ["co"]),
        ("co di progettazione", ["co", "progettazione"]),
        ("rete - orto", ["rete", "orto"]),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_only_words_that_say_something_alone_count_apart() -> None:
    (one,) = units(read_typed("Stato-Regioni").parole)
    (other,) = units(read_typed("co-progettazione").parole)
    assert one.di_parole
    assert not other.di_parole


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_three_spellings_are_one(prefix: str) -> None:
    apart, joined, hyphened = (read(f"{prefix}{sign}lavoratori") for sign in (" ", "", "-"))
    assert apart == joined == hyphened == [f"{prefix}lavoratori={prefix}+lavoratori"]


@given(st.text(alphabet="co-prsti aeà’2", max_size=60))
def test_every_word_once_and_in_order(text: str) -> None:
    words = read_typed(text).parole
    found = list(units(words))
    assert [n for one in found for n in range(one.start, one.end)] == list(range(len(words)))
    assert all(one.insieme.exact and one.divise for one in found)


def test_a_beginning_is_not_all_of_a_word() -> None:
    assert split_prefix("coprogettazione") == ("co", "progettazione")
    assert split_prefix("interesse") is None
    assert split_prefix("co") is None
    assert split_prefix("co12345") is None
