"""Labelled sentences against what the recogniser finds.

A line of a gold file is a JSON object: `text`, `citations` (each `start`, `end`, `ids`, perhaps
`alt_ids` with other accepted readings and `optional`, which counts neither way) and perhaps
`context`. Acts are compared by authority, type, year and number; a decision's kind and the day of
an act do not count, as a text may leave both unsaid.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from piattaforma.citazioni import (
    Context,
    IdentificatoreNonValido,
    find_citations,
    parse_identifier,
)

#: our own labelled sentences
GOLD = sorted((Path(__file__).parent / "gold").glob("*.jsonl"))

Key = tuple[str, str]


@dataclass
class Tally:
    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)


@dataclass
class Score:
    """What one gold file says; `errors` are lines for people."""

    sentences: int = 0
    act: Tally = field(default_factory=Tally)
    full: Tally = field(default_factory=Tally)
    exact_spans: int = 0
    spans: int = 0
    #: identifiers found in sentences that cite nothing
    false_ids_on_empty: int = 0
    errors: list[str] = field(default_factory=list)


def measure(path: Path) -> Score:
    score = Score()
    for sentence in read(path):
        _add(score, sentence, predict(sentence))
    return score


def read(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            yield {"n": number, **json.loads(line)}


def predict(sentence: dict[str, Any]) -> list[dict[str, Any]]:
    """The adapter for other scorers: one `{"start", "end", "id"}` a target."""
    context = Context(**sentence.get("context", {}))
    return [
        {"start": one.start, "end": one.end, "id": identifier}
        for one in find_citations(sentence["text"], context)
        for identifier in one.ids
    ]


def _add(score: Score, sentence: dict[str, Any], found: list[dict[str, Any]]) -> None:
    score.sentences += 1
    required = [one for one in sentence["citations"] if not one.get("optional")]
    optional = [one for one in sentence["citations"] if one.get("optional")]
    counted = [one for one in found if _overlaps(one, required) or not _overlaps(one, optional)]
    if not sentence["citations"]:
        score.false_ids_on_empty += len(found)
    hits: list[dict[str, Any]] = []
    expected: set[Key] = set()
    predicted = {_key(one["id"]) for one in counted}
    for label in required:
        here = [one for one in counted if _overlaps(one, [label])]
        readings = [{_key(one) for one in ids} for ids in _readings(label)]
        acts = {act for reading in readings for act, _ in reading}
        right = [one for one in here if _key(one["id"])[0] in acts]
        hits += right
        score.act.right += bool(right)
        score.act.missed += not right
        if not right:
            score.errors.append(
                f"manca  {sentence['n']}  {sentence['text'][label['start'] : label['end']]!r}"
            )
        else:
            score.spans += 1
            score.exact_spans += (right[0]["start"], right[0]["end"]) == (
                label["start"],
                label["end"],
            )
        expected |= max(readings, key=lambda reading: len(reading & predicted) / len(reading))
    for one in counted:
        if one not in hits:
            score.act.false += 1
            surface = sentence["text"][one["start"] : one["end"]]
            score.errors.append(f"falso  {sentence['n']}  {surface!r} → {one['id']}")
    left_out = {_key(one)[0] for label in optional for ids in _readings(label) for one in ids}
    score.full.right += len(expected & predicted)
    score.full.missed += len(expected - predicted)
    score.full.false += len({key for key in predicted - expected if key[0] not in left_out})


def _readings(label: dict[str, Any]) -> list[list[str]]:
    return [label["ids"], *label.get("alt_ids", [])]


def _overlaps(one: dict[str, Any], labels: list[dict[str, Any]]) -> bool:
    return any(one["start"] < label["end"] and label["start"] < one["end"] for label in labels)


def _key(text: str) -> Key:
    act, _, part = text.partition("~")
    try:
        # other labellers write the paragraphs of the Union "par"
        identifier = parse_identifier(f"{act}~{part.replace('par', 'com')}" if part else act)
    except IdentificatoreNonValido:
        return act, part
    if identifier.is_decisione:
        return f"{identifier.autorita}:{identifier.anno}:{identifier.numero}", ""
    kind = identifier.tipo
    authority = identifier.autorita
    if authority.startswith("ministero") or kind.startswith(("decreto.minist", "decreto.interm")):
        # a decree whose minister the text does not name is compared by number and year
        authority, kind = "ministero", "decreto"
    if authority == "provincia.autonoma":
        authority = "regione"  # both say: of a place that the text does not name
    when = identifier.anno if identifier.numero else identifier.data
    whole = f"{authority}:{kind}:{when};{identifier.numero}:{identifier.annesso}"
    return whole, identifier.partizione
