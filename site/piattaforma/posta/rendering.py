"""From a type and its context to subject, HTML and text: one template, three layouts.

A template says what is said once (`{% extends layout %}`, blocks `oggetto` and `corpo`, tags of
`posta`); the layout and the tags write it as MJML or as plain text, so the two parts cannot differ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import mrml
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation

from .cornice import current_frame
from .indirizzi import clean_header_value
from .tipi import Categoria, TipoMessaggio

#: Layouts by format; the format is what the tags read from the context.
LAYOUTS = {
    "oggetto": "posta/layout_oggetto.txt",
    "testo": "posta/layout_testo.txt",
    "mjml": "posta/layout_mjml.html",
}
#: What no XML may hold; Word and PDF leave such characters in texts that people paste.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
#: No font of any other host is ever asked for.
_OPTIONS = mrml.RenderOptions(fonts={})


class TemplateDefectError(Exception):
    """The template does not make valid MJML."""


@dataclass(frozen=True)
class Reso:
    """A rendered message."""

    oggetto: str
    testo: str
    html: str


def why_you_get_this(categoria: Categoria, nome: str) -> str:
    """The sentence of the foot: why the reader received the message."""
    return {
        Categoria.ACCOUNT: f"Ricevi questo messaggio perché riguarda il tuo accesso a {nome}.",
        Categoria.SERVIZIO: f"Ricevi questo messaggio per un’attività che ti riguarda su {nome}.",
        Categoria.AVVISO: f"Ricevi questo avviso perché l’hai chiesto su {nome}.",
        Categoria.NEWSLETTER: f"Ricevi la newsletter di {nome} perché l’hai chiesta e confermata.",
    }[categoria]


def render_message(tipo: TipoMessaggio, contesto: Mapping[str, Any]) -> Reso:
    """Render the three parts.

    TemplateDoesNotExist or `TemplateDefectError` for faults of the template, BadHeaderError for a
    subject that breaks lines.
    """
    cornice = current_frame()
    context = {
        **contesto,
        "cornice": cornice,
        "categoria": tipo.categoria,
        "perche": why_you_get_this(tipo.categoria, cornice.nome),
    }
    with translation.override(settings.LANGUAGE_CODE):
        context["oggetto"] = clean_header_value(render_part(tipo.template, "oggetto", context))
        testo = render_part(tipo.template, "testo", context)
        mjml = render_part(tipo.template, "mjml", context)
    return Reso(oggetto=context["oggetto"], testo=tidy_text(testo), html=mjml_to_html(mjml))


def render_part(template: str, formato: str, context: Mapping[str, Any]) -> str:
    """One part of a template, escaped only where it becomes markup."""
    data = {**context, "layout": LAYOUTS[formato], "formato": formato}
    compiled: Template = get_template(template).template  # type: ignore[attr-defined]
    return str(compiled.render(Context(data, autoescape=formato == "mjml")))


def tidy_text(text: str) -> str:
    """No spaces at the end of lines, at most one blank line in a row, one newline at the end."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return _BLANK_LINES.sub("\n\n", lines) + "\n"


def mjml_to_html(mjml: str) -> str:
    try:
        output = mrml.to_html(_NOT_XML.sub("", mjml), None, _OPTIONS)
    except OSError as exc:
        raise TemplateDefectError(str(exc)) from exc
    return output.content
