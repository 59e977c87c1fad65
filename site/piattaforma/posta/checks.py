"""What a review would say of mail."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from .tipi import message_types

#: Domains of examples (RFC 2606): fine for files, never for real mail.
EXAMPLES = ("example.org", "example.com", "example.net", ".example", ".invalid", ".test")


@register
def every_type_has_its_template(**_kwargs: Any) -> list[CheckMessage]:
    """posta.E001: a type without a readable template would fail when it is first needed."""
    found: list[CheckMessage] = []
    for tipo in message_types():
        try:
            get_template(tipo.template)
        except (TemplateDoesNotExist, TemplateSyntaxError) as exc:
            found.append(
                Error(
                    f"Il tipo di messaggio «{tipo.codice}» non ha un modello leggibile: {exc}",
                    hint=f"Scrivi {tipo.template} con i blocchi «oggetto» e «corpo».",
                    id="posta.E001",
                )
            )
    return found


@register(deploy=True)
def sender_is_real(**_kwargs: Any) -> list[CheckMessage]:
    """posta.W001: with SMTP, mail from an example domain reaches nobody."""
    address = str(settings.DEFAULT_FROM_EMAIL).rstrip(">")
    if getattr(settings, "POSTA_TRASPORTO", "file") != "smtp" or not address.endswith(EXAMPLES):
        return []
    return [
        checks.Warning(
            "DEFAULT_FROM_EMAIL ha un dominio di esempio.",
            hint="Imposta DEFAULT_FROM_EMAIL con un indirizzo del dominio dell'ente.",
            id="posta.W001",
        )
    ]
