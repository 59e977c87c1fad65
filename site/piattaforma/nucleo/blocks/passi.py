"""Steps: what to do, in order."""

from typing import Any

from wagtail.blocks import CharBlock, ListBlock, StructBlock

from .rendering import PREVIEW_TEMPLATE, Rendering, TitleMixin
from .testo import MarkdownBlock


class PassoBlock(StructBlock):
    titolo = CharBlock(
        label="Titolo",
        max_length=120,
        help_text="Un verbo e il suo oggetto: «Cerca il presupposto».",
    )
    testo = MarkdownBlock(label="Testo", required=False, rows=2)

    class Meta:
        label = "Passo"
        icon = "list-ol"
        label_format = "{titolo}"


class PassiBlock(TitleMixin, StructBlock):
    titolo = CharBlock(label="Titolo dell’elenco", required=False, max_length=120)
    voci = ListBlock(PassoBlock(), label="Passi", min_num=1)

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        rendering = Rendering.of(context)
        return context | {
            "voci": [
                {"titolo": voce["titolo"], "testo_html": rendering.markdown(voce["testo"] or "")}
                for voce in value["voci"]
            ]
        }

    class Meta:
        label = "Passi"
        icon = "list-ol"
        group = "In evidenza"
        description = "Che cosa fare, un passo dopo l’altro."
        template = "nucleo/blocks/passi.html"
        label_format = "{titolo}"
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "titolo": "Prima di firmare la determina",
            "voci": [
                {
                    "titolo": "Cerca il presupposto",
                    "testo": "Annota atto, data e pagina. Se il bisogno non c’è, fermati.",
                },
                {
                    "titolo": "Scrivilo nella determina",
                    "testo": "Una frase basta, se è precisa.",
                },
            ],
        }
