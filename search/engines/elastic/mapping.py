"""The fields of the one index, how texts are cut in it, and how a document fills it.

Sections are nested in their document: they come and go with it, and weigh among sections alone.
"""

import hashlib
import json
from functools import cache
from typing import Any

from elasticsearch.dsl import (
    Document as IndexedDocument,
)
from elasticsearch.dsl import (
    Float,
    InnerDoc,
    Integer,
    Keyword,
    Long,
    MetaField,
    Nested,
    Object,
    Text,
)

from piattaforma.lingua import elasticsearch_analysis, tokens
from piattaforma.nucleo.visibilita import PUBBLICO

from ...contract import FACETS, LIGHTEST, Document, Section, name_of
from ..parole import NO_WORD

#: Goes up whenever documents fill the fields otherwise.
SHAPE = 1
#: Stands for a place without a word in a phrase that `FRASE` reads.
HOLE = "_"
FRASE = "frase"
#: Characters in which a text nearly always has a word.
_LOOK = 100
#: What a cluster takes of one document: its sections, and of a name characters that no reader types.
_MOST_SECTIONS, _LONGEST_NAME = 10_000, 8_000
#: Bytes of a document: it is sent four times over, in one request that has its seconds and 100 MB.
_MOST_BYTES = 8 << 20


def _words(**more: Any) -> Text:
    """Stems, and beside them the words as they are written."""
    return Text(analyzer="it", fields={"esatto": Text(analyzer="it_esatto"), **more})


class EntrySection(InnerDoc):
    """A section as it is nested in its document."""

    numero = Integer(index=False)
    titolo = _words()
    corpo = _words()
    citazioni = Keyword(doc_values=False)


class Entry(IndexedDocument):
    """A document. Texts are cut, not kept: what is kept is the whole of it as it was given."""

    uid = Keyword()
    url = Keyword(doc_values=False)
    #: title and other names, whole
    nome = Keyword(doc_values=False)
    titolo = _words(
        inizi=Text(
            analyzer="it_prefissi",
            search_analyzer="it_prefissi_ricerca",
            index_options="docs",
            norms=False,
        )
    )
    corpo = _words()
    #: its exact words, if it is open to anyone: in memory only where they are listed
    parole = Text(analyzer="it_esatto", index_options="docs", norms=False, fielddata=True)
    sezioni = Nested(EntrySection)
    visibilita = Keyword(doc_values=False)
    dentro = Keyword(doc_values=False)
    citazioni = Keyword(doc_values=False)
    identita = Keyword(doc_values=False)
    facce = Object(properties={facet: Keyword() for facet in FACETS})
    ordine = Long()
    peso = Float()
    impronta = Keyword(index=False)
    documento = Keyword(index=False, doc_values=False)

    class Meta:
        # Said so, or it is not heard.
        dynamic = MetaField("strict")
        source = MetaField(includes=["documento"])


def mapping() -> dict[str, Any]:
    """The fields as the cluster is told of them."""
    found: dict[str, Any] = Entry._doc_type.mapping.to_dict()
    return found


def analysis() -> dict[str, Any]:
    """As `lingua` writes it, and one analyzer more, for phrases whose words are stems already."""
    written = elasticsearch_analysis()
    written["filter"]["buco"] = {"type": "stop", "stopwords": [HOLE]}
    written["analyzer"][FRASE] = {"type": "custom", "tokenizer": "whitespace", "filter": ["buco"]}
    return written


@cache
def shape() -> str:
    """What an index was made with: another value, another index."""
    made_with = json.dumps([SHAPE, mapping(), analysis()], sort_keys=True)
    return hashlib.sha256(made_with.encode()).hexdigest()[:8]


def entry_of(document: Document) -> dict[str, Any]:
    """A document as it is sent; `ValueError` for one too long for a request.

    Sections that are too many are found by the words of the whole.
    """
    if len(document.come_json.encode()) > _MOST_BYTES:
        raise ValueError(f"Troppo lungo per Elasticsearch: {document.uid}")
    names = [document.titolo, *document.nomi]
    body = _filled(document.parti)
    is_public = PUBBLICO in document.visibilita
    return {
        "uid": document.uid,
        "url": document.url,
        "nome": sorted({name_of(name)[:_LONGEST_NAME] for name in names} - {""}),
        "titolo": _filled(names),
        "corpo": body,
        "parole": [*names, *body] if is_public else [],
        "sezioni": [
            _section(number, one) for number, one in enumerate(document.sezioni[:_MOST_SECTIONS])
        ],
        "visibilita": sorted(document.visibilita),
        "dentro": document.dentro,
        "citazioni": document.citazioni,
        "identita": document.identita,
        "facce": {facet: document.facce[facet] for facet in FACETS if facet in document.facce},
        "ordine": document.ordine,
        "peso": max(document.peso, LIGHTEST),
        "impronta": document.impronta,
        "documento": document.come_json,
    }


def _section(number: int, one: Section) -> dict[str, Any]:
    return {
        "numero": number,
        "titolo": _filled([one.titolo]),
        "corpo": _filled([one.testo]),
        "citazioni": sorted({key for mark in one.segni for key in mark.chiavi}),
    }


def _filled(texts: list[str]) -> list[str]:
    """The same texts, and a letter that nobody types where none of them has a word.

    They stay: a title of small words alone is completed by them.
    """
    has_words = any(tokens(one[:_LOOK]) or tokens(one) for one in texts)
    return texts if has_words else [*texts, NO_WORD]
