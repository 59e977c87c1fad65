"""The layers of the project, read from `.importlinter` so that no second list exists."""

from __future__ import annotations

import re
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / ".importlinter"


def read_config(path: Path = CONFIG) -> ConfigParser:
    config = ConfigParser()
    config.read_string(path.read_text(encoding="utf-8"))
    return config


def read_list(section: str, option: str, path: Path = CONFIG) -> list[str]:
    """The lines of a list option, such as the packages of a contract."""
    return [line for line in read_config(path)[section][option].splitlines() if line]


@dataclass(frozen=True)
class Layers:
    """Packages from the top (index 0, the composition root) to the bottom (pure code)."""

    rows: tuple[frozenset[str], ...]

    @classmethod
    def read(cls, path: Path = CONFIG) -> Layers:
        lines = read_list("importlinter:contract:layers", "layers", path)
        return cls(tuple(frozenset(re.findall(r"[\w.]+", line)) for line in lines))

    @property
    def root(self) -> frozenset[str]:
        return self.rows[0]

    @property
    def packages(self) -> frozenset[str]:
        return frozenset().union(*self.rows)

    @property
    def apps(self) -> frozenset[str]:
        return self.packages - self.root

    def package_of(self, module: str) -> str | None:
        """The listed package that a dotted module belongs to."""
        parts = module.split(".")
        for length in range(len(parts), 0, -1):
            name = ".".join(parts[:length])
            if name in self.packages:
                return name
        return None

    def labels_out_of_reach(self, package: str) -> frozenset[str]:
        """Labels that `package` must not name: its siblings' and those of all that is above it."""
        if package in self.root:
            return frozenset()
        row = next(index for index, packages in enumerate(self.rows) if package in packages)
        reachable = frozenset().union({package}, *self.rows[row + 1 :])
        return frozenset(label(name) for name in self.apps - reachable)


def label(package: str) -> str:
    """The Django label of an app: the last part of its dotted name."""
    return package.rpartition(".")[2]


def folder(package: str, tree: Path = ROOT) -> Path:
    """Where a package lives: under `site/` if it is a part of piattaforma, else at the top."""
    base = tree / "site" if package.partition(".")[0] == "piattaforma" else tree
    return base.joinpath(*package.split("."))


def module_of(path: Path, tree: Path = ROOT) -> str:
    """The dotted name of a file or a folder of the project."""
    relative = path.relative_to(tree)
    parts = list(relative.with_suffix("").parts)
    if parts[0] == "site":
        del parts[0]
    if parts[-1] == "__init__":
        del parts[-1]
    return ".".join(parts)
