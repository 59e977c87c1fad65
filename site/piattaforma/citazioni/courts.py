"""Courts and the kinds of their decisions, as ECLI codes them and as people write them."""

from dataclasses import dataclass
from functools import cache

from .registers import places, tar_seats


@dataclass(frozen=True, slots=True)
class Corte:
    """`nome` in full, `breve` in a short citation, `slug` in an address."""

    nome: str
    breve: str
    slug: str


_COURTS = {
    "IT:COST": Corte("Corte costituzionale", "Corte cost.", "corte-cost"),
    "IT:CDS": Corte("Consiglio di Stato", "Cons. Stato", "cons-stato"),
    "IT:CGARS": Corte(
        "Consiglio di giustizia amministrativa per la Regione siciliana", "CGARS", "cgars"
    ),
    "IT:CASS": Corte("Corte di cassazione", "Cass.", "cass"),
    "IT:CONT": Corte("Corte dei conti", "C. conti", "corte-conti"),
}
#: courts whose kinds of decision are numbered apart: the kind is part of the identity
ADMINISTRATIVE = frozenset({"CDS", "CGARS"})
#: suffix of the administrative courts → what the decision is, in full and in short
KINDS = {
    "SENT": ("sentenza", ""),
    "SENB": ("sentenza breve", "sent. breve"),
    "ORD": ("ordinanza", "ord."),
    "OCAU": ("ordinanza cautelare", "ord. caut."),
    "OCOL": ("ordinanza collegiale", "ord. coll."),
    "OPRE": ("ordinanza presidenziale", "ord. pres."),
    "DEC": ("decreto", "decr."),
    "DDEC": ("decreto decisorio", "decr. dec."),
    "DPRE": ("decreto presidenziale", "decr. pres."),
    "DCAU": ("decreto cautelare", "decr. caut."),
    "APLE": ("Adunanza plenaria", "Ad. plen."),
    "PDEF": ("parere", "par."),
    "PINT": ("parere interlocutorio", "par. interl."),
}
BRANCHES = {"CIV": ("civile", "civ."), "PEN": ("penale", "pen.")}
#: central sections of the Corte dei conti; the regional ones are SG- and SRC- plus the region
_SECTIONS = {
    "APP1": "I sez. centrale d'appello",
    "APP2": "II sez. centrale d'appello",
    "APP3": "III sez. centrale d'appello",
    "APPSIC": "sez. d'appello Sicilia",
    "SSR": "sezioni riunite in sede giurisdizionale",
    "SSRRCO": "sezioni riunite in sede di controllo",
    "CONS": "sezioni riunite in sede consultiva",
    "SEZAUT": "sezione delle autonomie",
    "SCE": "sezione del controllo sugli enti",
    "SCCLEG": "sezione centrale del controllo di legittimità",
    "SCCGAS": "sezione centrale di controllo sulla gestione",
    "CCC": "collegio del controllo concomitante",
}
_REGIONS = {
    "ABR": "abruzzo",
    "BAS": "basilicata",
    "CAL": "calabria",
    "CAM": "campania",
    "EMR": "emilia.romagna",
    "ERO": "emilia.romagna",
    "FVG": "friuli.venezia.giulia",
    "LAZ": "lazio",
    "LIG": "liguria",
    "LOM": "lombardia",
    "MAR": "marche",
    "MOL": "molise",
    "PIE": "piemonte",
    "PUG": "puglia",
    "SAR": "sardegna",
    "SIC": "sicilia",
    "TOS": "toscana",
    "UMB": "umbria",
    "VDA": "valle.aosta",
    "VEN": "veneto",
}


def court(authority: str) -> Corte | None:
    """The court of an ECLI (`IT:CDS`, `IT:TARTOS`); None for one that is not registered."""
    return _COURTS.get(authority) or _seats().get(authority)


def court_slug(authority: str) -> str:
    """`cons-stato`, or the code of the ECLI for a court that is not registered."""
    known = court(authority)
    return known.slug if known else f"ecli-{authority}"


def is_administrative(authority: str) -> bool:
    """Whether its kinds of decision are numbered apart."""
    return authority.removeprefix("IT:") in ADMINISTRATIVE or authority in _seats()


def conti_section(suffix: str) -> tuple[str, str]:
    """A section of the Corte dei conti and the type of its deliberation, from the ECLI's suffix.

    `SRCPIE-PAR` → ("sez. reg. controllo Piemonte", "PAR"); ("", …) where the code is not known.
    """
    code, _, kind = suffix.partition("-")
    if code in _SECTIONS:
        return _SECTIONS[code], kind
    for prefix, words in (("SRC", "sez. reg. controllo"), ("SG", "sez. giur.")):
        if code.startswith(prefix) and code.removeprefix(prefix) in _REGIONS:
            return f"{words} {_region(code.removeprefix(prefix))}", kind
    return "", kind


def section_code(code: str) -> str:
    """The section that a code in the text names (`srcpie`, `sezaut`), "" if none."""
    return code.upper() if conti_section(code.upper())[0] else ""


def control_code(authority: str) -> str:
    """The regional section of control: `regione.piemonte` → SRCPIE; "" where there is none."""
    return _regional_code("SRC", authority)


def judicial_code(authority: str) -> str:
    """The regional section with jurisdiction: `regione.lazio` → SGLAZ; "" where there is none."""
    return _regional_code("SG", authority)


def _regional_code(prefix: str, authority: str) -> str:
    place = authority.removeprefix("regione.")
    # the last of two spellings of one region
    codes = [code for code, region in _REGIONS.items() if region == place]
    return prefix + codes[-1] if codes else ""


def _region(code: str) -> str:
    authority = f"regione.{_REGIONS[code]}"
    return next(place.nome for place in places() if place.autorita == authority)


@cache
def _seats() -> dict[str, Corte]:
    return {
        f"IT:{seat.codice}": Corte(seat.nome, seat.nome, _slug(seat.nome)) for seat in tar_seats()
    }


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
