"""The words of a text, as the admin's search keeps them and asks for them."""

import re
import unicodedata

from piattaforma.lingua import fold
from piattaforma.lingua.elision import ARTICLES

_WORD = re.compile(r"[^\W_]+")
_ELIDED = re.compile(rf"\b(?:{'|'.join(ARTICLES)})['’](?=[^\W_])", re.IGNORECASE)
#: What PostgreSQL takes for a word is shorter than 2,046 bytes, and all it keeps of a text below 1 MB.
_LONGEST_WORD, _LONGEST_TEXT = 64, 200_000
#: Nobody looks for more words at once.
_MOST_ASKED = 16


def plain(text: str) -> str:
    """`text` as words and blanks alone, without accents."""
    folded = fold(unicodedata.normalize("NFC", text[:_LONGEST_TEXT]))
    return " ".join(word[:_LONGEST_WORD] for word in _WORD.findall(folded))


def asked(text: str) -> str:
    """The words to look for when somebody types `text`: "l’ente" asks for "ente"."""
    return " ".join(plain(_ELIDED.sub(" ", text)).split()[:_MOST_ASKED])
