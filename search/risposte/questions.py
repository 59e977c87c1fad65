"""Questions and their answers: all that results, feeds and searches inside a content need. No HTTP here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from piattaforma.nucleo.contents import Voce
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.visibilita import tokens_of_reader

from ..contract import DATA, FACETS, PERTINENZA, Document, Filters, Results
from ..engines import get_engine
from ..engines.base import Readers, SearchEngine, SearchUnavailable
from ..highlight import Highlighter
from ..plan import TUTTO, Plan, make_plan
from ..planning.typed import read_typed
from .cards import Candidata, card_of, find_card
from .facets import choices, facets_of, labels
from .offers import offers_for
from .passages import kicker_of, result_of
from .promossi import promoted_for
from .readable import readable
from .risposta import Carta, Correzione, Promosso, Risposta, Ristretto, Trovato
from .sinonimi import current_synonyms
from .speller import speller_for

#: Results on a page, and pages that are shown.
PER_PAGINA, MOST_PAGES = 10, 100
#: Values of a facet that one may choose together, and characters of one.
_MOST_VALUES, _LONGEST_VALUE = 20, 100


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, and who asks."""

    testo: str
    user: Reader
    readers: Readers
    engine: SearchEngine
    filters: Filters
    pagina: int
    ordine: str
    esatta: bool

    @property
    def is_empty(self) -> bool:
        return not (self.testo or self.filters.scelte or self.filters.dentro)


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
    engine: SearchEngine | None = None,
    token: str | None = None,
) -> Risposta:
    """Answer `text` for `user`. With `exact`, as it is written: nothing is corrected.

    `filters`: facet → codes; `dentro`: the uid of the content inside which to search; `token`: the
    generation token, where it was asked already.
    """
    question = _Question(
        testo=read_typed(text).testo,
        user=user,
        readers=tokens_of_reader(user),
        engine=engine or get_engine(),
        filters=_cleaned(filters or {}, dentro),
        pagina=min(max(page, 1), MOST_PAGES),
        ordine=order if order in (PERTINENZA, DATA) else PERTINENZA,
        esatta=exact,
    )
    try:
        return _answer(question, token, tagliato=read_typed(text).tagliato)
    except SearchUnavailable:
        return Risposta(testo=question.testo, indisponibile=True)


def _answer(question: _Question, token: str | None, *, tagliato: bool) -> Risposta:
    names = labels(token)
    found = _find(question)
    entries = readable(_uids(found), question.user)
    shown = _shown(question, found, entries)
    total = found.results.totale - (len(found.results.hits) - len(shown))
    offers = not total and not question.is_empty
    return Risposta(
        testo=question.testo,
        plan=found.plan,
        ordine=question.ordine,
        totale=total,
        pagina=_page_shown(question, found.results),
        pagine=_pages(total),
        trovati=shown,
        facce=facets_of(found.results.facce, question.filters, names),
        scelte=choices(question.filters, names),
        correzione=(
            Correzione(found.plan.corretto, question.testo) if found.plan.corretto else None
        ),
        carta=_card(question, found, entries),
        promossi=_promoted(found, entries),
        ristretto=_inside(found, entries),
        vuota=(
            offers_for(
                question.engine,
                found.plan,
                question.testo,
                question.filters,
                user=question.user,
                readers=question.readers,
                names=names,
            )
            if offers
            else None
        ),
        tagliato=tagliato,
    )


def _find(question: _Question) -> _Found:
    """All that the engine is asked."""
    engine, readers = question.engine, question.readers
    plan, results = _results(question)
    inside = question.filters.dentro
    # Once, above the first results of all: not inside a content, not on every page.
    opens = bool(question.testo) and question.pagina == 1 and not inside
    corrected = "".join(piece.testo for piece in plan.corretto) or question.testo
    promoted = promoted_for(question.testo, readers=readers, engine=engine) if opens else ()
    return _Found(
        plan=plan,
        results=results,
        carta=find_card(engine, plan, corrected, readers) if opens else None,
        promossi=[(one.document, one.perche) for one in promoted],
        contenitore=engine.get([inside], readers=readers).get(inside) if inside else None,
    )


def _results(question: _Question) -> tuple[Plan, Results]:
    if not question.testo:
        # Nothing typed: what there is to choose, and of what was chosen the newest.
        return TUTTO, _search(question, TUTTO, DATA)
    by_day = question.ordine == DATA
    plan = _plan(question, every_word=by_day)
    if not plan.cerca:
        return plan, Results((), 0)
    results = _search(question, plan, question.ordine)
    if not results.totale and by_day:
        plan = _plan(question, every_word=False)
        results = _search(question, plan, DATA)
    if not results.totale and plan.richieste:
        # Nothing has the words as they are quoted: what has them otherwise is better than nothing.
        plan = _plan(question, every_word=False, quotes=False)
        results = _search(question, plan, question.ordine)
    return plan, results


def _plan(question: _Question, *, every_word: bool, quotes: bool = True) -> Plan:
    return make_plan(
        question.testo,
        synonyms=current_synonyms(),
        speller=None if question.esatta else speller_for(question.engine, question.readers),
        every_word=every_word,
        quotes=quotes,
    )


def _search(question: _Question, plan: Plan, order: str) -> Results:
    """A page of results; the last one, where there are fewer."""

    def read(page: int) -> Results:
        return question.engine.search(
            plan,
            readers=question.readers,
            filters=question.filters,
            offset=(page - 1) * PER_PAGINA,
            limit=0 if question.is_empty else PER_PAGINA,
            order=order,
            facets=FACETS,
        )

    results = read(question.pagina)
    if question.is_empty:
        return Results((), 0, results.facce)
    if results.totale and not results.hits:
        results = read(_pages(results.totale))
    return results


def _shown(question: _Question, found: _Found, entries: Mapping[str, Voce]) -> tuple[Trovato, ...]:
    hits = [hit for hit in found.results.hits if hit.uid in entries]
    sections = question.engine.sections(
        found.plan, [hit.uid for hit in hits], readers=question.readers
    )
    highlighter = Highlighter(found.plan)
    return tuple(
        result_of(
            hit.document,
            entries[hit.uid],
            sections.get(hit.uid, ()),
            highlighter,
            inside=question.filters.dentro,
        )
        for hit in hits
    )


def _card(question: _Question, found: _Found, entries: Mapping[str, Voce]) -> Carta | None:
    card = found.carta
    if card is None or card.documento.uid not in entries:
        return None
    return card_of(card, entries[card.documento.uid], question.user)


def _promoted(found: _Found, entries: Mapping[str, Voce]) -> tuple[Promosso, ...]:
    return tuple(
        Promosso(
            uid=document.uid,
            titolo=document.titolo,
            url=entries[document.uid].url or document.url,
            occhiello=kicker_of(document),
            perche=why,
        )
        for document, why in found.promossi
        if document.uid in entries
    )


def _inside(found: _Found, entries: Mapping[str, Voce]) -> Ristretto | None:
    document = found.contenitore
    if document is None or document.uid not in entries:
        return None
    return Ristretto(document.uid, document.titolo, entries[document.uid].url or document.url)


def _uids(found: _Found) -> list[str]:
    documents = [hit.document for hit in found.results.hits]
    documents += [document for document, _ in found.promossi]
    documents += [found.carta.documento] if found.carta else []
    documents += [found.contenitore] if found.contenitore else []
    return [document.uid for document in documents]


def _pages(total: int) -> int:
    return min(MOST_PAGES, max(1, -(-total // PER_PAGINA)))


def _page_shown(question: _Question, results: Results) -> int:
    return min(question.pagina, _pages(results.totale))


def _cleaned(filters: Mapping[str, Sequence[str]], inside: str) -> Filters:
    """What an address may ask for: facets that there are, a few values each."""
    chosen = {}
    for facet in FACETS:
        values = dict.fromkeys(value for value in filters.get(facet, ()) if value)
        if values:
            kept = [value for value in values if len(value) <= _LONGEST_VALUE]
            chosen[facet] = tuple(kept[:_MOST_VALUES])
    return Filters({facet: values for facet, values in chosen.items() if values}, inside)
