"""`_edizione.yaml`: the edition and its parts, made where they are missing."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError

from piattaforma.nucleo.models import HomePage
from piattaforma.nucleo.models.nota import LUNGHEZZA_NOTA
from piattaforma.nucleo.refusals import ImportRefused, in_words
from piattaforma.territori.models import Ufficio

from ...edizione.operations import make_current
from ...models import EdizioneCorrente, EdizionePage, PartePage, SchedaTolta, SussidiarioPage
from .markdown import TESTI

NOME = "_edizione.yaml"


@dataclass(frozen=True)
class EdizioneFile:
    """What the file says; nothing where there is no file."""

    path: Path
    dati: dict[str, Any] = field(default_factory=dict)

    @property
    def parti(self) -> list[dict[str, Any]]:
        return self.dati.get("parti") or []

    @property
    def tolte(self) -> dict[str, str]:
        """Code → why the edition has dropped a question of the one before."""
        return self.dati.get("tolte") or {}


def read_edition(folder: Path) -> EdizioneFile:
    """Raises `ImportRefused`."""
    path = folder / NOME
    if not path.exists():
        return EdizioneFile(path)
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise ImportRefused([f"{path.name}: il file non si legge ({problem})."]) from problem
    if not isinstance(data, dict):
        raise ImportRefused([f"{path.name}: servono chiavi e valori (titolo, anno, parti)."])
    parts = data.get("parti") or []
    if not isinstance(parts, list) or not all(isinstance(p, dict) and p.get("slug") for p in parts):
        raise ImportRefused([f"{path.name}: ogni parte ha uno slug e un titolo."])
    removed = data.get("tolte") or {}
    if not isinstance(removed, dict) or not all(isinstance(why, str) for why in removed.values()):
        raise ImportRefused([f"{path.name}: «tolte» dice per ogni codice il perché."])
    return EdizioneFile(path, data)


def make_edition(*, file: EdizioneFile, slug: str) -> EdizionePage:
    """The edition `slug` with its parts, as they are where they exist. Raises `ImportRefused`."""
    sussidiario = _sussidiario()
    data, path = file.dati, file.path
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
            **_common(data, path),
        )
        _add(sussidiario, edition, path)
        if not EdizioneCorrente.objects.filter(sussidiario=sussidiario).exists():
            make_current(edition=edition)
    there = set(PartePage.objects.child_of(edition).values_list("slug", flat=True))
    for part in file.parti:
        if part.get("slug") not in there:
            page = PartePage(
                title=part.get("titolo") or "",
                slug=part.get("slug") or "",
                numero=part.get("numero") or 1,
                **_common(part, path),
            )
            _add(edition, page, path)
    for code, why in file.tolte.items():
        SchedaTolta.objects.get_or_create(
            edizione=edition, codice=str(code), defaults={"perche": why[:LUNGHEZZA_NOTA]}
        )
    return edition


def _common(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """The fields that every page has."""
    values: dict[str, Any] = {name: data.get(key) or "" for key, name in TESTI.items()}
    if code := data.get("ufficio"):
        values["ufficio"] = Ufficio.objects.filter(codice=code).first()
        if values["ufficio"] is None:
            raise ImportRefused([f"{path.name}: l’ufficio «{code}» non esiste."])
    return values


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
