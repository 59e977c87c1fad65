"""Law by its identifiers: read, link, name. Pure Python: no Django here.

Identifiers have one spelling: `urn:nir:…` as Normattiva writes it, `ECLI:IT:…`, `celex:…`.
"""

from .identificatori import Identificatore, IdentificatoreNonValido, parse_identifier
from .links import link
from .names import format_id, popular_name, slug

__all__ = [
    "Identificatore",
    "IdentificatoreNonValido",
    "format_id",
    "link",
    "parse_identifier",
    "popular_name",
    "slug",
]
