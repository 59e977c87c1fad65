"""Reading one article for its page: the article, its versions, what discusses it; one query each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from piattaforma.nucleo.models import Aggiornamento
from piattaforma.nucleo.models.nota import TIPI_CHE_VERIFICANO
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.chi_applica import Bersaglio

from ..indirizzi import canonical
from ..models import (
    Articolo,
    Norma,
    Orientamento,
    PosizioneOrientamento,
    StatoNorma,
    VersioneArticolo,
)


def article_page(slug: str, numero: str, day: dt.date, user: Reader) -> Articolo | None:
    """The article at an address with its act, the states of both, its neighbours, the last check."""
    states = StatoNorma.objects.on(day)
    others = Articolo.objects.filter(norma=OuterRef("norma"))
    before = Q(ordine__lt=OuterRef("ordine")) | Q(ordine=OuterRef("ordine"), pk__lt=OuterRef("pk"))
    after = Q(ordine__gt=OuterRef("ordine")) | Q(ordine=OuterRef("ordine"), pk__gt=OuterRef("pk"))
    return (
        Articolo.objects.visibile_a(user)
        .filter(norma__chiavi__slug=slug, numero=canonical(numero))
        .select_related("norma__dati")
        .annotate(
            stato_atto=_state(states.filter(norma=OuterRef("norma"), articolo=None)),
            stato_proprio=_state(states.filter(articolo=OuterRef("pk"))),
            prima=_neighbour(others.filter(before).order_by("-ordine", "-pk"), day),
            dopo=_neighbour(others.filter(after).order_by("ordine", "pk"), day),
            controllo=Subquery(last_checks("norma")),
        )
        .first()
    )


def last_checks(key: str) -> "QuerySet[Any, Any]":
    """When the act that `key` leads to was last checked: for a subquery."""
    rows = Aggiornamento.objects.filter(
        content_type=ContentType.objects.get_for_model(Norma),
        object_id=OuterRef(key),
        tipo__in=TIPI_CHE_VERIFICANO,
    )
    return rows.order_by("-quando").values("quando")[:1]


def _state(states: "QuerySet[StatoNorma]") -> Subquery:
    fields = ("stato", "dal", "per_effetto_di", "nota")
    return Subquery(states.values(json=JSONObject(**{name: name for name in fields}))[:1])


def _neighbour(others: "QuerySet[Articolo]", day: dt.date) -> Subquery:
    heading = VersioneArticolo.objects.on(day).filter(articolo=OuterRef("pk")).values("rubrica")[:1]
    return Subquery(others.values(json=JSONObject(numero="numero", rubrica=Subquery(heading)))[:1])


def in_force(versions: Sequence[VersioneArticolo], day: dt.date) -> VersioneArticolo | None:
    """The one of a day among the versions of one article, newest first."""
    return next((version for version in versions if version.vale_il(day)), None)


@dataclass(frozen=True, slots=True)
class Posizione:
    titolo: str
    decisioni: int


@dataclass(frozen=True, slots=True)
class DomandaAperta:
    """A question on which decisions take sides, and how many each side has."""

    domanda: str
    url: str
    posizioni: list[Posizione] = field(default_factory=list)

    @property
    def decisioni(self) -> int:
        return sum(side.decisioni for side in self.posizioni)


def open_questions(target: Bersaglio, user: Reader) -> list[DomandaAperta]:
    """Those that discuss it: one query."""
    rows = target.rows.filter(
        content_type=ContentType.objects.get_for_model(Orientamento), zona="articoli"
    )
    sides = (
        PosizioneOrientamento.objects.filter(
            orientamento__in=Orientamento.objects.visibile_a(user).filter(
                pk__in=rows.order_by().values("object_id")
            )
        )
        .select_related("orientamento")
        .annotate(n=Count("decisioni__identificatore", distinct=True))
        .order_by("orientamento__domanda", "orientamento", "sort_order")
    )
    found: dict[int, DomandaAperta] = {}
    for side in sides:
        question = side.orientamento
        entry = found.setdefault(
            question.pk, DomandaAperta(question.domanda, question.get_absolute_url())
        )
        entry.posizioni.append(Posizione(side.titolo, side.n))
    return sorted(found.values(), key=lambda one: -one.decisioni)
