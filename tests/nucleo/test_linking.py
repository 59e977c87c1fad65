"""Marks become links: where they may stand, and never twice."""

import pytest

from piattaforma.nucleo.linking import Legame, Legato, dress, place
from piattaforma.nucleo.reading import read_html

LINK = Legame("https://a.it/?x=1&y=2", 'Titolo "intero"', "cd-cite")


def linked(html: str, words: str) -> str:
    """The HTML with a link over the words of its plain text; {…} shows where it stands."""
    read = read_html(html)
    start = read.testo.index(words)
    where = place(html, read, start, start + len(words))
    return (
        html if where is None else f"{html[: where[0]]}{{{html[slice(*where)]}}}{html[where[1] :]}"
    )


@pytest.mark.parametrize(
    ("html", "words", "expected"),
    [
        ("<p>l’art. 55 CTS.</p>", "art. 55 CTS", "<p>l’{art. 55 CTS}.</p>"),
        ("<p>art. &amp; 5</p>", "art. & 5", "<p>{art. &amp; 5}</p>"),
        ("<p>art. 55\n  del CTS</p>", "art. 55 del CTS", "<p>{art. 55\n  del CTS}</p>"),
        # Tags inside, all of them closed inside.
        ("<p>art. <b>55</b> CTS</p>", "art. 55 CTS", "<p>{art. <b>55</b> CTS}</p>"),
        # A tag opened just before, or closed just after, comes along.
        ("<p><b>art. 55</b> CTS</p>", "art. 55 CTS", "<p>{<b>art. 55</b> CTS}</p>"),
        ("<p>art. 55 <i>CTS</i>.</p>", "art. 55 CTS", "<p>{art. 55 <i>CTS</i>}.</p>"),
        ("<p><b><i>art. 55</i></b> CTS</p>", "art. 55 CTS", "<p>{<b><i>art. 55</i></b> CTS}</p>"),
        # One opened elsewhere cannot: the longest words that say which law.
        ("<p><b>vedi art. 55</b> CTS</p>", "art. 55 CTS", "<p><b>vedi {art. 55}</b> CTS</p>"),
        ("<p>art. 55 <i>CTS e altro</i></p>", "art. 55 CTS", "<p>{art. 55} <i>CTS e altro</i></p>"),
        # Never inside a link, code, a heading or a summary; beside a link, what is left.
        ("<p><a href='/x'>art. 55 CTS</a></p>", "art. 55 CTS", None),
        ("<p><code>art. 55 CTS</code></p>", "art. 55 CTS", None),
        ("<h3 id='a'>art. 55 CTS</h3>", "art. 55 CTS", None),
        ("<summary>art. 55 CTS</summary>", "art. 55 CTS", None),
        (
            "<p>art. 55 <a href='/x'>CTS</a></p>",
            "art. 55 CTS",
            "<p>{art. 55} <a href='/x'>CTS</a></p>",
        ),
        ("<p>del <a href='/x'>CTS 117</a></p>", "del CTS 117", None),
    ],
)
def test_where_a_link_stands(html: str, words: str, expected: str | None) -> None:
    assert linked(html, words) == (html if expected is None else expected)


def test_dressing_escapes_and_keeps_text_without_address() -> None:
    html = '<p>art. 1, <a data-cita="urn:x" rel="nofollow">art. 2</a>, <a data-cita="urn:y">art. 3</a></p>'
    first, second, third = (
        Legato(html.index("art. 1"), html.index("art. 1") + 6, "prova", ("1",)),
        Legato(html.index("<a"), html.index("</a>") + 4, "prova", ("2",)),
        Legato(html.rindex("<a"), html.rindex("</a>") + 4, "prova", ("3",)),
    )
    links = {("prova", ("1",)): LINK, ("prova", ("2",)): LINK}
    written = (
        '<a class="cd-cite" href="https://a.it/?x=1&amp;y=2" title="Titolo &quot;intero&quot;">'
    )
    assert dress(html, [third, first, second], links) == (
        f"<p>{written}art. 1</a>, {written}art. 2</a>, art. 3</p>"
    )
    assert dress(html, [first], {}) == html


@pytest.mark.parametrize(
    ("words", "before", "kept"),
    [
        ("CTS", "", "CTS"),
        ("legge 7 agosto 1990, n. 241", "legge 7 agosto 1990, ", "n. 241"),
        ("<b>art.</b> 55 &amp; 56", "<b>art.</b> 55 &amp; ", "56"),
        ("<b>art. 55</b>", "<b>art. 55</b>", ""),
    ],
)
def test_a_link_to_another_site_says_so_beside_its_last_word(
    words: str, before: str, kept: str
) -> None:
    mark = Legato(0, len(words), "prova", ("1",))
    link = {("prova", ("1",)): Legame("https://a.it", classe="cd-cite", esterno=True)}
    html = dress(words, [mark], link)
    opening = f'<span class="cd-nb">{kept}' if kept else ""
    assert html.startswith(f'<a class="cd-cite cd-ext" href="https://a.it">{before}{opening}<svg')
    closing = "</span></a>" if kept else "</a>"
    assert html.endswith(f'<span class="cd-vh"> (sito esterno)</span>{closing}')


def test_marks_that_do_not_fit_the_html_do_no_harm() -> None:
    mark = Legato(50, 60, "prova", ("1",))
    assert dress("<p>breve</p>", [mark], {("prova", ("1",)): LINK}) == "<p>breve</p>"
