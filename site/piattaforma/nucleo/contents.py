"""Contenuto: one adapter for each type of content, registered once.

History, feeds, sitemap, structured data and citations read contents through here and nowhere else,
and hear from here when one went live or went away.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Page

from .html import plain_text
from .posti import posto_of, with_posti
from .querysets import IGNOTI, Reader, audience_of, visible_to
from .reading import read_html
from .righe import Riga, in_shape, together

#: Sent in the transaction that makes a version live: `contenuto`, `oggetto`, and `zone`, the zones as
#: they were read (`annotators.ZonaLetta`).
content_published = Signal()
#: Sent in the transaction that reads the live version again, where what readers see may differ: the same.
content_reread = Signal()
#: Sent in the transaction that takes a content away (unpublished or deleted): `contenuto`, `oggetto`.
content_withdrawn = Signal()
#: The same for many contents of one model at once, sent instead of the other: `contenuto`, and `keys`,
#: a query of their primary keys.
contents_withdrawn = Signal()
#: Sent in the transaction in which what others show of contents changed without a new version (address,
#: state, readers, entries of vocabularies): `contenuto`, and `keys`, primary keys or a query of them.
contents_touched = Signal()


#: Between two cells of a row.
_CELLS = re.compile(r"</t[dh]>\s*<t[dh]\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Zona:
    """A part of a content that can be read alone: its HTML is cleaned already."""

    nome: str
    titolo: str
    html: str

    @property
    def testo(self) -> str:
        """The plain text, for search, feeds, comparison."""
        return plain_text(self.html)

    @property
    def capoversi(self) -> str:
        """The plain text with a line for each paragraph, item, heading, row of a table: for comparison."""
        read = read_html(_CELLS.sub(" | ", self.html))
        return "\n".join(read.testo[start:end].strip() for start, end in read.blocchi)


@dataclass(frozen=True, slots=True)
class Riferimento:
    """A structured reference to law as an editor wrote it."""

    zona: str
    identificatore: str
    etichetta: str
    perche: str


@dataclass(frozen=True, slots=True)
class StatoContenuto:
    """The state that a list shows beside a content, in one or two words."""

    codice: str
    etichetta: str
    #: as badges are drawn: "", "ok", "warn", "err"
    tono: str = ""
    #: whether something else took its place: lists put it last
    passato: bool = False


@dataclass(frozen=True, slots=True)
class Voce:
    """A content as an entry of a list."""

    titolo: str
    url: str
    #: where it stands among contents of its kind: sorts as people read
    ordine: str = ""


class Contenuto:
    """How the rest of the site reads one type of content. Subclass and register."""

    modello: ClassVar[type[Model]]
    #: what readers call it, singular: "Scheda"
    genere: ClassVar[str]
    #: the same for many, in small letters: "schede"
    plurale: ClassVar[str]
    #: whether `genere` is masculine: "Atto nuovo", "Scheda nuova"
    maschile: ClassVar[bool] = False
    #: whether it is what readers come for: what it cites is counted first
    guida: ClassVar[bool] = False
    #: where readers look for it, as the filter of updates says: "Sussidiario"; its kind, if empty
    sezione: ClassVar[str] = ""
    #: its schema.org type
    schema: ClassVar[str]
    #: whether publishing it is an event that readers follow (history, feeds)
    si_aggiorna: ClassVar[bool] = True

    #: for what is no page: whether its reading is kept, by whoever publishes it (`letture`)
    si_conserva: ClassVar[bool] = True

    #: what `giorno` is, as a list says before it: "Pubblicata il"; "" where the day says nothing to readers
    detto: ClassVar[str] = ""

    #: whether search finds it; what says no is pages that only lead to others
    si_cerca: ClassVar[bool] = True

    #: the names of its zones, in the order in which they are read
    nomi_zone: ClassVar[tuple[str, ...]] = ()

    #: the table whose primary key rows about this content carry
    base: ClassVar[type[Model]]

    def visibili(self, user: Reader) -> "QuerySet[Any]":
        """Rows of `base` that `user` may see."""
        raise NotImplementedError

    def righe(self, keys: Iterable[int]) -> "QuerySet[Any]":
        """Rows of `base`, made by `in_shape`: the columns of which `voce` makes an entry."""
        raise NotImplementedError

    def voce(self, riga: Riga) -> Voce:
        """Title, path and order of the content, from its row; without a query."""
        raise NotImplementedError

    def entries(self, keys: Iterable[int]) -> dict[int, Voce]:
        """Primary key → title and path of the content, in one query."""
        return {riga[0]: self.voce(riga) for riga in self.righe(keys)}

    def pubblicati(self) -> "QuerySet[Any]":
        """What is live today, whoever may see it."""
        raise NotImplementedError

    def superati(self) -> "QuerySet[Any] | None":
        """Rows of `base` that newer contents took the place of: they are read, but not counted."""
        return None

    def precedente(self, oggetto: Any) -> Model | None:
        """The content whose place this one takes, and whose history it goes on with."""
        return None

    def zone(self, oggetto: Any) -> list[Zona]:
        """The parts of the content, rendered now (the live rendering is kept: `Resa`, `ResaContenuto`)."""
        raise NotImplementedError

    def data(self, oggetto: Any) -> dt.date | None:
        """The day of which the text speaks: a name that two acts bore in turn is of that day."""
        return None

    def atto(self, oggetto: Any) -> str:
        """The identifier of the act that the text belongs to: an article named alone is of it."""
        return ""

    def al(self, oggetto: Any) -> dt.date | None:
        """The day at which a superseded content stopped: the law that it cites is of then."""
        return None

    def indirizzo_citato(self, oggetto: Any) -> str:
        """The path with which to quote the content: the one that lasts longest."""
        return str(oggetto.url or "")

    def riferimenti(self, oggetto: Any) -> list[Riferimento]:
        return []

    def termini(self, oggetto: Any) -> list[int]:
        """Primary keys of the vocabulary entries under which the content is found."""
        return []

    def lettori(self, oggetto: Any) -> str:
        """Who may read it today: "" for anyone. Two texts are shown only to who could read both."""
        return IGNOTI

    # --- as search finds it -------------------------------------------------------------------------

    def da_cercare(self, keys: Iterable[int]) -> list[Any]:
        """The live contents among `keys`, with what search asks of them, in queries that do not grow."""
        return list(self.pubblicati().filter(pk__in=list(keys)))

    def titoli(self, oggetto: Any) -> dict[str, str]:
        """Name of a zone, or of a list of references that readers see → the heading above it."""
        return {zona.nome: zona.titolo for zona in self.zone(oggetto)}

    def con_termini(self, termini: Iterable[int]) -> "QuerySet[Any]":
        """Those found under one of these entries: whose `termini` has it."""
        fields = [
            field.name
            for field in self.modello._meta.many_to_many
            if field.related_model._meta.label == "nucleo.Termine"
        ]
        found = Q(pk__in=[])
        for name in fields:
            found |= Q(**{f"{name}__in": list(termini)})
        return self.modello._default_manager.filter(found)

    def peso(self, oggetto: Any) -> float:
        """How much it weighs among results whose words say as much; 1 is a page."""
        return 1.0

    def visibilita(self, oggetto: Any) -> frozenset[str]:
        """Tokens (`visibilita`) any of which lets a reader find it; none: nobody finds it."""
        return frozenset()

    def nomi(self, oggetto: Any) -> list[str]:
        """What else people call it, besides its title."""
        return []

    def occhiello(self, oggetto: Any) -> list[str]:
        """What stands above its title in a list of results; its kind, in one word or with its number, first."""
        return [self.genere]

    def rubrica(self, oggetto: Any) -> str:
        """What it is about, where its title is only a number: lists show it after the title."""
        return ""

    def titolo_dentro(self, oggetto: Any) -> str:
        """Its title among others that stand in the same content; "" for the whole title."""
        return ""

    def posto(self, oggetto: Any) -> int:
        """Its place in what it stands in, from 1; 0 where it has none."""
        return 0

    def sommario(self, oggetto: Any) -> str:
        """One or two sentences on it, where its zones do not say them."""
        return ""

    def stato(self, oggetto: Any) -> StatoContenuto | None:
        return None

    def giorno(self, oggetto: Any) -> dt.date | None:
        """The day by which lists are sorted and filtered."""
        return self.data(oggetto)

    def identita(self, oggetto: Any) -> list[str]:
        """The identifiers of law that it is the record of."""
        return []

    def dentro(self, oggetto: Any) -> list[Model]:
        """The contents in which it stands, the outermost first: one may search inside each."""
        return []

    def ancora(self, oggetto: Any, zona: str) -> str:
        """The id of a zone in the content's page; "" where it has none."""
        return ""

    def testo(self, oggetto: Any, zone: Sequence[Zona]) -> str:
        """Everything a comparison between two versions looks at; `zone` as rendered already."""
        return "\n\n".join(f"{zona.titolo}\n{zona.capoversi}" for zona in zone)

    def parti(self, testo: str) -> list[tuple[str, str]]:
        """Heading and text of each zone, back from what `testo` wrote."""
        pieces = (piece.strip("\n").partition("\n") for piece in testo.split("\n\n"))
        return [(heading, text) for heading, _, text in pieces if heading]


#: What stands above the zones of a page.
INTESTAZIONE = "Titolo e sommario"


class ContenutoPagina(Contenuto):
    """What is the same for every page."""

    base = Page

    def visibili(self, user: Reader) -> "QuerySet[Any]":
        return visible_to(Page.objects.all(), user)

    def righe(self, keys: Iterable[int]) -> "QuerySet[Any]":
        return in_shape(Page.objects.filter(pk__in=list(keys)), "title", "url_path", "path")

    def voce(self, riga: Riga) -> Voce:
        key, title, url_path, path = riga
        return Voce(title, Page(pk=key, url_path=url_path).url or "", path)

    def pubblicati(self) -> "QuerySet[Any]":
        """Aliases are the same content at another address."""
        return self.modello._default_manager.filter(live=True, alias_of=None)

    def data(self, oggetto: Any) -> dt.date | None:
        published = oggetto.last_published_at
        return timezone.localdate(published) if published else None

    def lettori(self, oggetto: Any) -> str:
        return audience_of(oggetto)

    def visibilita(self, oggetto: Any) -> frozenset[str]:
        return posto_of(oggetto).gettoni

    def sommario(self, oggetto: Any) -> str:
        return getattr(oggetto, "sommario", "")

    def dentro(self, oggetto: Any) -> list[Model]:
        return [
            page
            for page in posto_of(oggetto).sopra
            if (content := content_of(page)) is not None and content.si_cerca
        ]

    def da_cercare(self, keys: Iterable[int]) -> list[Any]:
        found = self.pubblicati().filter(pk__in=list(keys))
        if hasattr(self.modello, "termini"):
            found = found.prefetch_related("termini")
        return with_posti(found)

    def testo(self, oggetto: Any, zone: Sequence[Zona]) -> str:
        head = f"{oggetto.title}\n{getattr(oggetto, 'sommario', '')}".strip()
        return f"{head}\n\n{super().testo(oggetto, zone)}"

    def parti(self, testo: str) -> list[tuple[str, str]]:
        head, _, zones = testo.partition("\n\n")
        return [(INTESTAZIONE, head), *super().parti(zones)]

    def termini(self, oggetto: Any) -> list[int]:
        field = getattr(oggetto, "termini", None)
        return [] if field is None else [termine.pk for termine in field.all()]


AdapterT = TypeVar("AdapterT", bound=Contenuto)
RowsT = TypeVar("RowsT", bound="QuerySet[Any]")

_registry: "dict[type[Model], Contenuto]" = {}


def register_content(adapter: type[AdapterT]) -> type[AdapterT]:
    """Class decorator: register the adapter of a type of content."""
    _registry[adapter.modello] = adapter()
    return adapter


def content_of(oggetto: Model | type[Model]) -> "Contenuto | None":
    """The adapter of an object or of a model, or None for what is no content."""
    model = oggetto if isinstance(oggetto, type) else type(oggetto)
    return _registry.get(model)


def all_contents() -> "Iterator[Contenuto]":
    yield from _registry.values()


def contents_by_type() -> "dict[int, Contenuto]":
    """Primary key of the content type → adapter (no query once Django has the types)."""
    return {
        ContentType.objects.get_for_model(model).pk: adapter for model, adapter in _registry.items()
    }


def visible_rows(rows: RowsT, user: Reader, *, attuali: bool = False) -> RowsT:
    """Keep the rows (`content_type`, `object_id`) whose source `user` may see, in the same query.

    With `attuali`, only those of contents that no newer one took the place of.
    """
    by_base: dict[type[Model], list[int]] = {}
    for key, adapter in contents_by_type().items():
        by_base.setdefault(adapter.base, []).append(key)
    condition = Q(pk__in=[])
    for base, types in by_base.items():
        adapter = next(a for a in _registry.values() if a.base is base)
        visible = adapter.visibili(user).values("pk")
        condition |= Q(content_type_id__in=types, object_id__in=visible)
    rows = rows.filter(condition)
    for key, adapter in contents_by_type().items() if attuali else ():
        superseded = adapter.superati()
        if superseded is not None:
            rows = rows.exclude(content_type_id=key, object_id__in=superseded.values("pk"))
    return rows


def entries_of(rows: Iterable[Any]) -> dict[tuple[int, int], Voce]:
    """(content type, object) → entry, for rows of any table; one query, whatever the kinds of sources.

    Sources that are gone have an entry without address.
    """
    adapters = contents_by_type()
    by_base: dict[type[Model], set[tuple[int, int]]] = {}
    for row in rows:
        by_base.setdefault(adapters[row.content_type_id].base, set()).add(
            (row.content_type_id, row.object_id)
        )
    # Whoever reads a table reads it for all that stand on it.
    readers = [adapters[min(keys)[0]] for keys in by_base.values()]
    tables = together(
        [
            reader.righe({object_id for _, object_id in keys})
            for reader, keys in zip(readers, by_base.values(), strict=True)
        ]
    )
    found: dict[tuple[int, int], Voce] = {}
    for reader, keys, table in zip(readers, by_base.values(), tables, strict=True):
        entries = {riga[0]: reader.voce(riga) for riga in table}
        found |= {key: entries.get(key[1], Voce("", "")) for key in keys}
    return found
