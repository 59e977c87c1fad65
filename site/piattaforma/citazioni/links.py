"""Where the official text of an act or decision is, from its identifier alone."""

from collections.abc import Callable
from urllib.parse import quote

from .identificatori import Identificatore

_NORMATTIVA = "https://www.normattiva.it/uri-res/N2Ls?"
_EURLEX = "https://eur-lex.europa.eu/legal-content/IT/TXT/?uri=CELEX:"
_TOSCANA = "https://raccoltanormativa.consiglio.regione.toscana.it/articolo?urndoc="
_CONSULTA = "https://www.cortecostituzionale.it/actionSchedaPronuncia.do"

#: Types that Normattiva holds for the State; decrees of ministers mostly are not there.
_STATE_TYPES = {
    "costituzione",
    "legge",
    "legge.costituzionale",
    "decreto.legge",
    "decreto.legislativo",
    "regio.decreto",
    "decreto.del.presidente.della.repubblica",
}


def link(identifier: Identificatore) -> str:
    """The official page of an act (article where the source has one), or "" where none is known.

    Silence beats a wrong link: no address is guessed for sources without a stable one.
    """
    if identifier.schema == "celex":
        return _EURLEX + quote(identifier.numero, safe="()")
    if identifier.schema == "ecli":
        return _decision(identifier)
    builder = _COLLECTIONS.get(identifier.autorita)
    return builder(identifier) if builder else ""


def _state(identifier: Identificatore) -> str:
    if identifier.tipo not in _STATE_TYPES:
        return ""
    # Normattiva resolves articles and nothing below; `!vig=` asks for the text in force today.
    article = f"~art{identifier.articolo}" if identifier.articolo else ""
    return f"{_NORMATTIVA}{identifier.atto}{article}!vig="


def _toscana(identifier: Identificatore) -> str:
    article = f"&pr=idx,0;artic,0;articparziale,1&anc=art{identifier.articolo}"
    return f"{_TOSCANA}{identifier.atto}" + (article if identifier.articolo else "")


def _decision(identifier: Identificatore) -> str:
    if identifier.autorita == "IT:COST":
        return f"{_CONSULTA}?anno={identifier.anno}&numero={identifier.numero}"
    return ""


_COLLECTIONS: dict[str, Callable[[Identificatore], str]] = {
    "stato": _state,
    "regione.toscana": _toscana,
}
