"""A comma as HTML: our summary, then the official text with the links that its source makes."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from piattaforma.lingua import lines_of
from piattaforma.nucleo.reading import LAW_ATTRIBUTE

from .importazione import shown
from .models.articolo import Comma


def comma_html(comma: Comma) -> SafeString:
    """What is said of a comma; "" where nothing is."""
    summary = format_html_join(
        "", '<p class="cd-comma__s">{}</p>', ((line,) for line in lines_of(comma.sintesi))
    )
    return format_html("{}{}", summary, text_html(comma))


def text_html(comma: Comma) -> SafeString:
    """The official text as it is shown, a paragraph for each line of it."""
    seen = shown(comma.testo)
    links = [(seen.place(start), seen.place(end), key) for start, end, key in comma.rinvii]
    lines, start = [], 0
    for line in seen.testo.split("\n"):
        if line.strip():
            lines.append(_linked(seen.testo, start, start + len(line), links))
        start += len(line) + 1
    return format_html_join("", '<p class="cd-comma__x">{}</p>', ((line,) for line in lines))


def _linked(text: str, start: int, end: int, links: list[tuple[int, int, str]]) -> SafeString:
    """Words and links of one line; a link that runs over its end, or over another, stays words."""
    pieces: list[str] = []
    position = start
    for begins, ends, key in sorted(links):
        if begins < position or ends > end:
            continue
        link = format_html('<a {}="{}">{}</a>', LAW_ATTRIBUTE, key, text[begins:ends])
        pieces += [text[position:begins], link]
        position = ends
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[position:end]]))
