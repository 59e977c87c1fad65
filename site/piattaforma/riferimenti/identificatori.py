"""Identifiers as drafts and texts have them: perhaps not readable."""

from piattaforma.citazioni import Identificatore, IdentificatoreNonValido, parse_identifier


def readable(text: str) -> Identificatore | None:
    """The identifier, or None where the text is none; drafts may hold anything."""
    try:
        return parse_identifier(text)
    except IdentificatoreNonValido:
        return None
