"""The Sussidiario's demonstration: two editions, the newer one current, situations and glossary."""

from pathlib import Path

from .edizione.operations import make_current
from .glossario.importer import EsitoGlossario, import_glossary
from .models import EdizioneCorrente, EdizionePage
from .scambio.importazione import EsitoImportazione, import_edition
from .situazione.importer import load_situations

FOLDER = Path(__file__).with_name("dimostrazione")
PRECEDENTE, EDIZIONE = "2024", "2026"


def load_glossary() -> EsitoGlossario:
    """Import the voices; what editors changed since stays."""
    return import_glossary(path=FOLDER / "glossario.yaml")


def load_content() -> EsitoImportazione:
    """Import the editions and the situations; what editors changed since stays."""
    is_first = not EdizionePage.objects.filter(slug=EDIZIONE).exists()
    import_edition(folder=FOLDER / PRECEDENTE, slug=PRECEDENTE)
    outcome = import_edition(folder=FOLDER / EDIZIONE, slug=EDIZIONE)
    edition = EdizionePage.objects.get(slug=EDIZIONE)
    if is_first and not EdizioneCorrente.objects.filter(edizione=edition).exists():
        make_current(edition=edition)
    load_situations(FOLDER / "situazioni.yaml")
    return outcome
