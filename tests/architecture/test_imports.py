"""The contracts of `.importlinter` hold, and each is seen to fail when it is broken on purpose."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .layers import CONFIG, ROOT, Layers, folder, module_of, read_config, read_list

TOP_LEVEL = ("sussidiario", "pratiche", "comunita", "search")
LINT = "from importlinter.cli import lint_imports as f; exit(f(no_cache=True, no_logo=True))"

# contract, module to write, what it imports
VIOLATIONS = [
    ("layers", "piattaforma.citazioni.rotto_a", "piattaforma.lavori"),
    ("layers", "piattaforma.lavori.rotto_b", "piattaforma.posta"),
    ("layers", "piattaforma.posta.rotto_c", "piattaforma.utenti"),
    ("layers", "piattaforma.territori.rotto_d", "piattaforma.media"),
    ("layers", "piattaforma.media.rotto_e", "piattaforma.nucleo"),
    ("layers", "piattaforma.nucleo.rotto_f", "piattaforma.riferimenti"),
    ("layers", "piattaforma.nucleo.rotto_g", "sussidiario"),
    ("layers", "piattaforma.riferimenti.rotto_h", "search"),
    ("layers", "search.rotto_i", "sussidiario"),
    ("layers", "sussidiario.rotto_j", "pratiche"),
    ("layers", "comunita.rotto_k", "sussidiario"),
    ("layers", "pratiche.rotto_l", "comunita"),
    ("layers", "sussidiario.rotto_m", "piattaforma.urls"),
    ("pure", "piattaforma.citazioni.rotto_n", "django.utils.text"),
    ("pure", "piattaforma.citazioni.rotto_o", "wagtail.models"),
    ("elasticsearch", "sussidiario.rotto_p", "elasticsearch.dsl"),
    ("elasticsearch", "piattaforma.nucleo.rotto_q", "elasticsearch"),
    ("elasticsearch", "search.engines.rotto_r", "elasticsearch"),
    ("html", "piattaforma.posta.rotto_s", "nh3"),
    ("html", "sussidiario.rotto_t", "markdown"),
    ("html", "piattaforma.nucleo.rotto_u", "bleach"),
    ("html", "piattaforma.nucleo.rotto_v", "nh3"),
    ("pure", "search.contract", "django.utils.text"),
    ("pure", "search.plan", "django.utils.text"),
    ("pure", "search.highlight", "wagtail.models"),
    ("pure", "search.planning.rotto_w", "django.utils.text"),
    ("search", "search.planning.rotto_x", "search.plan"),
    ("search", "search.contract", "search.planning.tree"),
    ("search", "search.plan", "search.highlight"),
    ("search", "search.highlight", "search.uids"),
    ("search", "search.uids", "search.engines"),
    ("search", "search.uids", "search.promptness"),
    ("search", "search.engines.rotto_y", "search.indice"),
    ("search", "search.indice.rotto_a", "search.risposte"),
    ("search", "search.risposte.rotto_b", "search.indice"),
    ("search", "search.risposte.rotto_c", "search.diario"),
    ("search", "search.diario.rotto_d", "search.valutazione"),
    ("search", "search.valutazione.rotto_e", "search.risposte"),
    ("search", "search.indice.rotto_f", "search.indexing"),
    ("search", "search.indexing", "search.signal_handlers"),
    ("search", "search.signal_handlers", "search.comparison"),
    ("search", "search.comparison", "search.redazione"),
    ("search", "search.jobs", "search.views"),
]
#: What stands in `search` beside its layers: anybody there may use the models, the rest is Django's.
BESIDE_THE_LAYERS = {"models", "migrations", "management", "templatetags", "bootstrap", "demo"}


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(tree / "site"), str(tree)]),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=tree,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )


def copy_of_the_code(destination: Path) -> Path:
    """A tree with our Python files and `.importlinter`, and nothing else."""
    for package in ("site/piattaforma", *TOP_LEVEL):
        for source in (ROOT / package).rglob("*.py"):
            target = destination / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    shutil.copyfile(CONFIG, destination / CONFIG.name)
    return destination


def complete(tree: Path) -> Path:
    """Give the copy the packages that are still to come, with `search` as the design has it."""
    for package in (*TOP_LEVEL, "search.engines", "search.engines.elastic"):
        initial = folder(package, tree) / "__init__.py"
        initial.parent.mkdir(parents=True, exist_ok=True)
        initial.touch()
    client = "from elasticsearch import Elasticsearch\n"
    (tree / "search/engines/elastic/client.py").write_text(client, encoding="utf-8")
    config = tree / CONFIG.name
    coming = [package for package in TOP_LEVEL if not (ROOT / package / "__init__.py").exists()]
    text = config.read_text(encoding="utf-8")
    everywhere = "\n    ".join(["    sussidiario", *coming])
    config.write_text(text.replace("\n    sussidiario\n", f"\n{everywhere}\n"), encoding="utf-8")
    return tree


def test_the_contracts_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def completed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return complete(copy_of_the_code(tmp_path_factory.mktemp("completed")))


def test_they_hold_when_search_brings_elasticsearch(completed: Path) -> None:
    assert re.search(r"^ +search$", (completed / CONFIG.name).read_text(encoding="utf-8"), re.M)
    result = lint(completed)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each contract when every rule is broken at once: the text under its name."""
    tree = complete(copy_of_the_code(tmp_path_factory.mktemp("broken")))
    for _, module, imported in VIOLATIONS:
        with folder(module, tree).with_suffix(".py").open("a", encoding="utf-8") as file:
            file.write(f"\ndef read() -> None:\n    import {imported}\n")
    result = lint(tree)
    assert result.returncode == 1, result.stdout + result.stderr
    details = result.stdout.rpartition("Broken contracts")[2]
    config = read_config()
    found: dict[str, str] = {}
    current = ""
    titles = {
        config[section]["name"]: section.rpartition(":")[2]
        for section in config.sections()
        if ":contract:" in section
    }
    for line in details.splitlines():
        current = titles.get(line.strip(), current)
        found[current] = found.get(current, "") + line + "\n"
    return found


@pytest.mark.parametrize(("contract", "module", "imported"), VIOLATIONS)
def test_a_broken_rule_is_reported(
    reports: dict[str, str], contract: str, module: str, imported: str
) -> None:
    top = imported.partition(".")[0]
    # What is not ours is told by its first name.
    target = imported if top in ("piattaforma", *TOP_LEVEL) else top
    seen = rf"\b{re.escape(module)} -> {re.escape(target)} \(l\.\d+\)"
    assert re.search(seen, reports.get(contract, "")), reports


def test_every_contract_is_broken_on_purpose() -> None:
    contracts = {
        name.rpartition(":")[2] for name in read_config().sections() if ":contract:" in name
    }
    assert contracts == {contract for contract, _, _ in VIOLATIONS}


def test_the_file_forgets_no_package() -> None:
    """A package that exists is in the layers, and loses its parentheses there."""
    text = CONFIG.read_text(encoding="utf-8")
    layers = Layers.read()
    top = ["piattaforma", *(name for name in TOP_LEVEL if (ROOT / name / "__init__.py").exists())]
    assert read_list("importlinter", "root_packages") == top
    for contract in ("elasticsearch", "html"):
        assert read_list(f"importlinter:contract:{contract}", "source_modules") == top

    children = {
        module_of(path)
        for path in (ROOT / "site/piattaforma").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"piattaforma"}
    existing = children | set(top[1:])
    assert existing <= layers.packages
    assert {name for name in layers.packages if f"({name})" not in text} == existing

    pure = layers.rows[-1] & existing
    # The reader of official texts is pure too, and what search plans: inside apps that are not.
    pure |= {"pratiche.norme.importazione"}
    rows = [
        set(re.findall(r"\w+", row)) for row in read_list("importlinter:contract:search", "layers")
    ]
    place = next(number for number, row in enumerate(rows) if "uids" in row)
    pure |= {f"search.{name}" for row in rows[place + 1 :] for name in row}
    assert set(read_list("importlinter:contract:pure", "source_modules")) == pure

    parts = {
        path.stem
        for path in (ROOT / "search").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert {name for row in rows for name in row} == parts - BESIDE_THE_LAYERS - {"__init__"}
