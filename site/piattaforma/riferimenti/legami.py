"""A citation as a link: where it leads, and what a reader is told of it before following it."""

from collections.abc import Iterable

from piattaforma.citazioni import Identificatore
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.linking import Legame

from .risolutore import Risolto

CLASSE = "cd-cite"
#: How many parts of an act are named.
_NAMED = 4


def citation_link(
    answer: Risolto, one: Identificatore, every: Iterable[Identificatore] = ()
) -> Legame:
    """The link of words that cite `one`, and of its act perhaps `every` other part."""
    name = _name(answer.titolo, one, [*(every or [one])])
    # Without a heading, the whole name of the act that people call by another.
    unsaid = "" if answer.esteso.lower() in name.lower() else answer.esteso
    return Legame(
        answer.url,
        classe=CLASSE,
        esterno=answer.esterno,
        nome=name,
        spiega=_begun(answer.rubrica or unsaid),
        stato=told_state(answer),
        tono=tone_of(answer),
        nota=answer.nota,
    )


def listed_link(answer: Risolto, one: Identificatore) -> Legame:
    """The link in a list that says by itself what the citation is: a title with the act, no popover."""
    name = _name(answer.titolo, one, [one])
    return Legame(answer.url, name, CLASSE, esterno=answer.esterno)


def named_link(answer: Risolto) -> Legame:
    """The link of words that say by themselves what is cited, and where."""
    return Legame(answer.url, classe=CLASSE, esterno=answer.esterno)


def own_link(url: str) -> Legame:
    """The same, to a record of ours that is at hand; "" leads nowhere."""
    return Legame(url, classe=CLASSE)


def told_state(answer: Risolto) -> str:
    """In what state it is, in words; "" where nobody knows."""
    return answer.stato_testo or _begun(answer.nota)


def tone_of(answer: Risolto) -> str:
    """How the state is coloured, beside its words."""
    if answer.is_caduto:
        return "err"
    return {"": "", "vigente": "ok"}.get(answer.stato, "warn")


def _name(act: str, one: Identificatore, every: list[Identificatore]) -> str:
    parts = [format_partition(other) for other in every if other.chiave == one.chiave]
    words = "; ".join([part for part in dict.fromkeys(parts) if part][:_NAMED])
    return _begun(f"{words}, {act}" if words else act)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
