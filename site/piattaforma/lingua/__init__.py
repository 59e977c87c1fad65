"""Italian words: tokens, folding, stems, sentences, readability, terms. Pure Python: no Django here."""

from .elasticsearch import elasticsearch_analysis
from .folding import fold
from .inflection import Inflected, Occurrence, inflected
from .readability import Readability, readability
from .sentences import Sentence, sentences
from .tokens import Token, tokens

__all__ = [
    "Inflected",
    "Occurrence",
    "Readability",
    "Sentence",
    "Token",
    "elasticsearch_analysis",
    "fold",
    "inflected",
    "readability",
    "sentences",
    "tokens",
]
