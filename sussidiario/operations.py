"""What the Sussidiario writes: editions, and schede that come from files."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from piattaforma.nucleo.documents import DocumentError
from piattaforma.nucleo.models import Aggiornamento, HomePage, Termine
from piattaforma.nucleo.models.nota import TipoModifica
from piattaforma.territori.models import Ufficio

from .editions import make_current
from .importers.markdown import SchedaFile, in_words, read_folder
from .models import (
    EdizioneCorrente,
    EdizionePage,
    PartePage,
    SchedaImportata,
    SchedaPage,
    SussidiarioPage,
)
from .models.scheda import ZONE


class ImportRefused(Exception):
    """Nothing was imported. `errors` are Italian sentences, by file and line where there is one."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass
class EsitoImportazione:
    """What an import did, by code of scheda."""

    edizione: str
    nuove: list[str] = field(default_factory=list)
    aggiornate: list[str] = field(default_factory=list)
    invariate: list[str] = field(default_factory=list)
    #: edited in the admin since their import, and left as they are
    lasciate: list[str] = field(default_factory=list)
    #: in the edition, but without a file
    senza_file: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def import_edition(
    *, folder: Path, slug: str, dry_run: bool = False, overwrite: bool = False
) -> EsitoImportazione:
    """Publish the schede of a folder in the edition `slug`: all of them or none.

    Idempotent by code: an unchanged file makes no revision; a scheda edited in the admin since its
    import is left and reported, unless `overwrite`. Raises `ImportRefused`.
    """
    if not folder.is_dir():
        raise ImportRefused([f"La cartella {folder} non c’è."])
    # Everything is read and checked before the transaction opens.
    schede, errors = read_folder(folder)
    if not schede and not errors:
        raise ImportRefused([f"Nella cartella {folder} non ci sono file .md."])
    errors += _unknown_names(schede)
    if errors:
        raise ImportRefused([str(error) for error in errors])
    with transaction.atomic():
        edition = _edition(folder=folder, slug=slug)
        outcome = EsitoImportazione(edizione=slug)
        problems: list[str] = []
        for scheda in schede:
            try:
                _import_scheda(edition=edition, file=scheda, outcome=outcome, overwrite=overwrite)
            except DocumentError as error:
                problems.append(str(error))
        if problems:
            raise ImportRefused(problems)
        written = {*outcome.nuove, *outcome.aggiornate}
        _reorder(edition, [scheda for scheda in schede if scheda.codice in written])
        codes = {scheda.codice for scheda in schede}
        there = SchedaPage.objects.descendant_of(edition).values_list("codice", flat=True)
        outcome.senza_file = sorted(set(there) - codes)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _unknown_names(schede: list[SchedaFile]) -> list[DocumentError]:
    known = set(Termine.objects.values_list("vocabolario", "codice"))
    offices = set(Ufficio.objects.values_list("codice", flat=True))
    errors = []
    for scheda in schede:
        for vocabolario, codes in scheda.termini.items():
            errors += [
                scheda.documento.error(vocabolario, f"il termine «{code}» non esiste.")
                for code in codes
                if (vocabolario, code) not in known
            ]
        if scheda.ufficio and scheda.ufficio not in offices:
            errors.append(
                scheda.documento.error("ufficio", f"l’ufficio «{scheda.ufficio}» non esiste.")
            )
    return errors


def _edition(*, folder: Path, slug: str) -> EdizionePage:
    """The edition, made from `_edizione.yaml` with its parts where it does not exist yet."""
    path = folder / "_edizione.yaml"
    data: dict[str, Any] = {}
    if path.exists():
        try:
            data = _edition_data(yaml.safe_load(path.read_text(encoding="utf-8")), path)
        except (yaml.YAMLError, UnicodeDecodeError) as problem:
            raise ImportRefused([f"{path.name}: il file non si legge ({problem})."]) from problem
    sussidiario = _sussidiario()
    edition = EdizionePage.objects.child_of(sussidiario).filter(slug=slug).first()
    if edition is None:
        if not data:
            raise ImportRefused(
                [f"L’edizione «{slug}» non c’è, e manca _edizione.yaml per crearla."]
            )
        edition = EdizionePage(
            title=data.get("titolo") or f"Edizione {slug}",
            slug=slug,
            anno=data.get("anno") or 0,
            sommario=data.get("sommario") or "",
        )
        _add(sussidiario, edition, path)
        if not EdizioneCorrente.objects.filter(sussidiario=sussidiario).exists():
            make_current(edition=edition)
    there = set(PartePage.objects.child_of(edition).values_list("slug", flat=True))
    for part in data.get("parti") or []:
        if part.get("slug") not in there:
            page = PartePage(
                title=part.get("titolo") or "",
                slug=part.get("slug") or "",
                numero=part.get("numero") or 1,
                sommario=part.get("sommario") or "",
            )
            _add(edition, page, path)
    return edition


def _edition_data(data: Any, path: Path) -> dict[str, Any]:
    """What `_edizione.yaml` says, with every part's address. Raises `ImportRefused`."""
    if not isinstance(data, dict):
        raise ImportRefused([f"{path.name}: servono chiavi e valori (titolo, anno, parti)."])
    parts = data.get("parti") or []
    if not isinstance(parts, list) or not all(isinstance(p, dict) and p.get("slug") for p in parts):
        raise ImportRefused([f"{path.name}: ogni parte ha uno slug e un titolo."])
    return data


def _sussidiario() -> SussidiarioPage:
    page = SussidiarioPage.objects.first()
    if page is None:
        home = HomePage.objects.first()
        if home is None:
            raise ImportRefused(["Il sito non ha una pagina iniziale: esegui prima `bootstrap`."])
        page = SussidiarioPage(
            title="Sussidiario",
            slug="sussidiario",
            sommario="Le domande di chi lavora con il Terzo settore, con una risposta breve, le "
            "buone prassi, le norme e le sentenze.",
        )
        home.add_child(instance=page)
        page.save_revision().publish()
    return page


def _add(parent: Any, page: Any, path: Path) -> None:
    try:
        parent.add_child(instance=page)
        page.save_revision().publish()
    except ValidationError as problem:
        raise ImportRefused([f"{path.name}: {in_words(problem)}"]) from problem


def _import_scheda(
    *, edition: EdizionePage, file: SchedaFile, outcome: EsitoImportazione, overwrite: bool
) -> None:
    page = SchedaPage.objects.descendant_of(edition).filter(codice=file.codice).first()
    part = PartePage.objects.child_of(edition).filter(slug=file.parte).first()
    if part is None:
        raise file.documento.error("parte", f"la parte «{file.parte}» non è nell’edizione.")
    if page is None:
        page = SchedaPage(slug=_free_slug(part, file.slug), title=file.domanda, codice=file.codice)
        _fill(page, file)
        _checked(file, lambda: part.add_child(instance=page))
        outcome.nuove.append(file.codice)
    else:
        last = SchedaImportata.objects.filter(scheda=page).first()
        edited = last is None or last.revision_id != page.latest_revision_id or not page.live
        if edited and not overwrite:
            outcome.lasciate.append(file.codice)
            return
        if not edited and last and last.impronta == file.documento.impronta:
            outcome.invariate.append(file.codice)
            return
        page = page.get_latest_revision_as_object() if page.latest_revision_id else page
        _fill(page, file)
        outcome.aggiornate.append(file.codice)
    _note(page, file)
    revision = _checked(file, page.save_revision)
    revision.publish()
    SchedaImportata.objects.update_or_create(
        scheda_id=page.pk,
        defaults={
            "impronta": file.documento.impronta,
            "revision": revision,
            "ordine": file.ordine,
        },
    )


def _fill(page: SchedaPage, file: SchedaFile) -> None:
    page.title = page.draft_title = file.domanda
    page.in_breve, page.fonte, page.livello = file.in_breve, file.fonte, file.livello
    page.ufficio = Ufficio.objects.filter(codice=file.ufficio).first() if file.ufficio else None
    for name in ZONE:
        setattr(page, name, file.zone.get(name, []))
    wanted = [(v, code) for v, codes in file.termini.items() for code in codes]
    terms = Termine.objects.filter(codice__in=[code for _, code in wanted])
    page.termini.set([t for t in terms if (t.vocabolario, t.codice) in wanted])


def _note(page: SchedaPage, file: SchedaFile) -> None:
    """The note of the file; one that the history already shows is not said twice."""
    history = Aggiornamento.objects.of(page) if page.pk else Aggiornamento.objects.none()
    if not history.exists():
        page.annotate_change(tipo=TipoModifica.NUOVO, testo=file.nota)
    elif file.nota and not history.filter(testo=file.nota).exists():
        page.annotate_change(tipo=file.nota_tipo, testo=file.nota)
    else:
        page.annotate_change(tipo=TipoModifica.CORREZIONE, testo="")


def _checked(file: SchedaFile, action: Any) -> Any:
    try:
        return action()
    except ValidationError as problem:
        raise _located(file, problem) from problem


def _located(file: SchedaFile, problem: ValidationError) -> DocumentError:
    """The refusal of a field, at the line of the key that gave it."""
    fields = getattr(problem, "message_dict", {"": problem.messages})
    name, messages = next(iter(fields.items()))
    key = {"title": "domanda", "draft_title": "domanda", "slug": "codice"}.get(name, name)
    return file.documento.error(key or "codice", " ".join(messages))


def _free_slug(part: PartePage, wanted: str) -> str:
    taken = set(part.get_children().values_list("slug", flat=True))
    candidates = [wanted, *(f"{wanted}-{n}" for n in range(2, 100))]
    return next(slug for slug in candidates if slug not in taken)


def _reorder(edition: EdizionePage, schede: list[SchedaFile]) -> None:
    """Put the schede just written where their file says, moving nothing that already stands right.

    Those that somebody moved in the admin stay where they are.
    """
    for part in PartePage.objects.child_of(edition):
        for scheda in sorted((s for s in schede if s.parte == part.slug), key=lambda s: s.ordine):
            page = SchedaPage.objects.descendant_of(edition).get(codice=scheda.codice)
            _checked(scheda, lambda page=page, part=part, scheda=scheda: _place(page, part, scheda))


def _place(page: SchedaPage, part: PartePage, file: SchedaFile) -> None:
    """Move a scheda after those of its part that come before it."""
    siblings = list(SchedaPage.objects.child_of(part).exclude(pk=page.pk).order_by("path"))
    orders = dict(
        SchedaImportata.objects.filter(scheda__in=siblings).values_list("scheda_id", "ordine")
    )
    before = [s for s in siblings if orders.get(s.pk, file.ordine + 1) <= file.ordine]
    target = before[-1] if before else None
    if page.get_parent().pk == part.pk:
        previous = page.get_prev_sibling()
        if (previous.pk if previous else None) == (target.pk if target else None):
            return
    if target is not None:
        page.move(Page.objects.get(pk=target.pk), "right")
    else:
        page.move(Page.objects.get(pk=part.pk), "first-child")
