"""Words with which one asks, whatever the question: they say little of what is asked. Pure."""

#: As they are compared: without accents and case. Stop words are none of these.
ASKING = frozenset({
    "puo", "puoi", "posso", "possiamo", "potete", "possono", "potrei", "potrebbe", "potremmo",
    "potere", "deve", "devi", "devo", "dobbiamo", "dovete", "devono", "dovrei", "dovrebbe",
    "dovremmo", "fare", "fa", "fai", "faccio", "facciamo", "fate", "fanno", "voglio",
    "vogliamo", "vuole", "vorrei", "vorremmo", "serve", "servono", "bisogna", "occorre",
    "succede", "quando", "quale", "quali", "quanto", "quanta", "quanti", "quante", "cosa",
})  # fmt: skip
#: A number of so few digits stands in every text.
_FEW = 2


def says_little(exact: str) -> bool:
    """Whether a typed word is a word of asking."""
    return exact in ASKING


def is_small_number(exact: str) -> bool:
    return exact.isdigit() and len(exact) <= _FEW
