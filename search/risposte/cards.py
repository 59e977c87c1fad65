"""The answer card: the record of a norm that was cited, or the term of the glossary that was typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify

from piattaforma.citazioni import Identificatore, link, parse_identifier
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.contents import Voce
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.chi_applica import Bersaglio, count_applying
from piattaforma.riferimenti.risolutore import Risolto, indirizzo_chi_cita, resolve

from ..contract import Document
from ..engines.base import Readers, SearchEngine
from ..highlight import beginning
from ..plan import Plan
from ..planning.citations import keys_of
from ..planning.tree import IDENTITA, Best, Term
from ..uids import key_of
from .passages import TERMINE, state_of
from .risposta import Carta, Conteggio

#: Readings of what was typed that are looked up.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Candidata:
    """What a card would show, before the database says who may see it."""

    documento: Document
    #: the norm as it was cited, and what it stands for; None for a term
    identificatore: Identificatore | None = None
    risolto: Risolto | None = None


def find_card(engine: SearchEngine, plan: Plan, text: str, readers: Readers) -> Candidata | None:
    """The first reading of a citation of which there is a record, else the term that `text` is."""
    read = readings(plan)
    answers = resolve(read) if read else {}
    for identifier in read:
        answer = answers[str(identifier)]
        if answer.esterno or not answer.url:
            continue
        document = record_of(engine, [identifier], readers)
        if document is not None:
            return Candidata(document, identifier, answer)
    named = engine.named(text, readers=readers)
    return next((Candidata(one) for one in named if one.mostra.get("schema") == TERMINE), None)


def readings(plan: Plan) -> list[Identificatore]:
    """What the citations of a plan may mean, the likeliest first."""
    said = [key for one in plan.citazioni for key in (one.ids or one.candidates)]
    return [parse_identifier(key) for key in dict.fromkeys(said)][:_MOST]


def record_of(
    engine: SearchEngine, identifiers: Iterable[Identificatore], readers: Readers
) -> Document | None:
    """The record of the first of these that has one: an article’s, else its act’s."""
    for identifier in identifiers:
        for level in reversed(keys_of(str(identifier))[:2]):
            terms = tuple(Term(IDENTITA, key) for key in level)
            found = engine.search(Plan(radice=Best(terms)), readers=readers, limit=1)
            if found.hits:
                return found.hits[0].document
    return None


def card_of(candidate: Candidata, entry: Voce, user: Reader) -> Carta:
    """The card, with who applies the norm: one query, none for a term."""
    document = candidate.documento
    if candidate.identificatore is None or candidate.risolto is None:
        texts = [document.sommario, *(one.testo for one in document.sezioni)]
        return Carta(
            genere="termine",
            invito="Voce del glossario",
            uid=document.uid,
            titolo=entry.titolo or document.titolo,
            url=entry.url or document.url,
            testo=beginning(next(filter(None, texts), "")),
        )
    identifier = _as_recorded(candidate.identificatore, document)
    answer = candidate.risolto
    part = format_partition(identifier)
    counts = _applying(user, identifier, document)
    return Carta(
        genere="norma",
        invito=_invitation(identifier),
        uid=document.uid,
        titolo=f"{part[:1].upper()}{part[1:]}, {answer.titolo}" if part else answer.titolo,
        url=answer.url,
        estremi=answer.esteso,
        stato=state_of(document),
        testo=beginning(_summary(identifier, answer, document)),
        chi_applica=counts,
        chi_applica_url=indirizzo_chi_cita(identifier) if counts else "",
        ufficiale=link(candidate.identificatore) or answer.ufficiale,
    )


def _as_recorded(identifier: Identificatore, document: Document) -> Identificatore:
    """Without the article where the record is the act’s: nothing is said of what is not there."""
    if any("~" in key for key in document.identita) or not identifier.articolo:
        return identifier
    return identifier.atto


def _invitation(identifier: Identificatore) -> str:
    if identifier.is_decisione:
        return "Hai citato una decisione"
    return "Hai citato un articolo" if identifier.articolo else "Hai citato un atto"


def _summary(identifier: Identificatore, answer: Risolto, document: Document) -> str:
    """What the record says of the comma; of the whole, where no comma was cited."""
    anchor = answer.url.partition("#")[2]
    if identifier.comma and anchor:
        for section in document.sezioni:
            if section.ancora == anchor:
                return section.testo
    return document.sommario or next((one.testo for one in document.sezioni if one.testo), "")


def _applying(
    user: Reader, identifier: Identificatore, document: Document
) -> tuple[Conteggio, ...]:
    # What was typed vaguely is counted with what its one record is cited by.
    acts = {key.partition("~")[0] for key in document.identita[:1]} | {identifier.chiave}
    target = Bersaglio(frozenset(acts), identifier.articolo, identifier.comma)
    but = [_source_of(uid) for uid in (document.uid, *document.dentro)]
    return tuple(
        Conteggio(slugify(group.nome), group.n, group.conteggio)
        for group in count_applying(user, target, but=but).generi
    )


def _source_of(uid: str) -> tuple[int, int]:
    model, key = key_of(uid)
    return ContentType.objects.get_for_model(model).pk, key
