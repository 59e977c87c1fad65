"""Where the words of a text lead to the glossary: once a voice, never where something else stands."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from piattaforma.nucleo import annotators
from piattaforma.nucleo.annotators import annotate
from piattaforma.nucleo.contents import Zona, content_of
from piattaforma.nucleo.models import PaginaPage
from sussidiario.glossario.annotatore import short
from tests.factories import make_news, make_page, make_scheda, make_voce, publish, text

pytestmark = pytest.mark.django_db

VOICES = [
    ("Co-progettazione", "coprogettazione"),
    ("Avviso pubblico", "avviso"),
    ("Ente", "enti pubblici"),
    ("Ente del Terzo settore", "ETS"),
    ("Codice del Terzo settore", "CTS"),
    ("Attività di interesse generale",),
    ("Accordo ex art. 11",),
]


@pytest.fixture
def voices() -> None:
    for names in VOICES:
        make_voce(*names)


def marked(*zones: str, oggetto: Any = None) -> list[str]:
    """The zones with {…} around what leads to the glossary."""
    page = oggetto or PaginaPage(title="Prova")
    content = content_of(PaginaPage)
    assert content is not None
    read = annotate(content, page, [Zona(f"z{n}", "", html) for n, html in enumerate(zones)])
    shown = []
    for zona in read:
        html = zona.html
        for mark in sorted(zona.legati, key=lambda m: -m.inizio):
            if mark.annotatore == "glossario":
                html = (
                    f"{html[: mark.inizio]}{{{html[mark.inizio : mark.fine]}}}{html[mark.fine :]}"
                )
        shown.append(html)
    return shown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # Plural and elided forms, hyphens, accents, entities, tags inside.
        ("<p>delle co-progettazioni</p>", "<p>delle {co-progettazioni}</p>"),
        ("<p>la coprogettazione</p>", "<p>la {coprogettazione}</p>"),
        ("<p>nell’avviso pubblico</p>", "<p>nell’{avviso pubblico}</p>"),
        ("<p>gli avvisi pubblici</p>", "<p>gli {avvisi pubblici}</p>"),
        ("<p>attivita' d&#x27;interesse generale</p>", "<p>{attivita' d&#x27;interesse generale}</p>"),
        ("<p>un <b>avviso</b> <i>pubblico</i></p>", "<p>un {<b>avviso</b> <i>pubblico</i>}</p>"),
        # Case counts in acronyms alone.
        ("<p>gli ETS, non gli ets</p>", "<p>gli {ETS}, non gli ets</p>"),
        # The longest wins, and what is in it is no occurrence of a shorter one.
        ("<p>Gli enti del Terzo settore</p>", "<p>Gli {enti del Terzo settore}</p>"),
        (
            "<p>ente del Terzo settore, enti del Terzo settore, ente</p>",
            "<p>{ente del Terzo settore}, enti del Terzo settore, {ente}</p>",
        ),
        # Once, whichever name comes first.
        ("<p>ETS, ente del Terzo settore, ETS</p>", "<p>{ETS}, ente del Terzo settore, ETS</p>"),
        ("<p>avvisi</p><p>avviso pubblico</p>", "<p>{avvisi}</p><p>avviso pubblico</p>"),
        # Nothing across blocks.
        ("<p>avviso</p><p>pubblico</p>", "<p>{avviso}</p><p>pubblico</p>"),
        # Headings, links, code, what opens, heads of tables, titles of boxes: the next free one.
        ("<h2>Avviso</h2><p>avviso</p>", "<h2>Avviso</h2><p>{avviso}</p>"),
        ('<p><a href="/x/">un avviso</a>, avviso</p>', '<p><a href="/x/">un avviso</a>, {avviso}</p>'),
        ("<p><code>avviso</code></p>", "<p><code>avviso</code></p>"),
        ("<summary>avviso</summary>", "<summary>avviso</summary>"),
        ("<th>avviso</th><td>avviso</td>", "<th>avviso</th><td>{avviso}</td>"),
        (
            '<p class="cd-call__t">Avviso</p><p>avviso</p>',
            '<p class="cd-call__t">Avviso</p><p>{avviso}</p>',
        ),
        # Half in a link is not free.
        ('<p>avviso <a href="/x/">pubblico</a></p>', '<p>avviso <a href="/x/">pubblico</a></p>'),
        # A tag that ends inside the words leaves nothing to link.
        ("<p><b>un avviso</b> pubblico</p>", "<p><b>un avviso</b> pubblico</p>"),
        # Citations win: an act, an article, the name in an editor's link.
        ("<p>art. 55 CTS; il CTS</p>", "<p>art. 55 CTS; il {CTS}</p>"),
        ("<p>accordo ex art. 11 della legge 241/1990</p>", "<p>accordo ex art. 11 della legge 241/1990</p>"),
        (
            '<p><a data-cita="urn:nir:stato:legge:1990;241">avviso</a> e avviso</p>',
            '<p><a data-cita="urn:nir:stato:legge:1990;241">avviso</a> e {avviso}</p>',
        ),
        # Even where their own link takes a part of the words.
        ("<p><b>vedi art. 55</b> CTS</p>", "<p><b>vedi art. 55</b> CTS</p>"),
        ("<p>avvisaglie, coprogettare, entità</p>", "<p>avvisaglie, coprogettare, entità</p>"),
    ],
)  # fmt: skip
def test_where_words_lead_to_the_glossary(voices: None, html: str, expected: str) -> None:
    assert marked(html) == [expected]


def test_citations_are_asked_first() -> None:
    assert list(annotators._registry) == ["citazioni", "glossario"]


def test_once_for_all_the_zones_of_a_content(voices: None) -> None:
    assert marked("<p>avviso</p>", "<p>avviso, ente</p>") == [
        "<p>{avviso}</p>",
        "<p>avviso, {ente}</p>",
    ]


def test_a_voice_does_not_explain_itself(voices: None) -> None:
    voce = make_voce("Bando", definizione="Il bando è un avviso.")
    assert marked("<p>bando, avviso</p>", oggetto=voce) == ["<p>bando, {avviso}</p>"]
    page = Client().get(voce.get_absolute_url()).content.decode()
    assert re.findall(r'class="cd-term" href="([^"]+)"', page) == ["/glossario/avviso-pubblico/"]


def test_drafts_explain_nothing() -> None:
    make_voce("Avviso", live=False)
    assert marked("<p>avviso</p>") == ["<p>avviso</p>"]


@pytest.mark.parametrize("kind", ["scheda", "pagina", "notizia"])
def test_every_content_is_explained_at_one_more_query(client: Client, kind: str) -> None:
    def page(name: str, words: str) -> Any:
        if kind == "scheda":
            return make_scheda(codice=name, in_breve=words, contenuto=text(words))
        made = (make_page if kind == "pagina" else make_news)(f"P {name}", slug=f"p-{name}")
        made.corpo = text(words)
        return publish(made)

    for number in range(30):
        make_voce(f"parola{number}", definizione=f'Cosa <numero> "{number}".')
    plain, one, many = (
        page(f"1{n}", " ".join(f"parola{i}" for i in range(n)) or "x") for n in (0, 1, 30)
    )  # fmt: skip
    counts = []
    for shown in (plain, one, many):
        client.get(shown.url)
        with CaptureQueriesContext(connection) as queries:
            html = client.get(shown.url).content.decode()
        counts.append(len(queries))
    assert counts[1] == counts[2] == counts[0] + 1
    links = re.findall(r'<a class="cd-term" [^>]*>', html)
    assert len(links) == 30
    assert links[3] == (
        '<a class="cd-term" href="/glossario/parola3/" data-nome="parola3" '
        'data-spiega="Cosa &lt;numero&gt; &quot;3&quot;.">'
    )


def test_an_acronym_is_spelt_out(client: Client) -> None:
    make_voce("CUP", "codice unico di progetto")
    page = make_page()
    page.corpo = text("Il CUP.")
    html = client.get(publish(page).url).content.decode()
    assert 'data-nome="CUP, codice unico di progetto"' in html


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("Una frase.", "Una frase."),
        ("Prima frase, lunga. " * 6 + "Ultima." * 20, ("Prima frase, lunga. " * 6).strip()),
        ("parola " * 40, ("parola " * 28).strip() + "…"),
    ],
)
def test_what_stands_above_a_word_is_short(definition: str, expected: str) -> None:
    assert short(definition) == expected
    assert len(short(definition)) <= 200
