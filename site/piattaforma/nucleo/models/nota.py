"""What changed and why, as the editor says it before a version goes live."""

from django.conf import settings
from django.db import models
from django.db.models import QuerySet


class TipoModifica(models.TextChoices):
    NUOVO = "nuovo", "Nuova"
    SOSTANZIALE = "sostanziale", "Modifica sostanziale"
    CORREZIONE = "correzione", "Correzione"
    VERIFICA = "verifica", "Verifica"


#: The kinds whose note must have a text.
TIPI_CON_TESTO = {TipoModifica.SOSTANZIALE, TipoModifica.VERIFICA}
#: The kinds after which the content counts as checked on that day.
TIPI_CHE_VERIFICANO = {TipoModifica.NUOVO, TipoModifica.SOSTANZIALE, TipoModifica.VERIFICA}
LUNGHEZZA_NOTA = 400


class NotaModificaQuerySet(QuerySet["NotaModifica"]):
    def unused(self) -> "NotaModificaQuerySet":
        return self.filter(usata_il=None)

    def up_to(self, revision_id: int) -> "NotaModificaQuerySet":
        return self.filter(revision_id__lte=revision_id)

    def newest(self) -> "NotaModifica | None":
        return self.order_by("-revision_id").first()


class NotaModifica(models.Model):
    """A change note kept beside its revision, never on the page.

    Publication of revision R uses the newest unused note among the revisions up to R; going live
    marks those used, scheduling does not.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="note")
    #: not a foreign key: purging revisions must not take a waiting note with it
    revision_id = models.PositiveBigIntegerField("versione", unique=True)
    tipo = models.CharField("tipo", max_length=12, choices=TipoModifica.choices, blank=True)
    #: as typed; its length is asked for when it is to go live
    testo = models.TextField("testo", blank=True)
    autore = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    usata_il = models.DateTimeField("usata il", null=True, editable=False)

    objects = NotaModificaQuerySet.as_manager()

    class Meta:
        verbose_name = "nota di modifica"
        verbose_name_plural = "note di modifica"

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.testo}"
