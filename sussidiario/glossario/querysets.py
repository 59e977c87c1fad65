"""Reading the glossary: its voices in order, their topics, the contents that use one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from piattaforma.nucleo.contents import contents_by_type, entries_of, visible_rows
from piattaforma.nucleo.models import Termine
from piattaforma.nucleo.querysets import Reader

from ..models import EdizionePage, SchedaPage, UsoGlossario, VoceGlossario
from ..querysets import current_key, schede_among
from .contents import in_order


@dataclass(frozen=True, slots=True)
class Uso:
    """A content that uses a voice, with the sentence that does."""

    url: str
    titolo: str
    codice: str
    genere: str
    frase: tuple[str, str, str]


@dataclass
class GruppoUsi:
    """The uses of one edition, or of what is in none."""

    id: str
    titolo: str
    corrente: bool = False
    #: whether its uses are named without their sentences
    solo_nomi: bool = False
    usi: list[Uso] = field(default_factory=list)


def voices_in_order(user: Reader) -> list[VoceGlossario]:
    """Every visible voice, as in a dictionary (one query)."""
    voices = VoceGlossario.objects.visibile_a(user)
    return sorted(voices, key=lambda voce: (in_order(voce.termine), voce.pk))


def names_in_order(user: Reader) -> list[tuple[str, str]]:
    """Code and term of every visible voice, as in a dictionary (one query)."""
    rows = VoceGlossario.objects.visibile_a(user).order_by("pk").values_list("codice", "termine")
    return sorted(rows, key=lambda row: in_order(row[1]))


def topics_of_voices(user: Reader) -> dict[int, list[Termine]]:
    """Voice → its topics, in the order of the vocabulary; two queries for all."""
    through: Any = VoceGlossario.temi.through
    visible = VoceGlossario.objects.visibile_a(user)
    pairs = list(
        through.objects.filter(voceglossario__in=visible.values("pk"))
        .order_by("termine__ordine", "termine_id")
        .values_list("voceglossario_id", "termine_id")
    )
    known = Termine.objects.in_bulk({term for _, term in pairs})
    topics: dict[int, list[Termine]] = defaultdict(list)
    for key, term in pairs:
        topics[key].append(known[term])
    return topics


def uses_of(voce: VoceGlossario, user: Reader) -> list[GruppoUsi]:
    """What `user` may read that uses a voice: schede by edition, the current one first, then the rest."""
    rows = list(visible_rows(UsoGlossario.objects.filter(codice=voce.codice), user))
    scheda_type = ContentType.objects.get_for_model(SchedaPage).pk
    schede = {row.object_id: row for row in rows if row.content_type_id == scheda_type}
    others = [row for row in rows if row.content_type_id != scheda_type]
    return [group for group in (*_by_edition(schede, user), *_by_kind(others)) if group.usi]


def _by_edition(rows: dict[int, UsoGlossario], user: Reader) -> list[GruppoUsi]:
    if not rows:
        return []
    current = current_key()
    editions = EdizionePage.objects.visibile_a(user).order_by("-anno", "path")
    groups = {
        edition.path: GruppoUsi(f"edizione-{edition.pk}", edition.title, edition.pk == current)
        for edition in editions.only("title", "path", "url_path", "anno")
    }
    for scheda in schede_among(rows, user):
        # An edition that was taken down takes its schede out of every list.
        group = groups.get(scheda.path[: -2 * scheda.steplen])
        if group is not None:
            frase = rows[scheda.pk].frase_divisa
            group.usi.append(Uso(scheda.url, scheda.title, scheda.codice, "Scheda", frase))
    return sorted(groups.values(), key=lambda group: not group.corrente)


def _by_kind(rows: Iterable[UsoGlossario]) -> list[GruppoUsi]:
    """Pages and news, then other voices."""
    found = list(rows)
    if not found:
        return []
    entries, kinds = entries_of(found), contents_by_type()
    pages = GruppoUsi("pagine", "Pagine e notizie")
    voices = GruppoUsi("voci", "Altre voci", solo_nomi=True)
    found.sort(key=lambda row: entries[row.content_type_id, row.object_id].ordine)
    for row in found:
        entry, kind = entries[row.content_type_id, row.object_id], kinds[row.content_type_id]
        if entry.url:
            group = pages if kind.base is Page else voices
            group.usi.append(Uso(entry.url, entry.titolo, "", kind.genere, row.frase_divisa))
    return [pages, voices]
