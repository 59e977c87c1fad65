"""Which blocks may stand where. Names in streams are for ever: they are in the database."""

from wagtail.blocks import Block

from .approfondimento import ApprofondimentoBlock
from .citazione import CitazioneBlock
from .collegamenti import CollegamentiBlock
from .contatto import ContattoBlock
from .documento import DocumentoBlock
from .immagine import ImmagineBlock
from .passi import PassiBlock
from .richiamo import RichiamoBlock
from .riferimenti import RiferimentiBlock
from .tabella import TabellaBlock
from .testo import ParagrafoBlock, TestoBlock, TestoZonaBlock

#: Zones *Contenuto* and *Buone prassi* of a scheda: only what has a Markdown spelling.
BLOCCHI_SCHEDA: list[tuple[str, Block]] = [
    ("testo", TestoZonaBlock()),
    ("richiamo", RichiamoBlock()),
    ("passi", PassiBlock()),
    ("tabella", TabellaBlock()),
    ("citazione", CitazioneBlock()),
    ("approfondimento", ApprofondimentoBlock()),
    ("immagine", ImmagineBlock()),
    ("documento", DocumentoBlock()),
]

#: The two zones of references of a scheda.
BLOCCHI_RIFERIMENTI: list[tuple[str, Block]] = [
    ("riferimenti", RiferimentiBlock()),
    ("testo", TestoZonaBlock()),
    ("richiamo", RichiamoBlock()),
]

#: Pages and news.
BLOCCHI_PAGINA: list[tuple[str, Block]] = [
    ("testo", TestoBlock()),
    ("paragrafo", ParagrafoBlock()),
    ("richiamo", RichiamoBlock()),
    ("passi", PassiBlock()),
    ("citazione", CitazioneBlock()),
    ("approfondimento", ApprofondimentoBlock()),
    ("tabella", TabellaBlock()),
    ("immagine", ImmagineBlock()),
    ("documento", DocumentoBlock()),
    ("collegamenti", CollegamentiBlock()),
    ("contatto", ContattoBlock()),
]
