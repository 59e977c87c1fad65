"""What the site is built on: alive, locked by hash, and never an older release by accident."""

from __future__ import annotations

import json
import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from .layers import ROOT

LOCKS = ("base.txt", "dev.txt")
INACTIVE = "Development Status :: 7 - Inactive"

# When a release excludes Wagtail 8 or Django 5.2, pip goes back years without a word.
EXPECTED = {
    "wagtail": ">=8.0.1,<8.1",
    "django": ">=5.2.19,<5.3",
    "modelsearch": ">=1.3,<2",
    "django-treebeard": ">=5.3,<6",
    "django-modelcluster": ">=6.5,<7",
    "django-taggit": ">=6.1,<7",
    "django-filter": ">=25",
    "django-permissionedforms": ">=0.1",
    "django-csp": ">=4.0,<5",
    "willow": ">=1.12,<2",
    "markdown": ">=3.11.3,<4",
    "nh3": ">=0.3.8",
    "wagtail-factories": ">=4.4",
    "django-stubs": ">=6",
}


def locked(name: str) -> dict[str, Requirement]:
    """The requirements of a lock file that apply to this interpreter, by name."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    found = [Requirement(line) for line in re.findall(r"^[A-Za-z0-9][^\\#\n]*(?= \\$)", text, re.M)]
    return {item.name: item for item in found if item.marker is None or item.marker.evaluate()}


def inactive(names: list[str]) -> list[str]:
    """Distributions whose authors have declared them abandoned."""
    return [
        name for name in names if INACTIVE in (metadata.metadata(name).get_all("Classifier") or [])
    ]


def hosts(text: str) -> list[str]:
    """Lines of a lock file that name a place to download from."""
    pattern = r"://|^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b"
    return [line for line in text.splitlines() if re.search(pattern, line)]


def without_hash(text: str) -> list[str]:
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)[1:]
    return [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


def test_nothing_that_runs_is_abandoned() -> None:
    names = list(locked("base.txt"))
    assert {"django", "wagtail", "nh3"} <= set(names)
    assert not inactive(names)


def test_an_abandoned_distribution_is_seen() -> None:
    """bleach is one: it may be compared with in tests, and nothing more."""
    assert inactive(["nh3", "bleach"]) == ["bleach"]
    assert "bleach" in locked("dev.txt")
    assert "bleach" not in locked("base.txt")


def test_what_is_installed_is_what_is_locked() -> None:
    for name, requirement in locked("base.txt").items():
        assert requirement.specifier.contains(metadata.version(name)), requirement


@pytest.mark.parametrize(("name", "expected"), EXPECTED.items())
def test_no_release_is_older_than_it_should_be(name: str, expected: str) -> None:
    assert metadata.version(name) in SpecifierSet(expected)


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_has_hashes_and_no_hosts(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert not hosts(text)
    assert not without_hash(text)
    assert all(str(item.specifier).startswith("==") for item in locked(name).values())


def test_both_locks_agree() -> None:
    base, dev = locked("base.txt"), locked("dev.txt")
    shared = base.keys() & dev.keys()
    assert {name: base[name].specifier for name in shared} == {
        name: dev[name].specifier for name in shared
    }


def test_the_front_end_is_locked_too() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if "integrity" not in entry]


@pytest.mark.parametrize(
    ("text", "host", "bare"),
    [
        ("--index-url https://example.org/simple\n", True, False),
        ("-f wheels\n", True, False),
        ("django==5.2.19\n", False, True),
        ("django==5.2.19 \\\n    --hash=sha256:00\n    # via wagtail\n", False, False),
        ("a==1 \\\n    --hash=sha256:00\nb==1\n    # via a\n", False, True),
    ],
)
def test_a_bad_lock_is_seen(text: str, host: bool, bare: bool) -> None:
    assert (bool(hosts(text)), bool(without_hash(text))) == (host, bare)
