"""The kernel's recurring jobs."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from piattaforma.lavori.registry import lavoro
from piattaforma.lavori.turns import run_each

from .letture import refresh_readings
from .renderings import refresh_stale
from .voce.operations import forget_what_is_due


@lavoro(
    "nucleo.pubblica_programmate",
    ogni=dt.timedelta(seconds=20),
    etichetta="Pubblicazione programmata",
)
def publish_scheduled() -> int:
    """Publish what is due and take down what expired, one at a time, each in a transaction of its own.

    What fails stays due.
    """
    return run_each(_due_steps())


@lavoro("nucleo.rese", ogni=dt.timedelta(minutes=1), etichetta="Rese delle pagine")
def refresh_renderings() -> int:
    """Make again what shows something that has changed: a moved page, an image's text, a new build."""
    return refresh_stale()


@lavoro("nucleo.letture", ogni=dt.timedelta(minutes=1), etichetta="Letture dei contenuti")
def refresh_kept_readings() -> int:
    """Read again what is no page and would be marked otherwise today: acts, voices of the glossary."""
    return refresh_readings()


@lavoro(
    "nucleo.voce", ogni=dt.timedelta(days=1), etichetta="Scadenze di valutazioni e segnalazioni"
)
def forget_old_voices() -> int:
    """Comments after a year, senders' addresses and closed reports when they are no longer needed."""
    return forget_what_is_due()


def _due_steps() -> Iterator[Callable[[], int]]:
    """What is to be published, then what has expired: asked for after the publications."""
    now = timezone.now()
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by(
        "approved_go_live_at", "pk"
    )
    for key in list(due.values_list("pk", flat=True)):
        yield partial(_publish, key)
    for model in _with_drafts():
        expired = model._default_manager.filter(live=True, expire_at__lt=now)
        for key in list(expired.values_list("pk", flat=True)):
            yield partial(_expire, model, key)


def _with_drafts() -> list[type[Any]]:
    """Pages, and the models that are no page but have drafts as pages do."""
    drafts = (model for model in apps.get_models() if issubclass(model, DraftStateMixin))
    return [Page, *(model for model in drafts if not issubclass(model, Page))]


@transaction.atomic
def _publish(key: int) -> int:
    revision = Revision.objects.select_for_update().filter(pk=key).first()
    # Somebody may have cancelled or published it since the list was made.
    if revision is None or revision.approved_go_live_at is None:
        return 0
    revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)
    return 1


@transaction.atomic
def _expire(model: type[Any], key: int) -> int:
    live = model._default_manager.filter(live=True)
    found = live.filter(pk=key, expire_at__lt=timezone.now()).first()
    if found is None:
        return 0
    found = found.specific if isinstance(found, Page) else found
    found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1
