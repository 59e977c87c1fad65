"""Codes carried by a decree: their names in paths and annexes → the act with its annex."""

from functools import cache

from piattaforma.citazioni import Identificatore
from piattaforma.citazioni.registers import names


def code_named(name: str) -> Identificatore | None:
    """The code of which "CODICE CIVILE" or `codice.procedura.civile` is the name; None if unknown."""
    return _codes().get(_flat(name))


@cache
def _codes() -> dict[str, Identificatore]:
    codes: dict[str, Identificatore] = {}
    for one in names():
        for form in (one.nome, *one.varianti):
            if form.lower().startswith(("codice ", "disposizioni ", "preleggi")):
                codes.setdefault(_flat(form), one.identificatore.atto)
    return codes


def _flat(name: str) -> str:
    """Only the words that tell: "codice di procedura civile" and `codice.procedura.civile` are one."""
    words = name.lower().replace("’", "'").replace("'", " ")
    for mark in "._-":
        words = words.replace(mark, " ")
    small = {"di", "del", "della", "dell", "dei", "delle", "degli", "il", "la", "e"}
    return " ".join(word for word in words.split() if word not in small)
