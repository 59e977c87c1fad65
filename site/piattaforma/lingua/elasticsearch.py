"""The same chain as Elasticsearch settings, written from the same lists."""

from typing import Any

from .characters import APOSTROPHE, APOSTROPHES, DROPPED
from .elision import ARTICLES
from .stems import VOCALE_FINALE, exception_rules
from .tokens import STOP_WORDS

_BASE = ["elisione_it", "lowercase", "asciifolding"]
_EXACT = [*_BASE, "stop_it"]
_CHAINS = {
    "it": [*_EXACT, "eccezioni_it", "stem_it", "vocale_finale"],
    "it_esatto": _EXACT,
    "it_prefissi": [*_BASE, "prefissi"],
    "it_prefissi_ricerca": _BASE,
}


def elasticsearch_analysis() -> dict[str, Any]:
    """What goes under `settings.analysis` of an index.

    `it` gives the terms of `tokens`, `it_esatto` their exact forms; `it_prefissi` (for indexing;
    search with `it_prefissi_ricerca`) begins as they do and keeps stop words.
    Offsets that Elasticsearch answers count UTF-16 units; those of `tokens` count characters.
    """
    return {
        "char_filter": {"apostrofi": {"type": "mapping", "mappings": _mappings()}},
        "filter": {
            "elisione_it": {"type": "elision", "articles_case": True, "articles": [*ARTICLES]},
            "stop_it": {"type": "stop", "stopwords": [*STOP_WORDS]},
            "eccezioni_it": {"type": "stemmer_override", "rules": [*exception_rules()]},
            "stem_it": {"type": "stemmer", "language": "italian"},
            "vocale_finale": {
                "type": "pattern_replace",
                "pattern": VOCALE_FINALE,
                "replacement": "$1",
            },
            "prefissi": {
                "type": "edge_ngram",
                "min_gram": 2,
                "max_gram": 20,
                "preserve_original": True,
            },
        },
        "analyzer": {
            name: {
                "type": "custom",
                "tokenizer": "standard",
                "char_filter": ["apostrofi"],
                "filter": [*filters],
            }
            for name, filters in _CHAINS.items()
        },
    }


def _mappings() -> list[str]:
    replaced = [f"\\u{ord(char):04x} => {APOSTROPHE}" for char in APOSTROPHES]
    return replaced + [f"\\u{ord(char):04x} => " for char in DROPPED]
