"""The question to readers at the foot of a page: the same on every page but for page and token."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from ..anonimi import new_token
from ..frame import frame_of
from ..models import BasePage
from ..voce.forms import ValutazioneForm

register = template.Library()

#: Stand for what changes from page to page in what is kept.
NESSUNA, GETTONE = 0, "__gettone__"


class _Vuoto(ValutazioneForm):
    """The form before anybody has written in it, with a place for the token."""

    nuovo_gettone = GETTONE  # type: ignore[assignment]


@register.simple_tag(takes_context=True)
def voce(context: Context) -> SafeString:
    """`{% voce %}`: the votes and the way to report an error; nothing where readers are not asked."""
    page = context.get("page")
    if not isinstance(page, BasePage) or not page.si_valuta or page.is_anteprima or not page.live:
        return SafeString("")
    kept = frame_of(context["request"]).pezzi
    html = kept.get("voce") or kept.setdefault("voce", _render(context))
    for name in ("nucleo_valuta", "nucleo_segnala"):
        html = html.replace(reverse(name, args=[NESSUNA]), reverse(name, args=[page.pk]))
    token = new_token(ValutazioneForm.nome, str(page.pk))
    return mark_safe(html.replace(GETTONE, token))  # noqa: S308 - the template's own, and a signed token


def _render(context: Context) -> str:
    from ..voce.views import SCALA

    rendered: Any = context.template  # set while a template renders
    source = rendered.engine.get_template("componenti/valutazione.html")
    return str(source.render(Context({"chiave": NESSUNA, "form": _Vuoto(), **SCALA})))
