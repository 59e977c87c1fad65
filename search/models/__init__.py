from .da_indicizzare import DaIndicizzare
from .gruppo_sinonimi import GruppoSinonimi
from .parole_cercate import ParoleCercate
from .risultato_promosso import RisultatoPromosso

__all__ = ["DaIndicizzare", "GruppoSinonimi", "ParoleCercate", "RisultatoPromosso"]
