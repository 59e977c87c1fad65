"""Blocks → the Markdown that `spelling` reads back as the same blocks."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .spelling_files import write_file
from .spelling_text import INDENT, REFERENCE, normalise_text, one_line

_RESERVED = re.compile(r"!!!|#{1,2}(?!#)")


def write_zone(stream: Iterable[Any]) -> str:
    """A stream (or pairs as `parse_zone` gives) → Markdown. Other blocks: `ValueError`."""
    parts: list[str] = []
    previous = ""
    for child in stream:
        kind, value = child if isinstance(child, tuple) else (child.block_type, child.value)
        if kind not in _WRITERS:
            raise ValueError(f"Il blocco «{kind}» non ha una grafia in Markdown.")
        value = normalise_text(value) if isinstance(value, str) else value
        if not value:
            continue
        fenced = kind == previous or (kind == "testo" and not _stands_alone(value))
        parts.append(_WRITERS[kind](value, fenced=fenced))
        previous = kind
    return "\n\n".join(parts) + "\n" if parts else ""


def _stands_alone(text: str) -> bool:
    """Would the bare text be read back as this one block?"""
    return not text.startswith((" ", "\t")) and not any(
        _RESERVED.match(line) or REFERENCE.fullmatch(line) for line in text.split("\n")
    )


def _fence(kind: str, title: str, body: str) -> str:
    escaped = one_line(title).replace("\\", "\\\\").replace('"', '\\"')
    opening = f"!!! {kind}" + (f' "{escaped}"' if title else "")
    return f"{opening}\n{_indented(body)}" if body else opening


def _indented(text: str) -> str:
    return "\n".join(INDENT + line if line else "" for line in normalise_text(text).split("\n"))


def _write_text(value: str, *, fenced: bool = False) -> str:
    return _fence("testo", "", value) if fenced else value


def _write_callout(value: Mapping[str, str], *, fenced: bool = False) -> str:
    return _fence(value["genere"], value["titolo"], value["testo"])


def _write_quote(value: Mapping[str, str], *, fenced: bool = False) -> str:
    return _fence("citazione", value["fonte"], value["testo"])


def _write_more(value: Mapping[str, str], *, fenced: bool = False) -> str:
    return _fence("approfondimento", value["titolo"], value["testo"])


def _write_table(value: Mapping[str, str], *, fenced: bool = False) -> str:
    note = value.get("nota", "")
    body = value["righe"] + (f"\n\n{note}" if note else "")
    return _fence("tabella", value["didascalia"], body)


def _write_picture(value: Mapping[str, Any], *, fenced: bool = False) -> str:
    return _fence("immagine", value["file"], write_file("immagine", value))


def _write_document(value: Mapping[str, Any], *, fenced: bool = False) -> str:
    return _fence("documento", value["file"], write_file("documento", value))


def _write_steps(value: Mapping[str, Any], *, fenced: bool = False) -> str:
    items = [_step(number, item) for number, item in enumerate(value["voci"], start=1)]
    return _fence("passi", value["titolo"], "\n".join(items))


def _step(number: int, item: Mapping[str, str]) -> str:
    title = one_line(item["titolo"]).replace("\\", "\\\\").replace("*", "\\*")
    lines = normalise_text(item["testo"]).split("\n")
    # A title that its text goes on from has no stop: «**Registra** la domanda».
    runs_on = lines[0][:1].islower() and not title.endswith(".")
    stop = "" if runs_on or title.endswith(("?", "!", ":", "…")) else "."
    # A first line that is indented stands below the title, where its indent can be seen.
    first = [""] if lines[0].startswith((" ", "\t")) else []
    head, *rest = first + lines
    opening = f"{number}. **{title}{stop}**" + (f" {head}" if head else "")
    return "\n".join([opening, *(INDENT + line if line else "" for line in rest)])


def _write_references(value: Sequence[Mapping[str, str]], *, fenced: bool = False) -> str:
    lines = []
    for item in value:
        label = re.sub(r"([\[\]\\])", r"\\\1", one_line(item["etichetta"]))
        why = one_line(item["perche"])
        why = f": {why}" if why else ""
        lines.append(f"- [{label}]({item['identificatore']}){why}")
    return _fence("riferimenti", "", "\n".join(lines)) if fenced else "\n".join(lines)


_WRITERS: Mapping[str, Callable[..., str]] = {
    "testo": _write_text,
    "richiamo": _write_callout,
    "passi": _write_steps,
    "tabella": _write_table,
    "citazione": _write_quote,
    "approfondimento": _write_more,
    "riferimenti": _write_references,
    "immagine": _write_picture,
    "documento": _write_document,
}
