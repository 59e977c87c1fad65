"""Header and footer, which are the same for whoever is not signed in: rendered once a frame."""

from typing import Any
from urllib.parse import quote

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString, mark_safe

from ..frame import frame_of

register = template.Library()

#: Stands for the reader's address in what is kept.
PERCORSO = "__percorso__"


@register.simple_tag(takes_context=True)
def cornice(context: RequestContext, pezzo: str) -> SafeString:
    """`testata` or `piede`, from the frame's own copy unless somebody is signed in."""
    rendered: Any = context.template  # set while a template renders
    source = rendered.engine.get_template(f"componenti/{pezzo}.html")
    request: Any = context.get("request")
    user = getattr(request, "user", None)
    if user is None or user.is_authenticated:
        return mark_safe(source.render(context))  # noqa: S308 - a rendered template
    kept = frame_of(request).pezzi
    current = tuple(entry["corrente"] for entry in context["menu"])
    html = kept.get((pezzo, current))
    if html is None:
        with context.push(percorso=PERCORSO):
            html = kept[pezzo, current] = source.render(context)
    return mark_safe(html.replace(PERCORSO, quote(request.path)))  # noqa: S308 - the same
