"""The names by which practitioners call an act."""

from dataclasses import dataclass
from functools import cache

from .identificatori import Identificatore, parse_identifier
from .registers import NomeCorrente, names

#: acts that house style cites by name, never by their estremi
_BY_NAME = (
    "urn:nir:stato:costituzione:1947-12-27",
    "urn:nir:stato:regio.decreto:1942-03-16;262:1",
    "urn:nir:stato:regio.decreto:1942-03-16;262:2",
    "urn:nir:stato:regio.decreto:1942-03-30;318:1",
    "urn:nir:stato:regio.decreto:1940-10-28;1443:1",
    "urn:nir:stato:regio.decreto:1941-08-25;1368:1",
    "urn:nir:stato:regio.decreto:1930-10-19;1398:1",
    "urn:nir:stato:regio.decreto:1941-02-20;303:1",
    "urn:nir:stato:decreto.del.presidente.della.repubblica:1988-09-22;447",
    "urn:nir:stato:decreto.legislativo:1989-07-28;271",
    "urn:nir:stato:decreto.legislativo:2010-07-02;104:2",
    "urn:nir:stato:decreto.legislativo:2016-08-26;174:1",
    "urn:nir:stato:regio.decreto:1942-03-30;327:1",
    "celex:12016E/TXT",
    "celex:12016M/TXT",
    "celex:12016P/TXT",
)
_WHOLE = {"Costituzione della Repubblica italiana": "Costituzione", "Preleggi": "preleggi"}


@dataclass(frozen=True, slots=True)
class Nome:
    """`nome` of the whole act; `breve` beside one of its parts."""

    nome: str
    breve: str


def popular_name(identifier: Identificatore) -> str:
    """The name by which practitioners call the act ("Codice del Terzo settore"), or "".

    Where successive acts share a name, those that no longer bear it carry their year.
    """
    return _popular().get(identifier.chiave, "")


def short_name(identifier: Identificatore) -> str:
    """How a short citation calls the act ("CTS", "c.c."), or "" where it has no such name."""
    return _short().get(identifier.chiave, "")


def cited_by_name(identifier: Identificatore) -> Nome | None:
    """The codes, the Constitution, ratified conventions: None for what is cited by its estremi."""
    return _cited_by_name().get(identifier.chiave)


@cache
def _popular() -> dict[str, str]:
    bearers: dict[str, set[str]] = {}
    for one in names():
        bearers.setdefault(one.nome, set()).add(one.identificatore.chiave)
    found: dict[str, str] = {}
    for one in names():
        past = one.al and len(bearers[one.nome]) > 1
        shown = f"{one.nome} ({one.identificatore.anno})" if past else one.nome
        found.setdefault(one.identificatore.chiave, shown)
    return found


@cache
def _short() -> dict[str, str]:
    return {one.identificatore.chiave: one.breve for one in names() if one.breve}


@cache
def _cited_by_name() -> dict[str, Nome]:
    chosen = {parse_identifier(text).chiave for text in _BY_NAME}
    found: dict[str, Nome] = {}
    for one in names():
        key = one.identificatore.chiave
        if (key in chosen and one.breve) or one.is_ratifica:
            found.setdefault(key, Nome(_whole(one), one.breve))
    return found


def _whole(one: NomeCorrente) -> str:
    """In mid sentence: "codice civile", "disposizioni di attuazione…", but "Convenzione di Faro"."""
    if one.nome in _WHOLE:
        return _WHOLE[one.nome]
    lowered = ("Codice", "Disposizioni")
    return one.nome[0].lower() + one.nome[1:] if one.nome.startswith(lowered) else one.nome
