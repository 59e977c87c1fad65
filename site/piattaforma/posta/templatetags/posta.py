"""What a mail may say: each tag writes MJML or plain text, as the context's `formato` asks.

    {% titolo %}…{% endtitolo %}   {% paragrafo %}…{% endparagrafo %}   {% elenco righe %}
    {% riquadro "Titolo" %}…{% endriquadro %}   {% pulsante url %}…{% endpulsante %}
    inside a paragraph: {% collegamento url "etichetta" %}

Arguments are text, never markup: they are escaped even where Django would trust them (it trusts
every literal written in a template).
"""

import textwrap
from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import conditional_escape, escape, format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

#: Columns of the plain text.
COLUMNS = 76
_SCHEMES = ("https://", "http://", "mailto:")


def _is_text(context: Context) -> bool:
    return context["formato"] != "mjml"


def _line(content: str) -> str:
    return " ".join(content.split())


def _wrapped(content: str, *, first: str = "", rest: str = "") -> str:
    """Wrapped to `COLUMNS`; addresses are never broken."""
    return textwrap.fill(
        _line(content),
        COLUMNS,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def absolute_url(context: Context, url: str) -> str:
    """The address with scheme and host. ValueError for schemes that a mail does not link."""
    url = str(url)
    if url.startswith("/") and not url.startswith("//"):
        return f"{context['cornice'].base_url}{url}"
    if not url.startswith(_SCHEMES):
        raise ValueError(f"indirizzo non ammesso in un messaggio: {url!r}")
    return url


@register.simple_block_tag(takes_context=True)
def titolo(context: Context, content: str) -> str:
    """The heading of the message."""
    if _is_text(context):
        line = _line(content)
        return f"\n{_wrapped(line)}\n{'=' * min(len(line), COLUMNS)}\n"
    return format_html(
        '<mj-text css-class="tx h1" font-size="28px" line-height="34px" padding-bottom="14px">'
        '<h1 style="margin:0;font-size:28px;line-height:34px">{}</h1></mj-text>',
        content,
    )


@register.simple_block_tag(takes_context=True)
def paragrafo(context: Context, content: str) -> str:
    """A paragraph; it may hold `collegamento`."""
    if _is_text(context):
        return f"\n{_wrapped(content)}\n"
    return format_html(
        '<mj-text css-class="tx" padding-bottom="14px"><p style="margin:0">{}</p></mj-text>',
        content,
    )


@register.simple_tag(takes_context=True)
def elenco(context: Context, righe: Iterable[str]) -> str:
    """A list of lines."""
    if _is_text(context):
        items = (_wrapped(str(riga), first="- ", rest="  ") for riga in righe)
        return "\n" + "\n".join(items) + "\n"
    items_html = format_html_join("", '<li style="margin:0 0 6px">{}</li>', ((r,) for r in righe))
    return format_html(
        '<mj-text css-class="tx" padding-bottom="14px">'
        '<ul style="margin:0;padding:0 0 0 24px">{}</ul></mj-text>',
        items_html,
    )


@register.simple_block_tag(takes_context=True)
def riquadro(context: Context, content: str, intestazione: str) -> str:
    """A box for a deadline or for what must not be missed."""
    if _is_text(context):
        heading = _wrapped(intestazione, first="| ", rest="| ")
        return f"\n{heading}\n{_wrapped(content, first='| ', rest='| ')}\n"
    return format_html(
        '<mj-text padding="6px 0 20px"><div class="box" style="background:#fff5db;'
        'border-left:6px solid #f0b43c;padding:14px 18px">'
        '<h2 class="tx" style="margin:0;color:#15212e;font-size:18px;line-height:24px">{}</h2>'
        '<p class="tx" style="margin:2px 0 0;color:#15212e">{}</p></div></mj-text>',
        escape(intestazione),
        content,
    )


@register.simple_block_tag(takes_context=True)
def pulsante(context: Context, content: str, url: str) -> str:
    """The one thing to do; one a message."""
    url = absolute_url(context, url)
    if _is_text(context):
        return f"\n{_line(content)}:\n{url}\n"
    return format_html(
        '<mj-button css-class="bt" align="left" href="{}" background-color="{}" color="#ffffff" '
        'font-size="17px" font-weight="700" line-height="24px" border-radius="4px" '
        'inner-padding="11px 22px" padding="6px 0 20px">{}</mj-button>',
        escape(url),
        context["cornice"].colore,
        content,
    )


@register.simple_tag(takes_context=True)
def collegamento(context: Context, url: str, etichetta: str) -> str:
    """A link in a sentence; in the text part its address follows in brackets."""
    url = absolute_url(context, url)
    if _is_text(context):
        return f"{etichetta} ({url})"
    return format_html(
        '<a class="lk" href="{}" style="color:{}">{}</a>',
        escape(url),
        context["cornice"].colore,
        escape(etichetta),
    )


@register.simple_tag(takes_context=True)
def testo_semplice(context: Context, testo: str) -> str:
    """A text that somebody else wrote: left alone as text, escaped and with links as HTML."""
    if _is_text(context):
        return testo
    blocks = testo.replace("\r\n", "\n").strip().split("\n\n")
    paragraphs = (paragrafo_semplice(block) for block in blocks if block.strip())
    return format_html_join("", "{}", ((paragraph,) for paragraph in paragraphs))


def paragrafo_semplice(block: str) -> SafeString:
    """One paragraph of a plain text: addresses become links, line breaks stay."""
    linked = urlize(conditional_escape(block.strip()), nofollow=False)
    lines = mark_safe(linked.replace("\n", "<br/>"))  # noqa: S308 - escaped by urlize's input
    return format_html(
        '<mj-text css-class="tx" padding-bottom="14px"><p style="margin:0">{}</p></mj-text>', lines
    )
