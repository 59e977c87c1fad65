"""Table: a caption, rows written with pipes, a note below."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, StructBlock, TextBlock

from ..html import check_bounds, render_table
from ..spelling import normalise_text
from ..tabelle import TabellaNonValida, check_table
from .rendering import PREVIEW_TEMPLATE, MarkdownFieldsMixin, Rendering
from .testo import MarkdownBlock


class RigheBlock(TextBlock):
    """The source of a pipe table."""

    def clean(self, value: str) -> str:
        text = "\n".join(line.strip() for line in normalise_text(super().clean(value)).split("\n"))
        check_bounds(text, policy="redazione")
        if not text and not self.required:
            return text
        try:
            check_table(text)
        except TabellaNonValida as error:
            raise ValidationError(
                f"Riga {error.row + 1}: {error.message}", code="tabella"
            ) from error
        return text


class TabellaBlock(MarkdownFieldsMixin, StructBlock):
    markdown_fields = ("nota",)

    didascalia = CharBlock(
        label="Didascalia",
        max_length=160,
        help_text="Che cosa mostra la tabella: chi non la vede sente questa frase per prima.",
    )
    righe = RigheBlock(
        label="Righe",
        rows=6,
        help_text=(
            "Una riga per riga, con le celle tra barre: | Voce | Importo |. La seconda riga è "
            "|---|---|. Le colonne di soli numeri vanno a destra da sole; la riga «Totale» chiude "
            "la tabella."
        ),
    )
    nota = MarkdownBlock(
        label="Nota",
        required=False,
        rows=1,
        help_text="La fonte comune a tutte le righe, o come sono calcolate.",
    )

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {
            "tabella_html": render_table(
                value["righe"] or "",
                caption=value["didascalia"] or "",
                policy=Rendering.of(context).policy,
            )
        }

    class Meta:
        label = "Tabella"
        icon = "table"
        group = "Dati e file"
        description = "Dati in righe e colonne, con una didascalia."
        template = "nucleo/blocks/tabella.html"
        label_format = "{didascalia}"
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "didascalia": "Spesa e attività in un anno",
            "righe": (
                "| Voce | Valore |\n|---|---|\n| Trasporto | 958.650 € |\n"
                "| Accoglienza | 41.350 € |\n| Totale | 1.000.000 € |"
            ),
            "nota": "Fonte: rendiconto dell’ente, dati dimostrativi.",
        }
