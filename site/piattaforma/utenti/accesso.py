"""The limits of signing in: which attempts are let through to the password check.

A whole town hall may stand behind one address, so the account comes first and the address is high.
An account's attempt is counted *before* its password is looked at, so that a burst of simultaneous
attempts gets no more guesses than a slow one; a success forgets them. An address that no account
has is counted like any other: the answer does not tell them apart.
"""

from datetime import timedelta

from . import limiti
from .models import normalise_email

#: Failures that lock an account, and for how long after the last of them.
TENTATIVI_ACCOUNT = 5
BLOCCO_ACCOUNT = timedelta(minutes=10)
#: Failures of one network address in an hour.
TENTATIVI_INDIRIZZO = 200
FINESTRA_INDIRIZZO = timedelta(hours=1)


def begin_attempt(*, email: str, address: str) -> timedelta | None:
    """None if the password may be checked; else how long to wait. Counts it for the account."""
    if address and (
        wait := limiti.remaining_wait(chiave=_address_key(address), quanti=TENTATIVI_INDIRIZZO)
    ):
        return wait
    key = _account_key(email)
    if limiti.within_limit(
        chiave=key, quanti=TENTATIVI_ACCOUNT, finestra=BLOCCO_ACCOUNT, scorrevole=True
    ):
        return None
    return limiti.remaining_wait(chiave=key, quanti=TENTATIVI_ACCOUNT) or timedelta(seconds=1)


def record_failure(*, address: str) -> None:
    """The password was wrong: one more for the address (the account has counted it already)."""
    if address:
        limiti.within_limit(
            chiave=_address_key(address), quanti=TENTATIVI_INDIRIZZO, finestra=FINESTRA_INDIRIZZO
        )


def record_success(*, email: str) -> None:
    """The person is in: the account's failures are forgotten, the address's are not."""
    limiti.clear(chiave=_account_key(email))


def _account_key(email: str) -> str:
    return f"accesso:account:{normalise_email(email)}"


def _address_key(address: str) -> str:
    return f"accesso:indirizzo:{address}"
