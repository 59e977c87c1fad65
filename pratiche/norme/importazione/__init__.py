"""Official texts of law, read from their files. Pure Python: no Django here."""

from .accenti import repair, repair_with_map
from .atto_letto import (
    AllegatoLetto,
    ArticoloLetto,
    AttoLetto,
    CommaLetto,
    EventoLetto,
    ModificaLetta,
    PubblicazioneLetta,
    RinvioLetto,
    SoppressioneLetta,
    StatoLetto,
)
from .documento_xml import TestoRifiutato
from .lettura import read_act, riga_di_sintesi
from .segni import senza_segni
from .testo_mostrato import shown

__all__ = [
    "AllegatoLetto",
    "ArticoloLetto",
    "AttoLetto",
    "CommaLetto",
    "EventoLetto",
    "ModificaLetta",
    "PubblicazioneLetta",
    "RinvioLetto",
    "SoppressioneLetta",
    "StatoLetto",
    "TestoRifiutato",
    "read_act",
    "repair",
    "repair_with_map",
    "riga_di_sintesi",
    "senza_segni",
    "shown",
]
