"""What was typed is cut into phrases, exclusions, citations and words; citations are read in one place."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from search.plan import make_plan
from search.planning import typed
from search.planning.typed import (
    LONGEST,
    MOST_CITATIONS,
    MOST_WORDS,
    Typed,
    of_the_same_number,
    read_typed,
)
from tests.search.hostile import HOSTILE


def words(read: Typed) -> list[str]:
    return [word.token.exact for word in read.parole]


def parts(read: Typed, name: str) -> list[str]:
    return [" ".join(token.exact for token in phrase) for phrase in getattr(read, name)]


@pytest.mark.parametrize(
    ("text", "free", "phrases", "excluded"),
    [
        ("orti urbani", ["orti", "urbani"], [], []),
        ("«orti urbani» comuni", ["comuni"], ["orti urbani"], []),
        ('“orti” "urbani"', [], ["orti", "urbani"], []),
        ("orti -urbani", ["orti"], [], ["urbani"]),
        ("orti -«verdi urbani»", ["orti"], [], ["verdi urbani"]),
        ('-"orti urbani" -comuni', [], [], ["orti urbani", "comuni"]),
        ("co-progettazione", ["co", "progettazione"], [], []),
        ("orti - urbani", ["orti", "urbani"], [], []),
        ("2017-2020", ["2017", "2020"], [], []),
        ("orti -55", ["orti", "55"], [], []),
        ("«di la» orti", ["orti"], [], []),
        ('«» "" orti', ["orti"], [], []),
        ('"orti urbani', ["orti", "urbani"], [], []),
        ("«orti “urbani» comuni”", ["comuni"], ["orti urbani"], []),
        ("l’ente -dell’ufficio", ["ente"], [], ["ufficio"]),
        ("\x00orti\u202e\n urbani\ud800", ["orti", "urbani"], [], []),
    ],
)
def test_parts(text: str, free: list[str], phrases: list[str], excluded: list[str]) -> None:
    read = read_typed(text)
    assert (words(read), parts(read, "frasi"), parts(read, "escluse")) == (free, phrases, excluded)


def test_the_words_of_a_sure_citation_are_no_words() -> None:
    read = read_typed("coinvolgimento art. 55 del d.lgs. 117/2017 e rimborsi")
    assert words(read) == ["coinvolgimento", "rimborsi"]
    (one,) = read.citazioni
    assert read.testo[one.start : one.end] == one.surface


def test_the_words_of_a_citation_that_leads_nowhere_stay() -> None:
    read = read_typed("legge 65 del 2020", lambda _: False)
    assert words(read) == ["legge", "65", "2020"]
    assert read.citazioni[0].ids


def test_what_has_the_number_that_was_typed() -> None:
    def others(text: str) -> list[str]:
        return of_the_same_number(read_typed(text).citazioni[0])

    assert "urn:nir:regione.toscana:legge:2020-07-22;65~art11" in others("art 11 legge 65/2020")
    assert "ECLI:IT:COST:2020:131" in others("legge 131")
    assert others("legge La Loggia") == []


def test_the_name_of_a_court_is_one() -> None:
    assert parts(read_typed("che dice la Corte dei conti?"), "nomi") == ["corte conti"]
    assert read_typed("la corte e i conti").nomi == ()


def test_the_words_of_a_doubtful_citation_stay() -> None:
    read = read_typed("131/2020")
    assert words(read) == ["131", "2020"]
    assert read.citazioni[0].candidates


def test_nothing_is_cited_in_quotes_or_by_exclusion() -> None:
    assert read_typed("«art. 55 CTS»").citazioni == ()
    assert read_typed("-CTS orti").citazioni == ()


def test_hyphens_are_told() -> None:
    read = read_typed("socio-sanitario, stato - regioni")
    assert [word.hyphened for word in read.parole] == [False, True, False, False]


def test_what_is_too_long_is_cut_and_said() -> None:
    assert not read_typed("a" * LONGEST).tagliato
    assert read_typed("a" * (LONGEST + 1)).tagliato
    assert len(read_typed("orto " * 500).testo) <= LONGEST
    many = read_typed(" ".join(f"b{n % 10}" for n in range(MOST_WORDS + 1)))
    assert many.tagliato
    assert len(many.parole) == MOST_WORDS
    cited = read_typed(" ".join(f"legge {n}/90," for n in range(1, MOST_CITATIONS + 2)))
    assert cited.tagliato
    assert len(cited.citazioni) == MOST_CITATIONS
    # Spaces do not count.
    assert not read_typed(" " * 1000 + "orto" + " " * 200).tagliato


@settings(deadline=None, max_examples=60)
@given(st.text() | st.sampled_from(HOSTILE))
def test_any_text_is_cut_the_same_again(text: str) -> None:
    """Offsets are of the text as it was read, which read again is the same."""
    read = read_typed(text)
    assert read_typed(read.testo).testo == read.testo
    assert read_typed(read.testo).parole == read.parole
    read.testo.encode()
    tokens = [word.token for word in read.parole]
    assert all(read.testo[one.start : one.end] == one.surface for one in tokens)
    assert [one.start for one in tokens] == sorted({one.start for one in tokens})
    for one in read.citazioni:
        assert read.testo[one.start : one.end] == one.surface


# --- one reader of citations ----------------------------------------------------------------------

SEARCH = Path(search.__file__).parent


def test_no_other_module_reads_what_was_typed() -> None:
    """Not the finder of prose, and no pattern of its own: law is typed in ways that one place knows."""
    reads = re.compile(r"\b(read_query|find_citations|find_in_html|annotate)\b\(?")
    own = re.compile(r"art(?:\\\.|icol)|d\\?\.\s*lgs|\bcomma\b.*re\.", re.IGNORECASE)
    found: dict[str, set[str]] = {}
    for path in SEARCH.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        imported = re.findall(r"from piattaforma\.citazioni[\w.]* import \(?([^)\n]*)", source)
        names = {name for line in imported for name in reads.findall(line)}
        if names:
            found[path.relative_to(SEARCH).as_posix()] = names
        patterns = re.findall(r"re\.compile\((.*?)\)\n", source, re.DOTALL)
        assert not any(own.search(pattern) for pattern in patterns), path
    # A collection to be measured is prose that no page keeps the citations of.
    assert found.pop("valutazione/collection.py", {"find_citations"}) == {"find_citations"}
    assert found == {"planning/typed.py": {"read_query"}}


def test_without_the_reader_nothing_is_cited(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def read(text: str) -> list[Any]:
        asked.append(text)
        return []

    monkeypatch.setattr(typed, "read_query", read)
    plan = make_plan("art. 55 CTS")
    assert asked == ["art. 55 CTS"]
    assert (plan.citazioni, plan.chiavi) == ((), frozenset())
