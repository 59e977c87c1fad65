"""In CI a run of everything in which too little of the contract ran on the node is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.nodo.conteggio import CONTRACT_TESTS

ROOT = Path(__file__).resolve().parents[2]
SUITE = """
import pytest

class TestElasticEngine:
    @pytest.mark.parametrize("n", range({count}))
    def test_contratto(self, n):
        if n < {skipped}:
            pytest.skip("manca il nodo")

class TestEmbeddedEngine:
    @pytest.mark.parametrize("n", range(9))
    def test_contratto(self, n):
        pass
"""


@pytest.mark.parametrize(
    ("skipped", "arguments", "ci", "expected"),
    [
        (0, ["-n", "2"], "true", 0),
        (1, ["-n", "2"], "true", 1),
        (1, [], "true", 1),
        (1, [], "", 0),
        (1, ["prove"], "true", 0),
    ],
)
def test_too_few_fail_the_run(
    tmp_path: Path, skipped: int, arguments: list[str], ci: str, expected: int
) -> None:
    (tmp_path / "prove").mkdir()
    (tmp_path / "prove/test_contratto.py").write_text(
        SUITE.format(count=CONTRACT_TESTS, skipped=skipped)
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\ntestpaths = prove\n")
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider",
            "-p", "tests.nodo.conteggio", *arguments,
        ],
        cwd=tmp_path, env=os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == expected, done.stdout + done.stderr
    assert ("ne servono almeno" in done.stdout) is bool(expected)
