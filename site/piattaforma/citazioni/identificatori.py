"""The identifier of an act, of a part of it, or of a decision."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

Schema = Literal["nir", "ecli", "celex"]

_NIR = re.compile(
    r"urn:nir:(?P<autorita>[a-z0-9.;]+):(?P<tipo>[a-z0-9.]+)"
    r"(?::(?P<data>\d{4}(?:-\d{2}-\d{2})?)(?:;(?P<numero>[0-9a-z]+(?:[./-][0-9a-z]+)*))?(?::(?P<annesso>\d+))?)?"
    r"(?:[~#](?P<partizione>[a-z0-9.-]+))?",
    re.IGNORECASE | re.ASCII,
)
#: the address of the resolver, and the version asked of it, on either side of the part
_RESOLVER = re.compile(
    r"https?://(?:www\.)?normattiva\.it/uri-res/N2Ls\?(?=urn:nir:)", re.IGNORECASE | re.ASCII
)
_VERSION = re.compile(r"@originale|!vig=(?:\d{4}-\d{2}-\d{2})?(?=~|$)", re.IGNORECASE | re.ASCII)
_PARTITION = re.compile(
    r"art(?P<articolo>\d+[a-z]*(?:\.\d+)?)(?:-com(?P<comma>\d+[a-z]*(?:\.\d+)?))?"
    r"(?:-let(?P<lettera>[a-z]+))?(?:-num(?P<numero>\d+[a-z]*))?"
)
#: `art2-bis`, as other publishers write
_HYPHEN = re.compile(r"(?<=\d)-(?=(?!let|num)(?:bis|ter|quater|[a-z]*ies)(?![a-z]))")
_ECLI = re.compile(
    r"ECLI:(?P<paese>[A-Z]{2}):(?P<organo>[A-Z0-9]+):(?P<anno>\d{4})"
    r":(?P<numero>[0-9]+)(?P<tipo>(?:[A-Z][A-Z0-9-]*)?)"
)
_CELEX = re.compile(
    r"celex:(?P<numero>\d{5}(?P<tipo>[A-Z]{1,2})(?:\d{3,4}(?:\(\d+\))?|/TXT)?)(?:~(?P<partizione>.+))?",
    re.IGNORECASE | re.ASCII,
)
#: `32016R679`: the zeros that people leave out
_SHORT_CELEX = re.compile(
    r"(?<=^celex:)(3\d{4}[A-Z]{1,2})(\d{1,3})(?=~|$)", re.IGNORECASE | re.ASCII
)
#: a consolidated text is a version of its act; the treaties have one number for each edition
_CONSOLIDATED = re.compile(r"0(\d{4}[A-Z]{1,2}\d{4})-\d{8}")
_TREATY = re.compile(r"120(?:08|10|12|16)(?P<trattato>[EMP])(?:/TXT|(?P<articolo>\d{3}))?")
#: other spellings of an authority and a type, and the one that Normattiva writes
_ALIASES = {
    ("presidente.repubblica", "decreto"): "decreto.del.presidente.della.repubblica",
    (
        "presidente.consiglio.ministri",
        "decreto",
    ): "decreto.del.presidente.del.consiglio.dei.ministri",
}
#: the court's own code for a suffix that people shorten
_SUFFIXES = {"PLE": "APLE"}
_COSTITUZIONE = "1947-12-27"
#: what closes every number of one series of acts, and people leave out: "169" is "169/CU"
_SERIES = {
    ("conferenza.unificata", "intesa"): "/CU",
    ("conferenza.unificata", "accordo"): "/CU",
    ("conferenza.stato.regioni", "intesa"): "/CSR",
    ("conferenza.stato.regioni", "accordo"): "/CSR",
    ("agenzia.entrate", "circolare"): "/E",
    ("agenzia.entrate", "risoluzione"): "/E",
}
#: acts of which an authority has only one: they need no date
_ONLY_ONE = frozenset({"statuto", "costituzione"})


class IdentificatoreNonValido(ValueError):
    """The text is not an identifier in our spelling; the message is Italian and says why."""


@dataclass(frozen=True, slots=True)
class Identificatore:
    """One act, one part of an act, or one decision.

    `data` is `YYYY-MM-DD`, `YYYY` where the day is not known, "" for the statute of a region;
    `articolo`, `comma` and `lettera` carry their Latin suffix without hyphen (`6bis`).
    """

    schema: Schema
    autorita: str
    tipo: str
    data: str
    numero: str = ""
    annesso: str = ""
    articolo: str = ""
    comma: str = ""
    lettera: str = ""
    numero_lettera: str = ""

    @property
    def anno(self) -> str:
        return self.data[:4]

    @property
    def atto(self) -> "Identificatore":
        """The whole act, without the part."""
        return replace(self, articolo="", comma="", lettera="", numero_lettera="")

    @property
    def is_decisione(self) -> bool:
        return self.schema == "ecli"

    @property
    def partizione(self) -> str:
        """The part in the spelling of URN:NIR (`art55-com3-leta`), empty for the whole act."""
        parts = [
            ("art", self.articolo),
            ("com", self.comma),
            ("let", self.lettera),
            ("num", self.numero_lettera),
        ]
        return "-".join(prefix + value for prefix, value in parts if value)

    @property
    def chiave(self) -> str:
        """The join key of the act: authority, type, year and number (else full date), annex.

        The day does not count where there is a number: "d.lgs. 117/2017" and "d.lgs. 3 luglio 2017,
        n. 117" are one act; nor does what a deliberation of the Corte dei conti is, as each of its
        sections has one series (`102SRCPIE-PAR`).
        """
        when = self.anno if self.numero else self.data
        kind = self.tipo.partition("-")[0]
        key = f"{self.schema}:{self.autorita}:{kind}" + (f":{when}" if when else "")
        key += f";{self.numero}" if self.numero else ""
        return key + (f":{self.annesso}" if self.annesso else "")

    def __str__(self) -> str:
        if self.schema == "ecli":
            return f"ECLI:{self.autorita}:{self.anno}:{self.numero}{self.tipo}"
        part = f"~{self.partizione}" if self.partizione else ""
        if self.schema == "celex":
            return f"celex:{self.numero}{part}"
        number = f";{self.numero}" if self.numero else ""
        annex = f":{self.annesso}" if self.annesso else ""
        when = f":{self.data}" if self.data else ""
        return f"urn:nir:{self.autorita}:{self.tipo}{when}{number}{annex}{part}"


@lru_cache(maxsize=4096)
def parse_identifier(text: str) -> Identificatore:
    """Read an identifier. Raises `IdentificatoreNonValido`, with an Italian message.

    Other spellings of the same identifier (Normattiva's address, an asked version, the President's
    decrees under their own authority, articles of treaties as CELEX numbers) read as the one of
    ours.
    """
    text = text.strip()
    if match := _NIR.fullmatch(_VERSION.sub("", _RESOLVER.sub("", text))):
        return _nir(match)
    if match := _ECLI.fullmatch(text.upper()):
        return Identificatore(
            schema="ecli",
            autorita=f"{match['paese']}:{match['organo']}",
            tipo=_SUFFIXES.get(match["tipo"], match["tipo"]),
            data=match["anno"],
            numero=_without_zeros(match["numero"]) if match["paese"] == "IT" else match["numero"],
        )
    text = _SHORT_CELEX.sub(lambda match: f"{match[1]}{int(match[2]):04}", text)
    if match := _CELEX.fullmatch(_CONSOLIDATED.sub(r"3\1", text)):
        return _celex(match)
    raise IdentificatoreNonValido(
        f"«{text[:80]}» non è un identificatore: scrivi urn:nir:…, ECLI:IT:… o celex:…, per esempio "
        "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55."
    )


def _nir(match: re.Match[str]) -> Identificatore:
    authority, kind = match["autorita"].lower(), match["tipo"].lower()
    if alias := _ALIASES.get((authority, kind)):
        authority, kind = "stato", alias
    when = _COSTITUZIONE if (authority, kind) == ("stato", "costituzione") else match["data"] or ""
    if not when and kind not in _ONLY_ONE:
        raise IdentificatoreNonValido("Di un atto serve la data, o almeno l’anno e il numero.")
    if len(when) == 10:
        _check_date(when)
    elif when and not match["numero"]:
        raise IdentificatoreNonValido(
            f"Di un atto senza numero serve la data intera: {when} non basta."
        )
    return Identificatore(
        schema="nir",
        autorita=authority,
        tipo=kind,
        data=when,
        numero=_act_number(match["numero"] or "", series(authority, kind)),
        annesso=match["annesso"] or "",
        **_partition(match["partizione"]),
    )


def _celex(match: re.Match[str]) -> Identificatore:
    number, kind = match["numero"].upper(), match["tipo"].upper()
    part = _partition(match["partizione"])
    if treaty := _TREATY.fullmatch(number):
        number = f"12016{treaty['trattato']}/TXT"
        if treaty["articolo"] and not part:
            part = {"articolo": _without_zeros(treaty["articolo"])}
    return Identificatore(
        schema="celex", autorita="ue", tipo=kind, data=number[1:5], numero=number, **part
    )


def _check_date(when: str) -> None:
    try:
        date.fromisoformat(when)
    except ValueError:
        raise IdentificatoreNonValido(f"La data {when} non esiste.") from None


def series(authority: str, kind: str) -> str:
    """What closes the number of each act of this kind (`/CU`, `/E`), "" for most."""
    return _SERIES.get((authority, kind), "")


def _act_number(number: str, closing: str) -> str:
    """One spelling: letters in capitals (`48/R`), figures joined by a hyphen (`9-1353`)."""
    number = re.sub(r"(?<=[0-9])/(?=[0-9])", "-", number.upper())
    number = re.sub(r"(?<=[0-9])-(?=(?:[A-Z]|CU|CSR)$)", "/", number)
    return _without_zeros(number + closing if number.isdigit() else number)


def _without_zeros(number: str) -> str:
    return number.lstrip("0") or number


def _partition(text: str | None) -> dict[str, str]:
    if not text:
        return {}
    match = _PARTITION.fullmatch(_HYPHEN.sub("", text.lower()))
    if not match:
        raise IdentificatoreNonValido(
            f"La partizione «{text[:40]}» non si legge: scrivi art55, art6bis, art55-com3 o "
            "art1-com2-letb."
        )
    return {
        "articolo": match["articolo"],
        "comma": match["comma"] or "",
        "lettera": match["lettera"] or "",
        "numero_lettera": match["numero"] or "",
    }
