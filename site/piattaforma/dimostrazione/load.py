"""What the demonstration loads, in order."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from piattaforma.nucleo import demo as nucleo_demo
from piattaforma.nucleo.avvio import bootstrap_site
from piattaforma.nucleo.renderings import refresh_stale
from piattaforma.utenti.operations import create_demo_accounts
from pratiche import demo as pratiche_demo
from search import demo as search_demo
from sussidiario import demo as sussidiario_demo

#: The accounts of the demonstration exist on loopback only; the README names them.
PASSWORD = "dimostrazione-2026"  # noqa: S105
ACCOUNTS = ("redazione@example.it", "revisione@example.it", "amministrazione@example.it")

_SECTIONS = [
    {"etichetta": "Sussidiario", "indirizzo": "/sussidiario/"},
    {"etichetta": "Norme", "indirizzo": "/norme/"},
    {"etichetta": "Giurisprudenza", "indirizzo": "/giurisprudenza/"},
    {"etichetta": "Glossario", "indirizzo": "/glossario/"},
]

#: What readers would otherwise have to choose among many results.
_PROMOTED = [
    {
        "domande": "come si usa\nda dove comincio\ncome cominciare",
        "indirizzo": "/sussidiario/situazioni/",
        "perche": "Parti dalla tua situazione: porta alle schede che rispondono.",
    },
    {
        "domande": "patto di collaborazione\npatti di collaborazione beni comuni",
        "indirizzo": "/glossario/patto-di-collaborazione/",
        "perche": "Che cos’è, in breve, e dove se ne parla.",
    },
    {
        "domande": "linee guida\nlinee guida terzo settore",
        "indirizzo": "/norme/dm-mlps-72-2021/",
        "perche": "Le linee guida del 2021 sul rapporto tra amministrazioni ed enti del Terzo settore.",
    },
]


def is_empty() -> bool:
    """Whether the site has no page yet beside its home."""
    return not Page.objects.filter(depth__gt=2).exists()


@transaction.atomic
def load_demo() -> None:
    """All demonstration content, all or nothing; repeatable."""
    bootstrap_site()
    nucleo_demo.load_content()
    # Before what is read after: with its voices.
    sussidiario_demo.load_glossary()
    pratiche_demo.load_content()
    sussidiario_demo.load_content()
    nucleo_demo.load_menus(sections=_SECTIONS)
    search_demo.load_promoted(_PROMOTED)
    # The pages of the kernel were there before the voices.
    refresh_stale()
    if settings.DIMOSTRAZIONE:
        create_demo_accounts(password=PASSWORD)
