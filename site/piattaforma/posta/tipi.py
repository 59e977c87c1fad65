"""Message types: every mail of the site belongs to one, registered by the app that sends it.

`<app>/tipi_posta.py` is imported at start:

    register_message_type(
        TipoMessaggio(
            codice="utenti.benvenuto",
            etichetta="Benvenuto",
            categoria=Categoria.ACCOUNT,
            template="utenti/posta/benvenuto.html",
        )
    )
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .models import Messaggio


class Categoria(models.TextChoices):
    """Why a reader gets a message: it decides the foot of the mail and what may be refused."""

    ACCOUNT = "account", "accesso e sicurezza"
    SERVIZIO = "servizio", "servizio"
    AVVISO = "avviso", "avvisi scelti dal lettore"
    NEWSLETTER = "newsletter", "newsletter"


def always(_messaggio: "Messaggio") -> bool:
    """For messages that stay due whatever happens."""
    return True


@dataclass(frozen=True)
class TipoMessaggio:
    """A kind of mail.

    `template` extends `layout` and writes the blocks `oggetto` and `corpo` (see the template tags
    of posta). `still_due(row)` is asked in the transaction that takes the row, just before sending:
    it reads domain rows again, locking them if it must, and changes nothing.
    """

    codice: str
    etichetta: str
    categoria: Categoria
    template: str
    still_due: Callable[["Messaggio"], bool] = always


class UnknownMessageTypeError(LookupError):
    """No app registered this code."""


_types: dict[str, TipoMessaggio] = {}


def register_message_type(tipo: TipoMessaggio) -> TipoMessaggio:
    """Register a type; ValueError if another one has its code."""
    known = _types.setdefault(tipo.codice, tipo)
    if known != tipo:
        raise ValueError(f"{tipo.codice}: un tipo di messaggio con questo codice esiste già")
    return tipo


def message_type(codice: str) -> TipoMessaggio:
    """The registered type, or `UnknownMessageTypeError`."""
    try:
        return _types[codice]
    except KeyError:
        raise UnknownMessageTypeError(codice) from None


def message_types() -> tuple[TipoMessaggio, ...]:
    return tuple(_types.values())
