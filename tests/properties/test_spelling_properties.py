"""The spelling is a bijection on what the blocks can hold."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from piattaforma.nucleo.spelling import SpellingError, parse_zone, write_zone
from tests.factories.zones import PIECES, blocks, file_blocks


@given(st.lists(blocks | file_blocks, max_size=6))
def test_what_is_written_is_read_back(zone: list[tuple[str, Any]]) -> None:
    assert parse_zone(write_zone(zone)) == zone


@given(
    st.lists(
        st.sampled_from(
            [
                *PIECES,
                "!!! nota\n",
                '!!! passi "T"\n',
                "!!! testo\n",
                '!!! immagine "a.png"\n',
                '!!! documento "a.pdf"\n',
            ]
        )
    )
)
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
