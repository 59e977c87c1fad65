"""`python -m piattaforma.citazioni`: what it reads, what it prints, when it refuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CTS = "urn:nir:stato:decreto.legislativo:2017-07-03;117"


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "piattaforma.citazioni", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT / "site",
        # as a shell has it: what is printed waits in a buffer
        env={
            **{name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            "PYTHONIOENCODING": "ascii",
            "PYTHONPATH": str(ROOT / "site"),
        },
    )


def test_one_object_a_citation_with_offsets_in_code_points() -> None:
    text = "È l’art. 55 CTS 𝒂;\r\nla l. 241/1990."
    done = run(stdin=text.encode())
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [text[one["start"] : one["end"]] for one in found] == ["art. 55 CTS", "l. 241/1990"]
    assert found[0] == {
        "start": 4,
        "end": 15,
        "text": "art. 55 CTS",
        "kind": "state",
        "ids": [f"{CTS}~art55"],
    }


def test_each_line_of_jsonl_is_a_document_with_its_context(tmp_path: Path) -> None:
    documents = [
        "art. 55\nCTS",
        {"text": "la l.r. 65/2020", "context": {"region": "Toscana"}},
        {"text": "nulla"},
        {"text": "art. 3", "context": {"act": CTS, "date": "2020-01-01", "kind": ""}},
    ]
    file = tmp_path / "testi.jsonl"
    file.write_text("\ufeff" + "\n".join(map(json.dumps, documents)) + "\n", "utf-8")
    done = run("--jsonl", str(file))
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [[one["ids"] for one in answer] for answer in answers] == [
        [[f"{CTS}~art55"]],
        [["urn:nir:regione.toscana:legge:2020-07-22;65"]],
        [],
        [[f"{CTS}~art3"]],
    ]


@pytest.mark.parametrize("arguments", [[], ["--jsonl"]])
def test_nothing_in_gives_nothing_out(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        ([], b"art. 55 CTS \xff", "il byte 12 non è UTF-8"),
        (["--jsonl"], b'"a"\nart. 55\n', "riga 2: non è JSON"),
        (["--jsonl"], b"{}", "serve una stringa"),
        (["--jsonl"], b"3", "serve una stringa"),
        (["--jsonl"], b'{"text": "", "context": {"regione": "x"}}', "chiave sconosciuta nel contesto"),
        (["--jsonl"], b'{"text": "", "context": {"region": 3}}', "«region» nel contesto è un testo"),
        (["--jsonl"], b'{"text": "", "context": {"region": "Padania"}}', "Padania"),
        (["manca.txt"], b"", "manca.txt: non si apre"),
        (["--altro"], b"", "--altro"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_reason(
    arguments: list[str], stdin: bytes, message: str
) -> None:
    done = run(*arguments, stdin=stdin)
    assert done.returncode == 2
    assert message in done.stderr.decode("utf-8", "backslashreplace")
    assert b"Traceback" not in done.stderr


def test_a_disk_that_is_full_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "piattaforma.citazioni"],
            input=b"art. 55 CTS",
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT / "site",
        )
    assert (done.returncode, b"Non si scrive" in done.stderr) == (1, True)
    assert b"Traceback" not in done.stderr
