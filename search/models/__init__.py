from .da_indicizzare import DaIndicizzare
from .gruppo_sinonimi import GruppoSinonimi
from .indice_tenuto import IndiceTenuto
from .parole_cercate import FileSommato, ParoleCercate
from .risultato_promosso import RisultatoPromosso

__all__ = [
    "DaIndicizzare",
    "FileSommato",
    "GruppoSinonimi",
    "IndiceTenuto",
    "ParoleCercate",
    "RisultatoPromosso",
]
