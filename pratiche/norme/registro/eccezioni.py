"""Acts and articles that the demonstration cites and the register leaves out on purpose, each with why."""

from functools import cache
from pathlib import Path

import yaml

from piattaforma.citazioni import parse_identifier

FILE = Path(__file__).with_name("eccezioni.yaml")


@cache
def read_exceptions() -> dict[str, str]:
    """Identifier, in its one spelling → reason. Raises ValueError where the file is wrong."""
    given = yaml.safe_load(FILE.read_text(encoding="utf-8")) or {}
    return {
        str(parse_identifier(key)): " ".join(str(reason).split()) for key, reason in given.items()
    }
