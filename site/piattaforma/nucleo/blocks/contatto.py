"""Contact: whom to write to or call."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    CharBlock,
    EmailBlock,
    RegexBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)

from .rendering import PREVIEW_TEMPLATE


class ContattoValue(StructValue):
    @property
    def tel(self) -> str:
        """The number as an address: digits, with the sign of the prefix."""
        return re.sub(r"[^\d+]", "", self.get("telefono") or "")


class ContattoBlock(StructBlock):
    nome = CharBlock(
        label="Ufficio o ruolo", max_length=120, help_text="Un ufficio dura più di una persona."
    )
    email = EmailBlock(label="Posta elettronica", required=False)
    telefono = RegexBlock(
        regex=r"^\+?[\d /.-]{5,24}$",
        label="Telefono",
        required=False,
        error_messages={"invalid": "Scrivi solo cifre e spazi, per esempio 055 123456."},
    )
    nota = CharBlock(
        label="Quando e come", required=False, max_length=160, help_text="«Dal lunedì al giovedì»."
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not (self.is_deferred_validation or cleaned["email"] or cleaned["telefono"]):
            raise StructBlockValidationError(
                block_errors={"email": ValidationError("Scrivi un indirizzo o un telefono.")}
            )
        return cleaned

    class Meta:
        label = "Contatto"
        icon = "mail"
        group = "Rimandi"
        description = "A chi scrivere o telefonare."
        template = "nucleo/blocks/contatto.html"
        label_format = "{nome}"
        value_class = ContattoValue
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "nome": "Redazione del Sussidiario",
            "email": "redazione@example.it",
            "telefono": "055 000000",
            "nota": "Rispondiamo in tre giorni lavorativi.",
        }
