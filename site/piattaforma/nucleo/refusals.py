"""Refusals in words: what a form would refuse in a version that goes live without it, and why."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.forms.utils import ErrorList
from wagtail.fields import StreamField


class Refused(Exception):
    """Nothing was written. `errors` are Italian sentences."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class ImportRefused(Refused):
    """Nothing was imported. `errors` say file and line where there is one."""


def in_words(problem: Any) -> str:
    """Every message of a refusal, however deep in blocks it lies, one after the other."""
    return " ".join(_words(problem))


def refusals(page: Any) -> list[tuple[str, str]]:
    """(label of the field, what is wrong) in the order of the model; the blocks of texts too."""
    found: list[tuple[str, str]] = []
    try:
        page.full_clean()
    except ValidationError as problem:
        for name, messages in problem.message_dict.items():
            found.append((_label(page, name), " ".join(messages)))
    for field in page._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        try:
            field.stream_block.clean(getattr(page, field.name))
        except ValidationError as problem:
            words = dict.fromkeys(_words(problem))
            found.append((_label(page, field.name), " ".join(words)))
    return found


def _label(page: Any, name: str) -> str:
    try:
        label = str(page._meta.get_field(name).verbose_name)
    except (FieldDoesNotExist, AttributeError):
        return ""
    return label[:1].upper() + label[1:]


def _words(problem: Any) -> Iterator[str]:
    if errors := getattr(problem, "block_errors", None):
        for error in errors.values() if isinstance(errors, dict) else errors:
            if error:
                yield from _words(error)
        yield from (m for e in getattr(problem, "non_block_errors", []) for m in _words(e))
    elif isinstance(problem, ErrorList):
        for error in problem.as_data():
            yield from _words(error)
    elif isinstance(problem, ValidationError):
        yield from problem.messages
    else:
        yield str(problem)
