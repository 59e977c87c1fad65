"""StreamField blocks, one family a file."""

from .approfondimento import ApprofondimentoBlock
from .citazione import CitazioneBlock
from .collegamenti import CollegamentiBlock, CollegamentoBlock
from .contatto import ContattoBlock
from .documento import DocumentoBlock
from .immagine import ImmagineBlock
from .passi import PassiBlock
from .rendering import render_stream
from .richiamo import RichiamoBlock
from .riferimenti import (
    IdentificatoreBlock,
    RiferimentiBlock,
    RiferimentoBlock,
    RiferimentoValue,
    references_of,
)
from .streams import BLOCCHI_PAGINA, BLOCCHI_RIFERIMENTI, BLOCCHI_SCHEDA
from .tabella import TabellaBlock
from .testo import MarkdownBlock, ParagrafoBlock, TestoBlock, TestoZonaBlock

__all__ = [
    "BLOCCHI_PAGINA",
    "BLOCCHI_RIFERIMENTI",
    "BLOCCHI_SCHEDA",
    "ApprofondimentoBlock",
    "CitazioneBlock",
    "CollegamentiBlock",
    "CollegamentoBlock",
    "ContattoBlock",
    "DocumentoBlock",
    "IdentificatoreBlock",
    "ImmagineBlock",
    "MarkdownBlock",
    "ParagrafoBlock",
    "PassiBlock",
    "RichiamoBlock",
    "RiferimentiBlock",
    "RiferimentoBlock",
    "RiferimentoValue",
    "TabellaBlock",
    "TestoBlock",
    "TestoZonaBlock",
    "references_of",
    "render_stream",
]
