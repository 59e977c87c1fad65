"""What somebody typed, cut into quoted phrases, exclusions, citations and words. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from piattaforma.citazioni import Citation, parse_identifier, read_query
from piattaforma.citazioni.decisions import courts_in
from piattaforma.lingua import Token, tokens

#: Characters that are read, and words and citations among them; what follows is left out.
LONGEST, MOST_WORDS, MOST_CITATIONS = 400, 64, 8

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]+"
)
_QUOTED = re.compile(r"(?P<minus>(?<!\S)-)?(?:«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\")")
_EXCLUDED = re.compile(r"(?<!\S)-(?=[^\W\d_])([^\s\"«»“”]+)")
_HYPHENS = frozenset("-‐‑–")
#: "o.d.v."
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")

#: Whether what was cited leads to something that may be found.
Leads = Callable[[Citation], bool]


def always(_: Citation) -> bool:
    """Whatever is cited is taken for something that may be found."""
    return True


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, with its place in the text."""

    token: Token
    #: whether only a hyphen stands between it and the word before
    hyphened: bool = False

    @property
    def sigla(self) -> Token | None:
        """An acronym with its dots as it is written without them."""
        if not _DOTTED.fullmatch(self.token.exact):
            return None
        joined = self.token.exact.replace(".", "")
        return next(iter(tokens(joined, keep_stop_words=True)), None)


@dataclass(frozen=True, slots=True)
class Typed:
    """`testo` as it was read: without what is invisible, and not longer than `LONGEST`."""

    testo: str
    tagliato: bool
    parole: tuple[Word, ...] = ()
    frasi: tuple[tuple[Token, ...], ...] = ()
    escluse: tuple[tuple[Token, ...], ...] = ()
    #: how many of those, the first, are quoted
    escluse_citate: int = 0
    citazioni: tuple[Citation, ...] = field(default=())
    #: words that are one name together: "corte dei conti"
    nomi: tuple[tuple[Token, ...], ...] = ()


def visible(text: str) -> str:
    """`text` on one line, without what nobody sees."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def read_typed(text: str, leads: Leads = always, *, quotes: bool = True) -> Typed:
    """Cut `text` into its parts. Linear; any text will do.

    Without `quotes` what is quoted are words like others; what is excluded stays so. The words of a
    citation that means one thing are not among the words; those of a doubtful one are, and of one
    that leads nowhere.
    """
    clean = visible(text[: LONGEST * 4])
    whole, clean = clean, clean[:LONGEST].rstrip()
    rest = list(clean)
    phrases: list[tuple[Token, ...]] = []
    excluded: list[tuple[Token, ...]] = []
    for found in _QUOTED.finditer(clean):
        if not quotes and not found["minus"]:
            _blank(rest, found.start(), found.start() + 1)
            _blank(rest, found.end() - 1, found.end())
            continue
        words = tuple(tokens(next(group for group in found.groups()[1:] if group)))
        if words:
            (excluded if found["minus"] else phrases).append(words)
        _blank(rest, *found.span())
    quoted = len(excluded)
    for found in _EXCLUDED.finditer("".join(rest)):
        if words := tuple(tokens(found[1])):
            excluded.append(words)
        _blank(rest, *found.span())
    free = "".join(rest)
    citations = tuple(one for one in read_query(free) if one.ids or one.candidates)
    for one in citations:
        if one.ids and leads(one):
            _blank(rest, one.start, one.end)
    words_left = tuple(words_of("".join(rest)))
    citations = _once(citations)
    return Typed(
        testo=clean,
        tagliato=len(whole) > len(clean)
        or len(text) > LONGEST * 4
        or len(words_left) > MOST_WORDS
        or len(citations) > MOST_CITATIONS,
        parole=words_left[:MOST_WORDS],
        frasi=tuple(phrases),
        escluse=tuple(excluded),
        escluse_citate=quoted,
        citazioni=citations[:MOST_CITATIONS],
        nomi=tuple(_names("".join(rest), words_left[:MOST_WORDS])),
    )


def of_the_same_number(citation: Citation) -> list[str]:
    """What else has the number of a citation, in its year where that was typed; the likeliest first."""
    said = parse_identifier(citation.ids[0])
    if not said.numero.isdigit() or said.numero not in citation.surface:
        return []
    year = said.anno in citation.surface or f"/{said.anno[2:]}" in citation.surface
    read = read_query(f"{said.numero}/{said.anno}" if year else said.numero)
    part = f"~{said.partizione}" if said.partizione else ""
    others = [parse_identifier(key) for one in read for key in (one.ids or one.candidates)]
    return [
        f"{one.atto}{'' if one.is_decisione else part}"
        for one in others
        if one.chiave != said.chiave
    ]


def words_of(text: str) -> Iterator[Word]:
    """Its words, with what stands between them."""
    last = -1
    for token in tokens(text):
        between = text[last : token.start] if last >= 0 else ""
        yield Word(token, between in _HYPHENS)
        last = token.end


def _once(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each norm is cited once, however often it was typed."""
    found: dict[tuple[str, ...], Citation] = {}
    for one in citations:
        found.setdefault((*one.ids, "", *one.candidates), one)
    return tuple(found.values())


def _names(text: str, words: tuple[Word, ...]) -> Iterator[tuple[Token, ...]]:
    for start, end in courts_in(text):
        inside = tuple(one.token for one in words if start <= one.token.start < end)
        if len(inside) > 1:
            yield inside


def _blank(characters: list[str], start: int, end: int) -> None:
    # Offsets stay, and words on the two sides do not join.
    characters[start:end] = " " * (end - start)
