"""The Sussidiario's demonstration edition."""

from pathlib import Path

from .importazione import EsitoImportazione, import_edition

FOLDER = Path(__file__).with_name("dimostrazione")
EDIZIONE = "2026"


def load_content() -> EsitoImportazione:
    """Import the edition; what editors changed since stays."""
    return import_edition(folder=FOLDER / EDIZIONE, slug=EDIZIONE)
