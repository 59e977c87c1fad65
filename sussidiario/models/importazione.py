"""What the importer last wrote, to tell an unchanged file and an edit made in the admin."""

from django.db import models

from .scheda import SchedaPage


class SchedaImportata(models.Model):
    """The last import of one scheda."""

    scheda = models.OneToOneField(
        SchedaPage, primary_key=True, on_delete=models.CASCADE, related_name="importazione"
    )
    #: SHA-256 of the file
    impronta = models.CharField(max_length=64)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: its place in the part, as the file says
    ordine = models.IntegerField(default=0)
    #: what the import of a text written elsewhere could not settle, for the editor
    avvertenze = models.JSONField(default=list, blank=True)
    quando = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "scheda importata"
        verbose_name_plural = "schede importate"

    def __str__(self) -> str:
        return f"Importazione della scheda {self.scheda_id}"
