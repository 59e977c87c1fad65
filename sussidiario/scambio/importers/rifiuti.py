"""Why nothing was imported."""

from typing import Any

from django.forms.utils import ErrorList


class ImportRefused(Exception):
    """Nothing was imported. `errors` are Italian sentences, by file and line where there is one."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


def in_words(problem: Any) -> str:
    """Every message of a refusal, however deep in blocks it lies, as one sentence after the other."""
    if errors := getattr(problem, "block_errors", None):
        nested = errors.values() if isinstance(errors, dict) else errors
        return " ".join(in_words(error) for error in nested if error)
    if isinstance(problem, ErrorList):
        return " ".join(in_words(error) for error in problem.as_data())
    return " ".join(problem.messages)
