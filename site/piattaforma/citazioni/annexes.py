"""Parts of an annex, and codes cited under the decree that carries them."""

from dataclasses import replace

from .identificatori import Identificatore
from .partition import Partition, Parts
from .registers import known_acts

#: decrees whose articles, as people cite them, are those of the code they carry
_CODES = {
    "urn:nir:stato:regio.decreto:1942-03-16;262": "2",
    "urn:nir:stato:regio.decreto:1930-10-19;1398": "1",
    "urn:nir:stato:regio.decreto:1940-10-28;1443": "1",
    "urn:nir:stato:regio.decreto:1942-03-30;327": "1",
    "urn:nir:stato:decreto.legislativo:2010-07-02;104": "2",
    "urn:nir:stato:decreto.legislativo:2016-08-26;174": "1",
}


def of_annex(
    act: Identificatore, parts: tuple[Parts, ...], named: tuple[Partition, ...]
) -> tuple[Identificatore, tuple[Partition, ...]]:
    """The act that the parts are of. Those of an annex that the register does not know are none of the
    act itself: the citation is of the act alone."""
    annex = next((one.annex for one in parts if one.annex), "")
    has_article = any(one.articolo for one in named)
    if annex:
        whole = replace(act, annesso=annex)
        if whole.chiave in known_acts():
            return whole, tuple(one for one in named if one != Partition())
        return act, (() if has_article else named)
    if has_article and (code := _CODES.get(str(act))):
        return replace(act, annesso=code), named
    return act, named
