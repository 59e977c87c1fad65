"""The slots of a page: `{% riquadri "dopo_il_testo" %}`."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ..contents import content_of
from ..riquadri import SENZA_OGGETTO, riquadri_for

register = template.Library()


@register.simple_tag(takes_context=True)
def riquadri(context: Context, posizione: str) -> SafeString:
    """What apps show at a position of the page of `oggetto`, or of `page`; nothing for what is no content.

    At a position without an object, what they show to everybody.
    """
    request = context.get("request")
    oggetto = None
    if posizione not in SENZA_OGGETTO:
        oggetto = context.get("oggetto") or context.get("page")
        if oggetto is None or content_of(oggetto) is None:
            return SafeString("")
    if request is None:
        return SafeString("")
    rendered: Any = context.template  # set while a template renders
    (places,) = riquadri_for(posizione, request, [oggetto])
    html = []
    for name, values in places:
        with context.push(**values):
            html.append(rendered.engine.get_template(name).render(context))
    return format_html_join("", "{}", ((one,) for one in html))
