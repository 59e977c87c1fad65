"""Pipe tables: reading their rows and saying what is wrong with them. No Django here."""

import re
from itertools import pairwise

_SEPARATOR = re.compile(r":?-+:?")
_PIPE = re.compile(r"(?<!\\)\|")


class TabellaNonValida(ValueError):
    """The source is no table: the row, counted from 0, and an Italian reason."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(f"riga {row + 1} della tabella: {message}")
        self.row = row
        self.message = message


def check_table(source: str) -> list[list[str]]:
    """The cells of a pipe table, heads first. A row with a cell too many would lose it unseen."""
    lines = source.strip("\n").split("\n")
    rows = [_cells(position, line) for position, line in enumerate(lines)]
    if len(rows) < 3:
        raise TabellaNonValida(
            0, "servono un’intestazione, la riga |---|---| e almeno una riga di dati."
        )
    if not all(_SEPARATOR.fullmatch(cell) for cell in rows[1]):
        raise TabellaNonValida(1, "sotto l’intestazione va la riga |---|---|.")
    if len(rows[0]) < 2:
        raise TabellaNonValida(0, "una tabella ha almeno due colonne.")
    for position, cells in enumerate(rows):
        if len(cells) != len(rows[0]):
            raise TabellaNonValida(
                position, f"ci sono {len(cells)} celle e l’intestazione ne ha {len(rows[0])}."
            )
    return [rows[0], *rows[2:]]


def _cells(position: int, line: str) -> list[str]:
    stripped = line.strip()
    pipes = [match.start() for match in _PIPE.finditer(stripped)]
    if len(pipes) < 2 or pipes[0] != 0 or pipes[-1] != len(stripped) - 1:
        raise TabellaNonValida(position, "ogni riga comincia e finisce con |.")
    return [stripped[start + 1 : end].strip() for start, end in pairwise(pipes)]
