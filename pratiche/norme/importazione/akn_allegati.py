"""The annexes of an Akoma Ntoso act; old codes have one attachment for each of their articles."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .akn_articoli import walk
from .akn_metadati import alias, work_of
from .albero import attribute, child, children, descendants, identity, name_of, plain_text
from .articoli import Articoli
from .atto_letto import AllegatoLetto, CommaLetto
from .brano import Brano
from .commi import LIST_LINE, Commi
from .contesto import Contesto
from .indirizzo_di_fonte import read_act
from .numero_di_allegato import annex_numbers
from .numero_di_parte import LATIN, read_number
from .testo import read_text

#: <doc name="CODICE CIVILE-art. 2325 ter">
_ARTICLE_NAME = re.compile(
    r"(?P<nome>.*?)[-\s]*\bart(?:icolo|\.)\s*(?P<numero>\d.*)", re.IGNORECASE
)
_HEADER = re.compile(
    rf"\s*(?P<segno>\(\([ ]*)?Art(?:icolo|\.)?[ ]*\d+(?:/\d+)?(?:{LATIN}|(?:[- ]{LATIN})*)\.?"
    r"(?:[ ]*\)\))?[ \n]*",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?P<intera>(?:\(\([ ]*)?\((?!\()[^()\n]{2,200}(?:\([^()\n]*\)[^()\n]*)*\)[ ]*\.?(?:[ ]*\)\))?)"
    r"(?=[ ]*(?:\n|$|[A-Z(]))[ \n]*"
)
_BODIES = ("mainBody", "body")


@dataclass(slots=True)
class _Gruppo:
    """Attachments that are one annex: `articoli` are those of a code, each in its own file part."""

    nome: str
    documenti: list[tuple[Element, str]] = field(default_factory=list)


def read_attachments(
    root: Element, context: Contesto, articles: Articoli
) -> tuple[AllegatoLetto, ...]:
    """The annexes in order; their articles are added to those of the act."""
    groups = _groups(root)
    names = [(group.nome, _own_number(group)) for group in groups]
    annexes = []
    for group, number in zip(groups, annex_numbers(names, context), strict=True):
        context.allegato = number
        commi: tuple[CommaLetto, ...] = ()
        for document, article in group.documenti:
            if article:
                _code_article(document, article, context, articles)
            else:
                commi += _annex(document, context, articles)
        annexes.append(AllegatoLetto(number, group.nome, commi))
    context.allegato = ""
    return tuple(annexes)


def _groups(root: Element) -> list[_Gruppo]:
    groups: list[_Gruppo] = []
    by_code: dict[str, _Gruppo] = {}
    holders = [*children(root, "attachments"), *children(root, "components")]
    for holder in holders:
        for attachment in children(holder, "attachment", "component"):
            document = child(attachment, "doc", "act", "statement", "documentCollection")
            if document is None:
                document = attachment
            name = attribute(document, "name") or plain_text(child(attachment, "heading"))
            if match := _ARTICLE_NAME.fullmatch(name.strip()[:300]):
                code = match["nome"].strip(" -")
                group = by_code.get(code.casefold())
                if group is None:
                    group = by_code[code.casefold()] = _Gruppo(code or "Allegato")
                    groups.append(group)
                group.documenti.append((document, read_number(match["numero"])))
            else:
                groups.append(_Gruppo(_title(attachment, document, name), [(document, "")]))
    return groups


def _title(attachment: Element, document: Element, name: str) -> str:
    """Its heading, or its title; else the name it bears in the file."""
    for element in (child(attachment, "heading"), child(document, "preface")):
        found = plain_text(next(descendants(element, "docTitle"), element))
        if found:
            return found[:300]
    return name


def _own_number(group: _Gruppo) -> str:
    """The number in the annex's own identifier, where it has one apart from the act's."""
    meta = child(group.documenti[0][0], "meta")
    found = read_act(alias(work_of(meta), "urn:nir"))
    return found.annesso if found is not None else ""


def _annex(document: Element, context: Contesto, articles: Articoli) -> tuple[CommaLetto, ...]:
    """An annex with articles gives them; the words outside them are its own text."""
    bodies = list(children(document, *_BODIES)) or [document]
    if any(True for body in bodies for _ in descendants(body, "article")):
        for body in bodies:
            for article in walk(body, context, ()):
                articles.add(article)
        return ()
    commi = Commi()
    for body in bodies:
        for one in body:
            number = (
                read_number(plain_text(child(one, "num"))) if name_of(one) == "paragraph" else ""
            )
            inner = [part for part in one if not (number and name_of(part) == "num")]
            if name_of(one) == "meta":
                continue
            piece = read_text(inner if number else [one], context, commi.note)
            if number:
                commi.add(piece, number, identity(one))
            else:
                commi.add_loose(piece)
    return commi.done()


def _code_article(document: Element, number: str, context: Contesto, articles: Articoli) -> None:
    """An article of a code, whose number and heading stand in its words."""
    notes: list[str] = []
    piece = read_text(list(children(document, *_BODIES)) or [document], context, notes)
    commi = Commi(note=notes)
    heading, piece = _split(piece)
    for paragraph in _paragraphs(piece):
        commi.add(paragraph)
    articles.add(
        Articoli.article(context, document, commi, numero=number, rubrica=heading, dove="")
    )


def _split(piece: Brano) -> tuple[str, Brano]:
    """The heading and the text; a mark that was opened before the number stays with the text."""
    opened = False
    if match := _HEADER.match(piece.testo):
        opened = match["segno"] is not None and "))" not in match[0]
        piece = piece.cut(match.end())
    heading = ""
    if match := _HEADING.match(piece.testo):
        heading = Articoli.heading_words(match["intera"])
        opened = opened or (match["intera"].startswith("((") and "))" not in match["intera"])
        piece = piece.cut(match.end())
    return heading, piece.after("((") if opened and piece.testo else piece


def _paragraphs(piece: Brano) -> list[Brano]:
    """One comma a paragraph, with the list that follows it."""
    found: list[Brano] = []
    for line in piece.lines():
        follows = found and (
            LIST_LINE.match(line.testo) or line.testo.startswith(("-", "AGGIORNAMENTO"))
        )
        if follows:
            found[-1] = found[-1].joined(line)
        elif line.testo:
            found.append(line)
    return found
