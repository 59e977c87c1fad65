"""The identifier of an act, of a part of it, or of a decision."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

Schema = Literal["nir", "ecli", "celex"]

_NIR = re.compile(
    r"urn:nir:(?P<autorita>[a-z0-9.;]+):(?P<tipo>[a-z0-9.]+):"
    r"(?P<data>\d{4}(?:-\d{2}-\d{2})?)(?:;(?P<numero>[0-9a-z./-]+))?(?::(?P<annesso>\d+))?"
    r"(?:~(?P<partizione>[a-z0-9-]+))?",
    re.IGNORECASE,
)
_PARTITION = re.compile(
    r"art(?P<articolo>\d+[a-z]*)(?:-com(?P<comma>\d+[a-z]*))?"
    r"(?:-let(?P<lettera>[a-z]+))?(?:-num(?P<numero>\d+[a-z]*))?"
)
_ECLI = re.compile(
    r"ECLI:(?P<paese>[A-Z]{2}):(?P<organo>[A-Z0-9]+):(?P<anno>\d{4}):(?P<numero>[0-9]+)(?P<tipo>[A-Z-]*)"
)
_CELEX = re.compile(
    r"celex:(?P<numero>\d{5}[A-Z]{1,2}(?:\d{3,4}(?:\(\d+\))?|/TXT)?)(?:~(?P<partizione>.+))?"
)


class IdentificatoreNonValido(ValueError):
    """The text is not an identifier in our spelling; the message is Italian and says why."""


@dataclass(frozen=True, slots=True)
class Identificatore:
    """One act, one part of an act, or one decision.

    `data` is `YYYY-MM-DD`, or `YYYY` where the day is not known; `articolo` and `comma` carry their
    Latin suffix without hyphen (`6bis`).
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
        n. 117" are one act.
        """
        when = self.anno if self.numero else self.data
        key = f"{self.schema}:{self.autorita}:{self.tipo}:{when}"
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
        return f"urn:nir:{self.autorita}:{self.tipo}:{self.data}{number}{annex}{part}"


@lru_cache(maxsize=4096)
def parse_identifier(text: str) -> Identificatore:
    """Read an identifier. Raises `IdentificatoreNonValido`, with an Italian message."""
    text = text.strip()
    if match := _NIR.fullmatch(text):
        return _nir(match)
    if match := _ECLI.fullmatch(text.upper()):
        return Identificatore(
            schema="ecli",
            autorita=f"{match['paese']}:{match['organo']}",
            tipo=match["tipo"],
            data=match["anno"],
            numero=match["numero"],
        )
    if match := _CELEX.fullmatch(text):
        number = match["numero"]
        return Identificatore(
            schema="celex",
            autorita="ue",
            tipo=re.sub(r"[^A-Z]", "", number),
            data=number[1:5],
            numero=number,
            **_partition(match["partizione"]),
        )
    raise IdentificatoreNonValido(
        f"«{text[:80]}» non è un identificatore: scrivi urn:nir:…, ECLI:IT:… o celex:…, per esempio "
        "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55."
    )


def _nir(match: re.Match[str]) -> Identificatore:
    year, *rest = match["data"].split("-")
    if rest and not (1 <= int(rest[0]) <= 12 and 1 <= int(rest[1]) <= 31):
        raise IdentificatoreNonValido(f"La data {match['data']} non esiste.")
    if not rest and not match["numero"]:
        raise IdentificatoreNonValido(
            f"Di un atto senza numero serve la data intera: {year} non basta."
        )
    return Identificatore(
        schema="nir",
        autorita=match["autorita"].lower(),
        tipo=match["tipo"].lower(),
        data=match["data"],
        numero=(match["numero"] or ""),
        annesso=match["annesso"] or "",
        **_partition(match["partizione"]),
    )


def _partition(text: str | None) -> dict[str, str]:
    if not text:
        return {}
    match = _PARTITION.fullmatch(text.lower())
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
