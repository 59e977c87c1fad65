"""The marks that the official site leaves in a text: `((…))` around what was amended, its notes."""

import re

from .mostrato import Mostrato

#: where the publisher's notes begin: a rule of dashes, or their title
_NOTES = re.compile(r"^(?:-{4,}\s*$|AGGIORNAMENTO \(\d+[a-z-]*\)|N O T E\s*$)", re.MULTILINE)
_ONLY_MARKS = re.compile(r"[\s()\[\].,;*-]*")
#: "((12))" is the call of a note, "((...))" the place of words that are gone
_CALL = re.compile(r"[ \t]?\(\([ ]*(?:\d+|\.{3}|…)[ ]*\)\)")
_OPEN = re.compile(r"\(\([ ]*")


def notes_start(text: str) -> int:
    """Where the publisher's notes begin; the length of the text if it has none."""
    match = _NOTES.search(text)
    return match.start() if match else len(text)


def is_only_marks(text: str) -> bool:
    return _ONLY_MARKS.fullmatch(text) is not None


def senza_segni(testo: str) -> str:
    """The text without the marks, for display: "((di firma)) elettronica" → "di firma elettronica"."""
    return without_marks(testo).testo


def without_marks(text: str) -> Mostrato:
    """The same, with the map of offsets. Brackets of the law's own stay: "(con la lettera b))"."""
    if "((" not in text and "))" not in text:
        return Mostrato(text)
    calls = [match.span() for match in _CALL.finditer(text)]
    cuts = [*calls, *_pairs(text, calls)]
    return Mostrato.of(text, [(start, end, "") for start, end in sorted(cuts)])


def _pairs(text: str, calls: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The double brackets that are marks: opened and closed, or left alone at an edge."""
    ends = dict(calls)
    cuts: list[tuple[int, int]] = []
    stack: list[str] = []
    at = 0
    while at < len(text):
        if at in ends:
            at = ends[at]
        elif match := _OPEN.match(text, at):
            stack.append("((")
            cuts.append(match.span())
            at = match.end()
        elif text[at] == "(":
            stack.append("(")
            at += 1
        elif text[at] == ")":
            at = _closed(text, at, stack, cuts)
        else:
            at += 1
    return cuts


def _closed(text: str, at: int, stack: list[str], cuts: list[tuple[int, int]]) -> int:
    """What one closing bracket closes; where reading goes on."""
    double = text.startswith("))", at)
    if stack and stack[-1] == "(":
        stack.pop()
        return at + 1
    if not double:
        return at + 1  # "lettera b)", of which nothing opened the bracket
    if stack or _is_edge(text, at):
        if stack:
            stack.pop()
        cuts.append((_spaces_before(text, at), at + 2))
        return at + 2
    return at + 1


def _is_edge(text: str, at: int) -> bool:
    """A closing mark whose opening stands in another comma: at the end of a line, after a stop."""
    return text[at + 2 : at + 3] in ("", "\n") and text[at - 1 : at] in (
        "",
        ".",
        ";",
        ":",
        " ",
        "\n",
    )


def _spaces_before(text: str, at: int) -> int:
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at
