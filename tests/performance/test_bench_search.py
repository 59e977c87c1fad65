"""The benchmark of search: slips are small and repeat, collections are as BEIR lays them out, limits fail."""

import json
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from bench.search import squad
from bench.search.damage import damaged
from bench.search.damage import main as damage
from bench.search.limits import Figures, broken
from bench.search.texts import documents, questions

FINE = Figures(
    documenti=100_000, indice=30, megabyte=1, al_secondo=1, domanda=2, domanda_p95=9,
    facce=30, completa_p95=99,
)  # fmt: skip


def test_one_word_gets_one_slip_and_keeps_its_first_letter() -> None:
    chance = random.Random(1)
    text = "Qual è la durata dell’accreditamento nei patti di collaborazione?"
    seen = set()
    for _ in range(300):
        pairs = list(zip(text.split(), damaged(text, chance).split(), strict=True))
        (slip,) = [(word, slipped) for word, slipped in pairs if word != slipped]
        assert OSA.distance(*slip) == 1, slip
        word, slipped = (one.removeprefix("dell’") for one in slip)
        assert word[0] == slipped[0]
        seen.add(word)
    # "Qual", "nei" and "di" are short or say nothing.
    assert seen == {"durata", "accreditamento", "patti", "collaborazione?"}


def test_what_has_no_word_for_a_slip_stays() -> None:
    assert damaged("art. 55 del CTS", random.Random(1)) == "art. 55 del CTS"


def test_the_same_seed_makes_the_same_slips(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "queries.jsonl"
    records = [{"_id": str(n), "text": "convenzione con le associazioni"} for n in range(20)]
    asked.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    written = []
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        out = tmp_path / name
        monkeypatch.setattr(sys, "argv", ["damage", str(asked), str(out), "--seme", seed])
        damage()
        written.append(out.read_text("utf-8"))
    assert written[0] == written[1] != written[2]
    assert [json.loads(line)["_id"] for line in written[0].splitlines()] == [
        one["_id"] for one in records
    ]


def test_squad_becomes_a_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(number: int, text: str) -> dict[str, object]:
        return {"id": number, "question": text, "answers": []}

    paragraphs = [
        {"context": "La sede dell' ente.", "qas": [asked(1, "Dov' è la sede dell' ente?")]},
        {"context": "Altro.", "qas": [asked(2, "Che altro?")]},
        {"context": "La sede dell' ente.", "qas": [asked(3, "Di chi è la sede?")]},
    ]
    source = tmp_path / "squad.json"
    source.write_text(
        json.dumps({"data": [{"title": "Un_ente", "paragraphs": paragraphs}]}), "utf-8"
    )
    monkeypatch.setattr(sys, "argv", ["squad", str(source), str(tmp_path), "--guasta"])
    squad.main()

    def read(name: str) -> list[dict[str, str]]:
        return [json.loads(line) for line in (tmp_path / name).read_text("utf-8").splitlines()]

    assert read("corpus.jsonl") == [
        {"_id": "p0", "title": "Un ente", "text": "La sede dell'ente."},
        {"_id": "p1", "title": "Un ente", "text": "Altro."},
    ]
    asked_for = [("1", "Dov'è la sede dell'ente?"), ("2", "Che altro?"), ("3", "Di chi è la sede?")]
    assert [(one["_id"], one["text"]) for one in read("queries.jsonl")] == asked_for
    assert [one["_id"] for one in read("queries-guaste.jsonl")] == ["1", "2", "3"]
    assert (tmp_path / "qrels.tsv").read_text("utf-8").splitlines() == [
        "query-id\tcorpus-id\tscore", "1\tp0\t1", "2\tp1\t1", "3\tp0\t1",
    ]  # fmt: skip


def test_invented_documents_are_the_same_each_time() -> None:
    assert list(documents(30)) == list(documents(30)) != list(documents(30, seed=8))
    assert questions(5, 8) == questions(5, 8)
    assert {len(one.split()) for one in questions(50, 8)} == {8}


def test_over_a_limit_the_run_fails() -> None:
    assert broken(FINE) == []
    slow = replace(FINE, indice=31, domanda=2.1, facce=31)
    assert broken(slow) == [
        "100000 documenti, 2.000 parole indicizzate: 31.0 ms, massimo 30",
        "100000 documenti, 8 parole: 2.1 ms, massimo 2",
        "100000 documenti, facce: 31.0 ms, massimo 30",
    ]
    # Each limit is for a size.
    assert broken(replace(slow, documenti=1_000, indice=1)) == []
    assert broken(replace(FINE, documenti=10_000)) == [
        "10000 documenti, completamento p95: 99.0 ms, massimo 30"
    ]
