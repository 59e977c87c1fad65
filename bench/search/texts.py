"""Invented documents and questions: sentences of the project's own texts, drawn again with a seed."""

import datetime as dt
import json
import random
from collections.abc import Iterator
from pathlib import Path

from piattaforma.lingua import tokens
from piattaforma.nucleo.visibilita import PUBBLICO
from search.contract import Document, Section

_ROOT = Path(__file__).parents[2]
_SCHEDE = _ROOT / "sussidiario" / "dimostrazione"
_GOLD = _ROOT / "bench" / "citazioni" / "gold"
_TYPES = ("schede", "atti", "articoli", "decisioni", "voci")


def sentences() -> list[str]:
    """Those of the schede and of the labelled sentences of law."""
    lines = [
        line.strip("#*->0123456789. ")
        for path in sorted(_SCHEDE.rglob("*.md"))
        for line in path.read_text("utf-8").splitlines()
    ]
    lines += [
        json.loads(line)["text"]
        for path in sorted(_GOLD.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [line for line in lines if 6 <= len(line.split()) <= 60]


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
