"""Reading the Sussidiario: the current edition, its schede in order, the neighbours of one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Length, Substr

from piattaforma.nucleo.models import Termine
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.routing import Sopra

from .edizione.stato import Anno, Stato, state_of
from .models import EdizioneCorrente, EdizionePage, PartePage, SchedaPage, SussidiarioPage

#: What lists show of a scheda; anything else of it costs a query.
IN_LISTS = ("title", "path", "url_path", "codice")


@dataclass
class ParteElenco:
    """A part with its schede, as lists show it."""

    pagina: PartePage
    schede: list[SchedaPage] = field(default_factory=list)


def book_crumbs() -> list[Sopra]:
    """The breadcrumb of what stands beside the pages of the Sussidiario (one query)."""
    book = SussidiarioPage.objects.live().only("title", "path", "depth", "url_path").first()
    home = Sopra(0, "Home", "/")
    return [home, Sopra(book.pk, book.title, book.url or "")] if book else [home]


def current_edition(user: Reader) -> EdizionePage | None:
    """Today's edition, if the reader may see it (one query)."""
    pointed = EdizioneCorrente.objects.values("edizione_id")
    editions = EdizionePage.objects.visibile_a(user).filter(pk__in=pointed)
    return editions.only("title", "path", "depth", "url_path", "anno").first()


def current_key() -> int | None:
    """Primary key of today's edition, whoever may see it."""
    return EdizioneCorrente.objects.values_list("edizione_id", flat=True).first()


def editions_for(user: Reader) -> "QuerySet[EdizionePage]":
    """The editions that a reader may see, the newest first."""
    editions = EdizionePage.objects.visibile_a(user)
    return editions.only("title", "slug", "path", "depth", "url_path", "anno").order_by(
        "-anno", "-path"
    )


def edition_today() -> Anno | None:
    """Today's edition, whoever may see it, as states of editions are told from it (one query)."""
    row = EdizioneCorrente.objects.values_list("edizione_id", "edizione__anno").first()
    return Anno(*row) if row else None


def among(editions: Iterable[EdizionePage], today: Anno | None) -> EdizionePage | None:
    """Today's edition, where it is one of these."""
    return next((e for e in editions if today and e.pk == today.pk), None)


@dataclass(frozen=True, slots=True)
class DomandaInEdizione:
    """A question as an edition has it."""

    scheda: SchedaPage
    edizione: Anno
    titolo_edizione: str
    slug_edizione: str
    numero_parte: int


@dataclass(frozen=True, slots=True)
class Intorno:
    """What stands around a scheda, for a reader."""

    #: the schede of its edition, itself too, in order
    accanto: list[SchedaPage]
    #: its question in every edition, the newest first
    versioni: list[DomandaInEdizione]
    oggi: Anno | None


def around(scheda: SchedaPage, user: Reader) -> Intorno:
    """The schede of the same edition and the same question in all of them, in one query."""
    edition = scheda.path[: -2 * scheda.steplen]
    found = _with_edition(
        _in_open_parts(SchedaPage.objects.visibile_a(user)).filter(
            Q(path__startswith=edition) | Q(codice=scheda.codice)
        ),
        codice=scheda.codice,
    )
    schede = list(found.order_by("path"))
    today = next((s for s in schede if s.oggi_pk is not None), None)
    return Intorno(
        accanto=[s for s in schede if s.path.startswith(edition)],
        versioni=_versions(s for s in schede if s.codice == scheda.codice),
        oggi=Anno(today.oggi_pk, today.oggi_anno) if today else None,
    )


def editions_of_question(codice: str, user: Reader) -> list[DomandaInEdizione]:
    """The question in every edition where `user` may read it, the newest first (one query)."""
    schede = _in_open_parts(SchedaPage.objects.visibile_a(user)).filter(codice=codice)
    return _versions(_with_edition(schede, codice=codice))


def _with_edition(schede: Any, *, codice: str) -> Any:
    """Annotate the schede with this code with their edition, their part and today's edition."""
    edition = EdizionePage.objects.live().filter(path=OuterRef("edizione_path"))
    part = PartePage.objects.filter(path=OuterRef("parte_path"))
    today = EdizioneCorrente.objects.all()
    asked = {
        "edizione_pk": edition.values("pk"),
        "edizione_anno": edition.values("anno"),
        "edizione_titolo": edition.values("title"),
        "edizione_slug": edition.values("slug"),
        "numero_parte": part.values("numero"),
        "oggi_pk": today.values("edizione_id")[:1],
        "oggi_anno": today.values("edizione__anno")[:1],
    }
    # Only where it is looked at: an edition has hundreds of other schede.
    return (
        schede.only(*IN_LISTS)
        .annotate(edizione_path=Substr("path", 1, Length("path") - 2 * SchedaPage.steplen))
        .annotate(
            **{
                name: Case(When(codice=codice, then=Subquery(query)), default=None)
                for name, query in asked.items()
            }
        )
    )


def _versions(schede: Iterable[Any]) -> list[DomandaInEdizione]:
    found = [
        DomandaInEdizione(
            scheda=scheda,
            edizione=Anno(scheda.edizione_pk, scheda.edizione_anno),
            titolo_edizione=scheda.edizione_titolo,
            slug_edizione=scheda.edizione_slug,
            numero_parte=scheda.numero_parte,
        )
        for scheda in schede
        if scheda.edizione_pk is not None
    ]
    return sorted(found, key=lambda version: version.edizione[::-1], reverse=True)


def earlier_version(scheda: SchedaPage) -> SchedaPage | None:
    """The same question in the newest published edition before that of `scheda`."""
    own = EdizionePage.objects.filter(path=scheda.path[: -2 * scheda.steplen])
    year = own.values_list("anno", flat=True).first()
    if year is None:
        return None
    live = _in_open_parts(SchedaPage.objects.live()).filter(codice=scheda.codice)
    versions = _versions(_with_edition(live, codice=scheda.codice))
    return next((v.scheda for v in versions if v.edizione.anno < year), None)


def schede_not_of_today() -> "QuerySet[SchedaPage]":
    """The schede of every edition but the current one; without one, none."""
    return SchedaPage.objects.filter(~_of_today(), Exists(EdizioneCorrente.objects.all()))


def live_today() -> "QuerySet[SchedaPage]":
    """The live schede of the current edition, whoever may read them, in the order of the book."""
    return SchedaPage.objects.live().filter(_of_today()).order_by("path")


def found_today() -> "QuerySet[SchedaPage]":
    """The schede of the current edition that lists show to whoever may read them."""
    schede = _in_open_parts(SchedaPage.objects.live()).filter(_of_today(edizione__live=True))
    return schede.only("path", "codice")  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class InEdizione:
    """The edition in which a page stands."""

    anno: int
    titolo: str
    stato: Stato


def editions_of_pages(pages: Iterable[Any]) -> dict[int, InEdizione]:
    """Page → the edition that holds it, or that it is; two queries for all."""
    today = edition_today()
    editions = {
        edition.path: InEdizione(
            edition.anno, edition.title, state_of(Anno(edition.pk, edition.anno), today)
        )
        for edition in EdizionePage.objects.only("title", "path", "anno")
    }
    length = len(next(iter(editions), ""))
    found = ((page.pk, editions.get(page.path[:length])) for page in pages)
    return {key: edition for key, edition in found if edition is not None}


def schede_of_today(user: Reader) -> "QuerySet[SchedaPage]":
    """The visible schede of the current edition, as a condition inside another query."""
    return _in_open_parts(SchedaPage.objects.visibile_a(user)).filter(
        _of_today(edizione__live=True)
    )


def _of_today(**conditions: Any) -> Exists:
    """Whether a page stands below the current edition."""
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    today = EdizioneCorrente.objects.filter(**conditions).annotate(below=below)
    return Exists(today.filter(below__startswith=F("edizione__path")))


def schede_of(pages: EdizionePage | PartePage, user: Reader) -> "QuerySet[SchedaPage]":
    """The visible schede of an edition or a part, in the order of the book, as lists name them."""
    return (
        _in_open_parts(SchedaPage.objects.visibile_a(user))
        .descendant_of(pages)
        .only(*IN_LISTS)
        .order_by("path")
    )


def schede_among(keys: Iterable[int], user: Reader) -> "QuerySet[SchedaPage]":
    """Those of `keys` that are visible, in the order of the books, as lists name them."""
    schede = _in_open_parts(SchedaPage.objects.visibile_a(user)).filter(pk__in=list(keys))
    return schede.only(*IN_LISTS).order_by("path")


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
