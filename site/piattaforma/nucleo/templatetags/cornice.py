"""Header and footer, which are the same for whoever is not signed in: rendered once a frame."""

from typing import Any
from urllib.parse import quote

from django import template
from django.template.base import Parser, Token
from django.template.context import Context

from ..frame import frame_of

register = template.Library()

#: Stands for the reader's address in what is kept.
PERCORSO = "__percorso__"


class CorniceNode(template.Node):
    """A piece of the frame, from the frame's own copy unless somebody is signed in."""

    def __init__(self, pezzo: str) -> None:
        self.pezzo = pezzo

    def render(self, context: Context) -> str:
        rendered: Any = context.template  # set while a template renders
        source = rendered.engine.get_template(f"componenti/{self.pezzo}.html")
        request: Any = context.get("request")
        user = getattr(request, "user", None)
        if user is None or user.is_authenticated:
            return str(source.render(context))
        kept = frame_of(request).pezzi
        current = tuple(entry["corrente"] for entry in context["menu"])
        html = kept.get((self.pezzo, current))
        if html is None:
            with context.push(percorso=PERCORSO):
                html = kept[self.pezzo, current] = str(source.render(context))
        return html.replace(PERCORSO, quote(request.path))


@register.tag
def cornice(parser: Parser, token: Token) -> CorniceNode:
    """`{% cornice testata %}` or `{% cornice piede %}`."""
    _, pezzo = token.split_contents()
    return CorniceNode(pezzo)
