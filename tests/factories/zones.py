"""Zones as no editor would write them: every block, with what its spelling is made of inside."""

import re
from typing import Any

from hypothesis import strategies as st

from piattaforma.nucleo.spelling import normalise_text

# What the grammar is made of, so that values look like it as often as possible.
PIECES = [
    "a", "è", "testo ", " ", "  ", "    ", "\t", "\n", "\n\n", "# ", "## ", "### ", "- ", "* ",
    "1. ", "2) ", "**", "*", "\\", '"', "|", "|---|", "!!", "[a]", "(b)", "(urn:x)",
    "[a](urn:x): b", "- [a](ECLI:IT:COST:2020:131): b", ">", "`", ":", ".", "?",
    "«", "\x0b", "\u2028", "\u00a0", "---", "\n---\n", "===", "~~~", "```", "🙂", "👩‍👩‍👧", "  \n", "\\\n",
    "à\u0300", "\x85", "\ufeff", "<b>", "&amp;", "![", "[a](/b/)", "[a](//b)", "alt: ", "sha256:",
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
hashes = st.just("") | st.text("0123456789abcdef", min_size=64, max_size=64)
names = st.from_regex(r"[A-Za-z0-9_è «\"\\'-]{1,8}\.(png|pdf)", fullmatch=True).filter(
    lambda name: "\\" not in name and name == name.strip()
)
pictures = st.builds(
    lambda file, sha256, alt, caption: {
        "file": file, "sha256": sha256, "alt": alt, "decorativa": not alt, "didascalia": caption,
    },
    names, hashes, optional_lines, optional_lines,
)  # fmt: skip
documents = st.fixed_dictionaries(
    {"file": names, "sha256": hashes, "titolo": optional_lines, "descrizione": optional_lines}
)
#: What holds a file, as its spelling names it.
file_blocks: st.SearchStrategy[Any] = st.tuples(st.just("immagine"), pictures) | st.tuples(
    st.just("documento"), documents
)
#: What holds only words.
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
