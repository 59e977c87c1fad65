"""The spelling is a bijection on what the blocks can hold."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from piattaforma.nucleo.spelling import SpellingError, normalise_text, parse_zone, write_zone

# What the grammar is made of, so that values look like it as often as possible.
PIECES = [
    "a", "è", "testo ", " ", "  ", "    ", "\t", "\n", "\n\n", "# ", "## ", "### ", "- ", "* ",
    "1. ", "2) ", "**", "*", "\\", '"', "|", "|---|", "!!", "[a]", "(b)", "(urn:x)",
    "[a](urn:x): b", "- [a](ECLI:IT:COST:2020:131): b", ">", "`", ":", ".", "?",
    "«", "\x0b", "\u2028", "\u00a0",
]  # fmt: skip


def is_storable(text: str) -> bool:
    """What the form of the admin accepts: no fence inside a text."""
    return bool(text) and not re.search(r"^\s*!!!", text, re.MULTILINE)


texts = (
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14)
    .map("".join)
    .filter(lambda text: "\x00" not in text)
    .map(normalise_text)
    .filter(is_storable)
)
lines = (
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=6)
    .map("".join)
    .map(lambda text: re.sub(r"[\r\n]", " ", text).strip())
    .filter(bool)
)
optional_lines = st.just("") | lines
callouts = st.fixed_dictionaries(
    {"genere": st.sampled_from(["nota", "attenzione"]), "titolo": optional_lines, "testo": texts}
)
steps = st.fixed_dictionaries(
    {
        "titolo": optional_lines,
        "voci": st.lists(
            st.fixed_dictionaries({"titolo": lines, "testo": st.just("") | texts}),
            min_size=1,
            max_size=11,
        ),
    }
)
cells = st.text(
    st.characters(exclude_characters="|\\\r\n\x00", exclude_categories=["Cs"]), max_size=4
)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, str]:
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=4))
    written = ["| " + " | ".join(row) + " |" for row in rows]
    written.insert(1, "|" + "---|" * width)
    return {
        "didascalia": draw(lines),
        "righe": "\n".join(written),
        "nota": draw(st.just("") | texts),
    }


references = st.lists(
    st.fixed_dictionaries(
        {
            "identificatore": st.sampled_from(
                [
                    "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com3",
                    "ECLI:IT:COST:2020:131",
                    "celex:32014R0001(01)",
                ]
            ),
            "etichetta": lines,
            "perche": optional_lines,
        }
    ),
    min_size=1,
    max_size=4,
)
blocks: st.SearchStrategy[Any] = st.one_of(
    st.tuples(st.just("testo"), texts),
    st.tuples(st.just("richiamo"), callouts),
    st.tuples(st.just("passi"), steps),
    st.tuples(st.just("tabella"), tables()),
    st.tuples(
        st.just("citazione"), st.fixed_dictionaries({"testo": texts, "fonte": optional_lines})
    ),
    st.tuples(st.just("approfondimento"), st.fixed_dictionaries({"titolo": lines, "testo": texts})),
    st.tuples(st.just("riferimenti"), references),
)


@given(st.lists(blocks, max_size=6))
def test_what_is_written_is_read_back(zone: list[tuple[str, Any]]) -> None:
    assert parse_zone(write_zone(zone)) == zone


@given(st.lists(st.sampled_from([*PIECES, "!!! nota\n", '!!! passi "T"\n', "!!! testo\n"])))
def test_what_is_read_has_one_normal_form(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        zone = parse_zone(text)
    except SpellingError as refused:
        line = refused.line
    else:
        line = 1
        normal = write_zone(zone)
        assert parse_zone(normal) == zone
        assert write_zone(parse_zone(normal)) == normal
    assert 1 <= line <= text.count("\n") + 1
