"""What the register cannot do without: who may write it, and the two steps that its records go through."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import WorkflowContentType, WorkflowPage

from piattaforma.utenti.gruppi import AMMINISTRAZIONE, REDAZIONE, REVISIONE

from .models import Articolo, Norma, Orientamento, Pronuncia

#: What is written in drafts, reviewed and published.
_REDAZIONALI = (Norma, Pronuncia, Orientamento)
#: Permissions that Wagtail makes after the migrations: here they may not be there yet.
_DI_WAGTAIL = ("publish", "lock", "unlock")


def bootstrap() -> None:
    types = ContentType.objects.get_for_models(*_REDAZIONALI, Articolo)
    for model in _REDAZIONALI:
        for action in _DI_WAGTAIL:
            Permission.objects.get_or_create(
                content_type=types[model],
                codename=f"{action}_{model._meta.model_name}",
                defaults={"name": f"Can {action} {model._meta.verbose_name}"},
            )
    every = Permission.objects.filter(content_type__in=types.values())
    for name in (REDAZIONE, AMMINISTRAZIONE):
        Group.objects.get(name=name).permissions.add(*every)
    # Whoever reviews mends drafts; what is live at once (articles, the official side) they read.
    drafts = [types[model] for model in _REDAZIONALI]
    reviewed = [
        permission
        for permission in every
        if permission.codename.startswith("view_")
        or (permission.codename.startswith("change_") and permission.content_type in drafts)
    ]
    Group.objects.get(name=REVISIONE).permissions.add(*reviewed)
    _workflow()


def _workflow() -> None:
    """The workflow of the site's pages; whatever an administrator chose since stays."""
    chosen = WorkflowPage.objects.filter(page__depth=1).select_related("workflow").first()
    if chosen is None:
        return
    for model in _REDAZIONALI:
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model),
            defaults={"workflow": chosen.workflow},
        )
