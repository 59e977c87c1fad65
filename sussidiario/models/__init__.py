from .edizione import EdizioneCorrente, EdizionePage, SussidiarioPage
from .importazione import SchedaImportata
from .parte import PartePage
from .scheda import Livello, SchedaPage

__all__ = [
    "EdizioneCorrente",
    "EdizionePage",
    "Livello",
    "PartePage",
    "SchedaImportata",
    "SchedaPage",
    "SussidiarioPage",
]
