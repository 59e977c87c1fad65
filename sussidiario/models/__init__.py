from .edizione import EdizioneCorrente, EdizionePage, SchedaTolta, SussidiarioPage
from .glossario import UsoGlossario, VoceGlossario, VoceImportata
from .importazione import SchedaImportata
from .parte import PartePage
from .scheda import SchedaPage
from .situazione import SchedaDiSituazione, Situazione

__all__ = [
    "EdizioneCorrente",
    "EdizionePage",
    "PartePage",
    "SchedaDiSituazione",
    "SchedaImportata",
    "SchedaPage",
    "SchedaTolta",
    "Situazione",
    "SussidiarioPage",
    "UsoGlossario",
    "VoceGlossario",
    "VoceImportata",
]
