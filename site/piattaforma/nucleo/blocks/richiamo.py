"""Callout: a note or a warning that stands out of the text."""

from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, StructValue

from .rendering import PREVIEW_TEMPLATE, MarkdownFieldsMixin
from .testo import MarkdownBlock

GENERI = [("nota", "Nota"), ("attenzione", "Attenzione")]


class RichiamoValue(StructValue):
    @property
    def attenzione(self) -> bool:
        return bool(self.get("genere") == "attenzione")


class RichiamoBlock(MarkdownFieldsMixin, StructBlock):
    genere = ChoiceBlock(
        label="Genere",
        choices=GENERI,
        default="nota",
        help_text="«Attenzione» solo per un errore che costa caro.",
    )
    titolo = CharBlock(label="Titolo", required=False, max_length=120)
    testo = MarkdownBlock(label="Testo", rows=3)

    class Meta:
        label = "Richiamo"
        icon = "info-circle"
        group = "In evidenza"
        description = "Una nota o un avvertimento da non perdere. Al massimo due per pagina."
        template = "nucleo/blocks/richiamo.html"
        label_format = "{genere}: {titolo}"
        value_class = RichiamoValue
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "genere": "attenzione",
            "titolo": "Attenzione ai due «D.M. 72»",
            "testo": (
                "Le linee guida sui rapporti con il Terzo settore sono del 31 marzo 2021. Il "
                "decreto 2 maggio 2024, n. 72, riguarda un’altra materia."
            ),
        }
