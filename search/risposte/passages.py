"""A document found, as a list of results shows it: title, best passage, sections, found words marked."""

from collections.abc import Iterator, Sequence

from piattaforma.nucleo.contents import StatoContenuto
from piattaforma.nucleo.templatetags.tipografia import NBSP, data_it

from ..contract import Document, Mark
from ..highlight import NIENTE, Brano, Highlighter
from .risposta import Sezione, Trovato

#: Sections shown under a result, and how many are looked at for its passage.
_SHOWN, _READ = 3, 4


def result_of(
    document: Document, sections: Sequence[int], highlighter: Highlighter, *, inside: str = ""
) -> Trovato:
    """`document` as it may be shown now; `sections`: the numbers of the best, the best first.

    What stands in `inside` does not say so.
    """
    within = bool(inside) and inside in document.dentro
    # What was indexed may be older than the numbers.
    best = [document.sezioni[n] for n in sections if n < len(document.sezioni)]
    return Trovato(
        uid=document.uid,
        titolo=highlighter.marked(title_of(document, within=within)),
        url=document.url,
        tipo=next(iter(document.facce.get("tipo", ())), ""),
        occhiello=kicker_of(document)[:1] if within else kicker_of(document),
        stato=state_of(document),
        giorno=document.giorno,
        detto=_said_of_day(document),
        brano=_passage(document, sections, highlighter),
        sezioni=tuple(
            Sezione(highlighter.marked(one.titolo), f"{document.url}#{one.ancora}")
            for one in best
            if one.ancora and one.titolo
        )[:_SHOWN],
    )


def kicker_of(document: Document) -> tuple[str, ...]:
    return tuple(str(one) for one in document.mostra.get("occhiello") or ())


def title_of(document: Document, *, within: bool = False) -> str:
    """With what it is about, where it is called by a number; `within`: without what it stands in."""
    shown = document.mostra
    title = (within and shown.get("breve")) or document.titolo
    return f"{title}: {shown['rubrica']}" if shown.get("rubrica") else str(title)


def _said_of_day(document: Document) -> str:
    """What the day is; "" where it says nothing, or is said: an act is called by it."""
    said = data_it(document.giorno).replace(NBSP, " ")
    above = " ".join((*kicker_of(document), document.titolo)).replace(NBSP, " ")
    return "" if not said or said in above else str(document.mostra.get("detto") or "")


def state_of(document: Document) -> StatoContenuto | None:
    state = document.mostra.get("stato")
    return StatoContenuto(**state) if state else None


def _passage(document: Document, sections: Sequence[int], highlighter: Highlighter) -> Brano:
    """Where most words of the question stand: in the summary, else in the best of its sections."""
    best = NIENTE
    for text, marks in _texts(document, sections):
        passage = highlighter.passage(text, marks)
        if passage and (not best or passage.trovate > best.trovate):
            best = passage
    return best


def _texts(document: Document, sections: Sequence[int]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    # What the title says already is no passage.
    if document.sommario != document.mostra.get("rubrica"):
        yield document.sommario, ()
    read = [n for n in sections if n < len(document.sezioni)][:_READ] or [0]
    for number in read:
        for section in document.sezioni[number : number + 1]:
            yield section.testo, section.segni
