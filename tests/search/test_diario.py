"""The log of searches: one line, nobody's name, never in the way; folded once, rare words forgotten."""

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.diario import log
from search.diario.counts import fold_searches
from search.diario.log import is_counted, log_search, looks_personal, normalised
from search.models import FileSommato, ParoleCercate

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.SEARCH_LOG_DIR = str(tmp_path / "ricerche")
    return tmp_path / "ricerche"


def lines(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for file in sorted(folder.glob("*"))
        for line in file.read_text("utf-8").splitlines()
        if line
    ]


def write(folder: Path, day: dt.date, *searches: tuple[str, int]) -> Path:
    """The file of a day, as `log_search` leaves it."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{day.isoformat()}.jsonl"
    with file.open("a", encoding="utf-8") as out:
        for words, total in searches:
            said = {"giorno": day.isoformat(), "parole": words, "esiti": total}
            out.write(f"\n{json.dumps(said)}")
    return file


def counts() -> dict[tuple[str, str], tuple[int, int]]:
    rows = ParoleCercate.objects.all()
    return {(f"{r.mese:%Y-%m}", r.parole): (r.volte, r.senza_esito) for r in rows}


# --- the line -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_search_is_one_line_without_a_row(folder: Path) -> None:
    with CaptureQueriesContext(connection) as caught:
        log_search("  Patti   di\tCOLLABORAZIONE ", totale=12)
        log_search("senzatetto", totale=0)
    day = timezone.localdate().isoformat()
    assert not caught.captured_queries
    assert lines(folder) == [
        {"giorno": day, "parole": "patti di collaborazione", "esiti": 12},
        {"giorno": day, "parole": "senzatetto", "esiti": 0},
    ]
    assert [file.name for file in folder.iterdir()] == [f"{day}.jsonl"]


@pytest.mark.parametrize("text", ["", "   ", "\u202e\x00", "\udcff"])
def test_nothing_typed_leaves_nothing(folder: Path, text: str) -> None:
    log_search(text, totale=0)
    assert not folder.exists()


def test_words_are_short_and_on_one_line(folder: Path) -> None:
    log_search('ri\u200bga\nuna "due"\u2028' + "parola " * 500, totale=1)
    (said,) = lines(folder)
    assert said["parole"].startswith('riga una "due" parola')
    assert len(said["parole"]) <= 200


@pytest.mark.parametrize(
    "text",
    [
        "mario.rossi@example.it",
        "scrivi a Mario@Comune",
        "RSSMRA80A01H501U",
        "cf rss mra 80a01 h501u",
        "IT60X0542811101000000123456",
        "IT60 X054 2811 1010 0000 0123 456",
        "telefono 055 1234567",
        "333 12 34 567",
        "333-1234567",
        "+39 055 12 34 567",
        "0039.333.1234567",
        "partita iva 01234567890",
        "pratica 20261234567",
        "1234 5678 9012 3456",
        "(051) 123456",
        "+39 (051) 123456",
        "333_123_4567",
        "333·123·4567",
        "RSS-MRA-80A01-H501-U",
        "mario.rossi @ gmail.com",
        "mario\u200b@gmail.com",
        "mario.rossi\uff20gmail.com",
        "333\u00ad12\u206034\u200d567",
        "carta identità CA12345AB",
        "CA 12345 AB",
        "targa AB123CD",
        "AB-123-CD",
        "targa ab 123 cd",
    ],
)
def test_what_looks_personal_is_not_logged(folder: Path, text: str) -> None:
    log_search(text, totale=3)
    assert not folder.exists()


@pytest.mark.parametrize(
    "text",
    [
        "d.lgs. 3 luglio 2017, n. 117",
        "art 55 c 3 cts",
        "decreto 03/07/2017 n. 117",
        "dm 31.03.2021 n. 72",
        "legge 328/2000 e 241/1990",
        "legge 328 2000",
        "delibera 2026-11-28",
        "lr65 2020 regolamento beni comuni",
        "sentenza 131/2020 corte cost 52/2021",
        "contributi oltre 10.000 euro",
        "contributi 1.000.000",
        "art. 36 d.lgs. 36/2023",
        "ECLI:IT:COST:2020:131",
        "accompagnamento sociale persone anziane",
        "dl 117 in vigore",
        "lr 328 su targa e stemma",
        "legge 104 (1992) art. 3, commi 1 e 3",
        "art. 117, 118 (e 119) cost.",
        "dpr 445 art 46 - 47",
    ],
)
def test_what_practitioners_search_is(text: str) -> None:
    assert not looks_personal(normalised(text))


def test_a_disk_that_cannot_be_written_is_said_once(
    folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(log.logger, "warning", lambda event, **kw: said.append(event))
    log._told.reset()
    folder.parent.joinpath("occupato").write_text("")
    settings.SEARCH_LOG_DIR = str(folder.parent / "occupato")
    for _ in range(3):
        log_search("patto", totale=1)

    def full(*args: Any) -> int:
        raise OSError(28, "No space left on device")

    settings.SEARCH_LOG_DIR = str(folder)
    monkeypatch.setattr(log.os, "write", full)
    log_search("patto", totale=1)
    assert said == ["search.log_not_written"]


@pytest.mark.parametrize(
    ("query", "headers", "counted"),
    [
        ("q=patto", {}, True),
        ("q=patto&tipo=&pagina=", {}, True),
        ("q=patto&pagina=2", {}, False),
        ("q=patto&tipo=schede", {}, False),
        ("q=patto&ordine=data", {}, False),
        ("q=patto&dentro=a.b:1", {}, False),
        ("q=", {}, False),
        ("q=patto", {"Sec-Purpose": "prefetch;prerender"}, False),
        ("q=patto", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, False),
        ("q=patto", {"User-Agent": "curl/8.0"}, False),
        ("q=patto", {"User-Agent": ""}, False),
    ],
)
def test_a_question_counts_and_what_follows_it_does_not(
    query: str, headers: dict[str, str], counted: bool
) -> None:
    request = RequestFactory().get(f"/x/?{query}", headers={"User-Agent": BROWSER} | headers)
    assert is_counted(request) is counted


# --- the counts ---------------------------------------------------------------------------------


def days(number: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=number)


@pytest.fixture
def middle_of_a_month(monkeypatch: pytest.MonkeyPatch) -> None:
    now = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.mark.django_db
@pytest.mark.usefixtures("middle_of_a_month")
def test_finished_days_are_folded_by_month_once(folder: Path) -> None:
    write(folder, days(1), ("patto", 3), ("patto", 0), ("ets", 9))
    write(folder, days(2), ("patto", 3))
    torn = write(folder, days(3), ("ets", 1))
    with torn.open("a") as out:
        out.write('\n{"giorno": "2026-11-17", "par')
        out.write('\n{"giorno": "2026-11-17", "parole": "rup", "esiti": 0}\n[]\n{"giorno": 3}')
    today = write(folder, days(0), ("patto", 3))
    expected = {
        ("2026-11", "patto"): (3, 1),
        ("2026-11", "ets"): (2, 0),
        ("2026-11", "rup"): (1, 1),
    }
    assert fold_searches() == 6
    assert counts() == expected
    assert fold_searches() == 0
    assert counts() == expected
    assert list(folder.iterdir()) == [today]
    # A line that came late, after its day was counted, is a file of its own.
    write(folder, days(1), ("rup", 1))
    fold_searches()
    assert counts() == expected | {("2026-11", "rup"): (2, 1)}


@pytest.mark.django_db
@pytest.mark.usefixtures("middle_of_a_month")
def test_a_file_that_outlives_its_transaction_is_only_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, days(1), ("patto", 3))

    def killed(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            fold_searches()
    assert counts() == {("2026-11", "patto"): (1, 0)}
    assert len(list(folder.iterdir())) == 1
    assert fold_searches() == 0
    assert counts() == {("2026-11", "patto"): (1, 0)}
    assert not list(folder.iterdir())


@pytest.mark.django_db
@pytest.mark.usefixtures("middle_of_a_month")
def test_a_transaction_that_fails_counts_nothing_and_keeps_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, days(1), ("patto", 3), ("ets", 3))

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("search.diario.counts.ParoleCercate.objects.bulk_update", broken)
        with pytest.raises(RuntimeError):
            fold_searches()
    assert (counts(), FileSommato.objects.count()) == ({}, 0)
    fold_searches()
    assert counts() == {("2026-11", "patto"): (1, 0), ("2026-11", "ets"): (1, 0)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("middle_of_a_month")
def test_two_at_a_time_count_once(folder: Path) -> None:
    for number in range(1, 9):
        write(folder, days(number), *[(f"parola {n}", n % 2) for n in range(40)])

    def fold(_: int) -> int:
        try:
            return fold_searches() or 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(fold, range(4))) == 320
    assert set(counts().values()) == {(8, 0), (8, 8)}


@pytest.mark.django_db
def test_rare_words_go_when_their_month_is_over_and_old_months_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(day: dt.date) -> set[tuple[str, str]]:
        noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
        monkeypatch.setattr(timezone, "now", lambda: noon)
        fold_searches()
        return set(counts())

    last = dt.date(2026, 11, 30)
    write(folder, dt.date(2026, 11, 29), ("patto", 1), ("patto", 1), ("mario rossi", 0))
    rows = {("2026-11", "patto"), ("2026-11", "mario rossi")}
    assert at(last) == rows
    # Its last day is counted first.
    write(folder, last, ("patto", 1), ("mario rossi", 0))
    assert at(dt.date(2026, 12, 2)) == rows
    assert at(dt.date(2026, 12, 3)) == {("2026-11", "patto")}
    assert at(dt.date(2028, 11, 30)) == {("2026-11", "patto")}
    assert at(dt.date(2028, 12, 3)) == set()
