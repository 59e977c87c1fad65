"""Who applies an article: counted by kind of content and by comma, then shown with the sentences.

As many queries for ten citing texts as for ten thousand: what is not shown is only counted.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Q, When, Window
from django.db.models.functions import RowNumber

from piattaforma.nucleo.contents import contents_by_type, entries_of, visible_rows
from piattaforma.nucleo.querysets import Reader

from .chi_cita import Chiave, ChiCita, Sorgente, who_cites
from .models import Citazione, CitazioneQuerySet
from .partizioni import natural

#: Contents of each kind that are shown at first.
PRIMI = 6


@dataclass(frozen=True, slots=True)
class Bersaglio:
    """What is applied: an act under all its join keys, one of its articles, a comma of it."""

    atti: frozenset[str]
    articolo: str = ""
    comma: str = ""
    #: only what names the act and no article of it
    solo_atto: bool = False

    @property
    def rows(self) -> CitazioneQuerySet:
        """The citations of it: those of the whole act are not those of an article, nor the other way."""
        rows = Citazione.objects.filter(atto__in=sorted(self.atti))
        if self.articolo:
            rows = rows.filter(articolo=self.articolo)
        if self.comma:
            rows = rows.filter(comma=self.comma)
        return rows.filter(articolo="") if self.solo_atto else rows


@dataclass
class Gruppo:
    """The contents of one kind that apply something."""

    #: "schede", "decisioni": as addresses and readers name them
    nome: str
    uno: str
    n: int = 0
    chi: list[ChiCita] = field(default_factory=list)
    #: the sources of `chi`, in the same order
    sorgenti: list[Chiave] = field(default_factory=list)
    guida: bool = False

    @property
    def titolo(self) -> str:
        return self.nome[:1].upper() + self.nome[1:]

    @property
    def altri(self) -> int:
        return self.n - len(self.chi)

    @property
    def conteggio(self) -> str:
        return f"{self.n}\u00a0{self.uno if self.n == 1 else self.nome}"


@dataclass
class Matrice:
    """How many contents of each kind cite each comma; "" stands for the article as a whole."""

    #: kinds in the order in which readers want them
    generi: list[Gruppo]
    #: comma → kind → how many
    righe: dict[str, dict[str, int]]

    @property
    def n(self) -> int:
        return sum(group.n for group in self.generi)

    @property
    def commi(self) -> list[str]:
        return [comma for comma in self.righe if comma]


def applying(user: Reader, target: Bersaglio, *, but: Chiave | None = None) -> CitazioneQuerySet:
    """The citations of it in contents of today that `user` may read; `but` is the article itself."""
    rows = visible_rows(target.rows, user, attuali=True)
    return rows.exclude(content_type_id=but[0], object_id=but[1]) if but else rows


def count_applying(user: Reader, target: Bersaglio, *, but: Chiave | None = None) -> Matrice:
    """Every kind that applies it, and how many for each comma: two queries."""
    rows = applying(user, target, but=but).order_by()
    groups: dict[str, Gruppo] = {}
    for content_type, n in rows.values_list("content_type_id").annotate(
        Count("object_id", distinct=True)
    ):
        _group_of(content_type, groups).n += n
    table: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for content_type, comma, n in rows.values_list("content_type_id", "comma").annotate(
        Count("object_id", distinct=True)
    ):
        table[comma][_group_of(content_type, groups).nome] += n
    ordered = sorted(table, key=lambda comma: (comma != "", natural(f"com{comma}")))
    return Matrice(_in_order(groups), {comma: dict(table[comma]) for comma in ordered})


def fill(
    groups: list[Gruppo],
    user: Reader,
    target: Bersaglio,
    *,
    but: Chiave | None = None,
    da: int = 0,
    quanti: int = PRIMI,
) -> None:
    """Put into each group those to show, `quanti` from `da`: three queries whatever their number.

    First those whose editors chose the reference, then those that name it most often, then the newest.
    """
    kinds = {group.nome: group for group in groups}
    rows = applying(user, target, but=but).filter(
        content_type_id__in=[
            key for key, content in contents_by_type().items() if content.plurale in kinds
        ]
    )
    ranked = (
        rows.order_by()
        .values("content_type_id", "object_id")
        .annotate(
            scelte=Count(Case(When(~Q(origine=Citazione.Origine.RICONOSCIUTA), then=1))),
            volte=Count("pk"),
        )
        .annotate(
            posto=Window(
                RowNumber(),
                partition_by=[F("content_type_id")],
                order_by=[F("scelte").desc(), F("volte").desc(), F("object_id").desc()],
            )
        )
        .filter(posto__lte=da + quanti)
    )
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in ranked:
        name = contents_by_type()[row["content_type_id"]].plurale
        rank = (-row["scelte"], -row["volte"], row["content_type_id"], -row["object_id"])
        found[name].append((rank, (row["content_type_id"], row["object_id"])))
    for name, sources in found.items():
        kinds[name].sorgenti = [source for _, source in sorted(sources)][da : da + quanti]
    shown = [source for group in groups for source in group.sorgenti]
    cited = _citations(target, shown)
    entries = entries_of(Sorgente(*source) for source in shown)
    for group in groups:
        group.chi = [who_cites(entries[one], cited[one]) for one in group.sorgenti]


def _citations(target: Bersaglio, shown: Collection[Chiave]) -> dict[Chiave, list[Citazione]]:
    these = Q(pk__in=[])
    by_type: dict[int, list[int]] = defaultdict(list)
    for content_type, key in shown:
        by_type[content_type].append(key)
    for content_type, keys in by_type.items():
        these |= Q(content_type_id=content_type, object_id__in=keys)
    found: dict[Chiave, list[Citazione]] = defaultdict(list)
    for row in target.rows.filter(these).order_by("ordine", "pk") if shown else ():
        found[row.content_type_id, row.object_id].append(row)
    return found


def _group_of(content_type: int, groups: dict[str, Gruppo]) -> Gruppo:
    content = contents_by_type()[content_type]
    return groups.setdefault(
        content.plurale, Gruppo(content.plurale, content.genere.lower(), guida=content.guida)
    )


def _in_order(groups: dict[str, Gruppo]) -> list[Gruppo]:
    """What readers come for first, then as types were registered: from the top layer down."""
    registered = list(dict.fromkeys(c.plurale for c in contents_by_type().values()))
    return sorted(groups.values(), key=lambda g: (not g.guida, registered.index(g.nome)))
