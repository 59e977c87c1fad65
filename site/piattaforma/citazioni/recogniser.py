"""The five steps together: find, resolve, identify; link and annotate follow elsewhere."""

import re
from dataclasses import replace
from datetime import date

from .citation import Citation, ContestoNonValido, Context
from .finder import find_elements
from .flat import Flat, flatten
from .identificatori import IdentificatoreNonValido, parse_identifier
from .linking import link_elements
from .places import region_named


def find_citations(text: str, context: Context | None = None) -> list[Citation]:
    """Every citation of law in `text`, in order, never overlapping; offsets count code points.

    Never raises on any text; linear in its length. Raises `ContestoNonValido` for a context whose
    region, date or act does not read.
    """
    context = _checked(context or Context())
    flat = flatten(text)
    elements = find_elements(flat, context)
    return [_in_given(text, flat, one) for one in link_elements(flat, elements, context)]


def _in_given(text: str, flat: Flat, citation: Citation) -> Citation:
    start, end = flat.back(citation.start, citation.end)
    return replace(citation, start=start, end=end, surface=text[start:end])


def _is_date(text: str) -> bool:
    """A day, a month or a year, ISO, that the calendar has."""
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return re.fullmatch(r"[12]\d{3}(?:-\d{2}){0,2}", text) is not None


def _checked(context: Context) -> Context:
    if context.region and not region_named(context.region):
        raise ContestoNonValido(
            f"«{context.region[:60]}» non è una regione né una provincia autonoma."
        )
    if context.date and not _is_date(context.date):
        raise ContestoNonValido(f"«{context.date[:60]}» non è una data: scrivi AAAA-MM-GG.")
    if context.act:
        try:
            if parse_identifier(context.act).is_decisione:
                raise ContestoNonValido("Il contesto chiede un atto, e questa è una decisione.")
        except IdentificatoreNonValido as error:
            raise ContestoNonValido(str(error)) from error
    return context
