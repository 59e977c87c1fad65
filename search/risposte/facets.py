"""Facets with the names that readers know them by."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.text import slugify

from piattaforma.nucleo.contents import all_contents
from piattaforma.nucleo.models import Generazione, Termine

from ..contract import FACETS, Filters
from .risposta import Faccia, Scelta, Voce

_NAMES = {
    "tipo": "Che cosa",
    "anno": "Anno",
    "stato": "Stato della norma",
    "territorio": "Territorio",
    **{vocabulary.value: str(vocabulary.label) for vocabulary in Termine.Vocabolario},
}


@dataclass(frozen=True, slots=True)
class Etichetta:
    """The name of a value, and where it stands among the others of its facet."""

    testo: str
    livello: int = 0
    posto: int = 0


#: facet → code → name
Etichette = Mapping[str, Mapping[str, Etichetta]]

#: What is counted in years.
_YEAR = re.compile(r"[12]\d{3}")

_kept: dict[str, Etichette] = {}


def labels(token: str | None = None) -> Etichette:
    """The names of kinds, of states and of terms, kept while `token` (asked here if not given) is today’s."""
    token = Generazione.current() if token is None else token
    kept = _kept.get(token) if token else None
    if kept is None:
        kept = {"tipo": _kinds(), "stato": _states(), **_terms()}
        _kept.clear()
        _kept[token] = kept
    return kept


def facets_of(
    counts: Mapping[str, Mapping[str, int]],
    filters: Filters,
    names: Etichette,
    *,
    total: int,
    numbers: bool,
) -> tuple[Faccia, ...]:
    """Each facet with something to choose, or something chosen; with or without its `numbers`.

    Inside a content, where most have one value, not those that would leave all of the `total`.
    """
    found = []
    for facet in FACETS:
        chosen = filters.scelte.get(facet, ())
        entries = {code: n for code, n in counts.get(facet, {}).items() if n}
        if filters.dentro and not chosen and all(n == total for n in entries.values()):
            continue
        entries |= {code: 0 for code in chosen if code not in entries}
        if entries:
            values = [_value(facet, code, n, filters, names) for code, n in entries.items()]
            shown = _sorted(facet, values, names)
            if not numbers:
                shown = tuple(replace(one, n=None) for one in shown)
            found.append(Faccia(facet, _NAMES[facet], shown))
    return tuple(found)


def known(facet: str, codes: Sequence[str], names: Etichette) -> tuple[str, ...]:
    """Those of these codes of which there may be something: an address may say any."""
    if facet == "anno":
        return tuple(code for code in codes if _YEAR.fullmatch(code))
    return tuple(code for code in codes if code in names.get(facet, {}))


def choices(filters: Filters, names: Etichette) -> tuple[Scelta, ...]:
    """What the reader chose, by the order of the facets."""
    return tuple(
        Scelta(facet, code, label(facet, code, names))
        for facet in FACETS
        for code in filters.scelte.get(facet, ())
    )


def label(facet: str, code: str, names: Etichette) -> str:
    """The name of a value; of one that nobody named, its code in words."""
    known = names.get(facet, {}).get(code)
    if known:
        return known.testo
    words = code.replace("-", " ")
    return words[:1].upper() + words[1:]


def _value(facet: str, code: str, n: int, filters: Filters, names: Etichette) -> Voce:
    chosen = code in filters.scelte.get(facet, ())
    known = names.get(facet, {}).get(code)
    return Voce(code, label(facet, code, names), n, chosen, known.livello if known else 0)


def _sorted(facet: str, values: list[Voce], names: Etichette) -> tuple[Voce, ...]:
    """Steps in their order, years the last first; the rest by number, of kinds guidance before."""
    if facet == "anno":
        return tuple(sorted(values, key=lambda one: one.codice, reverse=True))
    named = names.get(facet, {})
    if facet in Termine.Vocabolario.values:
        places = {code: one.posto for code, one in named.items()}
        as_kept = sorted(values, key=lambda one: (places.get(one.codice, 1 << 30), one.codice))
        return tuple(as_kept if facet == Termine.Vocabolario.FASI else _by_number(as_kept))
    guides = (
        {slugify(content.plurale) for content in all_contents() if content.guida}
        if facet == "tipo"
        else set()
    )
    return tuple(
        sorted(values, key=lambda one: (one.codice not in guides, -(one.n or 0), one.etichetta))
    )


def _by_number(values: list[Voce]) -> Iterator[Voce]:
    """The most frequent first, each with those that stand under it."""
    trees: list[list[Voce]] = []
    for one in values:
        if one.livello and trees:
            trees[-1].append(one)
        else:
            trees.append([one])
    for tree in sorted(trees, key=lambda tree: -(tree[0].n or 0)):
        yield from tree


def _kinds() -> dict[str, Etichetta]:
    named = {slugify(content.plurale): content.plurale for content in all_contents()}
    return {code: Etichetta(name[:1].upper() + name[1:]) for code, name in named.items()}


def _states() -> dict[str, Etichetta]:
    return {code: Etichetta(said) for one in all_contents() for code, said in one.stati.items()}


def _terms() -> dict[str, dict[str, Etichetta]]:
    """Vocabulary → code → name, each term after the one that it stands under: one query."""
    below: dict[int | None, list[Termine]] = {}
    for term in Termine.objects.order_by("vocabolario", "ordine", "etichetta"):
        below.setdefault(term.genitore_id, []).append(term)
    found: dict[str, dict[str, Etichetta]] = {}
    for place, (term, level) in enumerate(_in_order(below, None, 0)):
        found.setdefault(term.vocabolario, {})[term.codice] = Etichetta(
            term.etichetta, level, place
        )
    return found


def _in_order(
    below: Mapping[int | None, list[Termine]], parent: int | None, level: int
) -> Iterator[tuple[Termine, int]]:
    for term in below.get(parent, ()):
        yield term, level
        yield from _in_order(below, term.pk, level + 1)
