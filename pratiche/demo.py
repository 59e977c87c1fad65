"""The demonstration's register of norms: the one of the repository."""

from .norme.registro.caricamento import EsitoRegistro, load_register


def load_content() -> EsitoRegistro:
    """Load the register; what editors changed since stays."""
    return load_register()
