"""The answer card: the record of a norm that was cited, or the term of the glossary that was typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.contenttypes.models import ContentType

from piattaforma.citazioni import Identificatore, link
from piattaforma.citazioni.kinds import kind_of
from piattaforma.citazioni.names import format_partition
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.chi_applica import Bersaglio, count_applying, said
from piattaforma.riferimenti.risolutore import Risolto, indirizzo_chi_cita

from ..contract import Document
from ..engines.base import Readers, SearchEngine
from ..highlight import beginning
from ..plan import Plan
from ..uids import key_of
from .cited import OFFERED, Citata, Norma, cited_in
from .passages import TERMINE, state_of
from .readable import Leggibili
from .risposta import Carta, Conteggio, Lettura


@dataclass(frozen=True, slots=True)
class Candidata:
    """What a card would show, before the database says who may see it."""

    citata: Citata
    termine: Document | None = None

    @property
    def documenti(self) -> list[Document]:
        return [one.documento for one in self.citata.norme] + (
            [self.termine] if self.termine else []
        )


def find_card(engine: SearchEngine, plan: Plan, text: str, readers: Readers) -> Candidata | None:
    """What is cited and has a record, else the term that `text` is, else what is cited and has none."""
    cited = cited_in(engine, plan, readers)
    if cited.norme and not cited.assente:
        return Candidata(cited)
    named = engine.named(text, readers=readers)
    term = next((one for one in named if one.mostra.get("schema") == TERMINE), None)
    if term:
        return Candidata(Citata(), term)
    return Candidata(cited) if cited.assente else None


def card_of(candidate: Candidata, read: Leggibili, user: Reader) -> Carta | None:
    """The card of what `user` may see now, with who applies the norm: one query, none for a term."""
    term, cited = candidate.termine, candidate.citata
    norms = [
        replace(one, documento=read.now(one.documento))
        for one in cited.norme
        if one.documento.uid in read.voci
    ]
    if term:
        return _term(read.now(term)) if term.uid in read.voci else None
    if cited.assente:
        return _absent(*cited.assente, _readings(norms), user)
    if not norms:
        return None
    readings = _readings(norms)
    if cited.incerta and len(readings) > 1:
        return Carta(
            genere="letture",
            invito="Puoi intendere",
            uid="",
            titolo="",
            url="",
            avviso=_missing_in_all(norms),
            altre=readings,
        )
    return _norm(norms[0], [] if cited.incerta else norms[1:], user)


def _term(document: Document) -> Carta:
    texts = [document.sommario, *(one.testo for one in document.sezioni)]
    return Carta(
        genere="termine",
        invito="Voce del glossario",
        uid=document.uid,
        titolo=document.titolo,
        url=document.url,
        testo=beginning(next(filter(None, texts), "")),
    )


# --- what has a record ----------------------------------------------------------------------------


def _norm(norm: Norma, others: Sequence[Norma], user: Reader) -> Carta:
    document, answer = norm.documento, norm.risolto
    shown = _as_recorded(norm)
    others = [one for one in others if one.documento.uid != document.uid]
    absent = [one for one in others if one.risolto.senza_articolo]
    return Carta(
        genere="norma",
        invito=_invitation(shown, is_decision=answer.decisione),
        uid=document.uid,
        titolo=_title(shown, answer),
        url=answer.url if shown.comma else answer.url.partition("#")[0],
        estremi=answer.esteso,
        stato=state_of(document),
        testo=beginning(_summary(shown, answer, document)),
        chi_applica=_applying(norm, shown, user),
        ufficiale=link(norm.identificatore) or answer.ufficiale,
        avviso=_missing(norm, shown, absent),
        altre_invito="Hai citato anche",
        altre=_readings([one for one in others if one not in absent]),
    )


def _as_recorded(norm: Norma) -> Identificatore:
    """As far as its record goes: nothing is confirmed of what is not there."""
    one, anchor = norm.identificatore, norm.risolto.url.partition("#")[2]
    if norm.risolto.senza_articolo or not any("~" in key for key in norm.documento.identita):
        return one.atto
    if one.comma and all(section.ancora != anchor for section in norm.documento.sezioni):
        return _article(one)
    return one


def _article(one: Identificatore) -> Identificatore:
    return replace(one, comma="", lettera="", numero_lettera="")


def _missing(norm: Norma, shown: Identificatore, others: Sequence[Norma]) -> str:
    """What was cited and is not in our records."""
    one = norm.identificatore
    article = format_partition(_article(one))
    if norm.risolto.senza_articolo:
        return f"Non abbiamo l’{article}: ecco l’atto."
    if one.comma and one.articolo and not shown.comma:
        part = format_partition(replace(one, lettera="", numero_lettera=""))
        return f"Il {part.removeprefix(article).strip(' ,')} non risulta in questa scheda dell’{article}."
    missing = ", ".join(format_partition(_article(other.identificatore)) for other in others)
    return f"Non abbiamo: {missing}." if missing else ""


def _missing_in_all(norms: Sequence[Norma]) -> str:
    if not all(one.risolto.senza_articolo for one in norms):
        return ""
    return f"Non abbiamo l’{format_partition(_article(norms[0].identificatore))}: ecco gli atti."


def _title(identifier: Identificatore, answer: Risolto) -> str:
    part = format_partition(identifier)
    return f"{part[:1].upper()}{part[1:]}, {answer.titolo}" if part else answer.titolo


def _invitation(identifier: Identificatore, *, is_decision: bool) -> str:
    if is_decision:
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


def _readings(norms: Sequence[Norma]) -> tuple[Lettura, ...]:
    """The records, each once."""
    found: dict[str, Lettura] = {}
    for one in norms:
        title = _title(_as_recorded(one), one.risolto)
        found.setdefault(one.documento.uid, Lettura(title, one.risolto.url, one.risolto.esteso))
    return tuple(found.values())[:OFFERED]


def _applying(norm: Norma, shown: Identificatore, user: Reader) -> tuple[Conteggio, ...]:
    """By kind, as many as the page tells of to which each leads."""
    record, answer = norm.risolto.scheda or norm.identificatore, norm.risolto
    # What was typed vaguely is counted with what its one record is cited by.
    keys = {key.partition("~")[0] for key in norm.documento.identita[:1]}
    acts = frozenset(keys | {shown.chiave, record.chiave})
    but = [_source_of(uid) for uid in (norm.documento.uid, *norm.documento.dentro)]
    if answer.senza_articolo:
        missing = _article(norm.identificatore)
        place = replace(record, articolo=missing.articolo)
        return _citing(
            user, Bersaglio(acts, missing.articolo), place, f"l’{format_partition(missing)}", but
        )
    whole = not shown.articolo and not answer.decisione
    target = Bersaglio(acts, shown.articolo, shown.comma, solo_atto=whole)
    place = replace(record, articolo=shown.articolo, comma=shown.comma)
    return tuple(
        Conteggio(
            group.n,
            group.conteggio,
            indirizzo_chi_cita(place, group.nome, decisione=answer.decisione),
        )
        for group in count_applying(user, target, but=but).generi
    )


# --- what has none --------------------------------------------------------------------------------


def _absent(
    identifier: Identificatore, answer: Risolto, near: tuple[Lettura, ...], user: Reader
) -> Carta:
    """What was cited, said to be without a record; who cites its act, and where its text may be."""
    is_decision = kind_of(identifier.atto) == "case_law"
    what = "decisione" if is_decision else "atto"
    act = identifier.atto
    return Carta(
        genere="assente",
        invito=_invitation(identifier, is_decision=is_decision),
        uid="",
        titolo=_title(identifier, answer),
        url="",
        estremi="" if answer.esteso == answer.titolo else answer.esteso,
        chi_applica=_citing(
            user,
            Bersaglio(frozenset({act.chiave})),
            act,
            f"quest{'a' if is_decision else 'o'} {what}",
        ),
        ufficiale=answer.ufficiale,
        avviso=f"{'Questa decisione' if is_decision else 'Questo atto'} non è tra le nostre schede.",
        altre_invito="Forse intendevi",
        altre=near,
    )


def _citing(
    user: Reader,
    target: Bersaglio,
    place: Identificatore,
    what: str,
    but: Sequence[tuple[int, int]] = (),
) -> tuple[Conteggio, ...]:
    """Who cites what has no page of its own: one link to all of them."""
    counted = count_applying(user, target, but=but)
    if not counted.n:
        return ()
    text = f"Chi cita {what}: {said(counted.generi)}"
    return (Conteggio(counted.n, text, indirizzo_chi_cita(place)),)


def _source_of(uid: str) -> tuple[int, int]:
    model, key = key_of(uid)
    return ContentType.objects.get_for_model(model).pk, key
