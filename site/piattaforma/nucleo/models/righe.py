"""Text of several lines, counted as people count it."""

from typing import Any

from django.db import models


class RigheField(models.TextField):
    """Text whose new lines count one character, as people count them (browsers send two)."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value
