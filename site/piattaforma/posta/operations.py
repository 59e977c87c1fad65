"""Writes on the ledger: ask for a message, take one, close it, find the lost, send again, forget.

Every change of state is a compare-and-set: an UPDATE that names the state it leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from .indirizzi import clean_address, clean_header_name, clean_header_value
from .mime import is_reserved
from .models import Allegato, Messaggio
from .rendering import Reso, render_message
from .tipi import message_type
from .tipi_posta import LIBERO
from .transports.base import Esito, Fine
from .workers import is_dead

logger = structlog.get_logger(__name__)
Stato = Messaggio.Stato

#: Tries for one message, and how long after the first one the last may start.
MAX_TENTATIVI = 8
MAX_DURATA = timedelta(hours=72)
#: Wait after the 1st, 2nd… try. They span two days: a server may be away for a week-end.
ATTESE = tuple(timedelta(minutes=m) for m in (2, 10, 30, 120, 360, 960, 1440))
#: A worker that cannot be looked at is believed alive for so long after it took a row.
LEASE = timedelta(minutes=15)
MAX_OGGETTO = 400
MAX_RISPOSTA = 500


@dataclass(frozen=True)
class File:
    """A file to send with a message."""

    nome: str
    tipo: str
    contenuto: bytes
    content_id: str = ""


# --- asking ------------------------------------------------------------------------------------


def queue_message(
    *,
    tipo: str,
    destinatario: str,
    contesto: Mapping[str, Any],
    chiave: str | None = None,
    dati: Mapping[str, Any] | None = None,
) -> Messaggio:
    """Ask for a message of a registered type, in the caller's transaction.

    With a `chiave` the same request makes one row, however often it comes: the first is returned.
    `dati` (JSON: ids, never texts) is for the type's `still_due`. Raises `UnknownMessageTypeError`,
    ValidationError for an address that is none, BadHeaderError for a subject that breaks lines.
    """
    kind = message_type(tipo)
    if chiave is not None:
        known = Messaggio.objects.filter(tipo=tipo, chiave=chiave).first()
        if known is not None:
            return known
    fields = _content(render_message(kind, contesto)) | {
        "destinatario": clean_address(destinatario),
        "dati": dict(dati or {}),
    }
    if chiave is None:
        return Messaggio.objects.create(tipo=tipo, **fields)
    return Messaggio.objects.get_or_create(tipo=tipo, chiave=chiave, defaults=fields)[0]


@transaction.atomic
def queue_free_message(
    *,
    destinatario: str,
    oggetto: str,
    testo: str,
    html: str = "",
    intestazioni: Mapping[str, str] | None = None,
    allegati: Sequence[File] = (),
) -> Messaggio:
    """Ask for a message that somebody else wrote; without HTML of its own it gets our frame.

    Raises as `queue_message`. Headers that posta writes itself are left out.
    """
    oggetto = clean_header_value(oggetto)
    headers = {
        clean_header_name(name): clean_header_value(value)
        for name, value in (intestazioni or {}).items()
        if not is_reserved(name)
    }
    if not html:
        html = render_message(LIBERO, {"oggetto_libero": oggetto, "corpo": testo}).html
    messaggio = Messaggio.objects.create(
        tipo=LIBERO.codice,
        destinatario=clean_address(destinatario),
        intestazioni=headers,
        **_content(Reso(oggetto=oggetto, testo=testo, html=html)),
    )
    Allegato.objects.bulk_create(
        Allegato(
            messaggio=messaggio,
            nome=clean_header_value(file.nome)[:255],
            tipo=clean_header_value(file.tipo)[:120],
            contenuto=file.contenuto,
            content_id=clean_header_value(file.content_id)[:255],
        )
        for file in allegati
    )
    return messaggio


def _content(reso: Reso) -> dict[str, str]:
    # NUL is no character of any mail, and PostgreSQL refuses it.
    return {
        "oggetto": clean_header_value(reso.oggetto)[:MAX_OGGETTO],
        "testo": reso.testo.replace("\x00", ""),
        "html": reso.html.replace("\x00", ""),
    }


# --- taking ------------------------------------------------------------------------------------


@transaction.atomic
def claim_next(*, worker: str) -> Messaggio | None:
    """Take one due row: *in_invio* if it is still due, *soppressa* if not. None if none is due.

    The question `still_due` is asked in the transaction that takes the row, so nothing that was
    committed before it can be overlooked. When the question itself fails, the row waits.
    """
    messaggio = _pick(worker)
    if messaggio is None:
        return None
    try:
        # A savepoint: a question that breaks a query must not undo the taking.
        with transaction.atomic():
            due = message_type(messaggio.tipo).still_due(messaggio)
    except Exception as exc:
        logger.exception("posta.still_due_failed", messaggio=messaggio.pk, tipo=messaggio.tipo)
        close(messaggio=messaggio, esito=Esito(Fine.RINVIATA, f"controllo: {exc!r}"))
    else:
        if not due:
            _leave(messaggio, stato=Stato.SOPPRESSA, chiusa_il=Now(), risposta="")
    messaggio.refresh_from_db()
    return messaggio


def _pick(worker: str) -> Messaggio | None:
    """The first due row, taken by a conditional UPDATE; rows that others hold are skipped."""
    due = Messaggio.objects.due()
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    for pk in due.values_list("pk", flat=True)[:1]:
        taken = Messaggio.objects.filter(pk=pk, stato=Stato.DA_INVIARE).update(
            stato=Stato.IN_INVIO,
            worker=worker,
            presa_il=Now(),
            primo_tentativo_il=Coalesce(F("primo_tentativo_il"), Now()),
            tentativi=F("tentativi") + 1,
        )
        if taken:
            return Messaggio.objects.get(pk=pk)
    return None


# --- closing -----------------------------------------------------------------------------------


def next_try(messaggio: Messaggio, now: datetime) -> datetime | None:
    """When a message that was put off may be tried again; None if its tries are over."""
    if messaggio.tentativi >= MAX_TENTATIVI:
        return None
    then = now + ATTESE[max(messaggio.tentativi, 1) - 1]
    first = messaggio.primo_tentativo_il or now
    return then if then - first <= MAX_DURATA else None


def close(*, messaggio: Messaggio, esito: Esito) -> bool:
    """Write how an attempt ended. False, and nothing written, if the row is another's by now."""
    if esito.fine is Fine.RINVIATA:
        then = next_try(messaggio, timezone.now())
        if then is not None:
            return _leave(
                messaggio,
                stato=Stato.DA_INVIARE,
                prossimo_tentativo_il=then,
                risposta=esito.risposta,
            )
        return _leave(
            messaggio,
            stato=Stato.RESPINTA,
            chiusa_il=Now(),
            risposta=f"tentativi esauriti: {esito.risposta}",
        )
    stato = {
        Fine.ACCETTATA: Stato.ACCETTATA,
        Fine.RESPINTA: Stato.RESPINTA,
        Fine.INCERTA: Stato.INCERTA,
    }[esito.fine]
    return _leave(messaggio, stato=stato, chiusa_il=Now(), risposta=esito.risposta)


def _leave(messaggio: Messaggio, *, risposta: str, **changes: Any) -> bool:
    """Compare-and-set from *in_invio* of this row's worker."""
    mine = Messaggio.objects.in_flight().filter(pk=messaggio.pk, worker=messaggio.worker)
    changes["risposta"] = risposta.replace("\x00", "")[:MAX_RISPOSTA]
    if mine.update(worker="", **changes):
        return True
    logger.warning("posta.close_lost", messaggio=messaggio.pk, stato=str(changes["stato"]))
    return False


# --- finding the lost --------------------------------------------------------------------------


def reap_abandoned() -> int:
    """Close as *incerta* the rows in flight whose worker is dead or silent for too long."""
    flying = Messaggio.objects.in_flight()
    dead = [w for w in flying.values_list("worker", flat=True).distinct().order_by() if is_dead(w)]
    lost = {"stato": Stato.INCERTA, "chiusa_il": Now(), "worker": ""}
    reaped = flying.filter(worker__in=dead).update(
        risposta="il processo che la inviava si è interrotto", **lost
    )
    reaped += Messaggio.objects.in_flight_longer_than(LEASE).update(
        risposta="il processo che la inviava non risponde", **lost
    )
    if reaped:
        logger.warning("posta.doubtful", quante=reaped)
    return reaped


# --- operators ---------------------------------------------------------------------------------


def resend(*, pks: Sequence[int], utente_id: int | None) -> int:
    """Put chosen *incerta* or *respinta* rows back in the queue, as new; return how many."""
    done = Messaggio.objects.filter(
        pk__in=pks, stato__in=Messaggio.RIMANDABILI, svuotata_il=None
    ).update(
        stato=Stato.DA_INVIARE,
        prossimo_tentativo_il=timezone.now(),
        primo_tentativo_il=None,
        tentativi=0,
        chiusa_il=None,
        risposta="rimandata da un operatore",
    )
    logger.info("posta.resent", chieste=len(pks), rimandate=done, utente=utente_id)
    return done


# --- forgetting --------------------------------------------------------------------------------

#: Texts of closed messages are kept so long, their addresses so long.
CONSERVA_TESTI = timedelta(days=30)
CONSERVA_INDIRIZZI = timedelta(days=365)


@transaction.atomic
def forget_texts() -> int:
    """Empty subject, texts, files and data of messages closed 30 days ago: state and dates stay."""
    old = Messaggio.objects.closed_before(timezone.now() - CONSERVA_TESTI).filter(svuotata_il=None)
    Allegato.objects.filter(messaggio__in=old).delete()
    return old.update(
        oggetto="", testo="", html="", intestazioni={}, dati={}, risposta="", svuotata_il=Now()
    )


def forget_addresses() -> int:
    """Empty the address of messages closed a year ago."""
    old = Messaggio.objects.closed_before(timezone.now() - CONSERVA_INDIRIZZI)
    return old.exclude(destinatario="").update(destinatario="", chiave=None)
