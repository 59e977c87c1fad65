"""A rendition: one size and format of an image, the only thing of it that readers get."""

import os

from django.db import models
from wagtail.images.models import AbstractRendition

from .image import Image


class Rendition(AbstractRendition):
    """Its address contains the hash of the original, so what an address answers never changes."""

    image = models.ForeignKey(
        Image, verbose_name="immagine", related_name="renditions", on_delete=models.CASCADE
    )

    class Meta:
        verbose_name = "formato di un'immagine"
        verbose_name_plural = "formati delle immagini"
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="media_rendition_unica"
            )
        ]
        # The view that serves them finds them by file name.
        indexes = [models.Index(fields=["file"], name="media_rendition_file")]

    def get_upload_to(self, filename: str) -> str:
        name = self.file.field.storage.get_valid_name(filename)
        return os.path.join("images", self.image.file_hash[:12], name)
