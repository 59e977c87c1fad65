"""The annotator of citations: what law the texts of contents cite, and where the words lead."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from piattaforma import citazioni, lingua
from piattaforma.citazioni import Context, find_citations, parse_identifier
from piattaforma.nucleo.annotators import Annotatore, Segno, ZonaLetta, register_annotator
from piattaforma.nucleo.contents import Contenuto
from piattaforma.nucleo.linking import Legame
from piattaforma.nucleo.reading import Lettura

from .contesto import context_of
from .identificatori import readable
from .legami import citation_link
from .models import Citazione
from .risolutore import resolve_shown

NOME = "citazioni"
#: Longest identifier that a row holds.
_LONGEST = 200


@register_annotator
class AnnotatoreCitazioni(Annotatore):
    """Marks the words that cite; the keys of a mark are the identifiers of all that they cite."""

    nome = NOME

    def versione(self) -> str:
        return rules_version()

    def find(
        self, contenuto: Contenuto, oggetto: Any, zone: Sequence[ZonaLetta]
    ) -> Mapping[str, list[Segno]]:
        if not any(zona.lettura.testo for zona in zone):
            return {}
        context = context_of(contenuto, oggetto)
        return {zona.nome: _marks(zona.lettura, context) for zona in zone}

    def links(
        self, oggetto: Any, chiavi: Iterable[tuple[str, ...]]
    ) -> Mapping[tuple[str, ...], Legame]:
        read = {keys: [parse_identifier(key) for key in keys] for keys in chiavi}
        every = [identifier for identifiers in read.values() for identifier in identifiers]
        answers = resolve_shown(oggetto, every, NOME)
        links = {}
        # What names the page that it stands on leads nowhere; a part of that page is led to.
        here = oggetto.get_absolute_url() if hasattr(oggetto, "get_absolute_url") else ""
        for keys, identifiers in read.items():
            # Words that cite several articles lead to the first that has an address.
            for identifier in identifiers:
                answer = answers[str(identifier)]
                if answer.url and answer.url != here:
                    links[keys] = citation_link(answer, identifier, identifiers)
                    break
        return links


def _marks(lettura: Lettura, context: Context) -> list[Segno]:
    """What an editor linked to an act, and what is recognised elsewhere."""
    linked = [
        Segno(c.inizio, c.fine, (c.indirizzo,), Citazione.Origine.COLLEGATA, c.html)
        for c in lettura.collegati
    ]
    taken = [(segno.inizio, segno.fine) for segno in linked]
    found = [
        segno
        for segno in _recognised(lettura, context)
        if not any(begins < segno.fine and segno.inizio < ends for begins, ends in taken)
    ]
    return sorted([*linked, *found], key=lambda segno: segno.inizio)


def _recognised(lettura: Lettura, context: Context) -> Iterator[Segno]:
    for begins, ends in lettura.blocchi:
        for citation in find_citations(lettura.testo[begins:ends], context):
            # A doubtful citation has no identifiers: it stays text.
            if keys := tuple(dict.fromkeys(filter(_is_kept, citation.ids))):
                yield Segno(
                    begins + citation.start,
                    begins + citation.end,
                    keys,
                    Citazione.Origine.RICONOSCIUTA,
                )


def _is_kept(identifier: str) -> bool:
    read = readable(identifier)
    return read is not None and len(str(read)) <= _LONGEST


@cache
def rules_version() -> str:
    """Letters that change with the rules by which citations are recognised."""
    digest = hashlib.sha256()
    for package in (citazioni, lingua):
        folder = Path(str(package.__file__)).parent
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".tsv", ".txt"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
