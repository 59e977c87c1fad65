"""What the templates of the glossary read."""

import string
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from piattaforma.nucleo.frame import frame_of
from piattaforma.nucleo.models import ImpostazioniSito, Livello
from piattaforma.nucleo.routing import Sopra
from piattaforma.nucleo.structured_data import absolute, breadcrumb, data_block, publisher
from piattaforma.nucleo.updates import history_of

from ..models import VoceGlossario
from .contents import ContenutoVoce, in_order
from .filters import FiltroVoci
from .querysets import GruppoUsi, names_in_order, topics_of_voices, uses_of, voices_in_order

DESCRIZIONE = (
    "Le parole di chi programma e progetta insieme al Terzo settore, spiegate in poche righe, con "
    "la fonte e le schede che le usano."
)
#: Uses of one group that are shown at first.
MOSTRATI = 20
_OTHERS = "0-9"


def glossario_context(request: HttpRequest) -> dict[str, Any]:
    here = reverse("sussidiario_glossario")
    voices = voices_in_order(request.user)
    filtro = FiltroVoci(request.GET, voices, topics_of_voices(request.user))
    shown = filtro.shown()
    groups = _by_letter(shown)
    crumbs = [Sopra(0, "Home", "/"), Sopra(0, "Glossario", "")]
    return {
        "gruppi": groups,
        "lettere": _letters(groups),
        "n_voci": len(shown),
        "n_totale": len(voices),
        "filtro": filtro,
        "temi": filtro.topics(),
        "filtri_attivi": filtro.active(here),
        "togli_tutti": here,
        # The nearest list that is not empty.
        "senza_tema": [] if shown else filtro.con_parole,
        "senza_tema_url": filtro.without_topic(here),
        "descrizione": DESCRIZIONE,
        "briciole": crumbs,
        "jsonld": _graph(_term_set(frame_of(request).sito), crumbs, here),
    }


def voce_context(voce: VoceGlossario, request: HttpRequest) -> dict[str, Any]:
    here = reverse("sussidiario_glossario")
    sito = frame_of(request).sito
    names = names_in_order(request.user)
    position = next((i for i, (code, _) in enumerate(names) if code == voce.codice), None)
    groups = uses_of(voce, request.user)
    every = request.GET.get("usi") == "tutti"
    crumbs = [
        Sopra(0, "Home", "/"),
        Sopra(0, "Glossario", here),
        Sopra(0, voce.termine, ""),
    ]
    return {
        "voce": voce,
        "oggetto": voce,
        "zone": voce.zone_html,
        "livello": Livello(voce.livello).label,
        "temi": sorted(voce.temi.all(), key=lambda t: (t.ordine, t.etichetta)),
        "vedi": sorted(
            (other for other in voce.vedi.all() if other.live), key=lambda v: in_order(v.termine)
        ),
        "usi": [_group(group, every=every) for group in groups],
        "n_usi": sum(len(group.usi) for group in groups),
        "storia": history_of(voce),
        "precedente": _neighbour(names, position, -1),
        "successiva": _neighbour(names, position, +1),
        "descrizione": voce.definizione,
        "glossario_url": here,
        "briciole": crumbs,
        "jsonld": _graph(_term(voce, sito), crumbs, voce.get_absolute_url()),
    }


def _group(group: GruppoUsi, *, every: bool) -> dict[str, Any]:
    shown = group.usi if every or group.solo_nomi else group.usi[:MOSTRATI]
    return {
        "id": group.id,
        "titolo": group.titolo,
        "corrente": group.corrente,
        "solo_nomi": group.solo_nomi,
        "usi": shown,
        "n": len(group.usi),
        "altri": len(group.usi) - len(shown),
    }


def _letter_of(term: str) -> str:
    first = in_order(term)[:1].upper()
    return first if first in string.ascii_uppercase and first else _OTHERS


def _by_letter(voices: Iterable[VoceGlossario]) -> list[dict[str, Any]]:
    groups: dict[str, list[VoceGlossario]] = {}
    for voce in voices:
        groups.setdefault(_letter_of(voce.termine), []).append(voce)
    return [
        {"lettera": letter, "id": f"lettera-{letter.lower()}", "voci": found}
        for letter, found in groups.items()
    ]


def _letters(groups: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The whole alphabet; the letters that have voices lead to them."""
    there = {group["lettera"]: f"#{group['id']}" for group in groups}
    letters = [*([_OTHERS] if _OTHERS in there else []), *string.ascii_uppercase]
    return [{"lettera": letter, "url": there.get(letter, "")} for letter in letters]


def _neighbour(
    names: list[tuple[str, str]], position: int | None, step: int
) -> dict[str, str] | None:
    if position is None or not 0 <= position + step < len(names):
        return None
    code, term = names[position + step]
    return {"titolo": term, "url": reverse("sussidiario_voce", args=[code])}


def _term_set(sito: ImpostazioniSito) -> dict[str, Any]:
    url = absolute(reverse("sussidiario_glossario"))
    return {
        "@type": "DefinedTermSet",
        "@id": url,
        "url": url,
        "name": f"Glossario di {sito.nome}",
        "description": DESCRIZIONE,
        "inLanguage": "it",
        "publisher": publisher(sito),
    }


def _term(voce: VoceGlossario, sito: ImpostazioniSito) -> dict[str, Any]:
    url = absolute(voce.get_absolute_url())
    term: dict[str, Any] = {
        "@type": ContenutoVoce.schema,
        "@id": url,
        "url": url,
        "name": voce.termine,
        "termCode": voce.codice,
        "description": voce.definizione,
        "inLanguage": "it",
        "inDefinedTermSet": _term_set(sito)["@id"],
    }
    if voce.elenco_sinonimi:
        term["alternateName"] = voce.elenco_sinonimi
    return term


def _graph(entity: dict[str, Any], crumbs: list[Sopra], here: str) -> SafeString:
    trail = [*crumbs[:-1], Sopra(0, crumbs[-1].titolo, here)]
    return data_block({"@context": "https://schema.org", "@graph": [entity, breadcrumb(trail)]})
