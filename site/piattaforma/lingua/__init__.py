"""Italian words: tokens, folding, stems, sentences, readability, terms, differences. No Django here."""

from .differenze import Brano, Sintesi, Tratto, abridged, compare, summary
from .elasticsearch import elasticsearch_analysis
from .folding import fold
from .inflection import Inflected, Occurrence, inflected
from .lines import lines_of
from .readability import Readability, readability
from .sentences import Sentence, sentences
from .tokens import Token, tokens

__all__ = [
    "Brano",
    "Inflected",
    "Occurrence",
    "Readability",
    "Sentence",
    "Sintesi",
    "Token",
    "Tratto",
    "abridged",
    "compare",
    "elasticsearch_analysis",
    "fold",
    "inflected",
    "lines_of",
    "readability",
    "sentences",
    "summary",
    "tokens",
]
