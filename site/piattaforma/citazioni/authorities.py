"""Who adopts an act, as house style and addresses call them."""

from dataclasses import dataclass
from functools import cache

from .registers import offices, places

_NAMED = {
    "autorita.nazionale.anticorruzione": ("ANAC", "anac"),
    "agenzia.italia.digitale": ("AgID", "agid"),
    "agenzia.entrate": ("Agenzia delle entrate", "agenzia-entrate", "AdE"),
    "garante.protezione.dati.personali": ("Garante privacy", "garante-privacy"),
    "conferenza.unificata": ("Conferenza unificata", "cu", "CU"),
    "conferenza.stato.regioni": ("Conferenza Stato-Regioni", "csr", "CSR"),
}
_UNNAMED = ("regione", "provincia.autonoma")
_TOWNS = {
    "comune": "Comune di",
    "provincia": "Provincia di",
    "citta.metropolitana": "Città metropolitana di",
}


@dataclass(frozen=True, slots=True)
class Autorita:
    """`nome` as it is written beside a type, `slug` as it stands in an address; `breve` where people
    shorten the name, `esteso` where a sentence spells it out."""

    nome: str
    slug: str
    breve: str = ""
    esteso: str = ""


def is_regional(authority: str) -> bool:
    """A region or an autonomous province, also one of which the name is not known."""
    return authority.startswith(("regione", "provincia.autonoma"))


def is_provincial(authority: str) -> bool:
    return authority.startswith("provincia.autonoma")


def is_unnamed(authority: str) -> bool:
    """A region or an autonomous province that the text does not name."""
    return authority in _UNNAMED


def is_conference(authority: str) -> bool:
    """A Conference of the State with regions, towns or both."""
    return authority.startswith("conferenza.")


def is_ministerial(authority: str) -> bool:
    return authority.startswith(("ministero.", "ministro."))


def authority(identifier: str) -> Autorita:
    """The name and the slug of an authority, without its organ (`regione.toscana;giunta`)."""
    office = identifier.partition(";")[0]
    return _registered().get(office) or _unknown(office)


@cache
def _registered() -> dict[str, Autorita]:
    known = {key: Autorita(*pair) for key, pair in _NAMED.items()}
    for place in places():
        slug = place.autorita.removeprefix("regione.").removeprefix("provincia.autonoma.")
        known[place.autorita] = Autorita(place.nome, slug.replace(".", "-"))
    for office in offices():
        short = office.sigla.upper() if office.is_acronym else ""
        known[office.autorita] = Autorita(office.nome, office.sigla, short, office.esteso)
    known |= dict.fromkeys(_UNNAMED, Autorita("", ""))
    return known


def _unknown(office: str) -> Autorita:
    slug = office.removeprefix("ministero.").replace(".", "-")
    for prefix, words in _TOWNS.items():
        if office.startswith(prefix + "."):
            town = office.removeprefix(prefix + ".").replace(".", " ").title()
            return Autorita(f"{words} {town}", slug)
    return Autorita(slug.replace("-", " ").capitalize(), slug)
