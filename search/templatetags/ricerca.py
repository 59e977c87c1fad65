"""Found words in templates."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from piattaforma.nucleo.templatetags.tipografia import nb

from ..highlight import Brano, Pezzo, in_one_line

register = template.Library()


@register.filter
def segnati(pezzi: Iterable[Pezzo]) -> SafeString:
    """The pieces of a text as HTML, those found marked."""
    html = format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", one.testo) if one.segnato else one.testo,)
            for one in in_one_line(pezzi)
        ),
    )
    return nb(html)


@register.filter
def brano(passage: Brano) -> SafeString:
    """A passage as HTML, with dots where a sentence is cut."""
    return format_html(
        "{}{}{}",
        "… " if passage.tagliato_prima else "",
        segnati(passage.pezzi),
        " …" if passage.tagliato_dopo else "",
    )
