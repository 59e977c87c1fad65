"""Schede from files: all of a folder, or none."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from piattaforma.media.allegati import AllegatoRifiutato, Deposito
from piattaforma.nucleo.allegati import with_files
from piattaforma.nucleo.documents import DocumentError
from piattaforma.nucleo.indicizzazione import indexing_put_off
from piattaforma.nucleo.models import Aggiornamento, Termine
from piattaforma.nucleo.models.nota import TipoModifica
from piattaforma.nucleo.refusals import ImportRefused
from piattaforma.territori.models import Ufficio

from ..models import EdizionePage, PartePage, SchedaImportata, SchedaPage
from ..models.scheda import ZONE
from ..scheda.completezza import missing_of
from .importers.bozze import BozzaFile, is_free_text, read_draft
from .importers.edizione import make_edition, read_edition
from .importers.markdown import SchedaFile, read_folder
from .importers.ordine import reorder

__all__ = ["EsitoImportazione", "ImportRefused", "import_edition"]

Result = TypeVar("Result")
SENZA_INTESTAZIONE = (
    "manca l’intestazione YAML tra due righe «---». Con --bozze il testo diventa una bozza."
)


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
    #: drafts made of texts without front matter → what each lacks
    bozze: dict[str, list[str]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def import_edition(
    *,
    folder: Path,
    slug: str,
    dry_run: bool = False,
    overwrite: bool = False,
    drafts: bool = False,
    part: str = "",
) -> EsitoImportazione:
    """Publish the schede of a folder in the edition `slug`: all of them or none.

    Idempotent by code: an unchanged file makes no revision; a scheda edited in the admin since its
    import is left and reported, unless `overwrite`. With `drafts`, files without front matter become
    drafts in `part` (the first of the edition where it is not said). Raises `ImportRefused`.
    """
    if not folder.is_dir():
        raise ImportRefused([f"La cartella {folder} non c’è."])
    # Everything is read and checked before the transaction opens.
    paths = sorted(folder.glob("*.md"))
    if not paths:
        raise ImportRefused([f"Nella cartella {folder} non ci sono file .md."])
    free = [path for path in paths if is_free_text(path)]
    schede, errors = read_folder(folder, [path for path in paths if path not in free])
    if not drafts:
        errors += [DocumentError(path, 1, SENZA_INTESTAZIONE) for path in free]
    texts = _read_drafts(free, errors) if drafts else []
    names = Nomi.read()
    errors += names.unknown(schede)
    if errors:
        raise ImportRefused([str(error) for error in errors])
    edition_file, files = read_edition(folder), Deposito.read(folder)
    outcome = EsitoImportazione(edizione=slug)
    try:
        with transaction.atomic():
            edition = make_edition(file=edition_file, slug=slug)
            running = _Importazione(edition, files, names, outcome, overwrite=overwrite)
            running.run(schede)
            running.add_drafts(texts, part)
            if dry_run:
                transaction.set_rollback(True)
    except BaseException:
        files.undo()
        raise
    if dry_run:
        files.undo()
    return outcome


def _read_drafts(paths: Iterable[Path], errors: list[DocumentError]) -> list[BozzaFile]:
    texts: list[BozzaFile] = []
    for path in paths:
        try:
            text = read_draft(path)
        except DocumentError as error:
            errors.append(error)
            continue
        codes = {other.codice for other in texts}
        texts.append(replace(text, codice=_free(text.codice, codes)))
    return texts


@dataclass(frozen=True)
class Nomi:
    """What files call by a code: terms and offices, read once."""

    termini: dict[tuple[str, str], Termine]
    uffici: dict[str, Ufficio]

    @classmethod
    def read(cls) -> "Nomi":
        return cls(
            {(t.vocabolario, t.codice): t for t in Termine.objects.all()},
            {u.codice: u for u in Ufficio.objects.all()},
        )

    def terms(self, file: SchedaFile) -> list[Termine]:
        return [self.termini[v, code] for v, codes in file.termini.items() for code in codes]

    def unknown(self, schede: Iterable[SchedaFile]) -> list[DocumentError]:
        errors = []
        for scheda in schede:
            for vocabolario, codes in scheda.termini.items():
                errors += [
                    scheda.documento.error(vocabolario, f"il termine «{code}» non esiste.")
                    for code in codes
                    if (vocabolario, code) not in self.termini
                ]
            if scheda.ufficio and scheda.ufficio not in self.uffici:
                errors.append(
                    scheda.documento.error("ufficio", f"l’ufficio «{scheda.ufficio}» non esiste.")
                )
        return errors


class _Importazione:
    """One import inside its transaction; what it asks of every scheda is read once."""

    def __init__(
        self,
        edition: EdizionePage,
        files: Deposito,
        names: Nomi,
        outcome: EsitoImportazione,
        *,
        overwrite: bool,
    ) -> None:
        self.edition, self.files, self.names = edition, files, names
        self.outcome, self.overwrite = outcome, overwrite
        self.parts = {part.slug: part for part in PartePage.objects.child_of(edition)}
        there = SchedaPage.objects.descendant_of(edition)
        self.pages = dict(there.values_list("codice", "pk"))
        self.last = SchedaImportata.objects.filter(scheda__in=there).in_bulk()
        self.slugs = {
            part.pk: set(part.get_children().values_list("slug", flat=True))
            for part in self.parts.values()
        }
        self.children = {
            name: SchedaPage._meta.get_field(name).stream_block.child_blocks for name in ZONE
        }

    def run(self, schede: list[SchedaFile]) -> None:
        problems: list[str] = []
        for scheda in sorted(schede, key=lambda s: s.ordine):
            try:
                self.add(scheda)
            except DocumentError as error:
                problems.append(str(error))
        if problems:
            raise ImportRefused(problems)
        for codes in (self.outcome.nuove, self.outcome.aggiornate, self.outcome.invariate):
            position = {scheda.codice: n for n, scheda in enumerate(schede)}
            codes.sort(key=lambda code: position[code])
        written = {*self.outcome.nuove, *self.outcome.aggiornate}
        reorder(self.edition, [scheda for scheda in schede if scheda.codice in written])
        self.outcome.senza_file = sorted(set(self.pages) - {scheda.codice for scheda in schede})

    def add(self, file: SchedaFile) -> None:
        part = self.parts.get(file.parte)
        if part is None:
            raise file.documento.error("parte", f"la parte «{file.parte}» non è nell’edizione.")
        key = self.pages.get(file.codice)
        if key is None:
            self.publish(self.make(part, file), file)
            self.outcome.nuove.append(file.codice)
            return
        page, last = SchedaPage.objects.get(pk=key), self.last.get(key)
        edited = last is None or last.revision_id != page.latest_revision_id or not page.live
        if edited and not self.overwrite:
            self.outcome.lasciate.append(file.codice)
        elif not edited and last and last.impronta == file.documento.impronta:
            self.outcome.invariate.append(file.codice)
        else:
            page = page.get_latest_revision_as_object() if page.latest_revision_id else page
            self.fill(page, file)
            _annotate(page, file)
            self.publish(page, file)
            self.outcome.aggiornate.append(file.codice)

    def make(self, part: PartePage, file: SchedaFile) -> SchedaPage:
        slug = _free(file.slug, self.slugs[part.pk])
        # Not live until its revision is published.
        page = SchedaPage(slug=slug, title=file.domanda, codice=file.codice, live=False)
        self.fill(page, file)
        # Indexed once, when it is published.
        with indexing_put_off():
            _checked(file, lambda: part.add_child(instance=page))
        page.annotate_change(tipo=TipoModifica.NUOVO, testo=file.nota)
        return page

    def fill(self, page: SchedaPage, file: SchedaFile) -> None:
        page.title = page.draft_title = file.domanda
        page.in_breve, page.fonte, page.livello = file.in_breve, file.fonte, file.livello
        page.ufficio = self.names.uffici.get(file.ufficio)
        for name, text in file.testi.items():
            setattr(page, name, text)
        for name in ZONE:
            blocks = file.zone.get(name, [])
            try:
                setattr(page, name, with_files(blocks, self.children[name], self.files))
            except AllegatoRifiutato as problem:
                raise DocumentError(
                    file.documento.path, file.documento.body_line, str(problem)
                ) from problem
        page.termini.set(self.names.terms(file))

    def publish(self, page: SchedaPage, file: SchedaFile) -> None:
        with indexing_put_off():
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

    def add_drafts(self, texts: list[BozzaFile], part: str) -> None:
        if not texts:
            return
        place = self.parts.get(part) if part else next(iter(self.parts.values()), None)
        if place is None:
            raise ImportRefused(
                [f"La parte «{part}» non è nell’edizione." if part else "L’edizione non ha parti."]
            )
        known = {row.impronta: key for key, row in self.last.items()}
        codes = {key: code for code, key in self.pages.items()}
        for text in texts:
            if text.impronta in known:  # whatever its code has become meanwhile
                self.outcome.invariate.append(codes[known[text.impronta]])
                continue
            self.add_draft(place, text)

    def add_draft(self, part: PartePage, text: BozzaFile) -> None:
        key = self.pages.get(text.codice)
        page = SchedaPage(codice=text.codice, slug=text.codice, live=False)
        if key is not None:
            page, last = SchedaPage.objects.get(pk=key), self.last.get(key)
            if page.live or last is None or last.revision_id != page.latest_revision_id:
                self.outcome.lasciate.append(text.codice)
                return
        page.title = page.draft_title = text.domanda
        page.in_breve, page.fonte = text.in_breve, text.fonte
        for name in ZONE:
            setattr(page, name, text.zone.get(name, []))
        if key is None:
            page.slug = _free(page.slug, self.slugs[part.pk])
            part.add_child(instance=page)
        # What is missing is asked for when it is to be published.
        revision = page.save_revision(clean=False)
        SchedaImportata.objects.update_or_create(
            scheda_id=page.pk,
            defaults={
                "impronta": text.impronta,
                "revision": revision,
                "avvertenze": text.avvertenze,
            },
        )
        self.outcome.bozze[text.codice] = [
            *missing_of(page),
            f"il posto: ora è nella parte «{part.title}»",
        ]


def _annotate(page: SchedaPage, file: SchedaFile) -> None:
    """The note of the file; one that the history already shows is not said twice."""
    history = Aggiornamento.objects.of(page)
    if not history.exists():
        page.annotate_change(tipo=TipoModifica.NUOVO, testo=file.nota)
    elif file.nota and not history.filter(testo=file.nota).exists():
        page.annotate_change(tipo=file.nota_tipo, testo=file.nota)
    else:
        page.annotate_change(tipo=TipoModifica.CORREZIONE, testo="")


def _checked(file: SchedaFile, action: Callable[[], Result]) -> Result:
    try:
        return action()
    except ValidationError as problem:
        raise _located(file, problem) from problem


_KEYS = {
    "title": "domanda",
    "draft_title": "domanda",
    "slug": "codice",
    "seo_title": "titolo_motori",
    "search_description": "descrizione_motori",
}


def _located(file: SchedaFile, problem: ValidationError) -> DocumentError:
    """The refusal of a field, at the line of the key that gave it."""
    fields = getattr(problem, "message_dict", {"": problem.messages})
    name, messages = next(iter(fields.items()))
    return file.documento.error(_KEYS.get(name, name) or "codice", " ".join(messages))


def _free(wanted: str, taken: set[str]) -> str:
    candidates = [wanted, *(f"{wanted}-{n}" for n in range(2, 100))]
    slug = next(slug for slug in candidates if slug not in taken)
    taken.add(slug)
    return slug
