"""Addresses as editors paste them, and the pages that they lead to."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import Site

from piattaforma.nucleo.visibilita import PUBBLICO

from ..contract import Document
from ..engines.base import SearchEngine

#: Who reads without an account.
CHIUNQUE = frozenset({PUBBLICO})


def open_page(address: str, engine: SearchEngine) -> Document:
    """The page that anyone may read there; ValidationError says what is wrong with the address."""
    path = path_of(address)
    for one in dict.fromkeys((path, f"{path.rstrip('/')}/")):
        if (document := engine.at(one, readers=CHIUNQUE)) is not None:
            return document
    raise ValidationError(
        f"La ricerca non conosce nessuna pagina aperta a tutti all’indirizzo {path}: aprila sul "
        "sito e copia l’indirizzo da lì. Se l’hai appena pubblicata, riprova fra un minuto."
    )


def path_of(address: str) -> str:
    """The path of an address of this site: whole, without a host, without its first slash."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        raise ValidationError("Questo non è un indirizzo.") from None
    if parts.scheme and parts.scheme not in ("http", "https"):
        raise ValidationError("L’indirizzo comincia con https:// oppure con una barra.")
    if host and host not in _hosts():
        raise ValidationError(f"{host} non è questo sito: si promuovono solo le sue pagine.")
    return f"/{parts.path.lstrip('/')}"


def _hosts() -> set[str]:
    own = urlsplit(settings.BASE_URL).hostname or ""
    return {own, *Site.objects.values_list("hostname", flat=True)}
