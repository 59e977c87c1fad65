"""The Sussidiario's demonstration edition and glossary."""

from pathlib import Path

from .glossario.importer import EsitoGlossario, import_glossary
from .operations import EsitoImportazione, import_edition

FOLDER = Path(__file__).with_name("dimostrazione")
EDIZIONE = "2026"


def load_glossary() -> EsitoGlossario:
    """Import the voices; what editors changed since stays."""
    return import_glossary(path=FOLDER / "glossario.yaml")


def load_content() -> EsitoImportazione:
    """Import the edition; what editors changed since stays."""
    return import_edition(folder=FOLDER / EDIZIONE, slug=EDIZIONE)
