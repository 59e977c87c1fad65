"""Questions and their answers: all that results, feeds and searches inside a content need. No HTTP here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.visibilita import tokens_of_reader

from ..contract import DATA, FACETS, PERTINENZA, Document, Filters, Results
from ..engines import local_engine
from ..engines.base import Readers, SearchEngine, SearchUnavailable
from ..highlight import Highlighter
from ..plan import TUTTO, Plan
from ..planning.synonyms import NO_SYNONYMS, Synonyms
from ..planning.typed import read_typed
from .cards import Candidata, card_of, find_card
from .cited import leads_of
from .evidenza import is_within, not_found, put_first
from .facets import Etichette, choices, facets_of, known, labels
from .first_answer import first_answer
from .offers import near_words, offers_for
from .passages import kicker_of, result_of
from .promossi import promoted_for
from .readable import Leggibili, readable
from .ripiego import answered
from .risposta import PER_PAGINA, Carta, Correzione, Promosso, Risposta, Ristretto, Trovato, Vuota
from .sinonimi import current_synonyms
from .speller import speller_for

#: Pages that are shown.
MOST_PAGES = 100
#: Values of a facet that one may choose together.
MOST_VALUES = 20
#: Times that more is asked for while a page has room, and by how much more each time.
_ROUNDS, _MORE = 5, 3


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, and who asks."""

    testo: str
    user: Reader
    readers: Readers
    #: who answers, and whose words are proposed
    engine: SearchEngine
    vocabulary: SearchEngine
    filters: Filters
    pagina: int
    ordine: str
    esatta: bool
    per_pagina: int
    sinonimi: Synonyms

    @property
    def is_empty(self) -> bool:
        return not (self.testo or self.filters.scelte or self.filters.dentro)

    @property
    def apre(self) -> bool:
        """Whether cards stand above: once, on the first results of all, not inside a content."""
        return bool(self.testo) and self.pagina == 1 and not self.filters.dentro

    @property
    def ordine_usato(self) -> str:
        """With nothing typed, nothing is more relevant than the newest."""
        return self.ordine if self.testo else DATA

    def readable(self, uids: Iterable[str]) -> Leggibili:
        return readable(uids, self.user, engine=self.engine, vocabulary=self.vocabulary)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the engine answered, before the database says what of it may be shown."""

    plan: Plan
    results: Results
    carta: Candidata | None
    promossi: Sequence[tuple[Document, str]]
    contenitore: Document | None


def ask(
    text: str,
    *,
    user: Reader,
    filters: Mapping[str, Sequence[str]] | None = None,
    dentro: str = "",
    page: int = 1,
    order: str = PERTINENZA,
    exact: bool = False,
    per_page: int = PER_PAGINA,
    engine: SearchEngine | None = None,
    token: str | None = None,
) -> Risposta:
    """Answer `text` for `user`. With `exact`, as it is written: nothing is corrected.

    `filters`: facet → codes; `dentro`: the uid of the content inside which to search; `token`: the
    generation token, where it was asked already. An `engine` that is named is asked alone, and words
    are its own.
    """
    names = labels(token)
    typed = read_typed(text)
    asked_of = partial(
        _Question,
        testo=typed.testo,
        user=user,
        readers=tokens_of_reader(user),
        vocabulary=engine or local_engine(),
        filters=_cleaned(filters or {}, dentro, names),
        pagina=min(max(page, 1), MOST_PAGES),
        ordine=order if order in (PERTINENZA, DATA) else PERTINENZA,
        esatta=exact,
        per_pagina=per_page,
        sinonimi=current_synonyms() if typed.testo else NO_SYNONYMS,
    )
    try:
        answer, stood_in = answered(
            lambda one: _answer(asked_of(engine=one), names, tagliato=typed.tagliato), engine=engine
        )
    except SearchUnavailable:
        return Risposta(testo=typed.testo, indisponibile=True)
    return replace(answer, di_riserva=stood_in)


def _answer(question: _Question, names: Etichette, *, tagliato: bool) -> Risposta:
    found = _find(question, _promoted_for(question))
    read = question.readable(_uids(found))
    dropped = _has_dropped(found, read)
    if found.plan.corretto and (read.attesa or dropped):
        # The word that was proposed may be one that was just withdrawn.
        question = replace(question, esatta=True)
        before, found = set(_uids(found)), _find(question, found.promossi)
        if not before.issuperset(_uids(found)):
            read = question.readable(_uids(found))
    page = _page(question, found, read, cadute=dropped or _has_dropped(found, read))
    total = page.totale
    card = _card(question, found, read)
    promoted = _promoted(found, read, but=card.uid if card else "")
    shown = _shown(question, found, page)
    offers = not total and not question.is_empty
    return Risposta(
        testo=question.testo,
        plan=found.plan,
        ordine=question.ordine,
        totale=total,
        pagina=_page_shown(question, found.results),
        pagine=_pages(question, total),
        trovati=put_first(shown, promoted),
        facce=facets_of(
            found.results.facce,
            question.filters,
            names,
            total=found.results.totale,
            numbers=not page.in_ritardo,
        ),
        scelte=choices(question.filters, names),
        correzione=Correzione(found.plan.corretto) if found.plan.corretto else None,
        vicine=near_words(question.vocabulary, found.plan) if page.sure else (),
        carta=card,
        promossi=not_found(promoted, shown),
        ristretto=_inside(found, read),
        vuota=_offers(question, found, page, names) if offers else None,
        tagliato=tagliato,
        in_ritardo=page.in_ritardo,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The hits of a page that the reader may see now, as they may be shown."""

    documenti: Sequence[Document]
    totale: int
    lette: Leggibili
    #: whether something that was found may be seen no more
    cadute: bool

    @property
    def in_ritardo(self) -> bool:
        """Whether numbers may count what was withdrawn."""
        return self.lette.ritardo or self.cadute

    @property
    def sure(self) -> bool:
        """Whether no word that the index has can have been withdrawn."""
        return not (self.lette.attesa or self.cadute)


def _has_dropped(found: _Found, read: Leggibili) -> bool:
    return any(hit.uid not in read.voci for hit in found.results.hits)


def _page(question: _Question, found: _Found, read: Leggibili, *, cadute: bool) -> _Page:
    hits = found.results.hits
    shown = [read.now(hit.document) for hit in hits if hit.uid in read.voci]
    dropped = len(hits) - len(shown)
    if dropped:
        more, hidden = _fill(question, found, question.per_pagina - len(shown))
        shown, dropped = shown + more, dropped + hidden
    return _Page(shown, found.results.totale - dropped, read, cadute)


def _fill(question: _Question, found: _Found, room: int) -> tuple[list[Document], int]:
    """What comes after the page, as much as it has room for; and how many of those may not be seen."""
    shown: list[Document] = []
    hidden = 0
    offset = _page_shown(question, found.results) * question.per_pagina
    step = question.per_pagina
    for _ in range(_ROUNDS):
        if len(shown) >= room or offset >= found.results.totale:
            break
        hits = question.engine.search(
            found.plan,
            readers=question.readers,
            filters=question.filters,
            offset=offset,
            limit=step,
            order=question.ordine_usato,
        ).hits
        read = question.readable(hit.uid for hit in hits)
        seen = [read.now(hit.document) for hit in hits if hit.uid in read.voci]
        shown, hidden = shown + seen, hidden + len(hits) - len(seen)
        offset, step = offset + step, step * _MORE
    return shown[:room], hidden


def _offers(question: _Question, found: _Found, page: _Page, names: Etichette) -> Vuota:
    offers = offers_for(
        question.engine,
        found.plan,
        question.testo,
        question.filters,
        user=question.user,
        readers=question.readers,
        names=names,
    )
    if not page.in_ritardo:
        return offers
    return replace(offers, aperture=tuple(replace(one, n=None) for one in offers.aperture))


def _promoted_for(question: _Question) -> list[tuple[Document, str]]:
    if not question.apre:
        return []
    promoted = promoted_for(question.testo, readers=question.readers, engine=question.engine)
    return [
        (one.document, one.perche) for one in promoted if is_within(one.document, question.filters)
    ]


def _find(question: _Question, promossi: Sequence[tuple[Document, str]]) -> _Found:
    """All that the engine is asked."""
    engine, readers = question.engine, question.readers
    plan, results = _results(question)
    inside = question.filters.dentro
    corrected = "".join(piece.testo for piece in plan.corretto) or question.testo
    return _Found(
        plan=plan,
        results=results,
        carta=find_card(engine, plan, corrected, readers) if question.apre else None,
        promossi=promossi,
        contenitore=engine.get([inside], readers=readers).get(inside) if inside else None,
    )


def _results(question: _Question) -> tuple[Plan, Results]:
    if not question.testo:
        # Nothing typed: what there is to choose, and of what was chosen the newest.
        return TUTTO, _search(question, TUTTO, question.ordine_usato)
    return first_answer(
        question.testo,
        lambda plan: _search(question, plan, question.ordine),
        synonyms=question.sinonimi,
        speller=speller_for(question.vocabulary, question.readers, corrects=not question.esatta),
        every_word=question.ordine == DATA,
        leads=leads_of(question.engine, question.readers),
    )


def _search(question: _Question, plan: Plan, order: str) -> Results:
    """A page of results; the last one, where there are fewer."""

    def read(page: int) -> Results:
        return question.engine.search(
            plan,
            readers=question.readers,
            filters=question.filters,
            offset=(page - 1) * question.per_pagina,
            limit=0 if question.is_empty else question.per_pagina,
            order=order,
            facets=FACETS,
        )

    results = read(question.pagina)
    if question.is_empty:
        return Results((), 0, results.facce)
    if results.totale and not results.hits:
        results = read(_pages(question, results.totale))
    return results


def _shown(question: _Question, found: _Found, page: _Page) -> tuple[Trovato, ...]:
    uids = [one.uid for one in page.documenti]
    has_sections = bool(uids) and found.plan.cerca
    sections = (
        question.engine.sections(found.plan, uids, readers=question.readers) if has_sections else {}
    )
    highlighter = Highlighter(found.plan)
    return tuple(
        result_of(one, sections.get(one.uid, ()), highlighter, inside=question.filters.dentro)
        for one in page.documenti
    )


def _card(question: _Question, found: _Found, read: Leggibili) -> Carta | None:
    card = found.carta
    return card_of(card, read, question.user) if card else None


def _promoted(found: _Found, read: Leggibili, *, but: str) -> tuple[Promosso, ...]:
    """What editors put first; not what the card shows already."""
    shown = [
        (read.now(document), why)
        for document, why in found.promossi
        if document.uid in read.voci and document.uid != but
    ]
    return tuple(
        Promosso(
            uid=document.uid,
            titolo=document.titolo,
            url=document.url,
            occhiello=kicker_of(document),
            perche=why,
        )
        for document, why in shown
    )


def _inside(found: _Found, read: Leggibili) -> Ristretto | None:
    if found.contenitore is None or found.contenitore.uid not in read.voci:
        return None
    document = read.now(found.contenitore)
    return Ristretto(document.uid, document.titolo, document.url)


def _uids(found: _Found) -> list[str]:
    documents = [hit.document for hit in found.results.hits]
    documents += [document for document, _ in found.promossi]
    documents += found.carta.documenti if found.carta else []
    documents += [found.contenitore] if found.contenitore else []
    return [document.uid for document in documents]


def _pages(question: _Question, total: int) -> int:
    return min(MOST_PAGES, max(1, -(-total // question.per_pagina)))


def _page_shown(question: _Question, results: Results) -> int:
    return min(question.pagina, _pages(question, results.totale))


def _cleaned(filters: Mapping[str, Sequence[str]], inside: str, names: Etichette) -> Filters:
    """What an address may ask for: facets and values that there are, a few each."""
    chosen = {}
    for facet in FACETS:
        values = tuple(dict.fromkeys(filters.get(facet, ())))
        chosen[facet] = known(facet, values, names)[:MOST_VALUES]
    return Filters({facet: values for facet, values in chosen.items() if values}, inside)
