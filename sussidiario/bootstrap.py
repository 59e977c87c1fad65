"""What the Sussidiario cannot do without: who may write its glossary and its situations."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from piattaforma.utenti.gruppi import AMMINISTRAZIONE, REDAZIONE

from .models import Situazione, VoceGlossario


def bootstrap() -> None:
    glossary = ContentType.objects.get_for_model(VoceGlossario)
    # Wagtail makes this one after the migrations: here it may not be there yet.
    Permission.objects.get_or_create(
        content_type=glossary,
        codename="publish_voceglossario",
        defaults={"name": "Can publish voce del glossario"},
    )
    types = ContentType.objects.get_for_models(Situazione, VoceGlossario).values()
    permissions = Permission.objects.filter(content_type__in=types)
    for name in (REDAZIONE, AMMINISTRAZIONE):
        Group.objects.get(name=name).permissions.add(*permissions)
