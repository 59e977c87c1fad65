"""What editors do with a whole edition: prepare a new one from it, make it current."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail.models import Page

from piattaforma.nucleo.models import Aggiornamento, Generazione, NotaModifica
from piattaforma.nucleo.models.nota import LUNGHEZZA_NOTA, TipoModifica
from piattaforma.nucleo.operations import announce
from piattaforma.nucleo.refusals import Refused, refusals

from ..models import EdizioneCorrente, EdizionePage, PartePage, SchedaPage, SchedaTolta
from ..models import SussidiarioPage as Sussidiario
from .codici import codes_used_twice
from .confronto import tell_apart, texts_of


class EditionNotReady(Refused):
    """The edition cannot be current yet."""


@dataclass
class Passaggio:
    """What changes when an edition takes the place of the current one, by code of scheda."""

    edizione: EdizionePage
    precedente: EdizionePage | None
    nuove: list[SchedaPage] = field(default_factory=list)
    #: scheda → the headings of the zones that differ
    cambiate: dict[SchedaPage, list[str]] = field(default_factory=dict)
    invariate: list[SchedaPage] = field(default_factory=list)
    #: of the edition before
    tolte: list[SchedaPage] = field(default_factory=list)
    #: the change notes that wait beside drafts, by code
    note: dict[str, str] = field(default_factory=dict)
    #: code → the question that it asked before, where it asks another
    domande: dict[str, str] = field(default_factory=dict)
    #: what goes live with the switch
    bozze: list[Any] = field(default_factory=list)
    errori: list[str] = field(default_factory=list)

    def in_words(self) -> str:
        counts = (
            (len(self.nuove), "scheda nuova", "schede nuove"),
            (len(self.cambiate), "cambiata", "cambiate"),
            (len(self.invariate), "invariata", "invariate"),
            (len(self.tolte), "tolta", "tolte"),
        )
        said = [f"{n} {one if n == 1 else many}" for n, one, many in counts if n]
        return ", ".join(said) or "nessuna scheda"


@transaction.atomic
def copy_edition(
    *, source: EdizionePage, title: str, slug: str, year: int, user: Any = None
) -> EdizionePage:
    """A new edition as drafts: the parts and schede of `source` that are live, with the same codes."""

    def copy(page: Any, **values: Any) -> Any:
        twin = page.copy(copy_revisions=False, keep_live=False, user=user, **values)
        _copy_restrictions(page, twin)
        return twin

    attributes = {"title": title, "draft_title": title, "slug": slug, "anno": year}
    edition: EdizionePage = copy(source, update_attrs=attributes)
    for part in PartePage.objects.live().child_of(source).order_by("path"):
        below = copy(part, to=_fresh(edition))
        for scheda in SchedaPage.objects.live().child_of(part).order_by("path"):
            copy(scheda, to=_fresh(below))
    return EdizionePage.objects.get(pk=edition.pk)


def _copy_restrictions(page: Any, twin: Any) -> None:
    """Those of the page itself, which Wagtail leaves out below a page that is closed already."""
    if twin.view_restrictions.exists():
        return
    for restriction in page.view_restrictions.all():
        groups = list(restriction.groups.all())
        restriction.pk, restriction.page = None, Page.objects.get(pk=twin.pk)
        restriction.save()
        restriction.groups.set(groups)


def _fresh(page: Any) -> Any:
    """The tree counts children on the row, not on the object in hand."""
    return Page.objects.get(pk=page.pk)


def plan_switch(edition: EdizionePage) -> Passaggio:
    """What `make_current` would do; writes nothing."""
    pointer = EdizioneCorrente.objects.select_related("edizione").first()
    before = pointer.edizione if pointer and pointer.edizione_id != edition.pk else None
    plan = Passaggio(edizione=edition, precedente=before)
    plan.bozze = _drafts_of(edition)
    drafts = {page.pk: page for page in plan.bozze}
    for page in plan.bozze:
        plan.errori += _missing(page)
    plan.errori += [f"Il codice {c} è di più schede." for c in codes_used_twice(edition)]
    there = SchedaPage.objects.descendant_of(edition).order_by("path")
    schede = [drafts.get(s.pk, s) for s in there if s.live or s.pk in drafts]
    notes = NotaModifica.objects.filter(page_id__in=drafts).unused().order_by("revision_id")
    waiting = {note.page_id: note.testo for note in notes}
    plan.note = {s.codice: text for s in schede if (text := waiting.get(s.pk, ""))}
    if before is None:
        plan.nuove = schede
        return plan
    old = {s.codice: s for s in SchedaPage.objects.live().descendant_of(before).order_by("path")}
    pairs = {s: old[s.codice] for s in schede if s.codice in old}
    texts = texts_of(pairs.values()) | texts_of(pairs)
    fates = tell_apart(old, {scheda.codice: scheda for scheda in schede}, texts)
    plan.nuove, plan.invariate, plan.tolte = fates.nuove, fates.invariate, fates.tolte
    for earlier, scheda, zones in fates.cambiate:
        plan.cambiate[scheda] = zones
        if scheda.title != earlier.title:
            plan.domande[scheda.codice] = earlier.title
    return plan


@transaction.atomic
def make_current(
    *, edition: EdizionePage, user: Any = None, perche: Mapping[str, str] | None = None
) -> Passaggio:
    """Publish the drafts of an edition, write the change notes, point the Sussidiario at it.

    One transaction: readers see the edition before or this one, whole. `perche`: code of a scheda →
    why it changed, or why it is not there any more. Raises `EditionNotReady`; nothing is written then.
    """
    sussidiario = Sussidiario.objects.parent_of(edition).get()
    # One switch at a time: the second finds what the first has done.
    list(EdizioneCorrente.objects.select_for_update().filter(sussidiario=sussidiario))
    plan = plan_switch(edition)
    if plan.errori:
        raise EditionNotReady(plan.errori)
    reasons = {code: text.strip() for code, text in (perche or {}).items() if text.strip()}
    _publish(plan, reasons, user)
    EdizioneCorrente.objects.update_or_create(
        sussidiario=sussidiario, defaults={"edizione": edition}
    )
    if plan.precedente is None:
        Generazione.advance()
    else:
        _write_removed(plan, reasons)
        again = Aggiornamento.objects.of(edition).exists()
        announce(
            oggetto=edition,
            tipo=TipoModifica.SOSTANZIALE if again else TipoModifica.NUOVO,
            testo=f"{'È di nuovo' if again else 'Da oggi è'} l’edizione corrente, al posto di "
            f"«{plan.precedente.title}»: {plan.in_words()}.",
        )
    return plan


def _drafts_of(edition: EdizionePage) -> list[Any]:
    """The pages of an edition that readers have never seen, as their newest version is, parents first.

    A page that waits for a day of its own, later than today, is not among them.
    """
    found = Page.objects.descendant_of(edition, inclusive=True).filter(live=False)
    found = found.filter(first_published_at=None, latest_revision__approved_go_live_at=None)
    return [page.get_latest_revision_as_object() for page in found.order_by("path").specific()]


def _missing(page: Any) -> list[str]:
    """What the editor's form would refuse in a draft, by field."""
    name = f"Scheda {page.codice}" if isinstance(page, SchedaPage) else f"«{page.title}»"
    return [f"{name}{', ' + label if label else ''}: {what}" for label, what in refusals(page)]


def _publish(plan: Passaggio, reasons: Mapping[str, str], user: Any) -> None:
    changed = {scheda.pk: zones for scheda, zones in plan.cambiate.items()}
    for page in plan.bozze:
        if text := _reason(page, plan, reasons, changed):
            # Its kind is told by what readers had before.
            page.annotate_change(tipo=TipoModifica.NUOVO, testo=text[:LUNGHEZZA_NOTA])
            page.save_revision(user=user)
        page.latest_revision.publish(user=user)
    _note_live_ones(plan, reasons)


def _reason(
    page: Any, plan: Passaggio, reasons: Mapping[str, str], changed: Mapping[int, list[str]]
) -> str:
    """The note that a draft goes live with: the editor's or, where nobody wrote one, what can be seen."""
    if not isinstance(page, SchedaPage) or page.codice in plan.note:
        return ""
    seen = _what_changed(plan.edizione, changed[page.pk]) if page.pk in changed else ""
    return reasons.get(page.codice, seen)


def _what_changed(edition: EdizionePage, zones: list[str]) -> str:
    return f"Rivista per «{edition.title}». Cambia: {', '.join(zones)}."


def _note_live_ones(plan: Passaggio, reasons: Mapping[str, str]) -> None:
    """Schede that were live already (imported) and changed without a word said: the reason given now."""
    drafts = {page.pk for page in plan.bozze}
    live = [s for s in plan.cambiate if s.pk not in drafts and s.codice in reasons]
    for scheda in live:
        if not Aggiornamento.objects.of(scheda).exclude(testo="").exists():
            announce(oggetto=scheda, tipo=TipoModifica.SOSTANZIALE, testo=reasons[scheda.codice])


def _write_removed(plan: Passaggio, reasons: Mapping[str, str]) -> None:
    for scheda in plan.tolte:
        why = reasons.get(scheda.codice)
        if why:
            SchedaTolta.objects.update_or_create(
                edizione=plan.edizione,
                codice=scheda.codice,
                defaults={"perche": why[:LUNGHEZZA_NOTA]},
            )
