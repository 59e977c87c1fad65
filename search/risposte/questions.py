"""Questions and their answers: all that results, feeds and searches inside a content need. No HTTP here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from piattaforma.nucleo.contents import Voce
from piattaforma.nucleo.querysets import Reader
from piattaforma.nucleo.visibilita import tokens_of_reader

from ..contract import DATA, FACETS, PERTINENZA, Document, Filters, Results
from ..engines import get_engine
from ..engines.base import Readers, SearchEngine, SearchUnavailable
from ..highlight import Highlighter
from ..plan import TUTTO, Plan
from ..planning.typed import read_typed
from .cards import Candidata, card_of, find_card
from .facets import Etichette, choices, facets_of, known, labels
from .first_answer import first_answer
from .offers import offers_for
from .passages import kicker_of, result_of
from .promossi import promoted_for
from .readable import readable
from .risposta import PER_PAGINA, Carta, Correzione, Promosso, Risposta, Ristretto, Trovato
from .sinonimi import current_synonyms
from .speller import speller_for

#: Pages that are shown.
MOST_PAGES = 100
#: Values of a facet that one may choose together.
_MOST_VALUES = 20


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
    names = labels(token)
    question = _Question(
        testo=read_typed(text).testo,
        user=user,
        readers=tokens_of_reader(user),
        engine=engine or get_engine(),
        filters=_cleaned(filters or {}, dentro, names),
        pagina=min(max(page, 1), MOST_PAGES),
        ordine=order if order in (PERTINENZA, DATA) else PERTINENZA,
        esatta=exact,
    )
    try:
        return _answer(question, names, tagliato=read_typed(text).tagliato)
    except SearchUnavailable:
        return Risposta(testo=question.testo, indisponibile=True)


def _answer(question: _Question, names: Etichette, *, tagliato: bool) -> Risposta:
    found = _find(question)
    entries = readable(_uids(found), question.user)
    card = _card(question, found, entries)
    promoted = _promoted(found, entries, but=card.uid if card else "")
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
        trovati=_promoted_first(shown, promoted),
        facce=facets_of(found.results.facce, question.filters, names, found.results.totale),
        scelte=choices(question.filters, names),
        correzione=(
            Correzione(found.plan.corretto, question.testo) if found.plan.corretto else None
        ),
        carta=card,
        promossi=_not_among(promoted, shown),
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
        promossi=[
            (one.document, one.perche)
            for one in promoted
            if _is_within(one.document, question.filters)
        ],
        contenitore=engine.get([inside], readers=readers).get(inside) if inside else None,
    )


def _results(question: _Question) -> tuple[Plan, Results]:
    if not question.testo:
        # Nothing typed: what there is to choose, and of what was chosen the newest.
        return TUTTO, _search(question, TUTTO, DATA)
    return first_answer(
        question.testo,
        lambda plan: _search(question, plan, question.ordine),
        synonyms=current_synonyms(),
        speller=None if question.esatta else speller_for(question.engine, question.readers),
        every_word=question.ordine == DATA,
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
        result_of(hit.document, entries[hit.uid], sections.get(hit.uid, ()), highlighter)
        for hit in hits
    )


def _card(question: _Question, found: _Found, entries: Mapping[str, Voce]) -> Carta | None:
    card = found.carta
    if card is None or card.documento.uid not in entries:
        return None
    return card_of(card, entries[card.documento.uid], question.user)


def _promoted(found: _Found, entries: Mapping[str, Voce], *, but: str) -> tuple[Promosso, ...]:
    """What editors put first; not what the card shows already."""
    return tuple(
        Promosso(
            uid=document.uid,
            titolo=document.titolo,
            url=entries[document.uid].url or document.url,
            occhiello=kicker_of(document),
            perche=why,
        )
        for document, why in found.promossi
        if document.uid in entries and document.uid != but
    )


def _is_within(document: Document, filters: Filters) -> bool:
    """Whether a document is among what the reader chose to see."""
    return all(
        set(codes).intersection(document.facce.get(facet, ()))
        for facet, codes in filters.scelte.items()
    )


def _promoted_first(shown: Sequence[Trovato], promoted: Sequence[Promosso]) -> tuple[Trovato, ...]:
    """What is found and promoted stands once: first, and marked."""
    reasons = {one.uid: one.perche for one in promoted}
    marked = [
        replace(one, in_evidenza=True, perche=reasons[one.uid])
        for one in shown
        if one.uid in reasons
    ]
    return (*marked, *(one for one in shown if one.uid not in reasons))


def _not_among(promoted: Sequence[Promosso], shown: Sequence[Trovato]) -> tuple[Promosso, ...]:
    found = {one.uid for one in shown}
    return tuple(one for one in promoted if one.uid not in found)


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


def _cleaned(filters: Mapping[str, Sequence[str]], inside: str, names: Etichette) -> Filters:
    """What an address may ask for: facets and values that there are, a few each."""
    chosen = {}
    for facet in FACETS:
        values = tuple(dict.fromkeys(filters.get(facet, ())))
        chosen[facet] = known(facet, values, names)[:_MOST_VALUES]
    return Filters({facet: values for facet, values in chosen.items() if values}, inside)
