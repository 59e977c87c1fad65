"""Rendering and cleaning: what comes out for honest text."""

import re

import pytest

from piattaforma.nucleo.html import (
    POLICIES,
    Outline,
    clean_html,
    plain_text,
    refused_links,
    render_markdown,
    render_table,
)


def rendered(text: str, policy: str = "redazione") -> str:
    return render_markdown(text, policy=policy)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        ("uno\ndue", "<p>uno\ndue</p>"),
        ("**a** *b* `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ('[a *b*](/x "t")', '<p><a href="/x" title="t">a <em>b</em></a></p>'),
        ("[a [b]](/x_(y))", '<p><a href="/x_(y)">a [b]</a></p>'),
        (r"[a\]b](/x)", '<p><a href="/x">a]b</a></p>'),
        ("<https://a.it/b_c_d>", '<p><a href="https://a.it/b_c_d">https://a.it/b_c_d</a></p>'),
        ("``a`b``", "<p><code>a`b</code></p>"),
        ("caffè & tè < 3 > 2 «»", "<p>caffè &amp; tè &lt; 3 &gt; 2 «»</p>"),
        # What our Markdown leaves as it was typed.
        ("<Nome del Comune>", "<p>&lt;Nome del Comune&gt;</p>"),
        ("![a](/b.png)", "<p>![a](/b.png)</p>"),
        ("[a][b]\n\n[b]: /x", "<p>[a][b]</p>\n<p>[b]: /x</p>"),
        ("Titolo\n---", "<p>Titolo</p>\n<hr>"),
        # An identifier of law gets its address when the page is shown.
        (
            "[art. 55](urn:nir:stato:Legge:1990-08-07;241)",
            '<p><a data-cita="urn:nir:stato:legge:1990-08-07;241">art. 55</a></p>',
        ),
        ("[art. 55](urn:nir:x)", "<p><a>art. 55</a></p>"),
    ],
)
def test_markdown(source: str, html: str) -> None:
    assert rendered(source) == html


def test_headings_start_at_the_base_and_skip_no_level() -> None:
    assert rendered("# A\n\n#### B\n\n## C\n\n### D") == (
        '<h3 id="s-a">A</h3>\n<h4 id="s-b">B</h4>\n<h4 id="s-c">C</h4>\n<h5 id="s-d">D</h5>'
    )
    assert rendered("###### A\n\n###### B", "comunita") == "<h3>A</h3>\n<h3>B</h3>"


def test_one_outline_for_a_page_gives_unique_ids() -> None:
    outline = Outline(base=2)
    first = render_markdown("## Il caso\n\n### Di più", policy="redazione", outline=outline)
    second = render_markdown("### Il *caso*\n\n## Il caso 2", policy="redazione", outline=outline)
    assert first.startswith('<h2 id="s-il-caso">')
    assert '<h3 id="s-il-caso-2">Il <em>caso</em></h3>' in second
    ids = re.findall(r'id="([^"]+)"', first + second)
    assert len(set(ids)) == 4
    assert Outline().add("«…»") == "s-sezione"


def test_policies_differ_where_they_say() -> None:
    text = "# Uno\na\nb [c](/d) [e](tel:055) <https://f.it>"
    assert '<h3 id="s-uno">' in rendered(text)
    assert 'href="tel:055"' in rendered(text)
    community = rendered(text, "comunita")
    assert "<h3>Uno</h3>" in community
    assert "a<br>" in community
    assert "tel:" not in community
    assert community.count('rel="nofollow ugc noopener noreferrer"') == 3
    mail = rendered(text, "posta")
    assert 'href="https://f.it"' in mail
    assert 'href="/d"' not in mail
    assert "<table" not in rendered("|a|b|\n|-|-|\n|1|2|", "posta")
    assert set(POLICIES) == {"redazione", "comunita", "posta"}
    with pytest.raises(KeyError):
        rendered("a", "permissiva")


def test_table_as_the_pages_show_it() -> None:
    html = render_table(
        "| Fondo | Quota | Importo |\n|---|---|---|\n| Nazionale | 10,3% | 51.599.773 € |\n"
        "| Regionale | – | oltre 1.000 |\n| Totale | | 51.600.773 € |",
        caption='Risorse "2021" <b>',
        policy="redazione",
    )
    assert html.startswith(
        '<div aria-label="Risorse &quot;2021&quot; &lt;b&gt;" class="cd-table-x" role="region" '
        'tabindex="0">\n<table class="cd-table"><caption>Risorse "2021" &lt;b&gt;</caption>'
    )
    assert '<th class="is-n" scope="col">Importo</th>' in html
    assert '<th class="is-n" scope="col">Quota</th>' in html
    assert '<th scope="row">Nazionale</th>' in html
    assert html.index("<tfoot>") < html.index('<th scope="row">Totale</th>')
    assert "style" not in html


@pytest.mark.parametrize(
    ("values", "numeric"),
    [
        (["1", "22"], True),
        (["1.000", "n.d."], True),
        (["-3,5%", "€ 4"], True),
        (["12 mesi", "1 ore"], True),
        (["1", "uno"], False),
        (["31 marzo", "2 aprile"], False),
        (["1.00", "2"], False),
        (["–", ""], False),
    ],
)
def test_columns_of_numbers_stand_to_the_right(values: list[str], numeric: bool) -> None:
    rows = "\n".join(f"| a | {value} |" for value in values)
    assert ("is-n" in rendered(f"| A | N |\n|---|---|\n{rows}")) is numeric


def test_alignment_written_by_the_author_wins() -> None:
    html = rendered("| A | N | T |\n|---|:---|---:|\n| a | 1 | b |")
    assert "<td>1</td>" in html
    assert '<td class="is-n">b</td>' in html


def test_a_first_column_that_repeats_itself_names_no_rows() -> None:
    assert 'scope="row"' not in rendered("| A | B |\n|---|---|\n| a | x |\n| a | y |")
    assert "<td></td>" in rendered("| | B |\n|---|---|\n| a | x |")  # an empty corner is no head


def test_clean_html() -> None:
    html = '<H2 id="x" class="y">A <i>b</i></H2><p style="x">c <span>d</span><script>e</script></p>'
    assert clean_html(html, policy="redazione") == '<h3 id="s-a-b">A <i>b</i></h3><p>c d</p>'
    assert clean_html('<abbr title="a">b</abbr>', policy="redazione") == '<abbr title="a">b</abbr>'


def test_refused_links_are_named() -> None:
    text = (
        "[a](www.a.it) [b](/ok) [c](#s-x) [d](https://d.it) [e](urn:nir:x) [f](//f.it) [g](ftp:x)"
    )
    assert refused_links(text, policy="redazione") == ["www.a.it", "urn:nir:x", "//f.it", "ftp:x"]
    assert not refused_links("[a](ECLI:IT:COST:2020:131)", policy="redazione")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h3>Uno</h3><p>due <b>tr</b>e<br>quattro</p>", "Uno due tre quattro"),
        ("<ul>\n<li>a</li><li>b</li></ul>", "a b"),
        ("<p>a &lt;b&gt; &amp;amp; &quot;c&quot;</p>", 'a <b> &amp; "c"'),
        ("<p>a</p><script>b</script><style>c</style><p>d</p>", "a d"),
        ("", ""),
    ],
)
def test_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text
