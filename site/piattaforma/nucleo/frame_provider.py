"""Gives posta the frame of this site."""

from django.conf import settings
from wagtail.models import Site

from piattaforma.posta.cornice import Cornice, set_frame_provider

from .frame import frame_for


def mail_frame() -> Cornice:
    """The default site's owner and colours, for the mail that leaves now."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return Cornice(base_url=settings.BASE_URL)
    sito = frame_for(site).sito
    return Cornice(
        nome=sito.nome,
        motto=sito.motto,
        base_url=settings.BASE_URL,
        ente=sito.ente_nome,
        colore=sito.colore_principale,
        colore_norme=sito.colore_norme,
    )


set_frame_provider(mail_frame)
