"""Files without front matter: what they say goes into a draft, whatever they lack."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from piattaforma.nucleo.documents import read_text
from piattaforma.nucleo.html import refused_links
from piattaforma.nucleo.refusals import in_words

from ...models.scheda import IN_BREVE_MAX, ZONE, SchedaPage
from ...scheda.completezza import PROVVISORIO
from .testo_libero import TestoLibero, read_free_text

DOMANDA_MAX, FONTE_MAX = 255, 500
#: A block of text holds somewhat more.
BLOCCO_MAX = 20_000


@dataclass(frozen=True)
class BozzaFile:
    """A draft as its file could be read."""

    path: Path
    impronta: str
    codice: str
    domanda: str
    in_breve: str
    fonte: str
    zone: dict[str, list[tuple[str, Any]]]
    avvertenze: list[str] = field(default_factory=list)


def is_free_text(path: Path) -> bool:
    """Whether a file has no front matter at all."""
    with path.open("rb") as file:
        return file.readline().removeprefix(b"\xef\xbb\xbf").rstrip() != b"---"


def read_draft(path: Path) -> BozzaFile:
    """Raises `DocumentError` where the file is no text."""
    found = read_free_text(read_text(path))
    _shorten(found)
    zones = {}
    for name, (_, heading) in ZONE.items():
        if text := found.zone.get(name, ""):
            zones[name] = [("testo", piece) for piece in _pieces(_linked(text, found))]
            found.avvertenze += _refusals(name, heading, zones[name])
    stem = slugify(path.stem)
    return BozzaFile(
        path=path,
        impronta=hashlib.sha256(path.read_bytes()).hexdigest(),
        codice=f"{PROVVISORIO}{stem[:22].strip('-') or 'senza-nome'}",
        domanda=found.domanda[:DOMANDA_MAX] or path.stem,
        in_breve=found.in_breve,
        fonte=found.fonte,
        zone=zones,
        avvertenze=found.avvertenze,
    )


def _shorten(found: TestoLibero) -> None:
    """What does not fit its field stands in *Contenuto*, where nothing is lost."""
    over = []
    if len(found.domanda) > DOMANDA_MAX:
        over.append(("la domanda", found.domanda))
    if len(found.in_breve) > IN_BREVE_MAX:
        over.append(("la risposta breve", found.in_breve))
        found.in_breve = ""
    if len(found.fonte) > FONTE_MAX:
        over.append(("la fonte", found.fonte))
        found.fonte = ""
    for what, text in over:
        found.avvertenze.append(f"{what} era troppo lunga: è all’inizio di «Contenuto»")
        found.zone["contenuto"] = f"{text}\n\n{found.zone.get('contenuto', '')}".strip()


def _linked(text: str, found: TestoLibero) -> str:
    """Links that lead nowhere from here as words, with their address beside them."""
    for address in dict.fromkeys(refused_links(text, policy="redazione")):
        found.avvertenze.append(f"il collegamento a «{address}»: qui non porta da nessuna parte")
        pattern = rf"\[([^\[\]]*)\]\([ ]?<?{re.escape(address)}>?[^()]*\)"
        text = re.sub(pattern, lambda match, a=address: f"{match[1]} ({a})", text)  # type: ignore[misc]
    return text


def _pieces(text: str) -> list[str]:
    """A long text in several blocks, parted between paragraphs."""
    pieces = [""]
    for paragraph in text.split("\n\n"):
        if pieces[-1] and len(pieces[-1]) + len(paragraph) > BLOCCO_MAX:
            pieces.append("")
        pieces[-1] += ("\n\n" if pieces[-1] else "") + paragraph
    return pieces


def _refusals(name: str, heading: str, blocks: list[tuple[str, Any]]) -> list[str]:
    """What the form will say of the texts, said at once; the draft is kept as it is."""
    block = SchedaPage._meta.get_field(name).stream_block.child_blocks["testo"]
    words = []
    for _, text in blocks:
        try:
            block.clean(text)
        except ValidationError as problem:
            words.append(f"«{heading}»: {in_words(problem)}")
    return words
