"""One template, two parts: the same words as HTML and as text, in the owner's frame."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.core.mail import BadHeaderError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from piattaforma.posta.cornice import Cornice, set_frame_provider
from piattaforma.posta.rendering import render_message
from piattaforma.posta.templatetags.posta import COLUMNS
from piattaforma.posta.tipi import Categoria, TipoMessaggio

TEMPLATE = """{% extends layout %}{% load posta %}
{% block oggetto %}Revisione di «{{ pagina }}»{% endblock %}
{% block corpo %}
{% titolo %}C’è una pagina da rivedere{% endtitolo %}
{% paragrafo %}{{ autore }} ha mandato in revisione
  {% collegamento "/s/3-1/" pagina %}.{% endparagrafo %}
{% riquadro "Entro il 30 giugno" %}Poi la scheda esce dall’edizione.{% endriquadro %}
{% elenco motivi %}
{% pulsante "https://www.example.org/admin/?a=1&b=2" %}Apri la pagina{% endpulsante %}
{% endblock %}"""
CONTEXT = {
    "pagina": "Serve una co-programmazione <prima>?",
    "autore": "Anna & Bruno",
    "motivi": ["cambia la legge", "cambia il <b>modulo</b>"],
}
TIPO = TipoMessaggio("prova.revisione", "Revisione", Categoria.SERVIZIO, "revisione.html")
FRAME = Cornice(
    nome="Sussidiario di prova",
    motto="Per chi lavora insieme",
    base_url="https://www.example.org",
    ente="Rete dei Comuni & del Terzo settore",
    colore="#123456",
)


class Words(HTMLParser):
    """The words of the body, where a reader sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words += words(data)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.fixture(autouse=True)
def frame(settings: Settings) -> Iterator[None]:
    """The frame of the tests, and one template in memory."""
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.locmem.Loader", {"revisione.html": TEMPLATE}),
                    "django.template.loaders.app_directories.Loader",
                ]
            },
        }
    ]
    set_frame_provider(lambda: FRAME)
    yield
    set_frame_provider(None)


def test_the_two_parts_say_the_same_words_in_the_same_order() -> None:
    reso = render_message(TIPO, CONTEXT)
    html = Words()
    html.feed(reso.html)
    # Addresses are written out in the text part only; the frame's last line is in both.
    text = re.sub(r"\(?https?://\S+", "", reso.testo.split("\n\n", 1)[1])
    body = list(words(text))
    assert body[:40] == html.words[len(words(FRAME.nome + " " + FRAME.motto)) :][:40]
    for word in ("Anna", "Bruno", "prima", "giugno", "modulo", "Rete", "tracciamento"):
        assert word in body
        assert word in html.words


def test_variables_are_escaped_as_markup_and_left_alone_as_text() -> None:
    reso = render_message(TIPO, CONTEXT)
    assert reso.oggetto == "Revisione di «Serve una co-programmazione <prima>?»"
    assert "&lt;prima&gt;" in reso.html
    assert "<prima>" not in reso.html
    assert "cambia il &lt;b&gt;modulo&lt;/b&gt;" in reso.html
    assert "Anna & Bruno" in reso.testo
    assert "&amp;" not in reso.testo
    assert 'href="https://www.example.org/admin/?a=1&amp;b=2"' in reso.html
    assert "\nhttps://www.example.org/admin/?a=1&b=2\n" in reso.testo


def test_the_text_part_is_narrow_and_has_no_markup() -> None:
    testo = render_message(TIPO, CONTEXT).testo
    assert max(len(line) for line in testo.splitlines()) <= COLUMNS
    assert "mj-" not in testo
    assert "\n\n\n" not in testo
    assert "C’è una pagina da rivedere\n==========================" in testo


def test_the_frame_is_the_owners_and_asks_nobody_for_anything() -> None:
    html = render_message(TIPO, CONTEXT).html
    assert '<html lang="it"' in html
    assert "#123456" in html
    assert "Rete dei Comuni &amp; del Terzo settore" in html
    addresses = re.findall(r"https?://[^\s\"'<>)]+", html)
    foreign = {
        a for a in addresses if not a.startswith(("https://www.example.org", "http://www.w3.org"))
    }
    assert foreign == set()
    assert not re.search(r"<(img|link|script|iframe)\b|@import|url\(", html)
    for dark in ("#0e1620", "#16212e", "#e9eef4", "#8fc1f5"):
        assert dark in html
    assert 'name="color-scheme" content="light dark"' in html
    assert html.count("<h1") == 1
    assert len(html.encode()) < 80_000


@pytest.mark.parametrize("categoria", Categoria)
def test_the_foot_says_why_the_reader_gets_it(categoria: Categoria) -> None:
    tipo = TipoMessaggio("prova.x", "X", categoria, "revisione.html")
    reso = render_message(tipo, CONTEXT)
    assert "Ricevi " in reso.testo
    assert "Ricevi " in reso.html


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "//altro.example/", "data:text/html,x", "vbscript:x"]
)
def test_only_addresses_that_a_mail_may_link(settings: Settings, bad: str) -> None:
    _one_template(settings, "{% pulsante url %}Apri{% endpulsante %}")
    with pytest.raises(ValueError, match="non ammesso"):
        render_message(TIPO, {"url": bad})


def test_a_colour_that_is_none_falls_back() -> None:
    assert Cornice(colore='red;} a{background:url("x")').colore == Cornice().colore


def test_a_subject_that_breaks_lines_is_refused() -> None:
    with pytest.raises(BadHeaderError):
        render_message(TIPO, {**CONTEXT, "pagina": "Titolo\nBcc: x@example.org"})


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_can_be_mailed(corpo: str) -> None:
    """Control characters, half markup, MJML itself: nothing breaks the mail of who asks for it."""
    libero = TipoMessaggio("prova.l", "L", Categoria.SERVIZIO, "posta/libero.html")
    html = render_message(libero, {"oggetto_libero": "x", "corpo": corpo}).html
    assert html.endswith("</html>")
    html = render_message(
        libero, {"oggetto_libero": "x", "corpo": f"{corpo}</mj-text><mj-raw>"}
    ).html
    assert "<mj-raw>" not in html
    assert "&lt;mj-raw&gt;" in html


def _one_template(settings: Settings, corpo: str) -> None:
    source = "{% extends layout %}{% load posta %}{% block corpo %}" + corpo + "{% endblock %}"
    configured = settings.TEMPLATES[0]
    loaders = [
        ("django.template.loaders.locmem.Loader", {"revisione.html": source}),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [configured | {"OPTIONS": {"loaders": loaders}}]
