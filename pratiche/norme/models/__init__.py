from .articolo import AllegatoNorma, Articolo, VersioneArticolo
from .caricato import FileCaricato
from .chiave import ChiaveRegistro
from .dati import DatiNorma, ImportazioneTesto, RelazioneNorma, StatoNorma
from .norma import Norma
from .orientamento import (
    ArticoloOrientamento,
    DecisionePosizione,
    Orientamento,
    PosizioneOrientamento,
)
from .pronuncia import InterpretazionePronuncia, Pronuncia, RelazionePronuncia
from .registrata import SchedaRegistrata

__all__ = [
    "AllegatoNorma",
    "Articolo",
    "ArticoloOrientamento",
    "ChiaveRegistro",
    "DatiNorma",
    "DecisionePosizione",
    "FileCaricato",
    "ImportazioneTesto",
    "InterpretazionePronuncia",
    "Norma",
    "Orientamento",
    "PosizioneOrientamento",
    "Pronuncia",
    "RelazioneNorma",
    "RelazionePronuncia",
    "SchedaRegistrata",
    "StatoNorma",
    "VersioneArticolo",
]
