"""The five steps together: find, resolve, identify; link and annotate follow elsewhere."""

import re
from dataclasses import replace

from .citation import Citation, ContestoNonValido, Context
from .finder import find_elements
from .flat import flatten
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
    return [
        replace(one, surface=text[one.start : one.end])
        for one in link_elements(flat, elements, context)
    ]


def _checked(context: Context) -> Context:
    if context.region and not region_named(context.region):
        raise ContestoNonValido(
            f"«{context.region[:60]}» non è una regione né una provincia autonoma."
        )
    if context.date and not re.fullmatch(r"[12]\d{3}(?:-[01]\d(?:-[0-3]\d)?)?", context.date):
        raise ContestoNonValido(f"«{context.date[:60]}» non è una data: scrivi AAAA-MM-GG.")
    if context.act:
        try:
            if parse_identifier(context.act).is_decisione:
                raise ContestoNonValido("Il contesto chiede un atto, e questa è una decisione.")
        except IdentificatoreNonValido as error:
            raise ContestoNonValido(str(error)) from error
    return context
