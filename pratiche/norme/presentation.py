"""What the pages of the register share: crumbs, badges of state, how they are quoted, their data."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from piattaforma.citazioni import Identificatore, link
from piattaforma.nucleo.models import ImpostazioniSito, Termine
from piattaforma.nucleo.quoting import Estremi
from piattaforma.nucleo.routing import Sopra
from piattaforma.nucleo.structured_data import absolute, breadcrumb, data_block
from piattaforma.nucleo.templatetags.tipografia import data_it
from piattaforma.riferimenti.risolutore import indirizzo_indice

from .models import DatiNorma
from .stati import state_in_words
from .vocabolari import CADUTI, Ambito, Esito, Genere, Stato


@dataclass(frozen=True, slots=True)
class Distintivo:
    """A word in a badge; `tono` is "" where it is neutral."""

    testo: str
    tono: str = ""
    icona: str = ""


@dataclass(frozen=True, slots=True)
class StatoMostrato:
    """The state of an act or of an article on a day, and where it comes from."""

    stato: str
    dal: dt.date | None = None
    per_effetto_di: str = ""
    nota: str = ""

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> "StatoMostrato | None":
        if data is None:
            return None
        day = data["dal"]
        return cls(
            data["stato"],
            dt.date.fromisoformat(day) if isinstance(day, str) else day,
            data["per_effetto_di"],
            data["nota"],
        )

    @property
    def is_caduto(self) -> bool:
        return self.stato in CADUTI


_TONI = {
    Stato.VIGENTE: ("ok", "check"),
    Stato.MODIFICATO: ("warn", "warning-circle"),
    Stato.ABROGATO: ("err", "ban"),
    Stato.ANNULLATO: ("err", "ban"),
    Stato.SUPERATO: ("err", "ban"),
}


def state_badge(state: StatoMostrato | None, genere: str = "") -> Distintivo | None:
    """`genere` is that of the act, "" for an article."""
    if state is None:
        return None
    return Distintivo(
        state_in_words(state.stato, None, genere), *_TONI.get(Stato(state.stato), ("", "clock"))
    )


_ESITI = {
    Esito.ANNULLA: "err",
    Esito.ILLEGITTIMA: "err",
    Esito.RIFORMA: "warn",
    Esito.CONFERMA: "ok",
}


def outcome_badge(esito: str) -> Distintivo | None:
    return Distintivo(Esito(esito).label, _ESITI.get(Esito(esito), "")) if esito else None


def crumbs(*below: tuple[str, str], indice: tuple[str, str] | None = None) -> list[Sopra]:
    """From the home, through an index (the register's), to the page; the last has no address."""
    entries = [("Home", "/"), indice or ("Norme", indirizzo_indice()), *below]
    return [Sopra(0, title, url) for title, url in entries[:-1]] + [Sopra(0, entries[-1][0], "")]


def themes_of(record: Any) -> list[Termine]:
    """Its themes, in the order of their vocabulary."""
    return sorted(record.temi.all(), key=lambda tema: (tema.ordine, tema.etichetta))


def place_of(dati: DatiNorma) -> str:
    """How far it reaches: "Regione Toscana", "Provincia autonoma di Trento", "Stato"."""
    if not dati.territorio:
        return Ambito(dati.ambito).label
    is_named = dati.territorio.startswith(("Provincia", "Regione", "Comune"))
    is_region = dati.ambito == Ambito.REGIONE
    return f"Regione {dati.territorio}" if is_region and not is_named else dati.territorio


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def quote(title: str, path: str, sito: ImpostazioniSito) -> Estremi:
    """How to quote a page of the register: what it is about, where, as of when."""
    address = f"{settings.BASE_URL}{path}"
    today = data_it(timezone.localdate())
    return Estremi(f"{capital(title)}, in {sito.nome}, {address} (consultata il {today}).", address)


def official_url(identifier: Identificatore, own: str = "", al: dt.date | None = None) -> str:
    """The official text, as of a day where its source can; else the address that the record has."""
    return link(identifier, al.isoformat() if al else "") or own


def is_dated(url: str) -> bool:
    """Whether the official source shows the text of the day that was asked for."""
    return "!vig=2" in url or "!vig=1" in url


# --- data for machines ----------------------------------------------------------------------------

_SCHEMA = "https://schema.org"


def legal_force(stato: str, *, in_parte: bool = False) -> str:
    if not stato:
        return ""
    if stato in CADUTI or stato == Stato.NON_ANCORA:
        return f"{_SCHEMA}/NotInForce"
    return f"{_SCHEMA}/PartiallyInForce" if in_parte else f"{_SCHEMA}/InForce"


def act_data(
    dati: DatiNorma, nome: str, url: str, *, stato: str = "", in_parte: bool = False
) -> dict[str, Any]:
    """An act as schema.org has it; what is not known is not said."""
    identifier = dati.id_legge
    issuer = place_of(dati) if dati.territorio else ""
    known = {
        "legislationDate": identifier.data if len(identifier.data) == 10 else "",
        "legislationLegalForce": legal_force(stato, in_parte=in_parte),
        "legislationPassedBy": issuer and {"@type": "GovernmentOrganization", "name": issuer},
        "alternateName": dati.titolo if dati.titolo != nome else "",
        "sameAs": [one for one in (dati.url or official_url(identifier), dati.eli) if one],
    }
    return _entity(url, nome, dati.identificatore, Genere(dati.genere).label) | _said(known)


def article_data(
    name: str,
    url: str,
    identifier: str,
    *,
    act: dict[str, Any],
    stato: str,
    dal: dt.date | None,
    ufficiale: str,
) -> dict[str, Any]:
    known = {
        "legislationLegalForce": legal_force(stato),
        "legislationDateVersion": dal.isoformat() if dal else "",
        "sameAs": ufficiale,
    }
    return _entity(url, name, identifier, "Articolo") | _said(known) | {"isPartOf": act}


def _entity(url: str, name: str, identifier: str, kind: str) -> dict[str, Any]:
    return {
        "@type": "Legislation",
        "@id": absolute(url),
        "url": absolute(url),
        "name": name,
        "legislationIdentifier": identifier,
        "legislationType": kind,
        "inLanguage": "it",
    }


def _said(known: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in known.items() if value}


def graph(entity: dict[str, Any], trail: list[Sopra], here: str) -> SafeString:
    whole = [*trail[:-1], Sopra(0, trail[-1].titolo, here)]
    return data_block({"@context": _SCHEMA, "@graph": [entity, breadcrumb(whole)]})
