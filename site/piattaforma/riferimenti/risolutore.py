"""Risolutore: a port from identifiers to what readers are shown, in one call.

The default answers from the identifier alone with the official source; a register of acts replaces
it with its own records.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass

from piattaforma.citazioni import Identificatore, format_id, link, popular_name, slug


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


class OfficialSource(Risolutore):
    """The official source, built from the identifier: no query, no network."""

    def resolve(self, identifiers: Iterable[Identificatore]) -> dict[str, Risolto]:
        return {
            str(identifier): Risolto(
                titolo=_title(identifier),
                esteso=format_id(identifier.atto),
                url=link(identifier),
                esterno=True,
            )
            for identifier in identifiers
        }


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


def act_slug(identifier: Identificatore) -> str:
    """The act's part of an address; the same whoever resolves."""
    return slug(identifier.atto)
