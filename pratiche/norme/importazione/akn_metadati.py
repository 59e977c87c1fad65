"""The metadata of an Akoma Ntoso act: identifiers, dates, life cycle."""

import re
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

from piattaforma.citazioni import Identificatore

from .albero import attribute, child, children, descend, descendants, identity, plain_text
from .atto_letto import EventoLetto, PubblicazioneLetta
from .contesto import Contesto
from .date_di_fonte import read_source_date, read_written_date
from .indirizzo_di_fonte import read_act

#: "005G0104": how the Gazette calls a publication; it is not the number of an act, nor unique
_CODICE = re.compile(r"\d{2,3}[A-Z]\w{4,5}", re.ASCII)
#: the official site names its files after the day of the version
_FILE_VERSION = re.compile(r"VIGENZA_(\d{4}-\d{2}-\d{2})")
_ENTRY = re.compile(r"entrata in vigore", re.IGNORECASE)
_TITLE_CODE = re.compile(r"\s*\(\d{2,3}[A-Z]\w{4,5}\)\s*$", re.ASCII)


def work_of(meta: Element | None) -> Element | None:
    return descend(meta, "identification", "FRBRWork")


def alias(work: Element | None, name: str) -> str:
    for one in children(work, "FRBRalias"):
        if attribute(one, "name") == name:
            return attribute(one, "value")
    return ""


def identifier(
    meta: Element | None, preface: Element | None
) -> tuple[Identificatore | None, list[str]]:
    """The act: its `urn:nir` alias first, then its path; and what does not agree, in Italian."""
    work = work_of(meta)
    said = alias(work, "urn:nir") or alias(work, "urn")
    path = attribute(child(work, "FRBRuri"), "value") or attribute(child(work, "FRBRthis"), "value")
    by_alias, by_path = _act(said), _act(path)
    warnings: list[str] = []
    if by_alias is None and said:
        warnings.append(
            f"L’identificatore «{said[:80]}» non si legge: vale il percorso «{path[:80]}»."
        )
    if by_alias is not None and by_path is not None and not _same(by_alias, by_path):
        warnings.append(
            f"Il percorso «{path[:80]}» dice un altro atto: vale l’identificatore {by_alias}."
        )
    act = by_alias or by_path
    if act is not None:
        warnings += _against_preface(act, preface)
    return act, warnings


def _same(one: Identificatore, other: Identificatore) -> bool:
    """A code and the decree that carries it are one file."""
    return replace(one, annesso="").chiave == replace(other, annesso="").chiave


def _act(text: str) -> Identificatore | None:
    """Never by the codice redazionale, which two acts may share."""
    found = read_act(text) if text else None
    if found is None or _CODICE.fullmatch(found.numero):
        return None
    return found


def _against_preface(act: Identificatore, preface: Element | None) -> list[str]:
    number = plain_text(next(descendants(preface, "docNumber"), None)).strip(" .").upper()
    day = attribute(next(descendants(preface, "docDate"), None), "date")
    warnings = []
    if number.isdecimal() and act.numero.isdecimal() and number.lstrip("0") != act.numero:
        warnings.append(f"L’intestazione dice il numero {number}, l’identificatore {act.numero}.")
    if (
        day
        and len(act.data) == 10
        and read_source_date(day) not in (None, date.fromisoformat(act.data))
    ):
        warnings.append(f"L’intestazione dice la data {day}, l’identificatore {act.data}.")
    return warnings


def title_of(meta: Element | None, preface: Element | None) -> str:
    """Without the codice redazionale that the site writes after it."""
    text = plain_text(next(descendants(preface, "docTitle"), None))
    if not text:
        text = next(
            (
                attribute(one, "content")
                for one in descendants(work_of(meta), "span")
                if attribute(one, "property") == "eli:title"
            ),
            "",
        )
        text = " ".join(text.split())
    text = text or plain_text(next(descendants(meta, "title"), None))
    text = text or plain_text(next(descendants(preface, "shortTitle"), None))
    return _TITLE_CODE.sub("", text).strip()


def codice_redazionale(meta: Element | None) -> str:
    for one in descendants(work_of(meta), "span"):
        if attribute(one, "property") == "eli:id_local":
            return attribute(one, "content")
    found = plain_text(next(descendants(meta, "id_local"), None))
    eli = re.search(r"/\d{4}/\d{2}/\d{2}/(\w+)(?:/|$)", alias(work_of(meta), "eli"))
    return found or (eli[1] if eli else "")


def publication(meta: Element | None) -> PubblicazioneLetta | None:
    one = child(meta, "publication")
    if one is None:
        return None
    where = attribute(one, "showAs") or attribute(one, "name")
    day = read_source_date(attribute(one, "date"))
    number = attribute(one, "number")
    return PubblicazioneLetta(where, number, day) if where or number or day else None


def version_day(meta: Element | None, nome: str, warnings: list[str]) -> date | None:
    """The day of a consolidated text; None for the text as published. The file's own name wins."""
    expression = descend(meta, "identification", "FRBRExpression")
    eli = alias(work_of(meta), "eli")
    said = read_source_date(attribute(child(expression, "FRBRdate"), "date"))
    named = _FILE_VERSION.search(nome)
    day = read_source_date(named[1]) if named else None
    if day is not None:
        if said is not None and said != day:
            warnings.append(
                f"Il nome del file dice la versione del {day}, i metadati quella del {said}."
            )
        return day
    if "ORIGINAL" in eli and "CONSOLIDATED" not in eli:
        return None
    uri = attribute(child(expression, "FRBRuri", "FRBRthis"), "value")
    return said if "CONSOLIDATED" in eli or re.search(r"@\d{4}", uri) else None


def read_life(meta: Element | None, context: Contesto) -> None:
    """Events with the act that caused each, and the periods that elements are of."""
    sources = {identity(one): attribute(one, "href") for one in (child(meta, "references") or ())}
    for one in children(child(meta, "lifecycle"), "eventRef"):
        day = read_source_date(attribute(one, "date"))
        if day is None:
            continue
        source = read_act(sources.get(attribute(one, "source").lstrip("#"), ""))
        own = source is not None and source.chiave == context.atto.chiave
        kind = attribute(one, "type")
        context.eventi[identity(one) or f"evento{len(context.eventi)}"] = EventoLetto(
            day,
            "" if source is None or own else str(source),
            "originale" if own or kind == "generation" else "modifica",
        )
    for group in descendants(child(meta, "temporalData"), "temporalGroup"):
        interval = child(group, "timeInterval")
        context.periodi[identity(group)] = (
            attribute(interval, "start"),
            attribute(interval, "end"),
        )


def in_force(preface: Element | None, meta: Element | None) -> date | None:
    """The day that the site writes in a note, or the event that says it."""
    for note in descendants(preface, "authorialNote"):
        text = plain_text(note)
        if _ENTRY.search(text) and (day := read_written_date(text)):
            return day
    for one in children(child(meta, "lifecycle"), "eventRef"):
        said = (attribute(one, "refersTo") + attribute(one, "type")).lower()
        if "vigore" in said or "entryintoforce" in said:
            return read_source_date(attribute(one, "date"))
    return None
