"""Italian words: tokens, folding, stems, sentences, readability. Pure Python: no Django here."""

from .elasticsearch import elasticsearch_analysis
from .folding import fold
from .sentences import Sentence, sentences
from .tokens import Token, tokens

__all__ = ["Sentence", "Token", "elasticsearch_analysis", "fold", "sentences", "tokens"]
