"""The updates as readers see them: rows with their kind in words and today's address."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, prefetch_related_objects

from .contents import contents_by_type, entries_of, visible_rows
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

    @property
    def tipo_testo(self) -> str:
        return PAROLE[TipoModifica(self.tipo)]

    @property
    def ancora(self) -> str:
        return f"agg-{self.pk}"


def visible_updates(user: Reader) -> AggiornamentoQuerySet:
    """The updates of what `user` may read today, newest first; the two texts stay in the table."""
    return visible_rows(Aggiornamento.objects.defer("testo_prima", "testo_dopo"), user)


def as_rows(updates: Iterable[Aggiornamento]) -> list[RigaAggiornamento]:
    """The rows with today's addresses, in two more queries whatever their number."""
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
            titolo=update.titolo,
            testo=update.testo,
            url=entries[update.content_type_id, update.object_id].url,
            temi=[
                termine.etichetta
                for termine in update.termini.all()
                if termine.vocabolario == Termine.Vocabolario.TEMI
            ],
        )
        for update in found
    ]


def history_of(source: Model, *before: Model) -> list[Aggiornamento]:
    """What happened to one content, and to those whose place it took (of its type), newest first.

    One query, without the two texts.
    """
    return list(Aggiornamento.objects.of(source, *before).defer("testo_prima", "testo_dopo"))
