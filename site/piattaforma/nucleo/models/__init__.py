from .aggiornamento import Aggiornamento
from .base_page import BaseContenutoPage, BasePage
from .generazione import Generazione
from .impostazioni import ImpostazioniSito, MenuSito
from .letto import LettoMixin
from .livello import Livello
from .nota import NotaModifica
from .pages import HomePage, IndicePage, NotiziaPage, PaginaPage
from .resa import Resa, ResaContenuto
from .righe import RigheField
from .segnalazione import Segnalazione
from .termine import Termine
from .valutazione import Valutazione

__all__ = [
    "Aggiornamento",
    "BaseContenutoPage",
    "BasePage",
    "Generazione",
    "HomePage",
    "ImpostazioniSito",
    "IndicePage",
    "LettoMixin",
    "Livello",
    "MenuSito",
    "NotaModifica",
    "NotiziaPage",
    "PaginaPage",
    "Resa",
    "ResaContenuto",
    "RigheField",
    "Segnalazione",
    "Termine",
    "Valutazione",
]
