"""Italian typography in templates: words and figures that must not break, dates, plurals, icons."""

import datetime
import re
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeData, SafeString, mark_safe

from piattaforma.citazioni.names import MESI

register = template.Library()


NBSP = "\N{NO-BREAK SPACE}"

_SPACE = rf"[ {NBSP}]"
# What announces a number: "art. 55", "n. 117", "sez. V", "l.r. 65/2020", "§ 2".
_BEFORE = (
    r"(?:artt?|cc?|nn?|pp?|parr?|capp?|lett|sez|all|l\.?r|l|d\.?lgs|d\.?l|d\.?m|d\.?p\.?r"
    r"|d\.?p\.?c\.?m|reg|dir|delib|sent|ord)\.|§§?|commi|comma|articol[io]"
)
_AFTER = rf"(?:€|%|euro\b|kB\b|MB\b|GB\b|(?:{'|'.join(MESI)})\b)"

# One pass: tags and what is bound already are stepped over, the rest is bound.
_PATTERN = re.compile(
    rf"(?P<tag><span class=\"cd-nb\">[^<]*</span>|<[^>]*>)"
    rf"|(?P<word>\b[Cc]o-[a-zà-ù]+)"
    rf"|(?<![\w.])(?P<before>{_BEFORE}){_SPACE}(?=\d|[IVX]+\b|[a-z]\))"
    rf"|(?<=[\dº]){_SPACE}(?P<after>{_AFTER})",
    re.IGNORECASE,
)


def _bind(match: re.Match[str]) -> str:
    if match["tag"]:
        return match["tag"]
    if match["word"]:
        return f'<span class="cd-nb">{match["word"]}</span>'
    if match["before"]:
        return match["before"] + NBSP
    return NBSP + match["after"]


@lru_cache(maxsize=2048)
def _bind_html(html: str) -> SafeString:
    return mark_safe(_PATTERN.sub(_bind, html))  # noqa: S308 - escaped or safe when it comes here


@register.filter
def nb(value: object) -> SafeString:
    """Keep together what reads as one: "co-progettazione", "art. 55", "3 luglio", "670.000 €"."""
    if value is None:
        return SafeString("")
    if isinstance(value, SafeData):
        return _bind_html(str(value))
    return _bind_html(str(escape(value)))


@register.filter
def spezza(value: object) -> SafeString:
    """Let an identifier break where its parts end: after ":", ";", "/" and before "~"."""
    return mark_safe(re.sub(r"([:;/])|(?=~)", r"\1<wbr>", str(escape(value))))  # noqa: S308 - escaped


@register.filter
def data_it(value: datetime.date | datetime.datetime | None) -> str:
    """Write a date in full: "18 novembre 2026", "1º ottobre 2024"."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    day = "1º" if value.day == 1 else str(value.day)
    return f"{day}{NBSP}{MESI[value.month - 1]} {value.year}"


@register.filter
def data_iso(value: datetime.date | datetime.datetime | None) -> str:
    """Write a date for the `datetime` attribute: "2026-11-18"."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


@register.filter
def istante_iso(value: datetime.datetime) -> str:
    """Write a moment for the `datetime` attribute, with its offset: scripts compare it."""
    return timezone.localtime(value).isoformat(timespec="seconds")


@register.filter
def plurale(count: int | None, forms: str) -> str:
    """Count things: `{{ n|plurale:"scheda,schede" }}`; a third form is what to say of none."""
    number = count or 0
    one, many, *none = forms.split(",")
    if number == 0 and none:
        return none[0]
    figure = f"{number:,}".replace(",", ".")
    return f"{figure}{NBSP}{one if number == 1 else many}"


@register.simple_tag
def icona(name: str, classes: str = "") -> SafeString:
    """Draw an icon of the sprite, hidden from assistive technologies: words stand beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f"cd-i {classes}" if classes else "cd-i",
        static("condivisa/sprite.svg"),
        name,
    )
