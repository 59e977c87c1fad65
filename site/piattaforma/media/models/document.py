"""A document: a file that readers download, announced with its format and size."""

from typing import Any

from django.conf import settings
from django.db import models
from django.template.defaultfilters import filesizeformat
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument


class Document(AbstractDocument):
    """A file of an allow-listed kind (`WAGTAILDOCS_EXTENSIONS`)."""

    # As Wagtail's, but for the way back: its own model is called Document too.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="caricato da",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    tags = TaggableManager(
        "etichette", help_text=None, blank=True, related_name="documenti_etichettati"
    )

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "documento"
        verbose_name_plural = "documenti"
        permissions = [("choose_document", "Può scegliere il documento")]

    def clean(self) -> None:
        # Without a file (refused already, with its reason) there is no extension to complain about.
        if self.file:
            super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Also for documents that no form has saved: a GET reads size and hash, never computes them.
        if self.file and (not self.file_hash or not self.file._committed):
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    @property
    def formato(self) -> str:
        """The kind of file, as in «PDF»."""
        return str(self.file_extension).upper()

    @property
    def peso(self) -> str:
        """The size, as in «1,2 MB»; empty if it is not known."""
        return "" if self.file_size is None else str(filesizeformat(self.file_size))

    @property
    def formato_e_peso(self) -> str:
        """What stands beside the link, as in «PDF, 1,2 MB»."""
        return ", ".join(part for part in (self.formato, self.peso) if part)
