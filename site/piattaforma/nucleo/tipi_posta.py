"""The mails of the kernel: about errors that readers report."""

from collections.abc import Callable

from piattaforma.posta.models import Messaggio
from piattaforma.posta.tipi import Categoria, TipoMessaggio, register_message_type

from .models import Segnalazione


def _report_is(*stati: str) -> Callable[[Messaggio], bool]:
    def still_due(messaggio: Messaggio) -> bool:
        key = messaggio.dati.get("segnalazione")
        return Segnalazione.objects.filter(pk=key, stato__in=stati).exists()

    return still_due


SEGNALAZIONE = register_message_type(
    TipoMessaggio(
        codice="nucleo.segnalazione",
        etichetta="Errore segnalato da chi legge",
        categoria=Categoria.SERVIZIO,
        template="nucleo/posta/segnalazione.html",
        still_due=_report_is(*Segnalazione.APERTE),
    )
)
CONFERMA = register_message_type(
    TipoMessaggio(
        codice="nucleo.conferma_segnalazione",
        etichetta="Conferma di una segnalazione",
        categoria=Categoria.SERVIZIO,
        template="nucleo/posta/conferma_segnalazione.html",
        still_due=_report_is(Segnalazione.Stato.DA_CONFERMARE),
    )
)
CHIUSA = register_message_type(
    TipoMessaggio(
        codice="nucleo.segnalazione_chiusa",
        etichetta="Segnalazione chiusa",
        categoria=Categoria.SERVIZIO,
        template="nucleo/posta/segnalazione_chiusa.html",
        still_due=_report_is(Segnalazione.Stato.CHIUSA),
    )
)
