"""Risolutore: a port from identifiers to what readers are shown, in one call.

The default answers from the identifier alone with the official source; a register of acts replaces
it with its own records.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from piattaforma.citazioni import (
    Identificatore,
    format_id,
    link,
    parse_identifier,
    popular_name,
    slug,
)
from piattaforma.nucleo.contents import content_of

from .chiavi import join_keys

#: States in which an act, an article or a decision is no longer to be relied on.
CADUTI = frozenset({"abrogato", "superato", "annullato"})


@dataclass(frozen=True, slots=True)
class Risolto:
    """What one identifier stands for. `url` is "" where no address is known."""

    titolo: str
    esteso: str
    url: str
    esterno: bool
    #: the heading of the article, or what the act is about
    rubrica: str = ""
    #: vigente, modificato, abrogato, superato, annullato, in-conversione, non-ancora-in-vigore; "" unknown
    stato: str = ""
    #: the same for readers: "Abrogata dal 1º luglio 2023"
    stato_testo: str = ""
    #: the official address, also where `url` is ours
    ufficiale: str = ""
    #: the day of a decision, as its record knows it: the number of a case bears another year
    giorno: dt.date | None = None
    #: the act or decision as its record spells it; None without a record
    scheda: Identificatore | None = None
    #: whether the record is a decision’s: authorities and courts of the Union too
    decisione: bool = False
    #: whether an article was asked for that the record of its act does not have
    senza_articolo: bool = False

    @property
    def is_caduto(self) -> bool:
        """Whether readers are warned before they rely on it."""
        return self.stato in CADUTI

    @property
    def nota(self) -> str:
        """One word for what has fallen, as its state is told ("abrogata"); "" for all others."""
        if not self.is_caduto:
            return ""
        said = self.stato_testo.split(" ", 1)[0].lower()
        return said if said[:-1] == self.stato[:-1] else self.stato


class Titolare(NamedTuple):
    """What a cited act is counted under."""

    #: a join key, the same for all spellings of one act
    chiave: str
    #: content type and primary key of the record, which does not count what it says of itself
    scheda: tuple[int, int] | None = None


class Risolutore(ABC):
    """Subclass and `set_resolver()`."""

    @abstractmethod
    def resolve(
        self, identifiers: Iterable[Identificatore], al: dt.date | None = None
    ) -> dict[str, Risolto]:
        """Identifier as text → what it stands for; every identifier asked for is in the answer.

        With `al`, as things stood on that day: addresses lead to the text of then, where there is one.
        """

    def held(self, identifiers: Iterable[Identificatore]) -> set[str]:
        """Of these, as text, those that a record of ours holds, article included; without a register, none."""
        return set()

    def owners(self, identifiers: Iterable[Identificatore]) -> dict[str, Titolare]:
        """Join key → what it is counted under; a key that stands for itself may be left out.

        Without a register, what is cited vaguely joins the one act cited that it may mean.
        """
        return {key: Titolare(act) for key, act in join_keys(identifiers).items()}

    def eccezioni(self) -> dict[str, str]:
        """What is cited and on purpose has no record, as text → why."""
        return {}

    def indirizzo_indice(self) -> str:
        """Where all acts are listed; "" where there is no such page."""
        return ""

    def indirizzo_ricerca(self) -> str:
        """Where a typed citation (`?q=`) is opened; "" where there is no such page."""
        return ""

    def indirizzo_chi_cita(
        self, identifier: Identificatore, genere: str = "", *, decisione: bool = False
    ) -> str:
        """Where the site tells who cites an act or a part of it; "" where there is no such page.

        With a kind ("schede"), those alone: of an act that has a record, who names it as a whole.
        `decisione`: whether what is cited is a decision though its identifier does not tell.
        """
        return ""


class OfficialSource(Risolutore):
    """The official source, built from the identifier: no query, no network."""

    def resolve(
        self, identifiers: Iterable[Identificatore], al: dt.date | None = None
    ) -> dict[str, Risolto]:
        return {str(identifier): _official(identifier, al) for identifier in identifiers}


@lru_cache(maxsize=4096)
def _official(identifier: Identificatore, al: dt.date | None) -> Risolto:
    address = link(identifier, al.isoformat() if al else "")
    return Risolto(
        titolo=_title(identifier),
        esteso=format_id(identifier.atto),
        url=address,
        esterno=True,
        ufficiale=address,
    )


def _title(identifier: Identificatore) -> str:
    """The name practitioners use; decisions are called by court and number."""
    name = "" if identifier.is_decisione else popular_name(identifier)
    return name or format_id(identifier.atto)


class _Port:
    resolver: Risolutore = OfficialSource()


def set_resolver(resolver: Risolutore) -> None:
    _Port.resolver = resolver


def resolve(identifiers: Iterable[Identificatore], al: dt.date | None = None) -> dict[str, Risolto]:
    """Ask the resolver in force, once for a whole page; with `al`, our own addresses say the day too."""
    answers = _Port.resolver.resolve(identifiers, al)
    if al is None:
        return answers
    return {key: _on_day(answer, al) for key, answer in answers.items()}


def _on_day(answer: Risolto, al: dt.date) -> Risolto:
    if answer.esterno or not answer.url:
        return answer
    address, mark, part = answer.url.partition("#")
    joint = "&" if "?" in address else "?"
    return replace(answer, url=f"{address}{joint}al={al.isoformat()}{mark}{part}")


def day_of(oggetto: Any) -> dt.date | None:
    """The day of the law that an object's page shows; None is today."""
    content = content_of(oggetto)
    return content.al(oggetto) if content else None


def held(identifiers: Iterable[Identificatore]) -> set[str]:
    """Of these, as text, those that the resolver in force has a record of."""
    return _Port.resolver.held(identifiers)


def owners(identifiers: Iterable[Identificatore]) -> dict[str, Titolare]:
    """Join key → what it is counted under; a key that stands for itself may be left out."""
    return _Port.resolver.owners(identifiers)


def exceptions() -> dict[str, str]:
    """What is cited and on purpose has no record, as text → why."""
    return _Port.resolver.eccezioni()


def indirizzo_indice() -> str:
    return _Port.resolver.indirizzo_indice()


def indirizzo_ricerca() -> str:
    return _Port.resolver.indirizzo_ricerca()


def indirizzo_chi_cita(
    identifier: Identificatore, genere: str = "", *, decisione: bool = False
) -> str:
    return _Port.resolver.indirizzo_chi_cita(identifier, genere, decisione=decisione)


def resolve_shown(
    oggetto: Any, identifiers: Iterable[Identificatore], annotatore: str
) -> dict[str, Risolto]:
    """What the identifiers shown on a page stand for: those given and those that its text cites.

    The answers stay with the object, so that list and text of a page ask once together; they are
    of the day at which the object stopped, if it did.
    """
    answers: dict[str, Risolto] = oggetto.__dict__.setdefault("_risolti", {})
    wanted = [identifier for identifier in identifiers if str(identifier) not in answers]
    if wanted:
        marked = getattr(oggetto, "chiavi_segnate", None)
        keys = [key for keys in marked(annotatore) for key in keys] if marked else []
        wanted += [parse_identifier(key) for key in keys if key not in answers]
        answers.update(resolve(dict.fromkeys(wanted), day_of(oggetto)))
    return answers


def act_slug(identifier: Identificatore) -> str:
    """The act's part of an address; the same whoever resolves."""
    return slug(identifier.atto)
