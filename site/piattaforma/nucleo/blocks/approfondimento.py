"""Accordion: what only some readers need."""

from wagtail.blocks import CharBlock, StructBlock

from .rendering import PREVIEW_TEMPLATE, MarkdownFieldsMixin
from .testo import MarkdownBlock


class ApprofondimentoBlock(MarkdownFieldsMixin, StructBlock):
    titolo = CharBlock(
        label="Titolo", max_length=120, help_text="Dice che cosa si trova aprendo, senza «Leggi»."
    )
    testo = MarkdownBlock(label="Testo", rows=4)

    class Meta:
        label = "Approfondimento"
        icon = "arrow-down"
        group = "In evidenza"
        description = "Un testo che si apre: quello che serve solo ad alcuni."
        template = "nucleo/blocks/approfondimento.html"
        label_format = "{titolo}"
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "titolo": "Quando gli strumenti si combinano",
            "testo": "Una co-progettazione può seguire un accordo: tieni distinti gli atti.",
        }
