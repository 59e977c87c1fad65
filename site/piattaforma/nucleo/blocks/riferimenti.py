"""Structured references: acts and decisions by their identifier, each with why it matters."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, ListBlock, StreamValue, StructBlock, StructValue

from piattaforma.citazioni import (
    Identificatore,
    IdentificatoreNonValido,
    link,
    parse_identifier,
)

from ..scelta_norme import IdentificatoreInput
from .rendering import PREVIEW_TEMPLATE


class IdentificatoreBlock(CharBlock):
    """An identifier of law, stored in its one spelling."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget = IdentificatoreInput(attrs=self.field.widget.attrs)

    def clean(self, value: str) -> str:
        text: str = super().clean(value)
        if not text:
            return text
        try:
            return str(parse_identifier(text))
        except IdentificatoreNonValido as error:
            if self.is_deferred_validation:
                return text
            raise ValidationError(str(error), code="identificatore") from error


class RiferimentoValue(StructValue):
    @property
    def identifier(self) -> Identificatore | None:
        """None while it is not readable (a draft)."""
        try:
            return parse_identifier(self.get("identificatore") or "")
        except IdentificatoreNonValido:
            return None

    @property
    def url(self) -> str:
        """The official text, or "" where no stable address is known."""
        identifier = self.identifier
        return link(identifier) if identifier else ""


class RiferimentoBlock(StructBlock):
    identificatore = IdentificatoreBlock(
        label="Identificatore",
        max_length=200,
        help_text="urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com3, "
        "ECLI:IT:COST:2020:131 oppure celex:32014L0024.",
    )
    etichetta = CharBlock(
        label="Etichetta", max_length=200, help_text="Come si legge: «art. 55, comma 3, CTS»."
    )
    perche = CharBlock(
        label="Perché conta",
        required=False,
        max_length=400,
        help_text="Che cosa dice per questa domanda, in una frase.",
    )

    class Meta:
        label = "Riferimento"
        icon = "link"
        label_format = "{etichetta}"
        value_class = RiferimentoValue


class RiferimentiBlock(ListBlock):
    """A list of references: its value is the list."""

    def __init__(self, child_block: Any = None, **kwargs: Any) -> None:
        super().__init__(child_block or RiferimentoBlock(), **kwargs)

    # Wagtail's mark for list blocks whose first argument is the child: migrations stay compact.
    __init__.has_child_block_arg = True  # type: ignore[attr-defined]

    class Meta:
        label = "Riferimenti"
        icon = "list-ul"
        group = "Riferimenti"
        description = "Norme o decisioni, ognuna con il suo identificatore e il perché."
        template = "nucleo/blocks/riferimenti.html"
        min_num = 1
        preview_template = PREVIEW_TEMPLATE
        preview_value = [
            {
                "identificatore": "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55",
                "etichetta": "art. 55, Codice del Terzo settore",
                "perche": "definisce co-programmazione, co-progettazione e accreditamento.",
            },
            {
                "identificatore": "ECLI:IT:COST:2020:131",
                "etichetta": "Corte cost., 26 giugno 2020, n. 131",
                "perche": "spiega su che cosa si fonda l’amministrazione condivisa.",
            },
        ]


def references_of(stream: StreamValue) -> list[RiferimentoValue]:
    """All the references of a stream, in the order in which they stand."""
    return [voce for child in stream if child.block_type == "riferimenti" for voce in child.value]
