"""The updates as readers see them: rows with their kind in words and today's address."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, prefetch_related_objects
from django.urls import reverse

from .contents import content_of, contents_by_type, entries_of, visible_rows
from .models import Aggiornamento, Termine
from .models.aggiornamento import AggiornamentoQuerySet
from .models.nota import TipoModifica
from .querysets import Reader

#: What happened, in the word readers see on the badge.
PAROLE = {
    TipoModifica.NUOVO: "Nuova",
    TipoModifica.SOSTANZIALE: "Aggiornata",
    TipoModifica.CORREZIONE: "Corretta",
    TipoModifica.VERIFICA: "Verificata",
}


@dataclass(frozen=True, slots=True)
class RigaAggiornamento:
    """One row of a list of updates."""

    pk: int
    quando: dt.datetime
    tipo: str
    genere: str
    titolo: str
    testo: str
    url: str
    temi: list[str]
    #: where the two texts stand side by side, if whoever reads the row may read both
    confronto: str = ""
    #: whether `genere` is masculine
    maschile: bool = False

    @property
    def tipo_testo(self) -> str:
        words = PAROLE[TipoModifica(self.tipo)]
        return f"{words[:-1]}o" if self.maschile else words

    @property
    def ancora(self) -> str:
        return f"agg-{self.pk}"


def visible_updates(user: Reader) -> AggiornamentoQuerySet:
    """The updates of what `user` may read today, newest first; the two texts stay in the table."""
    return visible_rows(Aggiornamento.objects.all().without_texts(), user)


def as_rows(updates: Iterable[Aggiornamento]) -> list[RigaAggiornamento]:
    """The rows with today's addresses, in two more queries whatever their number and their kinds."""
    found = list(updates)
    prefetch_related_objects(found, "termini")
    entries = entries_of(found)
    kinds = contents_by_type()
    return [
        RigaAggiornamento(
            pk=update.pk,
            quando=update.quando,
            tipo=update.tipo,
            genere=kinds[update.content_type_id].genere,
            maschile=kinds[update.content_type_id].maschile,
            titolo=update.titolo,
            testo=update.testo,
            url=entries[update.content_type_id, update.object_id].url,
            temi=[
                termine.etichetta
                for termine in update.termini.all()
                if termine.vocabolario == Termine.Vocabolario.TEMI
            ],
            # Who may read each source is not asked here: only texts that were open to anyone.
            confronto=comparison_url(update) if update.shows_differences_to("") else "",
        )
        for update in found
    ]


def history_of(source: Model, *before: Model) -> list[Aggiornamento]:
    """What happened to one content, and to those whose place it took (of its type), newest first.

    One query, without the two texts. Each row whose texts its readers may compare has their address
    in `confronto`.
    """
    rows = list(Aggiornamento.objects.of(source, *before).without_texts())
    content = content_of(source)
    # the way to the page has asked already whether it is closed to somebody
    is_open = getattr(source, "ha_restrizioni", None) is False
    readers = content.lettori(source) if content and rows and not is_open else ""
    return _compared(rows, readers)


def history_beside(update: Aggiornamento, *, lettori: str) -> list[Aggiornamento]:
    """The same for the content of one row, whose readers today are `lettori`."""
    return _compared(Aggiornamento.objects.beside(update).without_texts(), lettori)


def _compared(rows: Iterable[Aggiornamento], readers: str) -> list[Aggiornamento]:
    found = list(rows)
    for row in found:
        row.confronto = comparison_url(row) if row.shows_differences_to(readers) else ""
    return found


def comparison_url(update: Aggiornamento) -> str:
    return reverse("nucleo_confronto", args=[update.pk])
