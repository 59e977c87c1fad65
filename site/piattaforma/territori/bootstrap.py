"""The rows a site cannot live without: the office Redazione, and who looks after offices."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from .models import Ufficio

#: Groups are found by name: they belong to an app beside this one.
_REDAZIONE = "Redazione"
_AMMINISTRAZIONE = "Amministrazione"


@transaction.atomic
def bootstrap() -> None:
    """Create what is missing, after the groups; an office that was changed is left alone."""
    Ufficio.objects.get_or_create(
        codice=Ufficio.REDAZIONE,
        defaults={
            "nome": "Redazione",
            "email": "redazione@example.it",
            "gruppo": Group.objects.filter(name=_REDAZIONE).first(),
        },
    )
    if group := Group.objects.filter(name=_AMMINISTRAZIONE).first():
        group.permissions.add(
            *Permission.objects.filter(
                content_type__app_label="territori", content_type__model="ufficio"
            )
        )
