"""An invented document, indexed as Wagtail's documentation says."""

from typing import ClassVar

from django.db import models
from modelsearch import index


class Documento(index.Indexed, models.Model):
    title = models.TextField()
    corpo = models.TextField()
    visibile = models.TextField()

    search_fields: ClassVar = [
        index.SearchField("title"),
        index.SearchField("corpo"),
        index.FilterField("visibile"),
    ]

    class Meta:
        app_label = "database"

    def __str__(self) -> str:
        return self.title
