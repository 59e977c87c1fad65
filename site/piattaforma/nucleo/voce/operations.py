"""What is written when a reader speaks and when somebody answers."""

import datetime as dt
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from piattaforma.lingua import lines_of
from piattaforma.posta.operations import queue_message

from ..models import Segnalazione, Valutazione
from ..tipi_posta import CHIUSA, CONFERMA, SEGNALAZIONE
from .pagine import office_address

#: What readers wrote beside their vote is kept so long; the vote stays.
TIENI_COMMENTI = dt.timedelta(days=365)
#: The sender's address after a report was closed, and at the latest after it came.
TIENI_EMAIL = dt.timedelta(days=30)
TIENI_EMAIL_AL_PIU = dt.timedelta(days=365)
#: A closed report.
TIENI_SEGNALAZIONI = dt.timedelta(days=365)
#: How long a report waits for its sender to confirm it.
ATTESA_CONFERMA = dt.timedelta(days=7)
_CONFERMA = "piattaforma.nucleo.conferma"


@transaction.atomic
def record_vote(*, page: Any, voto: int, motivo: str = "", testo: str = "") -> Valutazione:
    return Valutazione.objects.create(page_id=page.pk, voto=voto, motivo=motivo, testo=testo)


@transaction.atomic
def report_error(
    *, page: Any, testo: str, brano: str = "", email: str = "", da_confermare: bool = False
) -> Segnalazione:
    """Keep a report and tell the office; or ask its sender to confirm it first."""
    stati = Segnalazione.Stato
    report = Segnalazione.objects.create(
        page_id=page.pk,
        testo=testo,
        brano=brano,
        email=email,
        stato=stati.DA_CONFERMARE if da_confermare else stati.NUOVA,
    )
    if da_confermare:
        queue_message(
            tipo=CONFERMA.codice,
            destinatario=email,
            contesto={
                "pagina": page.title,
                "url": reverse("nucleo_conferma", args=[confirmation_token(report)]),
            },
            chiave=str(report.pk),
            dati={"segnalazione": report.pk},
        )
    else:
        _tell_office(report, page)
    return report


@transaction.atomic
def confirm_report(*, report: Segnalazione) -> None:
    """Its sender confirmed it: now it counts. A second time changes nothing."""
    stati = Segnalazione.Stato
    waiting = Segnalazione.objects.filter(pk=report.pk, stato=stati.DA_CONFERMARE)
    if waiting.update(stato=stati.NUOVA):
        _tell_office(report, report.page.specific)


@transaction.atomic
def follow_report(
    *, report: Segnalazione, stato: str, nota: str, user: Any, avvisa: bool = False
) -> None:
    """An editor takes a report in hand or closes it, and may tell who sent it."""
    was_open = Segnalazione.objects.select_for_update().get(pk=report.pk).aperta
    closing = stato == Segnalazione.Stato.CHIUSA
    report.stato, report.nota, report.seguita_da = stato, nota, user
    if not closing:
        report.chiusa_il = None
    elif was_open:
        report.chiusa_il = timezone.now()
    report.save(update_fields=["stato", "nota", "seguita_da", "chiusa_il"])
    if closing and was_open and avvisa and report.email:
        queue_message(
            tipo=CHIUSA.codice,
            destinatario=report.email,
            contesto={
                "pagina": report.page.title,
                "righe": lines_of(nota),
                "url": report.page.full_url or "/",
            },
            dati={"segnalazione": report.pk},
        )


@transaction.atomic
def forget_what_is_due() -> int:
    """Old comments, addresses no longer needed, reports closed long ago or never confirmed."""
    now, today = timezone.now(), timezone.localdate()
    old = Valutazione.objects.with_text().filter(il__lt=today - TIENI_COMMENTI).update(testo="")
    known = Segnalazione.objects.exclude(email="")
    closed = known.filter(chiusa_il__lt=now - TIENI_EMAIL).update(email="")
    late = known.filter(creata_il__lt=now - TIENI_EMAIL_AL_PIU).update(email="")
    done, _ = Segnalazione.objects.filter(chiusa_il__lt=now - TIENI_SEGNALAZIONI).delete()
    unconfirmed, _ = Segnalazione.objects.filter(
        stato=Segnalazione.Stato.DA_CONFERMARE, creata_il__lt=now - ATTESA_CONFERMA
    ).delete()
    return old + closed + late + done + unconfirmed


def confirmation_token(report: Segnalazione) -> str:
    return signing.dumps(report.pk, salt=_CONFERMA)


def report_to_confirm(gettone: str) -> Segnalazione | None:
    """The report that a link in a mail is about, while it can be confirmed."""
    try:
        key = signing.loads(gettone, salt=_CONFERMA, max_age=ATTESA_CONFERMA)
    except signing.BadSignature:
        return None
    return Segnalazione.objects.select_related("page").filter(pk=key).first()


def _tell_office(report: Segnalazione, page: Any) -> None:
    """Without an address nobody is told by mail; the report is in the list all the same."""
    address = office_address(page)
    if not address:
        return
    queue_message(
        tipo=SEGNALAZIONE.codice,
        destinatario=address,
        contesto={
            "pagina": page.title,
            "url_pagina": page.full_url or "/",
            "righe": lines_of(report.testo),
            "brano": lines_of(report.brano),
            "risposta": bool(report.email),
            "url": reverse("nucleo_segnalazione_admin", args=[report.pk]),
        },
        chiave=str(report.pk),
        dati={"segnalazione": report.pk},
    )
