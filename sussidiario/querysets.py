"""Reading the Sussidiario: the current edition, its schede in order, the neighbours of one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length, Substr

from piattaforma.nucleo.models import Termine
from piattaforma.nucleo.querysets import Reader

from .models import EdizioneCorrente, EdizionePage, PartePage, SchedaPage

#: What lists show of a scheda; anything else of it costs a query.
_IN_LISTS = ("title", "path", "url_path", "codice")


@dataclass
class ParteElenco:
    """A part with its schede, as lists show it."""

    pagina: PartePage
    schede: list[SchedaPage] = field(default_factory=list)


def current_edition(user: Reader) -> EdizionePage | None:
    """Today's edition, if the reader may see it (one query)."""
    pointed = EdizioneCorrente.objects.values("edizione_id")
    editions = EdizionePage.objects.visibile_a(user).filter(pk__in=pointed)
    return editions.only("title", "path", "depth", "url_path", "anno").first()


def current_key() -> int | None:
    """Primary key of today's edition, whoever may see it."""
    return EdizioneCorrente.objects.values_list("edizione_id", flat=True).first()


def schede_of(pages: EdizionePage | PartePage, user: Reader) -> "QuerySet[SchedaPage]":
    """The visible schede of an edition or a part, in the order of the book, as lists name them."""
    return (
        _in_open_parts(SchedaPage.objects.visibile_a(user))
        .descendant_of(pages)
        .only(*_IN_LISTS)
        .order_by("path")
    )


def schede_among(keys: Iterable[int], user: Reader) -> "QuerySet[SchedaPage]":
    """Those of `keys` that are visible, in the order of the books, as lists name them."""
    schede = _in_open_parts(SchedaPage.objects.visibile_a(user)).filter(pk__in=list(keys))
    return schede.only(*_IN_LISTS).order_by("path")


def schede_beside(scheda: SchedaPage, user: Reader) -> "QuerySet[SchedaPage]":
    """The visible schede of the same edition (itself too), in order, as a list names them."""
    edition = scheda.path[: -2 * scheda.steplen]
    beside = _in_open_parts(SchedaPage.objects.visibile_a(user)).filter(path__startswith=edition)
    return beside.only(*_IN_LISTS).order_by("path")


def _in_open_parts(schede: Any) -> Any:
    """A part that was taken down takes its schede out of every list and count."""
    part = Substr("path", 1, Length("path") - SchedaPage.steplen)
    return schede.annotate(parte_path=part).filter(
        parte_path__in=PartePage.objects.live().values("path")
    )


def parts_of(edition: EdizionePage, user: Reader) -> "QuerySet[PartePage]":
    parts = PartePage.objects.visibile_a(user).child_of(edition).order_by("path")
    return parts.only("title", "path", "url_path", "numero", "sommario")


def by_part(parts: Iterable[PartePage], schede: Iterable[SchedaPage]) -> list[ParteElenco]:
    """The schede under their part, without a query."""
    grouped = {part.path: ParteElenco(part) for part in parts}
    for scheda in schede:
        group = grouped.get(scheda.path[: -scheda.steplen])
        if group is not None:
            group.schede.append(scheda)
    return list(grouped.values())


def terms_of(schede: Iterable[SchedaPage]) -> dict[int, list[Termine]]:
    """Scheda → its terms, in two queries for all."""
    through: Any = SchedaPage.termini.through
    keys = [scheda.pk for scheda in schede]
    pairs = list(
        through.objects.filter(schedapage_id__in=keys)
        .order_by("termine__vocabolario", "termine__ordine")
        .values_list("schedapage_id", "termine_id")
    )
    known = Termine.objects.in_bulk({term for _, term in pairs})
    terms: dict[int, list[Termine]] = {key: [] for key in keys}
    for key, term in pairs:
        terms[key].append(known[term])
    return terms
