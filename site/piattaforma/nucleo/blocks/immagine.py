"""Image: with its own alternative text here, or decorative."""

from typing import Any

from wagtail.blocks import CharBlock, StructBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from .rendering import PREVIEW_TEMPLATE


class ImmagineBlock(StructBlock):
    immagine = ImageBlock(label="Immagine")
    didascalia = CharBlock(
        label="Didascalia", required=False, max_length=200, help_text="Che cosa mostra, e di chi è."
    )

    def get_preview_value(self) -> Any:
        """The first image of the archive, else one that has no file."""
        model = get_image_model()
        image = model.objects.first() or model(title="Immagine di esempio")
        image.contextual_alt_text = "Un gruppo di persone lavora intorno a un tavolo"
        image.decorative = False
        return self.normalize({"immagine": image, "didascalia": "Un tavolo di co-progettazione"})

    class Meta:
        label = "Immagine"
        icon = "image"
        group = "Dati e file"
        description = "Una fotografia o un disegno, con il testo alternativo."
        template = "nucleo/blocks/immagine.html"
        label_format = "{didascalia}"
        preview_template = PREVIEW_TEMPLATE
