"""Reading one decision for its page: who did what to it, the questions in which it takes a side."""

from collections.abc import Collection

from piattaforma.nucleo.querysets import Reader

from ..models import DecisionePosizione, Pronuncia, RelazionePronuncia


def relations_to(spellings: Collection[str], decision: Pronuncia) -> list[RelazionePronuncia]:
    """What other decisions do with this one: one query."""
    rows = RelazionePronuncia.objects.filter(verso__in=sorted(spellings), pronuncia__live=True)
    return list(rows.exclude(pronuncia=decision.pk).select_related("pronuncia"))


def sides_of(spellings: Collection[str], user: Reader) -> list[DecisionePosizione]:
    """The sides that it takes, each with its question: one query."""
    rows = DecisionePosizione.objects.filter(
        identificatore__in=sorted(spellings), posizione__orientamento__live=True
    )
    found = rows.select_related("posizione__orientamento")
    return list(found.order_by("posizione__orientamento__domanda", "posizione__sort_order"))


def spellings_of(decision: Pronuncia) -> set[str]:
    """Every identifier that names it: its own, those of its keys, without its kind; one query."""
    named = {row.identificatore for row in decision.chiavi.all()} | {decision.identificatore}
    own = decision.id_legge
    if own.tipo:
        named.add(str(own).removesuffix(own.tipo))
    return named
