"""System checks that say what a review would."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from .contents import content_of
from .page_types import page_models


@register
def every_page_type_is_a_content(**kwargs: Any) -> list[CheckMessage]:
    """nucleo.E001: every page type has a Contenuto with a structured-data type, and a template."""
    errors: list[CheckMessage] = []
    for model in page_models():
        content = content_of(model)
        if (
            content is None
            or not getattr(content, "schema", "")
            or not getattr(content, "genere", "")
        ):
            errors.append(
                Error(
                    f"Il tipo di pagina {model.__name__} non ha un Contenuto con genere e schema.",
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
