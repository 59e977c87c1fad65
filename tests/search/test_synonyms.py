"""Synonyms: the longest expression wins, alternatives are added, short acronyms need capitals."""

import itertools

import pytest

from piattaforma.lingua import tokens
from search.planning.synonyms import NO_SYNONYMS, Synonyms

GROUPS = Synonyms.of(
    [
        ["ETS", "enti del Terzo settore", "ente del terzo settore"],
        ["PA", "pubblica amministrazione"],
        ["terzo settore", "non profit"],
        ["co-progettazione", "progettare insieme"],
        ["PA", "piano d’azione"],
        ["", "  ", "di", "solo"],
        [],
    ]
)


def found(text: str) -> list[tuple[int, int, set[str]]]:
    return [
        (one.start, one.end, {other.testo for other in one.alternative})
        for one in GROUPS.matches(tokens(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ETS", [(0, 1, {"ente del terzo settore"})]),
        ("gli ets iscritti", [(0, 1, {"ente del terzo settore"})]),
        ("statuto di un ente del terzo settore", [(1, 4, {"ETS"})]),
        ("terzo settore", [(0, 2, {"non profit"})]),
        ("NON PROFIT", [(0, 2, {"terzo settore"})]),
        ("PA", [(0, 1, {"pubblica amministrazione", "piano d’azione"})]),
        ("pa", []),
        ("pubbliche amministrazioni", [(0, 2, {"PA"})]),
        ("coprogettazione", [(0, 1, {"progettare insieme"})]),
        ("co-progettazione", [(0, 2, {"progettare insieme"})]),
        ("co progettazioni", [(0, 2, {"progettare insieme"})]),
        ("settore terzo", []),
        ("solo", []),
        ("", []),
        ("ETS e PA", [(0, 1, {"ente del terzo settore"}),
                      (1, 2, {"pubblica amministrazione", "piano d’azione"})]),
    ],
)  # fmt: skip
def test_matches(text: str, expected: list[tuple[int, int, set[str]]]) -> None:
    """Of expressions with the same stems one is enough."""
    assert found(text) == expected


def test_without_groups_nothing_matches() -> None:
    assert list(NO_SYNONYMS.matches(tokens("ETS e PA"))) == []
    assert Synonyms.of([]).gruppi == ()


def test_many_words_of_many_groups() -> None:
    """Matches never overlap, whatever is typed."""
    text = "enti del terzo settore ETS terzo settore non profit enti del terzo " * 20
    matches = list(GROUPS.matches(tokens(text)))
    assert all(one.end <= other.start for one, other in itertools.pairwise(matches))
