"""Running text: Markdown everywhere, rich text only in pages."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from wagtail.blocks import RichTextBlock, TextBlock
from wagtail.rich_text import RichText, expand_db_html

from ..html import Policy, TestoRifiutato, check_bounds, clean_html, plain_text, refused_links
from ..marcatura import headings_above, underlined_headings
from ..spelling import normalise_text
from .rendering import PREVIEW_TEMPLATE, Rendering

GUIDA = (
    "**grassetto**, *corsivo*, [testo del collegamento](indirizzo), ### titolo, "
    "- voce di elenco, 1. voce numerata, > citazione. Una riga vuota separa i paragrafi."
)
_FENCE = re.compile(r"^\s*!!!", re.MULTILINE)
_PICTURE = re.compile(r"(?<!\\)!\[")


class MarkdownBlock(TextBlock):
    """A text in Markdown: the source is stored, the HTML is made when the page is rendered."""

    policy: Policy | str = "redazione"
    #: The level at which its headings begin: those above it belong to what it stands in.
    primo_livello = 3

    def __init__(
        self,
        required: bool = True,  # noqa: FBT001, FBT002 - the signature of Wagtail's field blocks
        help_text: str = GUIDA,
        rows: int = 6,
        **kwargs: Any,
    ) -> None:
        super().__init__(required=required, help_text=help_text, rows=rows, **kwargs)
        # The first line may be indented (code): Django would move it to the margin.
        self.field_options["strip"] = False

    def clean(self, value: str) -> str:
        text = normalise_text(value or "")
        text = super().clean(text if text.strip() else "")
        check_bounds(text, policy=self.policy)
        if _FENCE.search(text):
            raise ValidationError(
                "Le righe «!!!» valgono nei file: qui aggiungi il blocco che ti serve.",
                code="blocco",
            )
        if _PICTURE.search(text):
            raise ValidationError(
                "Le immagini si aggiungono con il blocco «Immagine», che chiede anche il testo "
                "alternativo.",
                code="immagine",
            )
        if refused := refused_links(text, policy=self.policy):
            raise ValidationError(
                f"«{refused[0][:80]}» non è un indirizzo: scrivi https://… per un altro sito, "
                "/… per una pagina di questo, urn:nir:… per una norma.",
                code="indirizzo",
            )
        self._check_headings(text)
        return text

    def _check_headings(self, text: str) -> None:
        marks = "#" * self.primo_livello
        if above := headings_above(text, self.primo_livello):
            words = plain_text(above[0])[:80]
            raise ValidationError(
                f"Qui i titoli cominciano con {marks}: scrivi «{marks} {words}».", code="titolo"
            )
        if self.primo_livello > 1 and (underlined := underlined_headings(text)):
            words, line = underlined[0]
            raise ValidationError(
                f"«{words[:80]}» con sotto «{line[:5]}» è un titolo: scrivi «{marks} {words[:80]}». "
                "Se vuoi una linea che separa, lascia una riga vuota prima.",
                code="titolo",
            )

    def render_basic(self, value: str, context: dict[str, Any] | None = None) -> SafeString:
        return Rendering.of(context).markdown(value or "")


class TestoBlock(MarkdownBlock):
    """The text of a page: it has headings from the page's own down."""

    __test__ = False  # the name is Italian for "text", not a test class
    primo_livello = 1

    class Meta:
        label = "Testo"
        icon = "pilcrow"
        group = "Testo"
        description = "Paragrafi, titoli ed elenchi scritti in Markdown."
        preview_template = PREVIEW_TEMPLATE
        preview_value = (
            "### Che cosa serve prima\n\n"
            "Il progetto poggia su **bisogni già individuati**: lo dice la "
            "[scheda sul presupposto](/s/3.1/).\n\n"
            "- Cerca l’atto di programmazione.\n- Annota data e pagina."
        )


class TestoZonaBlock(TestoBlock):
    """The text of a zone, whose heading is of level 2."""

    __test__ = False
    primo_livello = 3


class ParagrafoBlock(RichTextBlock):
    """Text with the buttons of an editor, for pages only: it has no Markdown spelling."""

    def __init__(
        self,
        required: bool = True,  # noqa: FBT001, FBT002 - the signature of Wagtail's field blocks
        features: tuple[str, ...] = (
            "h2",
            "h3",
            "bold",
            "italic",
            "ol",
            "ul",
            "link",
            "document-link",
        ),
        **kwargs: Any,
    ) -> None:
        super().__init__(required=required, features=list(features), **kwargs)

    def clean(self, value: RichText) -> RichText:
        cleaned = super().clean(value)
        try:
            clean_html(cleaned.source, policy="redazione")
        except TestoRifiutato as error:
            raise ValidationError(error.messages, code=error.code) from error
        return cleaned

    def render_basic(self, value: RichText, context: dict[str, Any] | None = None) -> SafeString:
        rendering = Rendering.of(context)
        return clean_html(
            expand_db_html(value.source), policy=rendering.policy, outline=rendering.outline
        )

    class Meta:
        label = "Testo con pulsanti"
        icon = "bold"
        group = "Testo"
        description = "Paragrafi scritti con i pulsanti di formattazione, senza Markdown."
        preview_template = PREVIEW_TEMPLATE
        preview_value = (
            "<h2>Come lavoriamo</h2><p>Ogni scheda ha una <b>fonte</b> e una data di verifica.</p>"
            "<ul><li>Chi legge sa quanto fidarsi.</li></ul>"
        )
