"""System checks that say what a review would."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from .contents import all_contents, content_of
from .page_types import page_models
from .riquadri import registered

#: What every content says of its type; where one is missing, the lists that name it fail.
DOVUTI = ("genere", "plurale", "schema")


@register
def every_page_type_is_a_content(**kwargs: Any) -> list[CheckMessage]:
    """nucleo.E001: every page type has a Contenuto and a template; every Contenuto names its type."""
    errors: list[CheckMessage] = []
    for content in all_contents():
        missing = [name for name in DOVUTI if not getattr(content, name, "")]
        if missing:
            errors.append(
                Error(
                    f"Il Contenuto di {content.modello.__name__} non ha: {', '.join(missing)}.",
                    hint="Scrivili nella classe: «Guida», «guide», il tipo di schema.org.",
                    obj=content.modello,
                    id="nucleo.E001",
                )
            )
    for model in page_models():
        if content_of(model) is None:
            errors.append(
                Error(
                    f"Il tipo di pagina {model.__name__} non ha un Contenuto.",
                    hint="Registra un ContenutoPagina con @register_content in AppConfig.ready().",
                    obj=model,
                    id="nucleo.E001",
                )
            )
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            errors.append(
                Error(
                    f"Il modello grafico {model.template} di {model.__name__} non c’è.",
                    hint="Scrivilo nella cartella templates dell’app.",
                    obj=model,
                    id="nucleo.E001",
                )
            )
    return errors


@register
def every_slot_is_drawn(**kwargs: Any) -> list[CheckMessage]:
    """nucleo.E002: the template of every Riquadro is there."""
    errors: list[CheckMessage] = []
    for riquadro in registered():
        try:
            get_template(riquadro.template)
        except TemplateDoesNotExist:
            errors.append(
                Error(
                    f"Il modello grafico {riquadro.template} di {type(riquadro).__name__} non c’è.",
                    hint="Scrivilo nella cartella templates dell’app.",
                    obj=type(riquadro),
                    id="nucleo.E002",
                )
            )
    return errors
