"""Risolutore: a port from identifiers to what readers are shown, in one call.

The default answers from the identifier alone with the official source; a register of acts replaces
it with its own records.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from piattaforma.citazioni import (
    Identificatore,
    format_id,
    link,
    parse_identifier,
    popular_name,
    slug,
)


@dataclass(frozen=True, slots=True)
class Risolto:
    """What one identifier stands for. `url` is "" where no official address is known."""

    titolo: str
    esteso: str
    url: str
    esterno: bool


class Risolutore(ABC):
    """Subclass and `set_resolver()`."""

    @abstractmethod
    def resolve(self, identifiers: Iterable[Identificatore]) -> dict[str, Risolto]:
        """Identifier as text → what it stands for; every identifier asked for is in the answer."""

    def held(self, acts: Iterable[Identificatore]) -> set[str]:
        """The join keys of the acts that a record of ours holds; without a register, none."""
        return set()


class OfficialSource(Risolutore):
    """The official source, built from the identifier: no query, no network."""

    def resolve(self, identifiers: Iterable[Identificatore]) -> dict[str, Risolto]:
        return {str(identifier): _official(identifier) for identifier in identifiers}


@lru_cache(maxsize=4096)
def _official(identifier: Identificatore) -> Risolto:
    return Risolto(
        titolo=_title(identifier),
        esteso=format_id(identifier.atto),
        url=link(identifier),
        esterno=True,
    )


def _title(identifier: Identificatore) -> str:
    """The name practitioners use; decisions are called by court and number."""
    name = "" if identifier.is_decisione else popular_name(identifier)
    return name or format_id(identifier.atto)


class _Port:
    resolver: Risolutore = OfficialSource()


def set_resolver(resolver: Risolutore) -> None:
    _Port.resolver = resolver


def resolve(identifiers: Iterable[Identificatore]) -> dict[str, Risolto]:
    """Ask the resolver in force, once for a whole page."""
    return _Port.resolver.resolve(identifiers)


def held(acts: Iterable[Identificatore]) -> set[str]:
    """The join keys of the acts that the resolver in force has a record of."""
    return _Port.resolver.held(acts)


def resolve_shown(
    oggetto: Any, identifiers: Iterable[Identificatore], annotatore: str
) -> dict[str, Risolto]:
    """What the identifiers shown on a page stand for: those given and those that its text cites.

    The answers stay with the object, so that list and text of a page ask once together.
    """
    answers: dict[str, Risolto] = oggetto.__dict__.setdefault("_risolti", {})
    wanted = [identifier for identifier in identifiers if str(identifier) not in answers]
    if wanted:
        marked = getattr(oggetto, "chiavi_segnate", None)
        keys = [key for keys in marked(annotatore) for key in keys] if marked else []
        wanted += [parse_identifier(key) for key in keys if key not in answers]
        answers.update(resolve(dict.fromkeys(wanted)))
    return answers


def act_slug(identifier: Identificatore) -> str:
    """The act's part of an address; the same whoever resolves."""
    return slug(identifier.atto)
