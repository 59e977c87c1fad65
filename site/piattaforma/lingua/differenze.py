"""What differs between two texts, as people read it: by paragraphs, and by words within them.

A paragraph is a line that is not empty. White space is no difference, and no difference begins inside
a word. Bounded: `alignment` says how.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, NamedTuple

from .alignment import aligned

TipoTratto = Literal["uguale", "tolto", "aggiunto"]
TipoBrano = Literal["uguale", "cambiato", "tolto", "aggiunto", "salta"]

#: "d.lgs", "co-programmazione", "1.000,50" and "dell’" are one word; other signs go alone.
_INNER = "[\\w\u00ad\u0300-\u036f]"
_WORD = re.compile(
    rf"(\s*+)({_INNER}++(?:[.,:/-](?=\d)(?<=\d.)\d++|[.\-\u2011]{_INNER}++)*+['’]?"
    "|[^\\w\\s][\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*+)"
)
#: How many words two paragraphs must share, of all they have, to be one that changed.
_LIKE = 0.35
#: Paragraphs compared each with each; above, the stretch is cut.
_SIDE = 12
#: What stays between two changes, shorter than both and of no more letters than these, is noise: "di".
_NOISE = 4


class Tratto(NamedTuple):
    """A run of words with one fate."""

    tipo: TipoTratto
    testo: str
    #: whether a space stands before it
    spazio: bool


@dataclass(frozen=True, slots=True)
class Brano:
    """A paragraph with its fate; `salta` stands for many that are equal."""

    tipo: TipoBrano
    tratti: tuple[Tratto, ...] = ()
    #: the same paragraph went, or came, elsewhere
    spostato: bool = False
    quanti: int = 1


@dataclass(frozen=True, slots=True)
class Sintesi:
    """How many paragraphs have which fate; one that moved counts once."""

    cambiati: int = 0
    aggiunti: int = 0
    tolti: int = 0
    spostati: int = 0

    def __bool__(self) -> bool:
        return bool(self.cambiati or self.aggiunti or self.tolti or self.spostati)

    def __add__(self, other: "Sintesi") -> "Sintesi":
        return Sintesi(
            self.cambiati + other.cambiati,
            self.aggiunti + other.aggiunti,
            self.tolti + other.tolti,
            self.spostati + other.spostati,
        )

    def __str__(self) -> str:
        """Write "3 capoversi cambiati, 1 aggiunto"."""
        words = zip(
            ("cambiat", "aggiunt", "tolt", "spostat"),
            (self.cambiati, self.aggiunti, self.tolti, self.spostati),
            strict=True,
        )
        parts = [f"{n} {stem}{'o' if n == 1 else 'i'}" for stem, n in words if n]
        if not parts:
            return "Nessuna differenza nel testo"
        noun = "capoverso" if parts[0].startswith("1 ") else "capoversi"
        return ", ".join([parts[0].replace(" ", f" {noun} ", 1), *parts[1:]])


class _Word(NamedTuple):
    testo: str
    spazio: bool


_Words = Sequence[_Word]


class _Paragraph(NamedTuple):
    words: _Words
    key: tuple[str, ...]
    distinct: frozenset[str]

    @classmethod
    def of(cls, words: _Words) -> "_Paragraph":
        key = tuple(word.testo for word in words)
        return cls(words, key, frozenset(key))


def compare(prima: str, dopo: str) -> list[Brano]:
    """The paragraphs of both texts in reading order.

    Equal and removed runs are the words of `prima`, equal and added ones those of `dopo`.
    """
    before, after = _paragraphs(prima), _paragraphs(dopo)
    pairs = aligned([p.key for p in before], [p.key for p in after])
    found: list[Brano] = []
    i = j = 0
    for left, right in [*pairs, (len(before), len(after))]:
        found += _between(before[i:left], after[j:right])
        if right < len(after):
            found.append(_whole("uguale", after[right]))
        i, j = left + 1, right + 1
    return _with_moved(found)


def summary(brani: Iterable[Brano]) -> Sintesi:
    """The count of what differs."""
    kinds = Counter("spostato" if b.spostato else b.tipo for b in brani)
    return Sintesi(
        kinds["cambiato"], kinds["aggiunto"], kinds["tolto"], (kinds["spostato"] + 1) // 2
    )


def abridged(brani: Iterable[Brano], *, context: int = 1) -> list[Brano]:
    """The same with long stretches of equal paragraphs as one `salta`, but for `context` beside changes."""
    groups = [(equal, list(g)) for equal, g in groupby(brani, key=lambda b: b.tipo == "uguale")]
    short: list[Brano] = []
    for place, (equal, group) in enumerate(groups):
        head = context if place else 0
        tail = len(group) - (context if place < len(groups) - 1 else 0)
        # one line in the place of one paragraph saves nothing
        if not equal or tail - head < 2:
            short += group
            continue
        short += [*group[:head], Brano("salta", quanti=tail - head), *group[tail:]]
    return short


def _paragraphs(text: str) -> list[_Paragraph]:
    found = []
    for line in text.split("\n"):
        words = tuple(_Word(m[2], bool(m[1])) for m in _WORD.finditer(line.strip()))
        if words:
            found.append(_Paragraph.of(words))
    return found


def _whole(tipo: TipoTratto, paragraph: _Paragraph) -> Brano:
    return Brano(tipo, (Tratto(tipo, _written(paragraph.words), False),))


def _written(words: _Words) -> str:
    """The words as they stood, any white space as one space."""
    first, *others = words
    return first.testo + "".join(f" {w.testo}" if w.spazio else w.testo for w in others)


def _between(before: list[_Paragraph], after: list[_Paragraph]) -> list[Brano]:
    """What stands between two paragraphs that stayed."""
    if not before or not after:
        return [_whole("tolto", p) for p in before] + [_whole("aggiunto", p) for p in after]
    joined = _join(before), _join(after)
    if joined[0].key == joined[1].key:
        return [_whole("uguale", p) for p in after]  # only cut otherwise
    least, longest = sorted((len(before), len(after)))
    if least > 1 and longest > _SIDE:
        pieces = -(-longest // _SIDE)
        return [
            brano
            for n in range(pieces)
            for brano in _between(_piece(before, n, pieces), _piece(after, n, pieces))
        ]
    alike = [[_likeness(p, q) for q in after] for p in before]
    if least == 1 and longest > 1:
        whole = _likeness(*joined)
        if whole >= _LIKE and whole > max(map(max, alike)):
            return [_changed(*joined)]  # one was cut into many, or many made one
    return _paired(before, after, alike)


def _piece(items: list[_Paragraph], number: int, pieces: int) -> list[_Paragraph]:
    return items[number * len(items) // pieces : (number + 1) * len(items) // pieces]


def _join(paragraphs: list[_Paragraph]) -> _Paragraph:
    words: list[_Word] = []
    for paragraph in paragraphs:
        first, *others = paragraph.words
        words += [first._replace(spazio=bool(words)), *others]
    return _Paragraph.of(words)


def _likeness(one: _Paragraph, other: _Paragraph) -> float:
    """The share of words in common, whatever their order and number: 0 to 1."""
    return 2 * len(one.distinct & other.distinct) / (len(one.distinct) + len(other.distinct))


def _paired(
    before: list[_Paragraph], after: list[_Paragraph], alike: list[list[float]]
) -> list[Brano]:
    """Paragraphs that changed, in the order that shares most words, and those that have no pair."""
    rows, columns = len(before), len(after)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            like = alike[i][j]
            pair = like + best[i + 1][j + 1] if like >= _LIKE else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    found: list[Brano] = []
    i = j = 0
    while i < rows or j < columns:
        if i < rows and (j == columns or best[i][j] == best[i + 1][j]):
            found.append(_whole("tolto", before[i]))
            i += 1
        elif j < columns and (i == rows or best[i][j] == best[i][j + 1]):
            found.append(_whole("aggiunto", after[j]))
            j += 1
        else:
            found.append(_changed(before[i], after[j]))
            i, j = i + 1, j + 1
    return found


@dataclass
class _Step:
    """Words that went and words that came in their place, then words that stayed."""

    went: list[_Word]
    came: list[_Word]
    kept: list[_Word]

    @property
    def size(self) -> int:
        return max(_letters(self.went), _letters(self.came))


def _changed(one: _Paragraph, other: _Paragraph) -> Brano:
    steps = _without_noise(_steps(one.words, other.words, aligned(one.key, other.key)))
    runs: list[Tratto] = []
    for step in steps:
        by_kind: tuple[tuple[TipoTratto, list[_Word]], ...]
        by_kind = (("tolto", step.went), ("aggiunto", step.came), ("uguale", step.kept))
        runs += [Tratto(tipo, _written(ws), ws[0].spazio) for tipo, ws in by_kind if ws]
    return Brano("cambiato", tuple(runs))


def _steps(one: _Words, other: _Words, pairs: list[tuple[int, int]]) -> list[_Step]:
    steps = [_Step([], [], [])]
    i = j = 0
    for left, right in [*pairs, (len(one), len(other))]:
        if (left, right) != (i, j):
            steps.append(_Step([*one[i:left]], [*other[j:right]], []))
        if right < len(other) and left < len(one):
            spaced = one[left].spazio or other[right].spazio
            steps[-1].kept.append(other[right]._replace(spazio=spaced))
        i, j = left + 1, right + 1
    return steps


def _without_noise(steps: list[_Step]) -> list[_Step]:
    """A few short words that stayed between two longer changes go with them."""
    quiet = steps[:1]
    for step in steps[1:]:
        last = quiet[-1]
        if _letters(last.kept) < min(_NOISE + 1, last.size, step.size):
            last.went += [*last.kept, *step.went]
            last.came += [*last.kept, *step.came]
            last.kept = step.kept
        else:
            quiet.append(step)
    return quiet


def _letters(words: _Words) -> int:
    """How many letters, as far as noise is told from the rest."""
    return sum(len(word.testo) for word in words[: _NOISE + 1])


def _with_moved(brani: list[Brano]) -> list[Brano]:
    """Mark what went from one place and came back, the same, in another."""
    went = Counter(b.tratti[0].testo for b in brani if b.tipo == "tolto")
    came = Counter(b.tratti[0].testo for b in brani if b.tipo == "aggiunto")
    moved = {"tolto": went & came, "aggiunto": went & came}
    found = []
    for brano in brani:
        left = moved.get(brano.tipo)
        if left and left[brano.tratti[0].testo] > 0:
            left[brano.tratti[0].testo] -= 1
            brano = replace(brano, spostato=True)  # noqa: PLW2901
        found.append(brano)
    return found
