"""Text that was written elsewhere (slides, notes) → the question and the zones of a draft. Pure.

Nothing readable is thrown away: what is not understood stays in *Contenuto*.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: what a heading is called elsewhere → where its text goes
SEZIONI = {
    "norme": "norme",
    "normativa": "norme",
    "leggi": "norme",
    "fonti normative": "norme",
    "quadro normativo": "norme",
    "norme di riferimento": "norme",
    "riferimenti normativi": "norme",
    "riferimenti di legge": "norme",
    "giurisprudenza": "giurisprudenza",
    "sentenze": "giurisprudenza",
    "pronunce": "giurisprudenza",
    "decisioni": "giurisprudenza",
    "riferimenti giurisprudenziali": "giurisprudenza",
    "prassi": "prassi",
    "buone prassi": "prassi",
    "buone pratiche": "prassi",
    "buone prassi e raccomandazioni": "prassi",
    "raccomandazioni": "prassi",
    "consigli": "prassi",
    "suggerimenti": "prassi",
    "contenuto": "contenuto",
    "contenuti": "contenuto",
    "in breve": "in_breve",
    "in sintesi": "in_breve",
    "sintesi": "in_breve",
    "risposta": "in_breve",
    "risposta breve": "in_breve",
    "fonte": "fonte",
    "fonti": "fonte",
}
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]*(?P<words>.*?)[ \t]*#*")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{2,})[ ]*")
_BULLET = re.compile(r"(?P<indent> *)[•·▪▫◦‣⁃○●■□➢➤►✓✔\uf0b7\uf0a7–—](?: +)(?P<words>\S.*)")
_STRUCTURED = re.compile(r" *(?:[-*+] |\d{1,3}[.)] |>|\||#|!!!| {4})")
_HYPHENATED = re.compile(r"(?P<head>\w{2,})-")
#: before these a hyphen at the end of a line belongs to the word
_PREFIXES = frozenset(
    {"co", "ex", "non", "socio", "tecnico", "auto", "inter", "pre", "post", "extra"}
)
_ENDS = re.compile(r"[.!?;:…»”\"')\]]$")
_PICTURE = re.compile(r"(?<!\\)!\[(?P<alt>[^\]]*)\]\((?P<address>[^)\s]*)[^)]*\)")
#: a line as long as this was broken by the width of the page, not by its author
_WRAPPED = 60


@dataclass
class TestoLibero:
    """What could be told apart."""

    __test__ = False  # the name is Italian for "text", not a test class

    domanda: str = ""
    in_breve: str = ""
    fonte: str = ""
    #: field of the page → Markdown
    zone: dict[str, str] = field(default_factory=dict)
    #: what an editor has to look at
    avvertenze: list[str] = field(default_factory=list)


def read_free_text(source: str) -> TestoLibero:
    """The first heading is the question; known headings lead to their zone, others stay headings."""
    found = TestoLibero()
    lines = _unwrapped(_headed(_plain(source, found)))
    sections = list(_sections(lines))
    levels = [level for level, words, _ in sections if words and words.casefold() not in SEZIONI]
    if sections and sections[0][1] and _zone_of(sections[0][1]) is None:
        _, found.domanda, text = sections[0]
        sections[0] = (0, "", text)
        levels = levels[1:]
    _fill(found, sections, top=min(levels, default=1))
    return found


def _zone_of(words: str) -> str | None:
    return SEZIONI.get(words.strip(" :.").casefold())


def _fill(found: TestoLibero, sections: list[tuple[int, str, str]], *, top: int) -> None:
    gathered: dict[str, list[str]] = {}
    zone, zone_level = "contenuto", 0
    for level, words, body in sections:
        text = body
        known = _zone_of(words) if words else None
        if known:
            zone, zone_level = known, level
        elif words:
            if level <= zone_level:
                zone, zone_level = "contenuto", 0
            # Levels below a known heading follow from it; the others from the highest there is.
            depth = level - zone_level - 1 if zone_level else level - top
            heading = f"{'#' * min(3 + max(depth, 0), 6)} {words}"
            text = "\n\n".join(piece for piece in (heading, body.strip("\n")) if piece)
        if text.strip():
            gathered.setdefault(zone, []).append(text.strip("\n"))
    found.in_breve = "\n\n".join(gathered.pop("in_breve", []))
    found.fonte = " ".join("\n".join(gathered.pop("fonte", [])).split())
    found.zone = {name: "\n\n".join(texts) for name, texts in gathered.items()}


def _plain(source: str, found: TestoLibero) -> list[str]:
    """Lines without tabs, without the bullets of a slide, without pictures."""
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = text.replace("\f", "\n\n").replace("\x00", "").lstrip("\ufeff")
    for picture in _PICTURE.finditer(text):
        found.avvertenze.append(
            f"l’immagine «{picture['alt'] or picture['address']}»: aggiungila con il blocco «Immagine»"
        )
    text = _PICTURE.sub(lambda m: f"Immagine: {m['alt']} ({m['address']})", text)
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4)
        words = re.sub(r"[ \t]*\t[ \t]*", " ", line.strip(" \t"))
        bullet = _BULLET.fullmatch(indent + words)
        if bullet:
            deep = len(bullet["indent"]) // 4 * 4
            lines.append(f"{' ' * deep}- {bullet['words']}")
        elif words.startswith("!!!"):
            lines.append("\\" + words)
        else:
            # Space before prose is how slides place it; before a list or in one it means something.
            deep = len(indent) if _STRUCTURED.match(words) and not words.startswith("#") else 0
            lines.append(" " * (deep // 4 * 4) + words)
    return lines


def _headed(lines: list[str]) -> Iterator[str]:
    """Every heading with marks: underlined ones too, and known words that stand alone."""
    position = 0
    while position < len(lines):
        line = lines[position]
        following = lines[position + 1] if position + 1 < len(lines) else ""
        begins = position == 0 or not lines[position - 1]
        alone = begins or line.endswith(":")
        bold = re.fullmatch(r"\*\*(.+?)\*\*|__(.+?)__", line)
        words = (bold[1] or bold[2]) if bold else line
        if line and not _STRUCTURED.match(line) and _UNDERLINE.fullmatch(following):
            yield from ("", f"{'#' if '=' in following else '##'} {line}", "")
            position += 1
        elif line.startswith("#"):
            yield from ("", line, "")
        elif line.endswith("?") and not any(lines[:position]):
            yield from ("", f"# {line}", "")
        elif (alone or line.isupper() or bold) and _zone_of(words):
            yield from ("", f"## {words.strip(' :.')}", "")
        elif _UNDERLINE.fullmatch(line):  # between two slides
            yield ""
        else:
            yield line
        position += 1


def _unwrapped(lines: Iterator[str]) -> list[str]:
    """Lines and paragraphs that were broken in the middle of a sentence, whole again."""
    whole: list[str] = []
    blank = False
    for line in lines:
        if not line:
            blank = True
            continue
        last = whole[-1] if whole else ""
        if last and _goes_on(last, line, blank=blank):
            whole[-1] = _joined(last, line)
        else:
            # A short line that stands by itself is a line of its own: Markdown would join it.
            if blank or (last and not (_is_item(last) and _is_item(line))):
                whole.append("")
            whole.append(line)
        blank = False
    return [line for n, line in enumerate(whole) if line or (n and whole[n - 1])]


def _is_item(line: str) -> bool:
    return bool(re.match(r" *(?:[-*+] |\d{1,3}[.)] |>|\|)", line))


def _goes_on(last: str, line: str, *, blank: bool) -> bool:
    if last.lstrip().startswith(("#", "|")) or _STRUCTURED.match(line):
        return False
    starts_low = line[0].islower()
    if blank or _is_item(last):
        return starts_low and not _ENDS.search(last)
    return starts_low or not line[0].isupper() or len(last) >= _WRAPPED or bool(_ENDS.search(last))


def _joined(last: str, line: str) -> str:
    word = re.search(r"(\w{2,})-$", last)
    if word and line[0].islower():
        keeps = word[1].casefold() in _PREFIXES
        return (last if keeps else last[:-1]) + line
    return f"{last.rstrip(chr(92)).rstrip()} {line}"


def _sections(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Level, words and text of each heading; level 0 before the first."""
    level, words, text = 0, "", list[str]()
    for line in lines:
        match = _HEADING.fullmatch(line)
        if not match:
            text.append(line)
            continue
        if words or any(text):
            yield level, words, "\n".join(text)
        level, words, text = len(match["marks"]), match["words"].strip(), []
    if words or any(text):
        yield level, words, "\n".join(text)
