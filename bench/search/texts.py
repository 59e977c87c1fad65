"""Invented documents and questions: sentences of the project's own texts, drawn again with a seed.

Fewer words than as many real documents would have, so each question finds more of them.
"""

import datetime as dt
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import yaml

from piattaforma.lingua import tokens
from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import Document, Section

_ROOT = Path(__file__).parents[2]
_GUIDE = _ROOT / "sussidiario" / "dimostrazione"
_LAW = _ROOT / "pratiche" / "norme" / "registro" / "dati"
_GOLD = _ROOT / "bench" / "citazioni" / "gold"
_LEAST, _MOST = 6, 60
_END = re.compile(r"(?<=[a-zà-ù][.?!;:]) +(?=\S)")
_TYPES = ("schede", "atti", "articoli", "decisioni", "voci")


@cache
def sentences() -> list[str]:
    """Those of the guide, of the acts and decisions told, and of the labelled sentences of law."""
    return [*_prose(), *_labelled()]


def _prose() -> Iterator[str]:
    guide = (path.read_text("utf-8").splitlines() for path in sorted(_GUIDE.rglob("*.md")))
    files = (*sorted(_GUIDE.rglob("*.yaml")), *sorted(_LAW.rglob("*.yaml")))
    told = (list(_texts(yaml.safe_load(path.read_text("utf-8")))) for path in files)
    for text in chain.from_iterable((*guide, *told)):
        for sentence in _END.split(text):
            if _LEAST <= len(sentence.split()) <= _MOST:
                yield sentence.strip("#*->0123456789. ")


def _labelled() -> Iterator[str]:
    for path in sorted(_GOLD.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            text = json.loads(line)["text"]
            if _LEAST <= len(text.split()) <= _MOST:
                yield text


def _texts(value: object) -> Iterator[str]:
    """All strings in what a file of YAML holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def documents(count: int, seed: int = 7) -> Iterator[Document]:
    """`count` documents of three to eight sentences; one in twenty is not open to anyone."""
    chance, drawn = random.Random(seed), sentences()
    for number in range(count):
        text = chance.choices(drawn, k=chance.randint(3, 8))
        yield Document(
            uid=f"bench.documento:{number}",
            titolo=" ".join(chance.choice(drawn).split()[:8]),
            sezioni=(Section("", "\n".join(text)),),
            url=f"/d/{number}/",
            visibilita=frozenset({"7" if number % 20 == 0 else PUBBLICO}),
            facce={
                "tipo": (chance.choice(_TYPES),),
                "temi": tuple({f"tema-{chance.randrange(40)}" for _ in range(3)}),
                "strumenti": (f"strumento-{chance.randrange(8)}",),
                "fasi": (f"fase-{chance.randrange(6)}",),
                "destinatari": (f"gruppo-{chance.randrange(5)}",),
                "anno": (str(1990 + chance.randrange(36)),),
                "stato": (chance.choice(("vigente", "abrogato")),),
            },
            giorno=dt.date(1990, 1, 1) + dt.timedelta(chance.randrange(13_000)),
        )


def questions(count: int, words: int, seed: int = 11) -> list[str]:
    """Words of one sentence each, in their order; none is a stop word."""
    chance, drawn = random.Random(seed), sentences()
    found: list[str] = []
    while len(found) < count:
        said = [one.exact for one in tokens(chance.choice(drawn)) if one.exact.isalpha()]
        if len(said) >= words:
            found.append(" ".join(said[:words]))
    return found
