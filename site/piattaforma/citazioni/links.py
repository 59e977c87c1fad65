"""Where the official text of an act or decision is, from its identifier alone."""

import datetime
from functools import cache
from urllib.parse import quote

from .identificatori import Identificatore
from .registers import decrees_on_normattiva, names, places

_NORMATTIVA = "https://www.normattiva.it/uri-res/N2Ls?"
_EURLEX = "https://eur-lex.europa.eu/legal-content/IT/TXT/?uri="
_CONSULTA = "https://www.cortecostituzionale.it/scheda-pronuncia/"
_TOSCANA = "regione.toscana"
_DPCM = "decreto.del.presidente.del.consiglio.dei.ministri"

#: types that Normattiva holds for the State; a decree of the President of the Council only if it
#: is numbered, decrees of ministers mostly not
_STATE_TYPES = frozenset(
    {
        "costituzione",
        "legge",
        "legge.costituzionale",
        "decreto.legge",
        "decreto.legislativo",
        "decreto.legislativo.luogotenenziale",
        "decreto.legislativo.del.capo.provvisorio.dello.stato",
        "decreto.del.capo.provvisorio.dello.stato",
        "decreto.luogotenenziale",
        "regio.decreto",
        "regio.decreto.legge",
        "regio.decreto.legislativo",
        "decreto.del.presidente.della.repubblica",
        _DPCM,
    }
)
#: what each regional collection is known to hold under its pattern
_REGIONAL_TYPES = {
    _TOSCANA: frozenset({"legge", "regolamento.giunta", "regolamento.consiglio"}),
    "regione.emilia.romagna": frozenset({"legge", "regolamento"}),
}
_LAWS = frozenset({"legge"})


def link(identifier: Identificatore, date: str = "") -> str:
    """The official page of an act (of the article where the source has one), or "".

    `date`, ISO, asks for the text in force on that day, where the source has it; the text of
    today's otherwise. Silence beats a wrong link: no address is guessed for sources without a
    stable one. Raises ValueError if `date` is no day.
    """
    if date and (len(date) != 10 or datetime.date.fromisoformat(date).isoformat() != date):
        raise ValueError(f"not a day as YYYY-MM-DD: {date!r}")
    if identifier.schema == "celex":
        return _union(identifier)
    if identifier.schema == "ecli":
        return _decision(identifier)
    if identifier.autorita == "stato":
        return _state(identifier, date) if _is_held(identifier) else ""
    if identifier.chiave in decrees_on_normattiva():
        return _state(identifier, date)
    return _regional(identifier)


def _is_held(identifier: Identificatore) -> bool:
    if identifier.tipo == _DPCM and not identifier.numero:
        return False
    return identifier.tipo in _STATE_TYPES


def _state(identifier: Identificatore, date: str) -> str:
    act = str(identifier.atto)
    # Normattiva resolves articles and nothing below, and no article of a ratified convention.
    article = f"~art{identifier.articolo}" if identifier.articolo else ""
    if identifier.chiave in _ratifications():
        act, article = act.removesuffix(f":{identifier.annesso}"), ""
    if date < identifier.data:
        date = ""
    return f"{_NORMATTIVA}{act}{article}!vig={date}"


@cache
def _ratifications() -> frozenset[str]:
    return frozenset(one.identificatore.chiave for one in names() if one.is_ratifica)


@cache
def _collections() -> dict[str, str]:
    return {place.autorita: place.collezione for place in places() if place.collezione}


def _regional(identifier: Identificatore) -> str:
    pattern = _collections().get(identifier.autorita)
    if not pattern or not identifier.numero:
        return ""
    if identifier.tipo not in _REGIONAL_TYPES.get(identifier.autorita, _LAWS):
        return ""
    if "{giorno}" in pattern and len(identifier.data) != 10:
        return ""
    address = pattern.format(
        urn=identifier.atto,
        tipo=identifier.tipo,
        anno=identifier.anno,
        numero=identifier.numero,
        giorno=identifier.data.replace("-", ""),
    )
    if identifier.articolo and identifier.autorita == _TOSCANA:
        address += f"&pr=idx,0;artic,0;articparziale,1&anc=art{identifier.articolo}"
    return address


def _union(identifier: Identificatore) -> str:
    number = identifier.numero
    if number.startswith("12016") and identifier.articolo.isdigit():
        # an article of a treaty is a document of its own, with three figures
        number = f"{number[:6]}{int(identifier.articolo):03}"
    return f"{_EURLEX}CELEX:{quote(number, safe='()')}"


def _decision(identifier: Identificatore) -> str:
    if identifier.autorita == "IT:COST" and not identifier.tipo:
        return f"{_CONSULTA}{identifier.anno}/{identifier.numero}"
    if identifier.autorita.startswith("EU:"):
        return f"{_EURLEX}ecli:{identifier}"
    return ""
