"""What search is made of, whatever engine answers: documents in, results out. No Django here.

A `Document` is one content; its `Section`s are found with it and lead into it. Engines rank, filter
and count documents; sections only say where in a document the words stand.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from piattaforma.lingua import tokens

#: The facets, in the order in which readers see them; their values are codes.
FACETS = ("tipo", "temi", "strumenti", "fasi", "destinatari", "anno", "stato", "territorio")

#: Orders of results: by relevance, and the newest first.
PERTINENZA = "pertinenza"
DATA = "data"

#: What stands between two paragraphs, items or cells in the text of a section: one character, as the
#: space that stands there in the plain text of a zone, so that offsets hold.
BLOCK = "\u2029"
#: What stands in that place between two cells of a row, and before the reason of a reference in a list:
#: a line that has it is no prose.
CELL = "\u2028"


def name_of(text: str) -> str:
    """A title or a name as it is compared whole: without case, accents, punctuation, articles elided."""
    return " ".join(word.exact for word in tokens(text, keep_stop_words=True))


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a section that cite law: offsets in its text, and the keys that they cite."""

    inizio: int
    fine: int
    chiavi: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a content that can be read alone: its heading, its plain text, where it stands."""

    titolo: str
    testo: str
    #: id in the page; "" where it is the page itself
    ancora: str = ""
    segni: tuple[Mark, ...] = ()
    #: whether its heading is of this content alone: a link that says "Nota" says nothing
    ha_titolo_suo: bool = True


#: The least that a document may weigh.
LIGHTEST = 0.25


@dataclass(frozen=True)
class Document:
    """One content as engines index it."""

    #: "app.model:pk"
    uid: str
    titolo: str
    sezioni: tuple[Section, ...] = ()
    url: str = ""
    #: what else it is called: found as the title is
    nomi: tuple[str, ...] = ()
    sommario: str = ""
    #: tokens any of which lets a reader in
    visibilita: frozenset[str] = frozenset()
    #: facet → codes
    facce: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: uids of the documents in which it stands
    dentro: tuple[str, ...] = ()
    #: keys of the law that it is the record of, and of the law that it cites (each with what contains it)
    identita: tuple[str, ...] = ()
    citazioni: tuple[str, ...] = ()
    giorno: dt.date | None = None
    peso: float = 1.0
    #: its place in what it stands in, from 1; 0 where it has none
    posto: int = 0
    #: what a list shows, and no engine looks at: kind, line above the title, state
    mostra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parti(self) -> list[str]:
        """The texts of its body, in order: no phrase goes across two of them."""
        parts = [self.sommario]
        for sezione in self.sezioni:
            parts += [sezione.titolo, sezione.testo]
        return [part for part in parts if part]

    @property
    def corpo(self) -> str:
        """All its words but title and names."""
        return "\n".join(self.parti)

    @property
    def ordine(self) -> int:
        """A sort key that no two documents share, the newest highest; the same for every engine.

        What stands in one act shares its day: there the first comes first.
        """
        day = self.giorno.toordinal() if self.giorno else 0
        mine = int.from_bytes(hashlib.sha256(self.uid.encode()).digest()[:5])
        if self.posto:
            # The first of them highest.
            mine = max(0, 0xFFFF - self.posto) << 24 | mine & 0xFFFFFF
        return day << 40 | mine

    @cached_property
    def impronta(self) -> str:
        """A hash of all that is indexed: equal documents, equal hashes, on every machine."""
        return hashlib.sha256(self.come_json.encode()).hexdigest()[:32]

    @cached_property
    def come_json(self) -> str:
        values = asdict(self) | {"visibilita": sorted(self.visibilita)}
        return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)

    @classmethod
    def da_json(cls, text: str) -> "Document":
        """The document whose `come_json` this is."""
        values: dict[str, Any] = json.loads(text)
        day = values.pop("giorno")
        sections = tuple(
            Section(
                titolo=one["titolo"],
                testo=one["testo"],
                ancora=one["ancora"],
                segni=tuple(
                    Mark(mark["inizio"], mark["fine"], tuple(mark["chiavi"]))
                    for mark in one["segni"]
                ),
                ha_titolo_suo=one["ha_titolo_suo"],
            )
            for one in values.pop("sezioni")
        )
        for name in ("nomi", "dentro", "identita", "citazioni"):
            values[name] = tuple(values[name])
        return cls(
            giorno=dt.date.fromisoformat(day) if day else None,
            sezioni=sections,
            visibilita=frozenset(values.pop("visibilita")),
            facce={facet: tuple(codes) for facet, codes in values.pop("facce").items()},
            **values,
        )


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader chose: values of one facet widen, facets narrow one another."""

    scelte: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: the uid of the document inside which one searches
    dentro: str = ""

    def but(self, facet: str) -> "Filters":
        """All but what was chosen in `facet`: what its own counts are made under."""
        return Filters({k: v for k, v in self.scelte.items() if k != facet}, self.dentro)


#: Nothing chosen.
NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. `document` is as it was indexed."""

    document: Document
    punti: float

    @property
    def uid(self) -> str:
        return self.document.uid


@dataclass(frozen=True, slots=True)
class Results:
    hits: tuple[Hit, ...]
    totale: int
    #: facet → code → how many documents, under all choices made in other facets
    facce: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Completion:
    """A document whose title or another name begins as was typed."""

    uid: str
    #: the title or the name that begins so
    testo: str
    titolo: str
    url: str
    tipo: str
    #: the line above its title and its state in a word; whether something else took its place
    occhiello: tuple[str, ...] = ()
    stato: str = ""
    passato: bool = False

    @classmethod
    def of(cls, document: Document, testo: str) -> "Completion":
        state = document.mostra.get("stato") or {}
        return cls(
            uid=document.uid,
            testo=testo,
            titolo=document.titolo,
            url=document.url,
            tipo=next(iter(document.facce.get("tipo", ())), ""),
            occhiello=tuple(document.mostra.get("occhiello") or ()),
            stato=state.get("etichetta", ""),
            passato=state.get("passato", False),
        )


@dataclass(frozen=True, slots=True)
class Health:
    """How an engine is: `stato` is "ok", "vuoto" (never built), "da-ricostruire" or "guasto"."""

    stato: str
    documenti: int = 0
    generazione: str = ""
