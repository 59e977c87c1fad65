"""The Markdown spelling of a zone: what an editor types in the admin, as a file anyone can read.

`parse_zone` and `write_zone` are inverse. Text stands as it is; the other blocks are fenced by a
line `!!! kind "Title"` and a body indented by four spaces; a list of links to identifiers of law is
the list of references. A file is named, with its hash and what is said of it (`spelling_files`).
No Django here.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from piattaforma.citazioni import IdentificatoreNonValido, parse_identifier

from .spelling_files import FileSpellingError, read_document, read_picture
from .spelling_text import INDENT, REFERENCE, Value, normalise_text, text_lines
from .spelling_writing import write_zone
from .tabelle import TabellaNonValida, check_table

__all__ = ["SpellingError", "Value", "normalise_text", "parse_zone", "read_zone", "write_zone"]


_FENCE = re.compile(r"!!!")
_OPENING = re.compile(r'!!! *(?P<kind>\w+)(?: +"(?P<title>(?:[^"\\]|\\.)*)")? *')
_LIST_ITEM = re.compile(r"[-*+] +")
_STEP = re.compile(r"\d+[.)] +(?P<rest>.*)")
_STEP_TITLE = re.compile(r"\*\*(?P<title>(?:[^*\\]|\\.|\*(?!\*))*)\*\*(?: +(?P<text>.*)| *)")


class SpellingError(ValueError):
    """The text does not follow the spelling: its line, counted from 1, and the Italian reason."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"riga {line}: {message}")
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class ReadBlock:
    line: int
    type: str
    value: Value


def parse_zone(markdown: str) -> list[tuple[str, Value]]:
    """Markdown → (block type, value) pairs, as a StreamField takes them. Raises `SpellingError`."""
    return [(block.type, block.value) for block in read_zone(markdown)]


def read_zone(
    markdown: str, *, first_line: int = 1, allowed: Collection[str] | None = None
) -> list[ReadBlock]:
    """As `parse_zone`, with the line at which each block begins.

    `first_line` is the line of the file at which the zone begins; with `allowed`, a block of
    another type is an error (a StreamField would drop it without a word).
    """
    blocks = list(_Reader(markdown, first_line).blocks())
    for block in blocks:
        if allowed is not None and block.type not in allowed:
            raise SpellingError(block.line, f"qui non può stare un blocco «{block.type}».")
    return blocks


# --- reading ----------------------------------------------------------------


class _Reader:
    def __init__(self, markdown: str, first_line: int) -> None:
        self.lines = text_lines(markdown)
        self.first_line = first_line
        self.position = 0

    def error(self, message: str, position: int | None = None) -> SpellingError:
        return SpellingError(
            self.first_line + (self.position if position is None else position), message
        )

    def blocks(self) -> Iterator[ReadBlock]:
        while self.position < len(self.lines):
            start = self.position
            line = self.lines[start]
            if not line:
                self.position += 1
            elif _FENCE.match(line):
                yield ReadBlock(self.first_line + start, *self.fenced())
            elif REFERENCE.fullmatch(line):
                yield ReadBlock(self.first_line + start, "riferimenti", self.references())
            else:
                yield ReadBlock(self.first_line + start, "testo", self.text())

    def text(self) -> str:
        start = self.position
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if _FENCE.match(line):
                break
            if _FENCE.match(line.lstrip()):
                raise self.error("una riga «!!!» comincia al margine, senza spazi prima.")
            if REFERENCE.fullmatch(line):
                if self.position and _LIST_ITEM.match(self.lines[self.position - 1]):
                    raise self.error(_MIXED)
                break
            self.position += 1
        return normalise_text("\n".join(self.lines[start : self.position]))

    def references(self) -> list[dict[str, str]]:
        items: list[dict[str, str]] = []
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if match := REFERENCE.fullmatch(line):
                items.append(self.reference(match))
            elif line.startswith("  ") and self.lines[self.position - 1]:
                items[-1]["perche"] = f"{items[-1]['perche']} {line.strip()}".strip()
            elif _LIST_ITEM.match(line) and self.lines[self.position - 1]:
                raise self.error(_MIXED)
            elif line:
                break
            self.position += 1
        return items

    def reference(self, match: re.Match[str]) -> dict[str, str]:
        try:
            identifier = str(parse_identifier(match["address"]))
        except IdentificatoreNonValido as error:
            raise self.error(str(error)) from error
        return {
            "identificatore": identifier,
            "etichetta": _unescape(match["label"]).strip(),
            "perche": (match["why"] or "").strip(),
        }

    def fenced(self) -> tuple[str, Value]:
        start = self.position
        opening = _OPENING.fullmatch(self.lines[start])
        if not opening:
            raise self.error('scrivi così: !!! nota "Titolo" (il titolo tra virgolette dritte).')
        kind = opening["kind"].lower()
        if kind not in _READERS:
            raise self.error(
                f"blocco «{opening['kind']}» sconosciuto: usa {', '.join(sorted(_READERS))}."
            )
        self.position += 1
        body_start, body = self.body()
        if not body and kind != "documento":
            raise self.error(
                f"il blocco «{kind}» è vuoto: il testo va rientrato di quattro spazi.", start
            )
        for offset, line in enumerate(body):
            if _FENCE.match(line.lstrip()):
                raise self.error("i blocchi non stanno uno dentro l’altro.", body_start + offset)
        title = _unescape(opening["title"] or "").strip()
        if not title and kind in _TITLED:
            what = _TITLED[kind]
            raise self.error(f'il blocco «{kind}» ha un {what}: !!! {kind} "{what}".', start)
        return _READERS[kind](self, title, body, body_start)

    def body(self) -> tuple[int, list[str]]:
        """The indented lines that follow, without the indent, and where they begin."""
        start = self.position
        body: list[str] = []
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if line.startswith("\t"):
                line = INDENT + line[1:]
            if line.startswith(INDENT):
                body.append(line[len(INDENT) :])
            elif not line:
                body.append("")
            elif line.startswith(" "):
                raise self.error("dentro un blocco il testo va rientrato di quattro spazi.")
            elif body and body[-1]:
                raise self.error(
                    "lascia una riga vuota dopo il blocco, o rientra anche questa riga."
                )
            else:
                break
            self.position += 1
        while body and not body[-1]:
            body.pop()
        while body and not body[0]:
            body.pop(0)
            start += 1
        return start, body

    # one method for each kind of block: title, lines of the body, where the body begins

    def plain(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        return "testo", "\n".join(body)

    def note(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        return "richiamo", {"genere": "nota", "titolo": title, "testo": "\n".join(body)}

    def warning(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        return "richiamo", {"genere": "attenzione", "titolo": title, "testo": "\n".join(body)}

    def quote(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        return "citazione", {"testo": "\n".join(body), "fonte": title}

    def more(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        return "approfondimento", {"titolo": title, "testo": "\n".join(body)}

    def table(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        end = body.index("") if "" in body else len(body)
        try:
            check_table("\n".join(body[:end]))
        except TabellaNonValida as error:
            raise self.error(error.message, start + error.row) from error
        return "tabella", {
            "didascalia": title,
            "righe": "\n".join(body[:end]),
            "nota": normalise_text("\n".join(body[end:])),
        }

    def picture(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        return "immagine", self.named_file(read_picture, title, body, start)

    def document(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        return "documento", self.named_file(read_document, title, body, start)

    def named_file(
        self, read: Callable[..., dict[str, Any]], title: str, body: list[str], start: int
    ) -> dict[str, Any]:
        try:
            return read(title, body)
        except FileSpellingError as error:
            raise self.error(error.message, start + error.row) from error

    def listed(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        nested = _Reader("\n".join(body), self.first_line + start)
        blocks = list(nested.blocks())
        if len(blocks) != 1 or blocks[0].type != "riferimenti":
            raise self.error(
                "qui va un elenco di riferimenti: - [etichetta](urn:…): perché.", start
            )
        return "riferimenti", blocks[0].value

    def steps(self, title: str, body: list[str], start: int) -> tuple[str, Value]:
        items: list[dict[str, str]] = []
        for offset, line in enumerate(body):
            if match := _STEP.fullmatch(line):
                items.append(self.step(match["rest"], start + offset))
            elif not line or (line.startswith("   ") and items):
                items[-1]["testo"] += "\n" + re.sub(r"^ {3,4}", "", line)
            elif items and body[offset - 1]:  # a line that an editor wrapped by hand
                items[-1]["testo"] += "\n" + line.lstrip()
            else:
                raise self.error(
                    "i passi sono un elenco numerato: 1. **Titolo.** Testo.", start + offset
                )
        for item in items:
            item["testo"] = normalise_text(item["testo"])
        return "passi", {"titolo": title, "voci": items}

    def step(self, rest: str, position: int) -> dict[str, str]:
        match = _STEP_TITLE.fullmatch(rest)
        if not match:
            raise self.error("ogni passo comincia con un titolo: 1. **Titolo.** Testo.", position)
        title = match["title"].removesuffix(".")
        return {"titolo": _unescape(title).strip(), "testo": match["text"] or ""}


_MIXED = (
    "un elenco di riferimenti contiene solo riferimenti: separa le altre voci con una riga vuota."
)
#: kinds that need something between the quotation marks, and what
_TITLED = {
    "tabella": "titolo",
    "approfondimento": "titolo",
    "immagine": "nome di file",
    "documento": "nome di file",
}
_READERS: Mapping[str, Callable[[_Reader, str, list[str], int], tuple[str, Value]]] = {
    "testo": _Reader.plain,
    "nota": _Reader.note,
    "attenzione": _Reader.warning,
    "passi": _Reader.steps,
    "tabella": _Reader.table,
    "citazione": _Reader.quote,
    "approfondimento": _Reader.more,
    "riferimenti": _Reader.listed,
    "immagine": _Reader.picture,
    "documento": _Reader.document,
}


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
