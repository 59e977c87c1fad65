"""Addresses and headers that are safe to write in a mail."""

import re

from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.core.validators import validate_email

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_NAMED = re.compile(r"[^<>]*<([^<>]+)>\Z")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")


def clean_header_value(value: str) -> str:
    """The value, stripped; BadHeaderError if it holds a line break or another control character."""
    value = str(value).strip()
    if _CONTROL.search(value):
        raise BadHeaderError("un'intestazione contiene caratteri di controllo")
    return value


def clean_header_name(name: str) -> str:
    """The name; BadHeaderError unless it is made of letters, digits and hyphens."""
    if not _HEADER_NAME.match(name):
        raise BadHeaderError(f"nome di intestazione non ammesso: {name!r}")
    return name


def clean_address(value: str) -> str:
    """The bare address in `value` ("Name <a@b>" or "a@b"), its domain in ASCII.

    BadHeaderError for control characters, ValidationError for anything that is not one address
    with an ASCII local part (servers without SMTPUTF8 would refuse it).
    """
    value = clean_header_value(value)
    named = _NAMED.match(value)
    address = named[1] if named else value
    validate_email(address)
    local, _, domain = address.rpartition("@")
    try:
        local.encode("ascii")
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise ValidationError("indirizzo di posta non valido") from None
