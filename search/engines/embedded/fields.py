"""The fields of the two indexes, documents and sections, and how a document fills them.

Sections are apart because points are made with how many entries an index has and how long they are:
a document is weighed among documents. Words go in as `lingua` cut them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import tantivy

from piattaforma.lingua import Token, elasticsearch_analysis, tokens
from piattaforma.nucleo.visibilita import PUBBLICO

from ...contract import FACETS, Document, Mark, Section
from ...plan import name_of
from ...tree import CITAZIONI, CORPO, CORPO_ESATTO, IDENTITA, NOME, TITOLO, TITOLO_ESATTO

#: Goes up whenever documents fill the fields otherwise.
SHAPE = 2

#: Fields of the tree → fields of documents, and of sections ("" where these have none).
OF_DOCUMENTS = {
    TITOLO: "titolo",
    CORPO: "corpo",
    TITOLO_ESATTO: "titolo_esatto",
    CORPO_ESATTO: "corpo_esatto",
    CITAZIONI: "citazioni",
    IDENTITA: "identita",
    NOME: "nome",
}
OF_SECTIONS = OF_DOCUMENTS | {IDENTITA: "", NOME: ""}
WORDS = tuple(OF_DOCUMENTS[field] for field in (TITOLO, CORPO, TITOLO_ESATTO, CORPO_ESATTO))
_VALUES = (
    "uid",
    "url",
    "nome",
    "visibilita",
    "dentro",
    "citazioni",
    "identita",
    "parole",
    "completamento",
    "inizio",
)
_VALUES_OF_SECTIONS = ("uid", "visibilita", "citazioni")

#: Letters of a word, or of a whole title, by which completion finds it.
SHORTEST_PREFIX, LONGEST_PREFIX, LONGEST_BEGINNING = 2, 20, 40
#: Between the title and each other name: no phrase goes across.
_GAP = 100


def facet_field(facet: str) -> str:
    return f"faccia_{facet}"


@cache
def schema() -> tantivy.Schema:
    """Of documents."""
    builder = _builder(_VALUES)
    for facet in FACETS:
        builder.add_text_field(
            facet_field(facet), tokenizer_name="raw", index_option="basic", fast=True
        )
    builder.add_integer_field("ordine", indexed=True, fast=True)
    builder.add_float_field("peso", fast=True)
    builder.add_bytes_field("documento", stored=True)
    builder.add_bytes_field("impronta", stored=True)
    return builder.build()


@cache
def schema_of_sections() -> tantivy.Schema:
    builder = _builder(_VALUES_OF_SECTIONS)
    builder.add_integer_field("numero", stored=True)
    return builder.build()


def _builder(values: Iterable[str]) -> tantivy.SchemaBuilder:
    builder = tantivy.SchemaBuilder()
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="position")
    for name in values:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder


@cache
def shape() -> str:
    """What an index was made with: another value, and it must be built again."""
    made_with = json.dumps([SHAPE, FACETS, elasticsearch_analysis()], sort_keys=True)
    return hashlib.sha256(made_with.encode()).hexdigest()[:16]


def entry_of(document: Document) -> tantivy.Document:
    titled = _titled(document)
    body = tokens(document.corpo)
    entry = tantivy.Document()
    _add(entry, "uid", [document.uid])
    _add(entry, "url", [document.url] if document.url else [])
    _add(entry, "nome", {name_of(one) for one in (document.titolo, *document.nomi)} - {""})
    _add(entry, "visibilita", document.visibilita)
    _add(entry, "dentro", document.dentro)
    _add(entry, "citazioni", set(document.citazioni))
    _add(entry, "identita", set(document.identita))
    for facet in FACETS:
        _add(entry, facet_field(facet), set(document.facce.get(facet, ())))
    _add_words(entry, OF_DOCUMENTS[TITOLO], OF_DOCUMENTS[TITOLO_ESATTO], titled)
    _add_words(entry, OF_DOCUMENTS[CORPO], OF_DOCUMENTS[CORPO_ESATTO], body)
    if PUBBLICO in document.visibilita:
        _add(entry, "parole", {word.exact for word in (*titled, *body)})
    _add(entry, "completamento", set(_prefixes(document)))
    _add(entry, "inizio", set(_beginnings(document)))
    entry.add_integer("ordine", document.ordine)
    entry.add_float("peso", document.peso)
    entry.add_bytes("documento", document.as_json().encode())
    entry.add_bytes("impronta", document.impronta.encode())
    return entry


def sections_of(document: Document) -> Iterator[tantivy.Document]:
    """An entry for each of its sections."""
    for number, sezione in enumerate(document.sezioni):
        yield _section(document, number, sezione)


def _section(document: Document, number: int, sezione: Section) -> tantivy.Document:
    entry = tantivy.Document()
    _add(entry, "uid", [document.uid])
    _add(entry, "visibilita", document.visibilita)
    cited = {key for mark in sezione.segni for key in mark.chiavi}
    fields = OF_SECTIONS
    _add(entry, fields[CITAZIONI], cited)
    _add_words(entry, fields[TITOLO], fields[TITOLO_ESATTO], tokens(sezione.titolo))
    _add_words(entry, fields[CORPO], fields[CORPO_ESATTO], tokens(sezione.testo))
    entry.add_integer("numero", number)
    return entry


def stored(entry: tantivy.Document, field: str) -> str:
    """What a field of bytes keeps."""
    kept: Any = entry.get_first(field)
    return bytes(kept).decode()


def read_document(entry: tantivy.Document) -> Document:
    """The document as it was indexed."""
    values: dict[str, Any] = json.loads(stored(entry, "documento"))
    day = values.pop("giorno")
    sections = tuple(
        Section(
            titolo=one["titolo"],
            testo=one["testo"],
            ancora=one["ancora"],
            segni=tuple(
                Mark(mark["inizio"], mark["fine"], tuple(mark["chiavi"])) for mark in one["segni"]
            ),
        )
        for one in values.pop("sezioni")
    )
    for name in ("nomi", "dentro", "identita", "citazioni"):
        values[name] = tuple(values[name])
    return Document(
        giorno=date.fromisoformat(day) if day else None,
        sezioni=sections,
        visibilita=frozenset(values.pop("visibilita")),
        facce={facet: tuple(codes) for facet, codes in values.pop("facce").items()},
        **values,
    )


def _add(entry: tantivy.Document, field: str, values: Iterable[str]) -> None:
    for value in values:
        entry.add_text(field, value)


def _add_words(entry: tantivy.Document, stems: str, exact: str, words: list[Token]) -> None:
    if words:
        entry.add_pre_tokenized_text(stems, _cut((word.position, word.term) for word in words))
        entry.add_pre_tokenized_text(exact, _cut((word.position, word.exact) for word in words))


def _cut(words: Iterable[tuple[int, str]]) -> tantivy.PreTokenizedString:
    # Offsets serve snippets, which are ours: tantivy's know nothing of words cut elsewhere.
    return tantivy.PreTokenizedString(
        "", [tantivy.Token(text, position, 0, 0) for position, text in words]
    )


def _titled(document: Document) -> list[Token]:
    """The words of the title and of the other names, one after the other."""
    found: list[Token] = []
    for name in (document.titolo, *document.nomi):
        start = found[-1].position + _GAP if found else 0
        found += [word._replace(position=word.position + start) for word in tokens(name)]
    return found


def _prefixes(document: Document) -> Iterator[str]:
    for name in (document.titolo, *document.nomi):
        for word in tokens(name, keep_stop_words=True):
            yield word.exact
            for length in range(SHORTEST_PREFIX, min(LONGEST_PREFIX, len(word.exact)) + 1):
                yield word.exact[:length]


def _beginnings(document: Document) -> Iterator[str]:
    for name in (document.titolo, *document.nomi):
        whole = name_of(name)[:LONGEST_BEGINNING]
        for length in range(SHORTEST_PREFIX, len(whole) + 1):
            yield whole[:length]
