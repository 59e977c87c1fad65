"""What a source's links point at."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piattaforma.citazioni import parse_identifier
from pratiche.norme.importazione.collocazione import written
from pratiche.norme.importazione.indirizzo_di_fonte import read_link
from pratiche.norme.importazione.numero_di_parte import read_number

OWN = parse_identifier("urn:nir:stato:decreto.legislativo:2031-02-03;999")
#: one link a line, and our identifier, or nothing where it is none
TABLE = Path(__file__).parent / "fixtures" / "indirizzi.tsv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    LINKS = {
        row["indirizzo"]: row["identificatore"] for row in csv.DictReader(lines, delimiter="\t")
    }


@pytest.mark.parametrize(("href", "expected"), LINKS.items())
def test_links(href: str, expected: str) -> None:
    found = read_link(href, OWN)
    assert (str(found) if found is not None else "") == expected
    if expected:
        assert str(parse_identifier(expected)) == expected  # ours, as `citazioni` spells it


def test_two_decrees_of_one_number_and_year_do_not_meet() -> None:
    hrefs = [href for href in LINKS if "/2021-03-31/72/" in href and LINKS[href]]
    keys = {found.chiave for href in hrefs if (found := read_link(href))}
    assert len(keys) == len(hrefs) == 2


@given(st.one_of(st.text(), st.text(alphabet="/akn#_-:;~@.!art12stobicomv ", max_size=80)))
def test_any_text_is_a_link_or_none(href: str) -> None:
    read_link(href, OWN)
    read_link("/akn/it/act/legge/stato/" + href, OWN)
    read_link("urn:nir:stato:legge:2017-07-03;117#" + href, OWN)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Art. 55.", "55"),
        ("Art. 4 bis", "4-bis"),
        ("((Art. 4-bis", "4-bis"),
        ("Art. 2635ter.", "2635-ter"),
        ("Art. 7-vicies ter", "7-vicies ter"),
        ("Art. 16-ter.1", "16-ter.1"),
        ("Art. 9-quinquiesdecies.", "9-quinquiesdecies"),
        ("Art. 314/2", "314/2"),
        ("art_4-bis", "4-bis"),
        ("1-bis.1.", "1-bis.1"),
        ("01.", "01"),
        ("-", ""),
        ("Articolo unico", ""),
    ],
)
def test_numbers_as_printed(printed: str, number: str) -> None:
    assert read_number(printed) == number


def test_a_path_reads_as_people_say_it() -> None:
    assert written((("Titolo", "VII"), ("Capo", "I"))) == "Titolo VII, Capo I"
