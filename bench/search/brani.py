"""Real documents, many of them: those of a site, and each of their sections as one more."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import Document

#: Groups of which a member may read some of the sections, and one in how many of them.
GRUPPI, RISERVATO = ("7", "8"), 9


def with_sections(documents: Iterable[Document]) -> Iterator[Document]:
    """Each document, then its sections with what it has: facets, weight, law, where it stands.

    Some sections are not open to anyone. The same documents, the same sections.
    """
    number = 0
    for document in documents:
        yield document
        for place, section in enumerate(document.sezioni, 1):
            number += 1
            group = GRUPPI[number // RISERVATO % len(GRUPPI)]
            cited = {key for mark in section.segni for key in mark.chiavi}
            yield replace(
                document,
                uid=f"{document.uid}.{place}",
                titolo=section.titolo,
                nomi=(),
                sommario="",
                sezioni=(section,),
                url=f"{document.url}#{section.ancora or place}",
                visibilita=frozenset({PUBBLICO if number % RISERVATO else group}),
                dentro=(document.uid, *document.dentro),
                identita=(),
                citazioni=tuple(sorted(cited)),
                posto=place,
            )
