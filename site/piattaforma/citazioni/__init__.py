"""Law in prose: find it, say what it is, link it, write it. Pure Python: no Django here.

Five steps, one module each: `finder` finds what stands in the text, `linking` resolves which part
belongs to which act, `identificatori` identifies, `links` links, `html` annotates (for who uses the
package without the site, which marks its own HTML at publication). Identifiers have
one spelling: `urn:nir:…` as Normattiva writes it, `ECLI:IT:…`, `celex:…`.
"""

from .citation import Citation, ContestoNonValido, Context
from .html import annotate, find_in_html
from .identificatori import Identificatore, IdentificatoreNonValido, parse_identifier
from .links import link
from .names import format_id, format_short, popular_name, slug
from .query import read_query
from .recogniser import find_citations

__all__ = [
    "Citation",
    "ContestoNonValido",
    "Context",
    "Identificatore",
    "IdentificatoreNonValido",
    "annotate",
    "find_citations",
    "find_in_html",
    "format_id",
    "format_short",
    "link",
    "parse_identifier",
    "popular_name",
    "read_query",
    "slug",
]
