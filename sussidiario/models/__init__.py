from .edizione import EdizioneCorrente, EdizionePage, SussidiarioPage
from .glossario import ResaVoce, UsoGlossario, VoceGlossario, VoceImportata
from .importazione import SchedaImportata
from .parte import PartePage
from .scheda import Livello, SchedaPage

__all__ = [
    "EdizioneCorrente",
    "EdizionePage",
    "Livello",
    "PartePage",
    "ResaVoce",
    "SchedaImportata",
    "SchedaPage",
    "SussidiarioPage",
    "UsoGlossario",
    "VoceGlossario",
    "VoceImportata",
]
