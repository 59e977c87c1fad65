"""Related links: pages of the site or addresses outside it."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)
from wagtail.models import Page

from ..querysets import visible_to
from .rendering import PREVIEW_TEMPLATE, TitleMixin


class CollegamentoValue(StructValue):
    """Templates ask for the address and the words, never whether it is a page."""

    @property
    def url(self) -> str:
        """Empty when the page is gone or not open to everybody: the link is not shown then."""
        page = self.get("pagina")
        if page is not None:
            open_pages = visible_to(Page.objects.filter(pk=page.pk), None)
            return (page.url or "") if open_pages.exists() else ""
        return str(self.get("indirizzo") or "")

    @property
    def testo(self) -> str:
        page = self.get("pagina")
        return str(self.get("etichetta") or (page.title if page is not None else ""))

    @property
    def esterno(self) -> bool:
        return self.get("pagina") is None


class CollegamentoBlock(StructBlock):
    pagina = PageChooserBlock(label="Pagina del sito", required=False)
    indirizzo = URLBlock(
        label="Indirizzo esterno", required=False, help_text="Comincia con https://"
    )
    etichetta = CharBlock(
        label="Parole del collegamento",
        required=False,
        max_length=160,
        help_text="Per una pagina del sito, se manca si usa il suo titolo.",
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        errors = {}
        if cleaned["pagina"] and cleaned["indirizzo"]:
            errors["indirizzo"] = ValidationError(
                "Scegli una pagina o scrivi un indirizzo, non entrambi."
            )
        elif not cleaned["pagina"] and not cleaned["indirizzo"]:
            errors["pagina"] = ValidationError("Scegli una pagina o scrivi un indirizzo esterno.")
        elif cleaned["indirizzo"] and not cleaned["etichetta"]:
            errors["etichetta"] = ValidationError("Scrivi le parole del collegamento.")
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        label = "Collegamento"
        icon = "link"
        label_format = "{etichetta} {pagina}"
        value_class = CollegamentoValue


class CollegamentiValue(StructValue):
    @property
    def visibili(self) -> list[CollegamentoValue]:
        return [voce for voce in self.get("voci") or [] if voce.url]


class CollegamentiBlock(TitleMixin, StructBlock):
    titolo = CharBlock(label="Titolo", required=False, max_length=120, default="Per approfondire")
    voci = ListBlock(CollegamentoBlock(), label="Collegamenti", min_num=1)

    class Meta:
        label = "Collegamenti"
        icon = "link"
        group = "Rimandi"
        description = "Pagine del sito o di altri siti da leggere dopo."
        template = "nucleo/blocks/collegamenti.html"
        label_format = "{titolo}"
        value_class = CollegamentiValue
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "titolo": "Per approfondire",
            "voci": [
                {
                    "pagina": None,
                    "indirizzo": "https://www.normattiva.it/",
                    "etichetta": "Normattiva: le leggi dello Stato",
                },
                {
                    "pagina": None,
                    "indirizzo": "https://eur-lex.europa.eu/",
                    "etichetta": "EUR-Lex: il diritto dell’Unione europea",
                },
            ],
        }
