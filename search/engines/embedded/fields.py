"""The fields of the two indexes, documents and sections, and how a document fills them.

Sections are apart because points are made with how many entries an index has and how long they are:
a document is weighed among documents. Words go in as `lingua` cut them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import tantivy

from piattaforma.lingua import Token, elasticsearch_analysis, tokens
from piattaforma.nucleo.visibilita import PUBBLICO

from ...contract import FACETS, LIGHTEST, Document, Section
from ...planning.tree import CITAZIONI, CORPO, CORPO_ESATTO, IDENTITA, NOME, TITOLO, TITOLO_ESATTO
from ..parole import LONGEST_BEGINNING, LONGEST_PREFIX, NO_WORD, SHORTEST_PREFIX

#: Goes up whenever documents fill the fields otherwise.
SHAPE = 6

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

_NO_WORD = tantivy.Token(NO_WORD, 0, 0, 0)
#: Between the title and each other name, and between parts of a body: no phrase goes across.
_GAP = 100


#: By how much points come multiplied, whatever the weight: tantivy multiplies by 1 at least.
SCALE = 1 / LIGHTEST


def weight_of(peso: float) -> float:
    """What the field must hold for points to be multiplied by `peso`: tantivy takes log2(2 + field)."""
    return float(2 ** (SCALE * max(peso, LIGHTEST)) - 2)


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


def entries_of(document: Document) -> tuple[tantivy.Document, list[tantivy.Document]]:
    """The entry of a document, and one for each of its sections. Each text is cut once."""
    words = _Words()
    words.add(tokens(document.sommario))
    sections = []
    for number, sezione in enumerate(document.sezioni):
        entry = _section(document, number, sezione)
        title, text = words.add(tokens(sezione.titolo)), words.add(tokens(sezione.testo))
        words.put(entry, OF_SECTIONS[TITOLO], OF_SECTIONS[TITOLO_ESATTO], title)
        words.put(entry, OF_SECTIONS[CORPO], OF_SECTIONS[CORPO_ESATTO], text)
        sections.append(entry)
    return _document(document, words), sections


class _Words:
    """The words of a body, part by part: no phrase goes across parts."""

    def __init__(self) -> None:
        self.stems: list[tantivy.Token] = []
        self.exact: list[tantivy.Token] = []
        self.forms: set[str] = set()
        self._next = 0

    def add(self, part: list[Token]) -> slice:
        """Where in the lists the words of this part stand."""
        start, shift = len(self.stems), self._next
        # Offsets serve snippets, which are ours: tantivy's know nothing of words cut elsewhere.
        for word in part:
            place = word.position + shift
            self.stems.append(tantivy.Token(word.term, place, 0, 0))
            self.exact.append(tantivy.Token(word.exact, place, 0, 0))
            self.forms.add(word.exact)
        if part:
            self._next = part[-1].position + shift + _GAP
        return slice(start, len(self.stems))

    def put(self, entry: tantivy.Document, stems: str, exact: str, part: slice) -> None:
        words = self.stems[part] or [_NO_WORD]
        entry.add_pre_tokenized_text(stems, tantivy.PreTokenizedString("", words))
        words = self.exact[part] or [_NO_WORD]
        entry.add_pre_tokenized_text(exact, tantivy.PreTokenizedString("", words))


def _document(document: Document, body: _Words) -> tantivy.Document:
    names = (document.titolo, *document.nomi)
    said = [[word.exact for word in tokens(name, keep_stop_words=True)] for name in names]
    whole = {" ".join(words) for words in said} - {""}
    titled = _Words()
    for name in names:
        titled.add(tokens(name))
    entry = tantivy.Document()
    _add(entry, "uid", [document.uid])
    _add(entry, "url", [document.url] if document.url else [])
    _add(entry, "nome", whole)
    _add(entry, "visibilita", document.visibilita)
    _add(entry, "dentro", document.dentro)
    _add(entry, "citazioni", set(document.citazioni))
    _add(entry, "identita", set(document.identita))
    for facet in FACETS:
        _add(entry, facet_field(facet), set(document.facce.get(facet, ())))
    titled.put(entry, OF_DOCUMENTS[TITOLO], OF_DOCUMENTS[TITOLO_ESATTO], slice(None))
    body.put(entry, OF_DOCUMENTS[CORPO], OF_DOCUMENTS[CORPO_ESATTO], slice(None))
    if PUBBLICO in document.visibilita:
        _add(entry, "parole", titled.forms | body.forms)
    _add(entry, "completamento", set(_prefixes(word for words in said for word in words)))
    _add(entry, "inizio", set(_beginnings(whole)))
    entry.add_integer("ordine", document.ordine)
    entry.add_float("peso", weight_of(document.peso))
    entry.add_bytes("documento", document.come_json.encode())
    entry.add_bytes("impronta", document.impronta.encode())
    return entry


def _section(document: Document, number: int, sezione: Section) -> tantivy.Document:
    entry = tantivy.Document()
    _add(entry, "uid", [document.uid])
    _add(entry, "visibilita", document.visibilita)
    cited = {key for mark in sezione.segni for key in mark.chiavi}
    _add(entry, OF_SECTIONS[CITAZIONI], cited)
    entry.add_integer("numero", number)
    return entry


def stored(entry: tantivy.Document, field: str) -> str:
    """What a field of bytes keeps."""
    kept: Any = entry.get_first(field)
    return bytes(kept).decode()


def read_document(entry: tantivy.Document) -> Document:
    """The document as it was indexed."""
    return Document.da_json(stored(entry, "documento"))


def _add(entry: tantivy.Document, field: str, values: Iterable[str]) -> None:
    for value in values:
        entry.add_text(field, value)


def _prefixes(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield word
        for length in range(SHORTEST_PREFIX, min(LONGEST_PREFIX, len(word)) + 1):
            yield word[:length]


def _beginnings(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        whole = name[:LONGEST_BEGINNING]
        for length in range(SHORTEST_PREFIX, len(whole) + 1):
            yield whole[:length]
