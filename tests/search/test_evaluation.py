"""Measuring search: figures against ones made by hand, and the command on a collection of three texts."""

import json
import math
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import SearchUnavailable
from search.management.commands import search_evaluate
from search.valutazione.evaluation import mean, percentile, quality
from tests.nodo.trasporto import client_of

_IDS = st.text("abcdef", min_size=1, max_size=2)
_KEYS = {
    "mrr@10", "recall@10", "ndcg@10", "p50_cpu_ms", "p95_cpu_ms", "p50_wall_ms", "p95_wall_ms",
    "index_seconds", "index_bytes", "documents", "queries",
}  # fmt: skip


def test_by_hand() -> None:
    found = ["x", "b", "y", "a"]
    grades = {"a": 3, "b": 1, "c": 2, "x": 0}
    one = quality(found, grades)
    assert one.mrr == 1 / 2
    assert one.recall == 2 / 3
    ideal = 3 + 2 / math.log2(3) + 1 / 2
    assert one.ndcg == pytest.approx((1 / math.log2(3) + 3 / math.log2(5)) / ideal)
    beyond = quality([str(n) for n in range(10)] + ["a"], {"a": 1})
    assert (beyond.mrr, beyond.recall, beyond.ndcg) == (0, 0, 0)
    assert mean([one, beyond]).mrr == 1 / 4
    assert (percentile(range(1, 101), 50), percentile([3, 1], 95), percentile([], 50)) == (50, 3, 0)


@given(
    st.lists(_IDS, unique=True, max_size=15),
    st.dictionaries(_IDS, st.integers(0, 3), min_size=1).filter(lambda g: any(g.values())),
)
def test_bounds(found: list[str], grades: dict[str, int]) -> None:
    one = quality(found, grades)
    assert 0 <= one.ndcg <= 1 + 1e-9
    assert 0 <= one.recall <= 1
    assert (one.mrr > 0) == (one.recall > 0) == (one.ndcg > 0)
    best = sorted((key for key, grade in grades.items() if grade), key=lambda key: -grades[key])
    assert quality(best, grades).ndcg == pytest.approx(1)
    assert quality(best, grades).mrr == 1


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    texts = {
        "corpus": '{"_id": "d1", "title": "Patti", "text": "I patti di collaborazione con l’ente."}\n'
        '{"_id": "d2", "text": "La coprogettazione secondo l’art. 55 del d.lgs. 117/2017."}\n'
        '{"_id": "d3", "title": null, "text": "Gli orti di quartiere."}\n',
        "queries": '{"_id": "q1", "text": "patto con gli enti"}\n{"_id": "q2", "text": "art 55 cts"}\n'
        '{"_id": "q3", "text": "gli «orti urbani»"}\n{"_id": "q4", "text": "collaboraziome"}\n'
        '{"_id": "q5", "text": "senza risposta"}\n',
        "qrels": "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t2\nq3\td3\t1\nq4\td1\t1\nq5\td1\t0\n",
    }
    paths = {}
    for name, text in texts.items():
        paths[name] = tmp_path / name
        paths[name].write_text(text, "utf-8")
    return paths


def _evaluate(files: dict[str, Path], *more: str) -> None:
    given_files = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    call_command("search_evaluate", *given_files, *more)


def test_command(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stem, a citation, a quotation that nothing has, a slip: each finds its text; no database."""
    _evaluate(files, "--json", "--run", str(tmp_path / "run.trec"))
    figures = json.loads(capsys.readouterr().out)
    assert set(figures) == _KEYS
    assert (figures["documents"], figures["queries"]) == (3, 4)
    assert (figures["mrr@10"], figures["recall@10"], figures["ndcg@10"]) == (1, 1, 1)
    assert 0 < figures["p50_cpu_ms"] <= figures["p95_cpu_ms"]
    lines = (tmp_path / "run.trec").read_text().splitlines()
    first = [line.split() for line in lines if line.split()[3] == "1"]
    assert [(one[0], one[1], one[2], one[5]) for one in first] == [
        ("q1", "Q0", "d1", "embedded"),
        ("q2", "Q0", "d2", "embedded"),
        ("q3", "Q0", "d3", "embedded"),
        ("q4", "Q0", "d1", "embedded"),
    ]
    _evaluate(files)
    assert "mrr@10" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("corpus", '{"_id": "d4"}', "riga 4: manca «text»"),
        ("corpus", '{"_id": "d1", "text": ""}', "riga 4: «_id» d1 c’è già"),
        ("queries", "{", "riga 6: non è JSON"),
        ("queries", "[]", "riga 6: non è un oggetto"),
        ("qrels", "q1\td1", "riga 7: non è «domanda, documento, punteggio»"),
        ("qrels", "q1 d1 1\t\t", "riga 7: non è «domanda, documento, punteggio»"),
    ],
)
def test_malformed(files: dict[str, Path], name: str, line: str, told: str) -> None:
    with files[name].open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(CommandError, match=told) as refused:
        _evaluate(files)
    assert str(files[name]) in str(refused.value)
    assert refused.value.returncode == 1


@pytest.mark.nodo
def test_a_measure_that_fails_leaves_nothing_on_the_cluster(
    files: dict[str, Path], nodo_url: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ELASTICSEARCH_URL = nodo_url
    settings.ELASTICSEARCH_INDEX = f"prova-{uuid4().hex[:12]}"
    before: list[str] = []

    with client_of(nodo_url) as client:

        def indices() -> list[str]:
            return [*client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}*").body]

        def asked(*_: object) -> list[object]:
            before.extend(indices())
            raise SearchUnavailable("non risponde")

        monkeypatch.setattr(search_evaluate, "_answers", asked)
        with pytest.raises(CommandError, match="non risponde"):
            _evaluate(files, "--engine", "elasticsearch")
        assert len(before) == 2
        assert indices() == []


def test_refused(files: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Motore sconosciuto: altro"):
        _evaluate(files, "--engine", "altro")
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL deve dire"):
        _evaluate(files, "--engine", "elasticsearch")
    with pytest.raises(CommandError, match="non si legge"):
        _evaluate(files | {"corpus": tmp_path / "non-esiste"})
    files["corpus"].write_bytes(b'{"_id": "d1", "text": "\xff"}\n')
    with pytest.raises(CommandError, match="riga 1: non è UTF-8"):
        _evaluate(files)
