"""SIGKILL, a full disk, a rebuild while others publish: no published change is lost, reading goes on.

Nobody repairs anything by hand: what the loop of jobs does anyway is enough.
"""

from pathlib import Path

import pytest

from tests.installation import Installation


@pytest.fixture(scope="module")
def on_sqlite(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return built.copy(tmp_path_factory.mktemp("cercata") / "sito")


@pytest.fixture(scope="module")
def on_postgres(
    built_on_postgres: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    return built_on_postgres.twin_on_postgres("cercata", tmp_path_factory.mktemp("cercata"))


@pytest.fixture(params=["on_sqlite", pytest.param("on_postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest) -> Installation:
    installation: Installation = request.getfixturevalue(request.param)
    return installation


def play(
    site: Installation,
    scene: str,
    folder: Path | None = None,
    *arguments: int,
    module: str = "search_process",
) -> None:
    passed = [f"Path({str(folder)!r})"] if folder else []
    passed += [str(argument) for argument in arguments]
    site.must_execute(
        "from pathlib import Path\n"
        f"from tests.faults.{module} import {scene}\n"
        f"{scene}({', '.join(passed)})\n"
    )


def test_a_kill_at_each_point_of_a_drain_and_of_a_rebuild(
    on_sqlite: Installation, tmp_path: Path
) -> None:
    play(on_sqlite, "killed_at_each_point", tmp_path)


def test_a_kill_anywhere_counts_a_search_once(site: Installation, tmp_path: Path) -> None:
    play(site, "killed_while_counting", tmp_path, module="diario_process")


def test_kills_while_three_publish_and_one_rebuilds(site: Installation, tmp_path: Path) -> None:
    play(site, "killed_while_many_write", tmp_path, 2)


@pytest.mark.soak
def test_many_kills_while_three_publish_and_one_rebuilds(
    site: Installation, tmp_path: Path
) -> None:
    play(site, "killed_while_many_write", tmp_path, 30)


def test_a_rebuild_while_three_publish(site: Installation, tmp_path: Path) -> None:
    play(site, "built_while_three_publish", tmp_path, 2)


@pytest.mark.soak
def test_many_rebuilds_while_three_publish(site: Installation, tmp_path: Path) -> None:
    play(site, "built_while_three_publish", tmp_path, 20)


def test_a_full_disk(on_sqlite: Installation, tmp_path: Path) -> None:
    play(on_sqlite, "disk_full", tmp_path)


@pytest.mark.postgres
def test_what_commits_late_is_indexed_all_the_same(on_postgres: Installation) -> None:
    play(on_postgres, "committed_out_of_order")


@pytest.mark.postgres
def test_a_machine_that_begins_misses_nothing_that_is_being_published(
    on_postgres: Installation, tmp_path: Path
) -> None:
    play(on_postgres, "first_heard_of_while_one_publishes", tmp_path)
