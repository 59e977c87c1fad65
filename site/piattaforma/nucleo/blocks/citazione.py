"""Quotation: someone else's words, with where they come from."""

from wagtail.blocks import CharBlock, StructBlock

from .rendering import PREVIEW_TEMPLATE, MarkdownFieldsMixin
from .testo import MarkdownBlock


class CitazioneBlock(MarkdownFieldsMixin, StructBlock):
    testo = MarkdownBlock(label="Testo", rows=3, help_text="Le parole esatte, senza virgolette.")
    fonte = CharBlock(
        label="Fonte", required=False, max_length=200, help_text="Chi l’ha scritto, dove, quando."
    )

    class Meta:
        label = "Citazione"
        icon = "openquote"
        group = "In evidenza"
        description = "Parole di altri, riportate esattamente e con la fonte."
        template = "nucleo/blocks/citazione.html"
        label_format = "{fonte}"
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "testo": "Un avviso di quindici giorni è poco per noi enti piccoli.",
            "fonte": "Coordinatore di una cooperativa sociale, contenuto dimostrativo",
        }
