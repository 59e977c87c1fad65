"""Where an article stands: "Titolo VII, Capo I"."""

import re
from xml.etree.ElementTree import Element

from .albero import child, name_of, plain_text
from .numero_di_parte import LATIN
from .segni import senza_segni

#: partitions above the article, in both formats, and what each is called
PARTITIONS = {
    "book": "Libro",
    "tome": "Libro",
    "part": "Parte",
    "title": "Titolo",
    "subtitle": "Titolo",
    "chapter": "Capo",
    "subchapter": "Capo",
    "section": "Sezione",
    "subsection": "Sezione",
    "libro": "Libro",
    "parte": "Parte",
    "titolo": "Titolo",
    "capo": "Capo",
    "sezione": "Sezione",
    "paragrafo": "Paragrafo",
}
_WORDS = {"sez.": "Sezione", "tit.": "Titolo", "cap.": "Capo", "par.": "Paragrafo"}
_ORDINAL = (
    r"[Uu]nic[oa]|UNIC[OA]|[Pp]rim[oa]|PRIM[OA]|[Ss]econd[oa]|SECOND[OA]|[Tt]erz[oa]|TERZ[OA]"
)
_NUMERAL = rf"(?:[IVXLCDM]+|\d+|[A-Z]|{_ORDINAL})(?:[- ]?{LATIN})?"
_LABEL = re.compile(
    rf"(?P<parola>Libro|LIBRO|Parte|PARTE|Titolo|TITOLO|Capo|CAPO|Sezione|SEZIONE|Paragrafo|PARAGRAFO"
    rf"|Sez\.|SEZ\.|Tit\.|TIT\.|Cap\.|CAP\.)[ ]+(?P<numero>{_NUMERAL})(?![\w'])"
)
#: "al Titolo V": named, not begun
_NAMED = re.compile(r"(?:\b[Dd]?[ae]l|\b[Nn]el|\b[Aa]l|\b[Dd]i|\b[Ii]l|\bcui)[ ]+$")
_NUMBER_ALONE = re.compile(rf"{_NUMERAL}\.?")

_READ = 1000

Cammino = tuple[tuple[str, str], ...]


def step_into(path: Cammino, partition: Element) -> Cammino:
    """The path inside a partition that follows `path`.

    The official site writes "Capo I … Sezione II …" in one heading, and a section as one more
    chapter beside the one it belongs to: the words tell, not the element.
    """
    for kind, number in _labels(partition):
        kinds = [one[0] for one in path]
        above = path[: kinds.index(kind)] if kind in kinds else path
        path = (*above, (kind, number))
    return path


def written(path: Cammino) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in path)


def _labels(partition: Element) -> list[tuple[str, str]]:
    number = senza_segni(plain_text(child(partition, "num"))).strip(" -–.")
    heading = senza_segni(plain_text(child(partition, "heading", "rubrica")))
    text = f"{number} {heading}".strip()[:_READ]
    found: list[tuple[str, str]] = []
    for match in _LABEL.finditer(text):
        if match.start() and (_NAMED.search(text[: match.start()]) or not found):
            continue
        word = match["parola"]
        found.append((_WORDS.get(word.lower(), word.capitalize()), match["numero"]))
    if found:
        return found
    kind = PARTITIONS[name_of(partition)]
    return [(kind, number.rstrip("."))] if _NUMBER_ALONE.fullmatch(number) else []
