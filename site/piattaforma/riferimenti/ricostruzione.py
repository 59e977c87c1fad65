"""All citations written anew from what readers see: in short steps, and on from where it was stopped."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from piattaforma.nucleo.contents import Contenuto, content_reread, contents_by_type
from piattaforma.nucleo.models import Generazione
from piattaforma.nucleo.renderings import read_live

from .models import Citazione, Ricostruzione

#: How many contents are looked up at once, and how often progress is told.
PASSO = 200


def rebuild(*, da_capo: bool = False) -> Iterator[Ricostruzione]:
    """Go on with the rebuild that was stopped, or begin one; gives how far it is, now and then.

    Each content is one transaction, with its rows and where the rebuild has come: killed at any
    point, nothing is half done and the next run goes on from there.
    """
    state = _begun(da_capo=da_capo)
    while (found := _next(state)) is not None:
        tipo, content, keys = found
        for key in keys:
            state = _rewrite(tipo, content, key)
        yield state
    yield _finish()
    Generazione.advance()


@transaction.atomic
def _begun(*, da_capo: bool) -> Ricostruzione:
    state, _ = Ricostruzione.objects.select_for_update().get_or_create()
    if state.finita or da_capo:
        state = Ricostruzione(pk=state.pk)
        state.save(force_update=True)
    return state


def _next(state: Ricostruzione) -> tuple[int, Contenuto, list[int]] | None:
    """The contents that come next, all of one type."""
    for tipo, content in sorted(contents_by_type().items()):
        if tipo < state.tipo:
            continue
        live = content.pubblicati().order_by("pk")
        if tipo == state.tipo:
            live = live.filter(pk__gt=state.oggetto)
        if keys := list(live.values_list("pk", flat=True)[:PASSO]):
            return tipo, content, keys
    return None


@transaction.atomic
def _rewrite(tipo: int, contenuto: Contenuto, key: int) -> Ricostruzione:
    state = Ricostruzione.objects.select_for_update().get()
    live = read_live(content=contenuto, key=key)
    # It may have gone since the list was made; its rows went with it.
    if live is not None:
        oggetto, zone = live
        # Others keep rows of what is read too; ours say whether any changed.
        answers = content_reread.send(
            sender=type(oggetto), contenuto=contenuto, oggetto=oggetto, zone=zone
        )
        state.cambiati += any(changed for _, changed in answers)
    state.tipo, state.oggetto = tipo, key
    state.fatti += 1
    state.save()
    return state


@transaction.atomic
def _finish() -> Ricostruzione:
    state = Ricostruzione.objects.select_for_update().get()
    state.cambiati += orphans().delete()[0]
    state.finita = timezone.now()
    state.save()
    return state


def orphans() -> Any:
    """The rows whose source is no longer live, or is no content any more."""
    rows = Citazione.objects.all()
    for tipo, content in contents_by_type().items():
        rows = rows.exclude(content_type_id=tipo, object_id__in=content.pubblicati().values("pk"))
    return rows
