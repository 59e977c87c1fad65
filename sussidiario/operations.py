"""What the Sussidiario writes of its editions. Schede that come from files: `importazione`."""

from django.db import transaction

from piattaforma.nucleo.models import Generazione

from .models import EdizioneCorrente, EdizionePage, SussidiarioPage


@transaction.atomic
def make_current(*, edition: EdizionePage) -> None:
    """Point the Sussidiario at an edition."""
    sussidiario = SussidiarioPage.objects.parent_of(edition).get()
    EdizioneCorrente.objects.update_or_create(
        sussidiario=sussidiario, defaults={"edizione": edition}
    )
    Generazione.advance()
