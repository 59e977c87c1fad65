"""Who applies an article: counted by kind of content and by comma, then shown with the sentences.

As many queries for ten citing texts as for ten thousand: what is not shown is only counted.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Case, CharField, Count, F, Min, Q, Value, When, Window
from django.db.models.functions import Cast, Concat, RowNumber

from piattaforma.citazioni import Identificatore, parse_identifier
from piattaforma.nucleo.contents import contents_by_type, entries_of, visible_rows
from piattaforma.nucleo.querysets import Reader

from .chi_cita import Chiave, ChiCita, Sorgente, who_cites
from .generi import Genere, in_words, kind_of, place_of
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
    #: only what names the article and no comma of it
    solo_articolo: bool = False

    @property
    def rows(self) -> CitazioneQuerySet:
        """The citations of it: those of the whole act are not those of an article, nor the other way."""
        rows = Citazione.objects.filter(atto__in=sorted(self.atti))
        if self.articolo:
            rows = rows.filter(articolo=self.articolo)
        if self.comma:
            rows = rows.filter(comma=self.comma)
        if self.solo_articolo:
            rows = rows.filter(comma="")
        return rows.filter(articolo="") if self.solo_atto else rows


@dataclass
class Gruppo:
    """The contents of one kind that apply something."""

    genere: Genere
    n: int = 0
    chi: list[ChiCita] = field(default_factory=list)
    #: the sources of `chi`, in the same order
    sorgenti: list[Chiave] = field(default_factory=list)

    @property
    def nome(self) -> str:
        """ "schede", "decisioni": as addresses and readers name them."""
        return self.genere.molti

    @property
    def uno(self) -> str:
        return self.genere.uno

    @property
    def titolo(self) -> str:
        return self.nome[:1].upper() + self.nome[1:]

    @property
    def altri(self) -> int:
        return self.n - len(self.chi)

    @property
    def conteggio(self) -> str:
        return self.genere.counted(self.n)


@dataclass
class Matrice:
    """How many contents of each kind cite each comma; "" stands for the article as a whole."""

    #: what readers come for first, then the most
    generi: list[Gruppo]
    #: comma → kind → how many
    righe: dict[str, dict[str, int]]
    #: the kinds that name the whole act and no article, where they were asked for
    atto: list[Gruppo] = field(default_factory=list)

    @property
    def n(self) -> int:
        return sum(group.n for group in self.generi)


def applying(user: Reader, target: Bersaglio, *, but: Collection[Chiave] = ()) -> CitazioneQuerySet:
    """The citations of it in contents of today that `user` may read.

    `but`: contents that do not count, such as the article itself and its act.
    """
    rows = visible_rows(target.rows, user, attuali=True)
    for content_type, key in but:
        rows = rows.exclude(content_type_id=content_type, object_id=key)
    return rows


#: Stand for a comma in the one query that counts: every comma together, and the whole act.
_IN_TUTTO, _ATTO = "*", "atto"


def count_applying(
    user: Reader, target: Bersaglio, *, but: Collection[Chiave] = (), con_atto: bool = False
) -> Matrice:
    """Every kind that applies it, and how many for each comma: one query.

    `con_atto`: also who names the whole act of an article, apart.
    """
    rows = applying(user, target, but=but).order_by()
    counts = _per(rows, Value(_IN_TUTTO)).union(_per(rows, F("comma")), all=True)
    if con_atto:
        whole = applying(user, Bersaglio(target.atti, solo_atto=True), but=but).order_by()
        counts = counts.union(_per(whole, Value(_ATTO)), all=True)
    groups: dict[str, Gruppo] = {}
    act: dict[str, Gruppo] = {}
    table: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for content_type, what, n in counts:
        if what == _ATTO:
            _group_of(content_type, act).n += n
        elif what == _IN_TUTTO:
            _group_of(content_type, groups).n += n
        else:
            table[what][_group_of(content_type, groups).nome] += n
    ordered = sorted(table, key=lambda comma: (comma != "", natural(f"com{comma}")))
    lines = {comma: dict(table[comma]) for comma in ordered}
    return Matrice(_in_order(groups), lines, _in_order(act))


def _per(rows: CitazioneQuerySet, what: Any) -> Any:
    """Type of content, `what`, how many contents."""
    named = rows.annotate(che=Cast(what, CharField())).values_list("content_type_id", "che")
    return named.annotate(quanti=Count("object_id", distinct=True))


#: A content among those of every type: two of different types may have the same primary key.
_CONTENUTO = Concat("content_type_id", Value(":"), "object_id", output_field=CharField())


def cited_together(
    user: Reader, target: Bersaglio, *, but: Collection[Chiave] = (), quanti: int = PRIMI
) -> list[Identificatore]:
    """The articles that the same contents cite most often: one query."""
    same = Q(pk__in=[])
    for content_type in contents_by_type():
        citing = _applying_ids(target, content_type, but)
        same |= Q(content_type_id=content_type, object_id__in=citing)
    others = Citazione.objects.filter(same).exclude(articolo="")
    others = others.exclude(atto__in=sorted(target.atti), articolo=target.articolo)
    rows = (
        visible_rows(others, user, attuali=True)
        .order_by()
        .values_list("atto", "articolo")
        .annotate(quanti=Count(_CONTENUTO, distinct=True), uno=Min("identificatore"))
        .order_by("-quanti", "uno")[:quanti]
    )
    read = [parse_identifier(spelling) for *_, spelling in rows]
    return [replace(one.atto, articolo=one.articolo) for one in read]


def _applying_ids(target: Bersaglio, content_type: int, but: Collection[Chiave]) -> Any:
    """Primary keys of the contents of one type that cite it, whoever may read them."""
    rows = target.rows.filter(content_type_id=content_type)
    excluded = [key for kind, key in but if kind == content_type]
    return rows.exclude(object_id__in=excluded).order_by().values("object_id")


def fill(
    groups: list[Gruppo],
    user: Reader,
    target: Bersaglio,
    *,
    but: Collection[Chiave] = (),
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
    kind = kind_of(content_type)
    return groups.setdefault(kind.molti, Gruppo(kind))


def _in_order(groups: dict[str, Gruppo]) -> list[Gruppo]:
    return sorted(groups.values(), key=lambda group: place_of(group.genere, group.n))


def said(groups: list[Gruppo]) -> str:
    """Write "22 schede, 1 notizia"."""
    return in_words({group.genere: group.n for group in groups})
