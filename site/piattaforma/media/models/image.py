"""An image: either it has an alternative text or it is declared decorative."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, Filter
from wagtail.search import index

from ..metadati import strip_metadata


class Image(AbstractImage):
    """An uploaded image. The original stays in the archive; readers get renditions only."""

    testo_alternativo = models.CharField(
        "testo alternativo",
        max_length=255,
        blank=True,
        help_text=(
            "Che cosa mostra l'immagine, per chi non la vede: una frase, senza «immagine di»."
        ),
    )
    decorativa = models.BooleanField(
        "decorativa",
        default=False,
        help_text="L'immagine non aggiunge nulla al testo: chi non la vede non perde niente.",
    )

    # As Wagtail's, but for the way back: its own model is called Image too.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="caricata da",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    tags = TaggableManager(
        "etichette", help_text=None, blank=True, related_name="immagini_etichettate"
    )

    admin_form_fields = (
        "title",
        "file",
        "testo_alternativo",
        "decorativa",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("testo_alternativo")]

    class Meta(AbstractImage.Meta):
        verbose_name = "immagine"
        verbose_name_plural = "immagini"
        permissions = [("choose_image", "Può scegliere l'immagine")]

    def clean(self) -> None:
        super().clean()
        if not self.decorativa and not self.testo_alternativo.strip():
            raise ValidationError(
                {
                    "testo_alternativo": (
                        "Scrivi che cosa mostra l'immagine oppure indica che è decorativa."
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Also for images that no form has saved: the address of renditions contains the hash.
        if self.file and (not self.file_hash or not self.file._committed):
            self._set_image_file_metadata()
        super().save(*args, **kwargs)
        if self.file:
            self.file.close()

    @property
    def default_alt_text(self) -> str:
        """What Wagtail proposes where an image is used, and what its renditions say."""
        return "" if self.decorativa else self.testo_alternativo

    @property
    def alt(self) -> str:
        """The alternative text here: the block's own (`ImageBlock`) before the image's."""
        if self.decorative:
            return ""
        return self.contextual_alt_text or self.default_alt_text

    def generate_rendition_file(
        self,
        filter: Filter,  # noqa: A002 - Wagtail's name
        *,
        source: File | None = None,
    ) -> File:
        """Wagtail's, without what the camera wrote in it (the admin's thumbnails pass here)."""
        with super().generate_rendition_file(filter, source=source) as generated:
            generated.seek(0)
            return ContentFile(strip_metadata(generated.read()), name=generated.name)
