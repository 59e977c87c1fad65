"""publiccode.yml follows the rules of the standard, version 0.7, and says what is true here."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from .layers import ROOT

PATH = ROOT / "publiccode.yml"

TOP = {
    "publiccodeYmlVersion", "name", "applicationSuite", "url", "landingURL", "isBasedOn",
    "organisation", "softwareVersion", "releaseDate", "logo", "platforms", "categories", "usedBy",
    "fundedBy", "roadmap", "developmentStatus", "softwareType", "intendedAudience", "description",
    "legal", "maintenance", "localisation", "supports",
}  # fmt: skip
MANDATORY = {
    "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
}  # fmt: skip
DEPRECATED = {"IT", "it", "monochromeLogo", "inputTypes", "outputTypes"}
DESCRIPTION = {
    "localisedName", "shortDescription", "longDescription", "documentation", "apiDocumentation",
    "features", "screenshots", "videos", "awards",
}  # fmt: skip
PLATFORMS = {"web", "windows", "mac", "linux", "ios", "android"}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {
    "standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web",
    "standalone/backend", "standalone/other", "addon", "library", "configurationFiles",
}  # fmt: skip
# Of the standard's long vocabularies, what a site like this one can be.
CATEGORIES = {
    "collaboration", "content-management", "digital-citizenship", "document-management",
    "educational-content", "event-management", "knowledge-management", "online-community",
}  # fmt: skip
SCOPES = {"culture", "education", "healthcare", "local-authorities", "society", "welfare"}
ALIASES = {"gdpr", "eidas", "nis2", "cra", "spid", "cie", "anpr", "pagopa", "io"}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def errors(data: dict[str, Any]) -> list[str]:
    """What is wrong, each as `key: reason`."""
    found = _keys(data)
    if found:
        return found
    found = [message for message, holds in RULES.items() if not holds(data)]
    for language, text in data["description"].items():
        found += [f"description/{language}/{error}" for error in _description(language, text)]
    return found + _maintenance(data["maintenance"])


def _keys(data: dict[str, Any]) -> list[str]:
    return [
        *(f"{key}: deprecated" for key in sorted(data.keys() & DEPRECATED)),
        *(f"{key}: unknown" for key in sorted(data.keys() - TOP - DEPRECATED)),
        *(f"{key}: missing" for key in sorted(MANDATORY - data.keys())),
    ]


def _version(data: dict[str, Any]) -> bool:
    version = data["publiccodeYmlVersion"]  # quoted in the file: 0.7 alone is a number
    return isinstance(version, str) and re.fullmatch(r"0\.7(\.\d+)?", version) is not None


def _addresses(data: dict[str, Any]) -> bool:
    return all(_is_url(data[key]) for key in ("url", "landingURL", "roadmap") if key in data)


def _organisation(data: dict[str, Any]) -> bool:
    uri = str(data.get("organisation", {"uri": "urn:x-none:none"}).get("uri", ""))
    return _is_url(uri) or re.fullmatch(r"urn:[a-z0-9-]+:\S+", uri) is not None


def _audience(data: dict[str, Any]) -> bool:
    audience = data.get("intendedAudience", {})
    countries = audience.get("countries", [])
    known = set(audience.get("scope", [])) <= SCOPES
    return known and all(re.fullmatch(r"[A-Z]{2}", country) for country in countries)


def _languages(data: dict[str, Any]) -> bool:
    languages = data["localisation"].get("availableLanguages") or [""]
    return all(LANGUAGE.fullmatch(name) for name in languages)


def _supports(data: dict[str, Any]) -> bool:
    identifiers = [str(item.get("id", "")) for item in data.get("supports", [])]
    aliases = {name.removeprefix("alias:") for name in identifiers if name.startswith("alias:")}
    others = [name for name in identifiers if not name.startswith("alias:")]
    return aliases <= ALIASES and all(_is_url(name) for name in others)


RULES: dict[str, Callable[[dict[str, Any]], object]] = {
    "publiccodeYmlVersion: not 0.7": _version,
    "url: not an address": _addresses,
    "platforms: not in the list": lambda d: d["platforms"] and set(d["platforms"]) <= PLATFORMS,
    "categories: not in the list": lambda d: set(d.get("categories", [])) <= CATEGORIES,
    "developmentStatus: not in the list": lambda d: d["developmentStatus"] in STATUSES,
    "softwareType: not in the list": lambda d: d["softwareType"] in TYPES,
    "releaseDate: not YYYY-MM-DD": lambda d: _is_date(d.get("releaseDate", "2026-01-01")),
    "organisation: no uri": _organisation,
    "intendedAudience: not in the lists": _audience,
    "description: no language": lambda d: d["description"],
    "legal: no licence": lambda d: _is_spdx(str(d["legal"].get("license", ""))),
    "legal: repoOwner is deprecated": lambda d: "repoOwner" not in d["legal"],
    "localisation: ready or not": lambda d: isinstance(
        d["localisation"]["localisationReady"], bool
    ),
    "localisation: languages": _languages,
    "supports: id": _supports,
}


def _description(language: str, text: dict[str, Any]) -> list[str]:
    found = [f"unknown {key}" for key in sorted(text.keys() - DESCRIPTION)]
    short, long = text.get("shortDescription", ""), text.get("longDescription", "")
    if not LANGUAGE.fullmatch(language):
        found.append("language")
    if not 0 < len(short) <= 150 or "\n" in short:
        found.append("shortDescription: one line of at most 150 characters")
    if not 150 <= len(long) <= 10_000:
        found.append("longDescription: 150 to 10000 characters")
    if not text.get("features"):
        found.append("features: none")
    return found


def _maintenance(maintenance: dict[str, Any]) -> list[str]:
    kind = maintenance.get("type")
    if kind not in {"internal", "contract", "community", "none"}:
        return ["maintenance: type not in the list"]
    if kind in {"internal", "community"}:
        contacts = maintenance.get("contacts") or [{}]
        if not all(item.get("name") for item in contacts):
            return ["maintenance: contacts"]
    if kind != "contract":
        return ["maintenance: no contractors here"] if "contractors" in maintenance else []
    contractors = maintenance.get("contractors") or [{}]
    complete = all(item.get("name") and _is_date(item.get("until")) for item in contractors)
    return [] if complete else ["maintenance: contractors"]


def _is_url(value: object) -> bool:
    parts = urlsplit(str(value))
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_spdx(expression: str) -> bool:
    name = r"[A-Za-z0-9][A-Za-z0-9.+-]*"
    return bool(re.fullmatch(rf"{name}( (OR|AND|WITH) {name})*", expression))


@pytest.fixture
def data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return loaded


def test_it_is_valid(data: dict[str, Any]) -> None:
    assert errors(data) == []


def test_it_says_what_the_project_says(data: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert data["softwareVersion"] == project["version"]
    assert data["legal"]["license"] == project["license"]
    assert data["localisation"]["availableLanguages"] == ["it"]


def test_its_pictures_exist(data: dict[str, Any]) -> None:
    pictures = [
        name for text in data["description"].values() for name in text.get("screenshots", [])
    ]
    assert pictures
    assert not [name for name in pictures if not (ROOT / name).is_file()]


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda d: d.update(IT={"riuso": {"codiceIPA": "r_toscan"}}), "deprecated"),
        (lambda d: d.update(colour="red"), "unknown"),
        (lambda d: d.pop("localisation"), "localisation: missing"),
        (lambda d: d.update(publiccodeYmlVersion="0.2"), "publiccodeYmlVersion"),
        (lambda d: d.update(publiccodeYmlVersion=0.7), "publiccodeYmlVersion"),
        (lambda d: d.update(url="condivisa.git"), "url"),
        (lambda d: d.update(platforms=["amiga"]), "platforms"),
        (lambda d: d.update(categories=["guides"]), "categories"),
        (lambda d: d.update(developmentStatus="done"), "developmentStatus"),
        (lambda d: d.update(softwareType="website"), "softwareType"),
        (lambda d: d.update(releaseDate="22/11/2026"), "releaseDate"),
        (lambda d: d.update(organisation={"name": "Ente"}), "organisation"),
        (lambda d: d["intendedAudience"].update(countries=["Italia"]), "intendedAudience"),
        (lambda d: d["description"]["it"].update(shortDescription="x" * 151), "shortDescription"),
        (lambda d: d["description"]["it"].update(longDescription="x" * 149), "longDescription"),
        (lambda d: d["description"]["it"].update(genericName="Guida"), "unknown genericName"),
        (lambda d: d["description"]["it"].update(features=[]), "features"),
        (lambda d: d["legal"].update(license="see LICENSE"), "legal: no licence"),
        (lambda d: d["legal"].update(repoOwner="Ente"), "repoOwner"),
        (lambda d: d["maintenance"].update(contacts=[]), "maintenance: contacts"),
        (lambda d: d["maintenance"].update(type="contract"), "maintenance: contractors"),
        (lambda d: d["maintenance"].update(contractors=[]), "maintenance: no contractors"),
        (lambda d: d["localisation"].update(localisationReady="no"), "localisation: ready"),
        (lambda d: d["localisation"].update(availableLanguages=[]), "localisation: languages"),
        (lambda d: d.update(supports=[{"id": "alias:gpdr"}]), "supports"),
    ],
)
def test_a_mistake_is_seen(
    data: dict[str, Any], spoil: Callable[[dict[str, Any]], object], complaint: str
) -> None:
    spoiled = copy.deepcopy(data)
    spoil(spoiled)
    assert [error for error in errors(spoiled) if complaint in error], errors(spoiled)
