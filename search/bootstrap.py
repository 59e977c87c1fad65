"""What search cannot do without: who may look after it, and the first groups of synonyms."""

from pathlib import Path

import yaml
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from piattaforma.nucleo.models import Generazione
from piattaforma.utenti.gruppi import AMMINISTRAZIONE, REDAZIONE

from .models import GruppoSinonimi, ParoleCercate, RisultatoPromosso
from .risposte.sinonimi import CHIAVE

_GRUPPI = Path(__file__).with_name("dati") / "sinonimi.yaml"


def bootstrap() -> None:
    _permissions()
    _first_groups()


def _permissions() -> None:
    types = ContentType.objects.get_for_models(GruppoSinonimi, RisultatoPromosso).values()
    permissions = [
        *Permission.objects.filter(content_type__in=types),
        # Counts are nobody's to write.
        *Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(ParoleCercate),
            codename="view_parolecercate",
        ),
    ]
    for name in (REDAZIONE, AMMINISTRAZIONE):
        Group.objects.get(name=name).permissions.add(*permissions)


def _first_groups() -> None:
    """Once: a site whose groups ever changed has those that its editors left."""
    if Generazione.current(CHIAVE):
        return
    with _GRUPPI.open(encoding="utf-8") as file:
        for entry in yaml.safe_load(file):
            GruppoSinonimi.objects.create(
                espressioni="\n".join(entry["espressioni"]), nota=entry.get("nota", "")
            )
