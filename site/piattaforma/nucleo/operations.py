"""What the kernel writes when a version goes live or a content goes away."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from wagtail.models import Page, Revision

from .contents import (
    Contenuto,
    all_contents,
    content_of,
    content_published,
    content_withdrawn,
    contents_by_type,
    contents_touched,
)
from .models import Aggiornamento, Generazione, NotaModifica, Resa, Termine
from .models.nota import LUNGHEZZA_NOTA, TipoModifica
from .renderings import current_version, render_page


@transaction.atomic
def record_publication(*, page: Page, revision: Revision | None) -> Aggiornamento | None:
    """A version of `page` went live: render it, write its update, tell who listens.

    Called inside the transaction that publishes. Returns the update, or None where readers would
    see no change (republished as it was, without a note).
    """
    content = content_of(page)
    if content is None:
        return None
    before = Resa.objects.filter(pk=page.pk, versione=current_version()).first()
    zones = render_page(page=page)
    shown = {zona.nome: zona.html for zona in zones}
    update = _record_update(
        content=content,
        page=page,
        revision=revision,
        text=content.testo(page, zones),
        looks_the_same=before is None or before.zone == shown,
    )
    content_published.send(sender=type(page), contenuto=content, oggetto=page, zone=zones)
    return update


@transaction.atomic
def record_withdrawal(*, page: Page) -> None:
    """`page` is no longer live, or no longer there."""
    content = content_of(page)
    if content is not None:
        content_withdrawn.send(sender=type(page), contenuto=content, oggetto=page)


def touch(*, modello: type[Model], keys: "Sequence[int] | QuerySet[Any, Any]") -> None:
    """What lists show of these contents is no longer what it was."""
    contents_touched.send(sender=modello, contenuto=content_of(modello), keys=keys)


def touch_pages(*, pages: "QuerySet[Any, Any]") -> None:
    """The same for pages of several types: told once for each."""
    adapters = contents_by_type()
    for key in set(pages.order_by().values_list("content_type", flat=True)) & set(adapters):
        keys = pages.order_by().filter(content_type=key).values("pk")
        touch(modello=adapters[key].modello, keys=keys)


def touch_found_under(*, termine: Termine) -> None:
    """The same for all found under an entry of a vocabulary, or under one below it."""
    keys, below = [termine.pk], [termine.pk]
    while below := list(Termine.objects.filter(genitore__in=below).values_list("pk", flat=True)):
        keys += below
    for content in all_contents():
        # Read now: an entry that goes takes what says so with it.
        found = list(content.con_termini(keys).values_list("pk", flat=True).distinct())
        if found:
            touch(modello=content.modello, keys=found)


def _record_update(
    *, content: Contenuto, page: Page, revision: Revision | None, text: str, looks_the_same: bool
) -> Aggiornamento | None:
    if not content.si_aggiorna:
        return None
    note = _use_notes(page=page, revision=revision)
    before = Aggiornamento.objects.of(page).first()
    unsaid: Any = TipoModifica.CORREZIONE if before else TipoModifica.NUOVO
    if before is None and (earlier := content.precedente(page)) is not None:
        before = Aggiornamento.objects.of(earlier).first()
        unsaid = TipoModifica.SOSTANZIALE
    same_words = before is not None and before.testo_dopo.split() == text.split()
    same = looks_the_same and same_words
    if same and (note is None or not note.testo):
        return None
    tipo: Any = note.tipo if note and before else ""
    if tipo in {"", TipoModifica.NUOVO}:
        tipo = unsaid
    update = Aggiornamento.objects.create(
        tipo=tipo,
        content_type=ContentType.objects.get_for_model(page),
        object_id=page.pk,
        titolo=page.title,
        # A draft's note may be longer than readers are shown; only bulk actions bring one here.
        testo=Truncator(note.testo).chars(LUNGHEZZA_NOTA) if note else "",
        identificatori=[r.identificatore for r in content.riferimenti(page)],
        testo_prima=before.testo_dopo if before else "",
        testo_dopo=text,
        confrontabile=before is not None and not same_words,
        lettori_prima=before.lettori_dopo if before else "",
        lettori_dopo=content.lettori(page),
    )
    update.termini.set(content.termini(page))
    return update


@transaction.atomic
def announce(
    *, oggetto: Model, tipo: TipoModifica, testo: str, identificatori: Sequence[str] = ()
) -> Aggiornamento:
    """An event of a content that is no new version of its text; `identificatori`: what of the law it names."""
    content = content_of(oggetto)
    last = Aggiornamento.objects.of(oggetto).first()
    text = last.testo_dopo if last else ""
    Generazione.advance()
    update = Aggiornamento.objects.create(
        tipo=tipo,
        content_type=ContentType.objects.get_for_model(oggetto),
        object_id=oggetto.pk,
        titolo=str(oggetto)[:255],
        testo=Truncator(testo).chars(LUNGHEZZA_NOTA),
        identificatori=list(identificatori),
        testo_prima=text,
        testo_dopo=text,
        lettori_prima=last.lettori_dopo if last else "",
        lettori_dopo=last.lettori_dopo if last else "",
    )
    if content is not None:
        update.termini.set(content.termini(oggetto))
    return update


def _use_notes(*, page: Page, revision: Revision | None) -> NotaModifica | None:
    """The newest unused note up to the revision; it and those before it count as used now.

    So a reviewer's edit inherits the note of the draft, and a note of a later draft waits.
    """
    if revision is None:
        return None
    waiting = NotaModifica.objects.filter(page_id=page.pk).unused().up_to(revision.pk)
    newest = waiting.newest()
    waiting.update(usata_il=timezone.now())
    return newest
