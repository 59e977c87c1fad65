"""An edition as a folder of files: written whole beside its place, then put there."""

import os
import shutil
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from piattaforma.media.allegati import CARTELLA, INDICE, AllegatoRifiutato, Raccolta
from piattaforma.nucleo.allegati import files_of
from piattaforma.nucleo.refusals import Refused

from ..models import EdizionePage, PartePage, SchedaPage
from ..models.scheda import ZONE
from ..querysets import terms_of
from .exporters.indirizzi import Indirizzi
from .exporters.markdown import file_name, write_edition, write_scheda
from .importers.edizione import NOME
from .importers.markdown import read_folder


class ExportRefused(Refused):
    """Nothing was exported."""


@dataclass
class EsitoEsportazione:
    """What an export wrote, by code of scheda."""

    edizione: str
    esportate: list[str] = field(default_factory=list)
    #: drafts, and what not everybody may read
    lasciate_fuori: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def export_edition(*, folder: Path, slug: str, overwrite: bool = False) -> EsitoEsportazione:
    """Write what readers see of the edition `slug`; all of it or nothing. Raises `ExportRefused`."""
    folder = folder.absolute()
    _check_target(folder, overwrite=overwrite)
    edition = EdizionePage.objects.visibile_a(None).filter(slug=slug).first()
    if edition is None:
        raise ExportRefused([f"L’edizione «{slug}» non c’è, o non è aperta a tutti."])
    parts = list(PartePage.objects.visibile_a(None).child_of(edition).order_by("path"))
    by_part = {part.path: part for part in parts}
    schede = [
        scheda
        for scheda in SchedaPage.objects.visibile_a(None).descendant_of(edition).order_by("path")
        if scheda.path[: -scheda.steplen] in by_part
    ]
    if not schede:
        raise ExportRefused([f"L’edizione «{slug}» non ha schede pubblicate."])
    folder.parent.mkdir(parents=True, exist_ok=True)
    written = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        written.chmod(0o755)
        _write(written, edition, by_part, schede)
        # What an import would refuse is not handed over as an export.
        _, errors = read_folder(written)
        if errors:
            raise ExportRefused([str(error) for error in errors])
        _put(written, folder)
    finally:
        shutil.rmtree(written, ignore_errors=True)
    codes = [scheda.codice for scheda in schede]
    every = SchedaPage.objects.descendant_of(edition).values_list("codice", flat=True)
    return EsitoEsportazione(slug, codes, sorted(set(every) - set(codes)))


def _write(
    folder: Path, edition: EdizionePage, parts: dict[str, PartePage], schede: list[SchedaPage]
) -> None:
    (folder / NOME).write_text(write_edition(edition, parts.values()), encoding="utf-8")
    try:
        files = Raccolta(_files(schede))
        files.write(folder)
    except AllegatoRifiutato as problem:
        raise ExportRefused([str(problem)]) from problem
    addresses, terms = Indirizzi(edition), terms_of(schede)
    count = dict.fromkeys(parts, 0)
    for scheda in schede:
        path = scheda.path[: -scheda.steplen]
        count[path] += 1
        text = write_scheda(
            scheda,
            parte=parts[path].slug,
            ordine=count[path],
            terms=terms[scheda.pk],
            files=files,
            addresses=addresses,
        )
        target = folder / file_name(scheda)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)


def _files(schede: list[SchedaPage]) -> list[Any]:
    """The files of the texts. Raises `ExportRefused` for one that not everybody may have."""
    found = [file for s in schede for name in ZONE for file in files_of(getattr(s, name))]
    closed = sorted({file.title for file in found if file.collection.get_view_restrictions()})
    if closed:
        raise ExportRefused(
            [
                f"Il file «{title}» è in una raccolta riservata: spostalo o toglilo."
                for title in closed
            ]
        )
    return found


def _check_target(folder: Path, *, overwrite: bool) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportRefused([f"{folder} non è una cartella."])
    there = list(folder.iterdir())
    if not there:
        return
    if not overwrite:
        raise ExportRefused(
            [f"La cartella {folder} non è vuota: scegline un’altra, o --sovrascrivi."]
        )
    if not (folder / NOME).exists():
        # A slip of the keyboard must not cost somebody their documents.
        raise ExportRefused([f"Nella cartella {folder} non c’è un’edizione: non la sovrascrivo."])


def _put(written: Path, folder: Path) -> None:
    """The new folder in place of the old one; what is not of an edition (`.git`) moves over."""
    if not folder.exists():
        written.rename(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-prima-"))
    os.replace(folder, old)
    written.rename(folder)
    for each in old.iterdir():
        if not _is_ours(each):
            each.rename(folder / each.name)
    shutil.rmtree(old)


def _is_ours(path: Path) -> bool:
    return path.name in {NOME, INDICE, CARTELLA} or path.suffix == ".md"
