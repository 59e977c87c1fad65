"""How a file is named in a Markdown zone: name and hash, then what is said of it, a line each.

No Django here, and no file is opened: `nucleo.allegati` finds it.
"""

import re
from collections.abc import Mapping
from typing import Any

from .spelling_text import one_line

_LINE = re.compile(r"(?P<key>\w+) *:(?: +(?P<value>.*)| *)")
_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[^/\\\x00-\x1f]+")
#: kind → the keys of its lines, in the order in which they are written
KEYS: Mapping[str, tuple[str, ...]] = {
    "immagine": ("sha256", "alt", "decorativa", "didascalia"),
    "documento": ("sha256", "titolo", "descrizione"),
}
YES, NO = "sì", "no"


class FileSpellingError(ValueError):
    """A line of the body does not follow the spelling: which, from 0, and the Italian reason."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row, self.message = row, message


def read_picture(name: str, body: list[str]) -> dict[str, Any]:
    said = _read("immagine", name, body)
    decorative = said["decorativa"].casefold()
    if decorative not in {"", NO, YES, "si"}:
        raise FileSpellingError(0, "«decorativa» vuole sì o no.")
    is_decorative = decorative in {YES, "si"}
    if bool(said["alt"]) is is_decorative:
        raise FileSpellingError(
            0, "scrivi «alt:» con il testo alternativo, oppure «decorativa: sì» (una delle due)."
        )
    return said | {"decorativa": is_decorative}


def read_document(name: str, body: list[str]) -> dict[str, Any]:
    return _read("documento", name, body)


def _read(kind: str, name: str, body: list[str]) -> dict[str, Any]:
    if not _NAME.fullmatch(name) or name.startswith("."):
        raise FileSpellingError(-1, f"«{name}» non è un nome di file: senza cartelle davanti.")
    said = dict.fromkeys(KEYS[kind], "")
    for row, line in enumerate(body):
        match = _LINE.fullmatch(line)
        key = match["key"].lower() if match else ""
        if match is None or key not in said:
            known = ", ".join(f"«{key}:»" for key in said)
            raise FileSpellingError(row, f"qui vanno righe che cominciano con {known}.")
        if said[key]:
            raise FileSpellingError(row, f"«{key}» è ripetuto.")
        said[key] = (match["value"] or "").strip()
    if said["sha256"] and not _HASH.fullmatch(said["sha256"]):
        raise FileSpellingError(0, "«sha256» ha 64 cifre da 0 a f, minuscole.")
    return {"file": name, **said}


def write_file(kind: str, value: Mapping[str, Any]) -> str:
    """The lines of the body."""
    said = {
        key: (YES if written else "") if isinstance(written, bool) else one_line(written)
        for key in KEYS[kind]
        if (written := value.get(key, "")) is not None
    }
    return "\n".join(f"{key}: {written}" for key, written in said.items() if written)
