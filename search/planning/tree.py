"""The query tree that every engine compiles: a few nodes, no syntax, no text as somebody typed it.

Fields are those of an index: `titolo` and `corpo` hold stems, `titolo.esatto` and `corpo.esatto` the
words unstemmed; `nome`, `citazioni`, `identita` hold whole values.
"""

from dataclasses import dataclass

TITOLO, CORPO = "titolo", "corpo"
TITOLO_ESATTO, CORPO_ESATTO = "titolo.esatto", "corpo.esatto"
NOME, CITAZIONI, IDENTITA = "nome", "citazioni", "identita"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a whole value."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words at these places, relative to one another."""

    field: str
    words: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Best:
    """The best of these, and `tie` of each of the others."""

    nodes: tuple["Node", ...]
    tie: float = 0.0


@dataclass(frozen=True, slots=True)
class Sum:
    """Any of these; points add up."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All of these; points add up."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Boost:
    node: "Node"
    by: float


@dataclass(frozen=True, slots=True)
class Constant:
    """Whatever it finds gets these points."""

    node: "Node"
    points: float


Node = Term | Phrase | Best | Sum | Every | Boost | Constant
