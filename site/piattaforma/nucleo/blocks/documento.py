"""Document: a file to download, announced with its format and size."""

from typing import Any

from wagtail.blocks import CharBlock, StructBlock, StructValue
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from .rendering import PREVIEW_TEMPLATE

_ICONS = {
    "PDF": "file-pdf-ext",
    "ODT": "file-odt",
    "DOCX": "file-docx",
    "XLSX": "file-xlsx",
    "CSV": "file-csv",
}


class DocumentoValue(StructValue):
    @property
    def nome(self) -> str:
        return str(self.get("titolo") or self["documento"].title)

    @property
    def url(self) -> str:
        """Empty for a document that is not saved (a preview)."""
        document = self["documento"]
        return str(document.url) if document.pk else ""

    @property
    def icona(self) -> str:
        return _ICONS.get(self["documento"].formato, "file")


class DocumentoBlock(StructBlock):
    documento = DocumentChooserBlock(label="Documento")
    titolo = CharBlock(
        label="Titolo",
        required=False,
        max_length=160,
        help_text="Se manca, si usa il titolo del documento.",
    )
    descrizione = CharBlock(
        label="Descrizione",
        required=False,
        max_length=160,
        help_text=(
            "Di che cosa si tratta e di quando è: «Schema di avviso, 2026». Formato e peso si "
            "aggiungono da soli."
        ),
    )

    def get_preview_value(self) -> Any:
        """The first document of the archive, else one that has no file on disk."""
        model = get_document_model()
        document = model.objects.first() or model(
            title="Schema di convenzione", file="documents/schema.odt", file_size=48_000
        )
        return self.normalize(
            {"documento": document, "titolo": "", "descrizione": "Modello della redazione, 2026"}
        )

    class Meta:
        label = "Documento"
        icon = "doc-full"
        group = "Dati e file"
        description = "Un file da scaricare, con formato e peso."
        template = "nucleo/blocks/documento.html"
        label_format = "{titolo} {documento}"
        value_class = DocumentoValue
        preview_template = PREVIEW_TEMPLATE
