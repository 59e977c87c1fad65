"""Reading one act for its page: its articles, what it does to others and others to it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from piattaforma.lingua import fold
from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.chi_applica import Bersaglio

from ..indirizzi import canonical, spelled
from ..models import Articolo, Norma, Pronuncia, RelazioneNorma, StatoNorma, VersioneArticolo
from ..testo import text_html


@dataclass(frozen=True, slots=True)
class VoceArticolo:
    """An article as a row of the list of its act."""

    numero: str
    dove: str
    rubrica: str
    sintesi: str
    stato: str

    @property
    def etichetta(self) -> str:
        return f"Art. {spelled(self.numero)}"

    def says(self, words: list[str]) -> bool:
        """Whether number, heading or summary have all the words."""
        if words == [self.numero] or words == [fold(self.etichetta).lower()]:
            return True
        text = fold(f"{self.rubrica} {self.sintesi}").lower()
        return all(word in text for word in words)


def articles_of(norma: Norma, day: dt.date) -> list[VoceArticolo]:
    """All its articles in order, as they stand on a day: one query."""
    version = VersioneArticolo.objects.on(day).filter(articolo=OuterRef("pk"))
    state = StatoNorma.objects.on(day).filter(articolo=OuterRef("pk"))
    rows = Articolo.objects.filter(norma=norma.pk).values_list(
        "numero",
        "dove",
        _text(version.values("rubrica")),
        _text(version.values("sintesi")),
        _text(state.values("stato")),
    )
    return [VoceArticolo(*row) for row in rows]


def _text(rows: "QuerySet[Any, Any]") -> Coalesce:
    return Coalesce(Subquery(rows[:1]), Value(""), output_field=TextField())


def searched(articles: list[VoceArticolo], typed: str) -> list[VoceArticolo]:
    """Those that have the words; the one of which the number was typed comes first."""
    text = fold(typed.replace("’", "'")).lower()
    number = canonical(text.removeprefix("art.").removeprefix("articolo").strip())
    exact = [one for one in articles if one.numero == number]
    words = text.split()
    return exact + [one for one in articles if one not in exact and one.says(words)]


def relations_to(keys: Collection[str], norma: Norma) -> list[RelazioneNorma]:
    """What other acts of the register do to this one: one query."""
    rows = RelazioneNorma.objects.filter(atto__in=sorted(keys), norma__live=True)
    return list(rows.exclude(norma=norma.pk).select_related("norma__dati"))


def leading_decisions(target: Bersaglio, user: Reader) -> list[Pronuncia]:
    """The leading decisions that interpret it: one query."""
    rows = target.rows.filter(
        content_type=ContentType.objects.get_for_model(Pronuncia), zona="interpreta"
    )
    leading = Pronuncia.objects.visibile_a(user).filter(
        guida=True, pk__in=rows.order_by().values("object_id")
    )
    return list(leading.only("identificatore", "data", "in_una_riga", "esito"))


def others_like(norma: Norma, user: Reader) -> list[Norma]:
    """Acts of the same kind and reach: one query."""
    rows = Norma.objects.visibile_a(user).filter(
        dati__genere=norma.dati.genere, dati__ambito=norma.dati.ambito
    )
    return list(rows.exclude(pk=norma.pk).select_related("dati").order_by("titolo_breve"))


def states_of(norma: Norma) -> list[StatoNorma]:
    """Every state of the act and of its articles, in the order of time: one query."""
    return list(norma.stati.select_related("articolo"))


@dataclass(frozen=True, slots=True)
class AllegatoMostrato:
    """An annex that has words and no articles, with the file that it comes from."""

    titolo: str
    html: SafeString
    file: str
    al: dt.date | None


def annexes_of(norma: Norma) -> list[AllegatoMostrato]:
    """One query. What the source links in an annex stays words: nobody reads it for citations."""
    shown = []
    for annex in norma.allegati.select_related("importazione"):
        commas = (text_html(replace(comma, rinvii=[])) for comma in annex.elenco_commi)
        file = annex.importazione
        shown.append(
            AllegatoMostrato(
                str(annex),
                format_html_join("", "{}", ((html,) for html in commas)),
                file.nome if file else "",
                file.versione_al if file else None,
            )
        )
    return shown
