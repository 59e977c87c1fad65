"""The articles of one act: none twice, older versions left to those in force."""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from piattaforma.citazioni import parse_identifier

from .albero import identity
from .atto_letto import ArticoloLetto, CommaLetto
from .commi import Commi, article_state
from .contesto import Contesto
from .segni import senza_segni

_IN_BRACKETS = re.compile(r"\((?P<parole>.*)\)[ ]*\.?", re.DOTALL)


class Articoli:
    """Collects articles in the order of the file."""

    def __init__(self, context: Contesto) -> None:
        self._context = context
        self._found: list[ArticoloLetto] = []
        self._places: dict[tuple[str, str], int] = {}

    def add(self, article: ArticoloLetto) -> None:
        """One more article; of two with one number, the one in force is kept."""
        key = (article.allegato, article.numero)
        at = self._places.get(key)
        if at is None:
            self._places[key] = len(self._found)
            self._found.append(article)
            return
        older = self._found[at]
        where = f"dell’allegato {article.allegato}" if article.allegato else "dell’atto"
        if older.stato.abrogato != article.stato.abrogato or _is_later(article, older):
            self._context.superati += 1
            if older.stato.abrogato or not article.stato.abrogato:
                self._found[at] = article
            return
        self._context.warn(
            f"L’articolo {article.numero} {where} compare più volte: si legge solo la prima."
        )

    def done(self) -> tuple[ArticoloLetto, ...]:
        if self._context.superati:
            count = self._context.superati
            self._context.warn(
                "Il file contiene anche testi di versioni passate: "
                + (
                    "una parte è stata lasciata"
                    if count == 1
                    else f"{count} parti sono state lasciate"
                )
                + " fuori, vale il testo vigente."
            )
        return tuple(self._found)

    @staticmethod
    def article(
        context: Contesto,
        element: Element,
        commi: Commi,
        *,
        numero: str,
        rubrica: str,
        dove: str,
    ) -> ArticoloLetto:
        """An article whose commi have been read; what the life cycle says of it wins."""
        rubrica = rubrica or Articoli.heading_words(commi.take_heading())
        found = tuple(_dated(one, context) for one in commi.done())
        state = context.end_state(element) if context.is_over(element) else article_state(found)
        begin = context.begin_of(element)
        if not numero[:1].isdigit():
            context.warn(f"Un articolo non ha un numero che si legga: «{numero[:40]}».")
        return ArticoloLetto(
            numero=numero,
            eid=identity(element),
            rubrica=rubrica,
            dove=dove,
            commi=found,
            allegato=context.allegato,
            stato=state,
            dal=begin.data if begin else None,
            note="\n\n".join(commi.note),
        )

    @staticmethod
    def heading_words(text: str) -> str:
        """ "(( (Riproduzioni informatiche). ))" → "Riproduzioni informatiche"."""
        words = senza_segni(" ".join(text.split())).strip()
        match = _IN_BRACKETS.fullmatch(words)
        return match["parole"].strip() if match and _balanced(match["parole"]) else words


def _dated(comma: CommaLetto, context: Contesto) -> CommaLetto:
    """The words say the act that abrogated, the life cycle the day."""
    state = comma.stato
    if not state.abrogato or state.dal or not state.per_effetto_di:
        return comma
    # Events are of whole acts; the words may name the article that abrogated.
    day = context.date_of(str(parse_identifier(state.per_effetto_di).atto))
    return replace(comma, stato=replace(state, dal=day)) if day else comma


def _is_later(article: ArticoloLetto, older: ArticoloLetto) -> bool:
    return article.dal is not None and (older.dal is None or article.dal > older.dal)


def _balanced(text: str) -> bool:
    depth = 0
    for one in text:
        depth += (one == "(") - (one == ")")
        if depth < 0:
            return False
    return depth == 0
