"""A field that holds an identifier of law, and reads it from what people type."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from piattaforma.citazioni import format_id, parse_identifier, read_query
from piattaforma.nucleo.scelta_norme import IdentificatoreInput

from .identificatori import readable

#: Longest identifier that a row holds.
LUNGHEZZA = 200


class IdentificatoreField(models.CharField):
    """An identifier in its one spelling; "55 cts" or "l.r. 65/2020 art. 9" become theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LUNGHEZZA)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"widget": IdentificatoreInput} | kwargs)

    def clean(self, value: Any, model_instance: Any) -> Any:
        return super().clean(read_typed(value) if value else value, model_instance)


def read_typed(text: str) -> str:
    """The one identifier that a typed text means, as text. Raises ValidationError, in Italian."""
    text = " ".join(str(text).split())
    if identifier := readable(text):
        return str(identifier)
    found = read_query(text)
    ids = [one for citation in found for one in citation.ids]
    if len(ids) == 1:
        return str(parse_identifier(ids[0]))
    candidates = ids or [one for citation in found for one in citation.candidates]
    if candidates:
        named = "; ".join(
            f"{format_id(parse_identifier(one))} ({one})" for one in dict.fromkeys(candidates[:5])
        )
        raise ValidationError(f"«{text[:80]}» può voler dire: {named}. Scrivi quale.")
    raise ValidationError(
        f"In «{text[:80]}» non si riconosce una norma: scrivi l’articolo e l’atto, come «55 cts», "
        "oppure l’identificatore, come urn:nir:stato:decreto.legislativo:2017-07-03;117~art55."
    )
