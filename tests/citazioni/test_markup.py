"""Citations in HTML: the same as in its text, with offsets in the source, and never inside a link."""

import pytest

from piattaforma.citazioni import Citation, annotate, find_in_html

CTS = "urn:nir:stato:decreto.legislativo:2017-07-03;117"


@pytest.mark.parametrize(
    ("html", "surfaces"),
    [
        ("<p>L’<b>art. 55</b> del&nbsp;CTS</p>", ["art. 55</b> del&nbsp;CTS"]),
        ("<p>art.&#160;55,<br>comma 3, <em>CTS</em></p>", ["art.&#160;55,<br>comma 3, <em>CTS"]),
        ("<p>art. 55</p><p>CTS e art. 56 CTS</p>", ["art. 56 CTS"]),
        ("<p>art. 55<sup>1</sup> CTS</p>", ["art. 55<sup>1</sup> CTS"]),
        ('<a href="/x">art. 55 CTS</a>, <a>art. <b>56</b> CTS</a> e art. 57 CTS', ["art. 57 CTS"]),
        ("<code>art. 55 CTS</code><pre>l. 241/1990</pre><button>art. 56 CTS</button>", []),
        ("<h2>art. 55 CTS <a href='#x'>#</a></h2>", ["art. 55 CTS"]),
        ("<!-- art. 55 CTS --><script>l. 241/1990</script><title>art. 1 CTS</title>", []),
        ('<img alt="art. 55 CTS" title="l. 241/1990">', []),
        ("a < b art. 55 CTS > c", ["art. 55 CTS"]),
        ("<p>l. 241/1990 <a>art. 55 CTS", ["l. 241/1990"]),
        ("art. 55 CTS", ["art. 55 CTS"]),
        ("l. 241<sup>1</sup>/1990", ["l. 241<sup>1</sup>/1990"]),
        ('art. 5<sup><a href="#n">1</a></sup> CTS', ['art. 5<sup><a href="#n">1</a></sup> CTS']),
        ('l. 241<a href="#n">[1]</a>/1990', ['l. 241<a href="#n">[1]</a>/1990']),
        ("art. <font color=red>5</font> CTS", ["art. <font color=red>5</font> CTS"]),
        ('<a id="x"/>art. 5 CTS', ["art. 5 CTS"]),
        ("<script>'<script>'</script>art. 5 CTS", ["art. 5 CTS"]),
        ('<!DOCTYPE "art. 5 CTS"><?xml art. 5 CTS ?>', []),
    ],
)
def test_citations_of_the_text_with_offsets_in_the_source(html: str, surfaces: list[str]) -> None:
    found = find_in_html(html)
    assert [html[one.start : one.end] for one in found] == surfaces == [c.surface for c in found]


def _link(one: Citation) -> str:
    return f'<a href="{one.ids[0]}">'


def test_annotate_wraps_what_it_can_and_leaves_the_rest_as_it_was() -> None:
    html = (
        "<p>L’art. 55 CTS, <b>la l. 241/1990</b>, art. <b>56</b> CTS; "
        "<b>art. 57</b> CTS; <b>v. art. 58</b> CTS</p>"
    )
    found = find_in_html(html)
    written = annotate(html, found, _link)
    assert f'L’<a href="{CTS}~art55">art. 55 CTS</a>, <b>la <a href=' in written
    assert f'<a href="{CTS}~art56">art. <b>56</b> CTS</a>; ' in written
    # the element it starts with goes into the link; one it only starts inside cannot
    assert f'; <a href="{CTS}~art57"><b>art. 57</b> CTS</a>; ' in written
    assert written.endswith("; <b>v. art. 58</b> CTS</p>")
    assert [one.ids for one in find_in_html(written)] == [[f"{CTS}~art58"]]
    assert annotate(html, found, lambda _: "") == html
