"""What holds of any text: no exception, exact offsets, order, and pieces that do not disturb each other."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.citazioni.scoring import GOLD, read
from piattaforma.citazioni import (
    Citation,
    annotate,
    find_citations,
    find_in_html,
    parse_identifier,
    read_query,
)

_SENTENCES = [one["text"] for path in GOLD for one in read(path)]
#: pieces of which citations, and what only looks like one, are made
_PIECES = st.sampled_from([
    *("art.", "artt. ", "articolo ", "comma ", "commi ", "lett. ", "n. ", "nn. ", "55", "1", "a)"),
    *("117/2017", "2016/679", "bis", "d.lgs. ", "legge ", "L.R. ", "Toscana ", "D.M. ", "reg. (UE) "),
    *("3 luglio 2017", ", ", " e ", " del ", "Corte cost. ", "Cons. Stato ", "TAR ", "sez. V", "id."),
    *("sentenza ", "ANAC ", "CTS", "c.c.", "Cost.", "C-50/14", "stesso ", "predetto ", "((", "))"),
    *("[3]", "(", ")", "\n\n", "\n", "\u00a0", "\u00ad", "’", "İ", "ﬁ", "𝒂", "\x00"),
])  # fmt: skip
texts = st.one_of(st.text(), st.lists(_PIECES, max_size=25).map("".join))


def _check_offsets(text: str, found: list[Citation]) -> None:
    last = 0
    for one in found:
        assert last <= one.start < one.end <= len(text)
        assert one.surface == text[one.start : one.end]
        assert bool(one.ids) != bool(one.candidates)
        for identifier in (*one.ids, *one.candidates):
            assert str(parse_identifier(identifier)) == identifier
        last = one.end


@settings(max_examples=400)
@given(texts)
@example("artt. 5 e" * 50)
@example("İ art. 55 CTS")
def test_any_text_is_read_with_exact_offsets(text: str) -> None:
    _check_offsets(text, find_citations(text))
    read_query(text)


@settings(max_examples=200)
@given(
    texts,
    st.sampled_from(["<p>", "<a href='x'>", "</a>", "<b", "&nbsp;", "<!--", "<code>", "</p>"]),
    texts,
)
def test_any_markup_is_read_and_written_back(before: str, tag: str, after: str) -> None:
    html = before + tag + after
    found = find_in_html(html)
    _check_offsets(html, found)
    written = annotate(html, found, lambda _: "<mark>")
    assert written.replace("<mark>", "").replace("</mark>", "") == html.replace(
        "<mark>", ""
    ).replace("</mark>", "")


@settings(max_examples=100)
@given(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4))
def test_paragraphs_are_read_as_if_each_were_alone(sentences: list[str]) -> None:
    expected: list[tuple[int, int, list[str]]] = []
    offset = 0
    for one in sentences:
        expected += [(c.start + offset, c.end + offset, c.ids) for c in find_citations(one)]
        # a mark on a line of its own: parts never join over it
        offset += len(one) + len("\n\n§\n\n")
    found = find_citations("\n\n§\n\n".join(sentences))
    assert [(c.start, c.end, c.ids) for c in found] == expected
