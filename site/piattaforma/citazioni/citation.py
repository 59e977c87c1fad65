"""A citation found in a text, and what the text itself does not say."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "constitution", "state", "dpcm", "ministerial", "regional", "eu", "case_law", "authority"
]
#: explicit: the words say it all; inferred: from an antecedent, the context or the register;
#: doubtful: no target, only candidates.
Certainty = Literal["explicit", "inferred", "doubtful"]


class ContestoNonValido(ValueError):
    """The context does not read; the message is Italian and says which part of it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a text besides its words; everything is optional.

    `region` completes regional laws that name none; `date` (ISO) chooses among acts that share a
    name; `act` is the identifier of the act the text belongs to, which bare articles mean; `kind`
    is the court that wrote the text, which bare decisions mean ("Corte costituzionale").
    """

    region: str = ""
    date: str = ""
    act: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One maximal span that points at one act or decision, with all its parts.

    `start` and `end` count code points of the text that was given; `surface` is the text between
    them. `ids` holds every target, lists and ranges expanded; a doubtful citation has none, only
    `candidates`.
    """

    start: int
    end: int
    surface: str
    kind: Kind
    ids: list[str]
    candidates: list[str] = field(default_factory=list)
    certainty: Certainty = "explicit"
