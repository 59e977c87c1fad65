"""A zone read as plain text: the same words as everywhere else, and the way back to the HTML."""

import html as entities

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piattaforma.nucleo.html import plain_text, render_markdown
from piattaforma.nucleo.reading import TAG, read_html

PIECES = st.sampled_from(
    [
        *["uno", "due", "art.", "55", "&", "<", ">", "'", '"', "\u00a0", "\u00ad", "à", "😀", "\n"],
        *["**grassetto**", "*corsivo*", "`codice`", "[a](/x)", "###", "-", "1.", "|", "|---|", "~"],
        *["[b](urn:nir:stato:legge:1990-08-07;241)", "&amp;", "&nbsp;", "<b>", "\n\n", "\n\n> "],
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_the_words_are_those_of_plain_text_and_each_leads_back(source: str) -> None:
    html = render_markdown(source, policy="redazione")
    read = read_html(html)
    assert read.testo == plain_text(html)
    for start, word in words(read.testo):
        begins, ends = read.in_html(start, start + len(word))
        assert entities.unescape(TAG.sub("", html[begins:ends])) == word
    assert all(
        read.testo[slice(*block)].strip() == read.testo[slice(*block)] for block in read.blocchi
    )
    covered = {n for begins, ends in read.blocchi for n in range(begins, ends)}
    assert all(read.testo[n] == " " for n in range(len(read.testo)) if n not in covered)


def words(text: str) -> list[tuple[int, str]]:
    found, position = [], 0
    for word in text.split():
        position = text.index(word, position)
        found.append((position, word))
        position += len(word)
    return found


def test_the_mark_of_a_note_changes_no_number() -> None:
    html = '<p>art. 5<sup>1</sup> e l. 241<sup><a href="#n">[2]</a></sup>/1990; m<sup>2</sup></p>'
    read = read_html(html)
    assert read.testo == plain_text(html) == "art. 5 e l. 241/1990; m2"
    start = read.testo.index("l. 241/1990")
    begins, ends = read.in_html(start, start + len("l. 241/1990"))
    assert html[begins:ends] == 'l. 241<sup><a href="#n">[2]</a></sup>/1990'


def test_blocks_are_what_a_sentence_does_not_cross() -> None:
    html = "<h3>Titolo</h3><p>a <b>b</b><br>c</p><ul>\n<li>d</li><li><p>e</p></li></ul><td>f</td>g"
    read = read_html(html)
    assert [read.testo[slice(*b)] for b in read.blocchi] == ["Titolo", "a b c", *"defg"]
    assert [read.block_of(n) for n in (0, 7, 11, 13, 19)] == [0, 1, 1, 2, 5]


@pytest.mark.parametrize(
    ("html", "closed"),
    [
        ("<p>a <a href='/x'>b <i>c</i></a> d</p>", ["b c"]),
        ("<p>a <code>b</code><code>c</code> d</p>", ["b", "c"]),
        ("<h3 id='x'>a <em>b</em></h3><p>c</p>", ["a b"]),
        ("<details><summary>a</summary><p>b</p></details>", ["a"]),
        ("<p>a</p>", []),
    ],
)
def test_where_no_link_may_be(html: str, closed: list[str]) -> None:
    read = read_html(html)
    assert [read.testo[slice(*span)] for span in read.chiusi] == closed


def test_the_links_that_name_an_act() -> None:
    html = '<p>vedi <a data-cita="urn:x"><b>art.</b> 55</a>, <a href="/y">qui</a></p>'
    (found,) = read_html(html).collegati
    assert (found.inizio, found.fine, found.indirizzo) == (5, 12, "urn:x")
    assert html[slice(*found.html)] == '<a data-cita="urn:x"><b>art.</b> 55</a>'


def test_a_long_page_is_read_in_time_that_grows_with_it() -> None:
    import time

    def seconds(times: int) -> float:
        html = (
            '<p>Il <b title="a > b">Comune</b> &amp; gli enti &lt;altri&gt;</p>\n<ul><li>x</li></ul>'
            * times
        )
        start = time.process_time()
        read_html(html)
        return time.process_time() - start

    seconds(100)
    few = min(seconds(1_000) for _ in range(3))
    assert seconds(10_000) < 40 * few
