"""Who applies an article, or names an act, as templates read it: the table, the groups, the lists."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import QueryDict

from piattaforma.nucleo.querysets import Reader
from piattaforma.riferimenti.chi_applica import Bersaglio, Gruppo, Matrice, count_applying, fill
from piattaforma.riferimenti.chi_cita import Chiave, ChiCita

from ..indirizzi import group_id, spelled
from ..models import Pronuncia
from ..presentation import Distintivo, outcome_badge

#: Contents on one page of a list.
PER_PAGINA = 30
#: What the address calls the citations of an article that name no comma.
INTERO = "intero"


@dataclass(frozen=True, slots=True)
class Uso:
    """A content that applies it, with a passage that shows how."""

    titolo: str
    url: str
    data: dt.date | None = None
    esito: Distintivo | None = None
    parti: list[str] = field(default_factory=list)
    #: what its editor says of it
    perche: list[str] = field(default_factory=list)
    #: before, the words that cite, after
    frase: tuple[str, str, str] | None = None
    is_decisione: bool = False


@dataclass(frozen=True, slots=True)
class GruppoUsi:
    """The contents of one kind, the first of them or a page of them."""

    id: str
    titolo: str
    conteggio: str
    n: int
    usi: list[Uso]
    #: where all of them are, "" if they are all here
    tutti: str


@dataclass(frozen=True, slots=True)
class Cella:
    """How many contents of one kind cite one comma."""

    n: int
    #: the kind, as the number counts it
    parola: str
    url: str = ""
    #: 1 to 3, the more the darker
    tinta: int = 0


@dataclass(frozen=True, slots=True)
class RigaMatrice:
    titolo: str
    celle: list[Cella]


@dataclass(frozen=True)
class Applicato:
    """What is applied, and where its lists are."""

    bersaglio: Bersaglio
    #: the page of the article or of the act
    pagina: str
    #: the page of its lists
    elenco: str
    #: contents that do not count: the article itself and its act
    tranne: Collection[Chiave] = ()
    #: what every address of its lists says besides
    fisso: tuple[tuple[str, str], ...] = ()

    def at(self, comma: str) -> Bersaglio:
        """The same, at a comma or, for `INTERO`, where no comma is named."""
        whole = self.bersaglio
        if not comma:
            return whole
        if comma == INTERO:
            return Bersaglio(whole.atti, whole.articolo, solo_articolo=True)
        return Bersaglio(whole.atti, whole.articolo, comma)

    def list_url(self, *, genere: str = "", comma: str = "") -> str:
        asked = dict(self.fisso) | {"genere": genere, "comma": comma}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.elenco}?{query}" if query else self.elenco


def chosen_comma(data: QueryDict, matrix: Matrice) -> str:
    """What the address asks for, dropped where nothing cites it: the whole is better than none."""
    asked = data.get("comma", "")
    if asked == INTERO:
        return INTERO if "" in matrix.righe and len(matrix.righe) > 1 else ""
    return asked if asked and asked in matrix.righe else ""


def groups_at(matrix: Matrice, comma: str) -> list[Gruppo]:
    """The kinds that cite a comma, each with how many of it."""
    if not comma:
        return matrix.generi
    counts = matrix.righe["" if comma == INTERO else comma]
    return [
        Gruppo(group.genere, counts[group.nome])
        for group in matrix.generi
        if counts.get(group.nome)
    ]


# --- the table ------------------------------------------------------------------------------------


def table(matrix: Matrice, where: Applicato) -> list[RigaMatrice]:
    """A row for each comma that somebody cites; every number leads to its group below."""
    most = max((n for row in matrix.righe.values() for n in row.values()), default=0)
    rows = []
    for comma, counts in matrix.righe.items():
        parameter = comma or INTERO
        cells = []
        for group in matrix.generi:
            n = counts.get(group.nome, 0)
            word = group.uno if n == 1 else group.nome
            url = f"{where.pagina}?comma={parameter}#{group_id(group.nome)}" if n else ""
            cells.append(Cella(n, word, url, _tint(n, most)))
        title = f"Comma {spelled(comma)}" if comma else "Senza comma"
        rows.append(RigaMatrice(title, cells))
    return rows


def _tint(n: int, most: int) -> int:
    """By its share of the greatest; a few contents never look like many."""
    if not n:
        return 0
    share = n / max(most, 10)
    return 3 if share > 0.5 else 2 if share > 0.2 else 1


def comma_chips(matrix: Matrice, chosen: str, where: Applicato) -> list[dict[str, Any]]:
    """A link for each comma, and for all of them; nothing where there is nothing to choose."""
    if len(matrix.righe) < 2:
        return []
    chips = [{"testo": "Tutti", "url": f"{where.pagina}#applica", "scelto": not chosen}]
    for comma in matrix.righe:
        parameter = comma or INTERO
        chips.append(
            {
                "testo": f"c. {spelled(comma)}" if comma else "senza comma",
                "url": f"{where.pagina}?comma={parameter}#applica",
                "scelto": chosen == parameter,
            }
        )
    return chips


# --- the groups -----------------------------------------------------------------------------------


def shown_groups(
    groups: list[Gruppo], user: Reader, where: Applicato, comma: str, *, cosa: str
) -> list[GruppoUsi]:
    """The first of each kind with their sentences; `cosa`: "il comma 3", "l’articolo"."""
    fill(groups, user, where.at(comma), but=where.tranne)
    return _told(
        groups,
        user,
        tutti={
            group.nome: where.list_url(genere=group.nome, comma=comma)
            for group in groups
            if group.altri > 0
        },
        cosa=cosa,
    )


def page_of_group(
    group: Gruppo, user: Reader, where: Applicato, comma: str, *, numero: str, cosa: str
) -> tuple[GruppoUsi, Any]:
    """A page of one kind, and the paginator's page."""
    paginator: Any = Paginator(range(group.n), PER_PAGINA)
    page = paginator.get_page(numero)
    start = page.start_index() - 1 if group.n else 0
    fill([group], user, where.at(comma), but=where.tranne, da=start, quanti=PER_PAGINA)
    return _told([group], user, tutti={}, cosa=cosa)[0], page


def _told(
    groups: list[Gruppo], user: Reader, *, tutti: dict[str, str], cosa: str
) -> list[GruppoUsi]:
    decisions = _decisions(groups, user)
    return [
        GruppoUsi(
            id=group_id(group.nome),
            titolo=group.titolo,
            conteggio=f"{group.n} {'cita' if group.n == 1 else 'citano'} {cosa}",
            n=group.n,
            usi=[
                _use(who, decisions.get(source))
                for who, source in zip(group.chi, group.sorgenti, strict=True)
            ],
            tutti=tutti.get(group.nome, ""),
        )
        for group in groups
    ]


def _decisions(groups: Iterable[Gruppo], user: Reader) -> dict[Chiave, Pronuncia]:
    """The decisions among what is shown, for their day, outcome and point: one query, if any."""
    kind = ContentType.objects.get_for_model(Pronuncia).pk
    keys = [key for group in groups for content_type, key in group.sorgenti if content_type == kind]
    if not keys:
        return {}
    found = Pronuncia.objects.visibile_a(user).filter(pk__in=keys)
    return {
        (kind, one.pk): one for one in found.only("identificatore", "data", "esito", "in_una_riga")
    }


def _use(who: ChiCita, decision: Pronuncia | None) -> Uso:
    parts = _parts(who)
    if decision is not None:
        return Uso(
            titolo=who.titolo,
            url=who.url,
            data=decision.data,
            esito=outcome_badge(decision.esito),
            parti=parts,
            perche=[decision.in_una_riga],
            is_decisione=True,
        )
    return Uso(
        titolo=who.titolo,
        url=who.url,
        parti=parts,
        perche=[] if who.frase else who.perche,
        frase=who.frase,
    )


_ARTICOLO = re.compile(r"art\. [^,]+(?:, )?")


def _parts(who: ChiCita) -> list[str]:
    """The parts that it cites, without the article whose page this is: "comma 3"."""
    cited = who.partizioni + who.nel_testo
    if len({found[0] for one in cited if (found := _ARTICOLO.match(one))}) > 2:
        return cited
    return [part for one in cited if (part := _ARTICOLO.sub("", one, count=1))]


# --- the page of the lists ------------------------------------------------------------------------


def list_context(
    data: QueryDict, user: Reader, where: Applicato, *, cosa: str, per_comma: bool = True
) -> dict[str, Any]:
    """Everybody who applies it: by kind, or one kind a page at a time; filters with their counts."""
    matrix = count_applying(user, where.bersaglio, but=where.tranne)
    comma = chosen_comma(data, matrix) if per_comma else ""
    groups = groups_at(matrix, comma)
    kind = next((g for g in groups if g.nome == data.get("genere")), None)
    what = said(comma) or cosa
    context: dict[str, Any] = {"n": matrix.n, "comma": comma}
    if kind is not None:
        shown, page = page_of_group(
            kind, user, where, comma, numero=data.get("pagina", "1"), cosa=what
        )
        context |= {"gruppi": [shown], "pagine": page, "genere": kind.nome}
    else:
        context["gruppi"] = shown_groups(groups, user, where, comma, cosa=what)
    query = {"genere": kind.nome if kind else "", "comma": comma}
    kept = {name: value for name, value in query.items() if value}
    return context | {
        "filtri": _filters(matrix, groups, kept, per_comma=per_comma),
        "filtri_attivi": [
            {
                "etichetta": _label(name, value),
                "url": where.list_url(**{k: v for k, v in kept.items() if k != name}),
            }
            for name, value in kept.items()
        ],
        "togli_tutti": where.list_url() if len(kept) > 1 else "",
        "fisso": where.fisso,
        "query": "?" + urlencode(dict(where.fisso) | kept) if kept else "",
    }


def said(comma: str) -> str:
    """What the contents of a group cite: "il comma 3"."""
    if not comma:
        return ""
    return "l’articolo senza un comma" if comma == INTERO else f"il comma {spelled(comma)}"


def _label(name: str, value: str) -> str:
    if name == "genere":
        return value[:1].upper() + value[1:]
    return "Senza comma" if value == INTERO else f"Comma {spelled(value)}"


def _filters(
    matrix: Matrice, groups: list[Gruppo], kept: dict[str, str], *, per_comma: bool
) -> list[dict[str, Any]]:
    here = {group.nome: group.n for group in groups}
    kinds = [
        {
            "codice": group.nome,
            "etichetta": group.titolo,
            "n": here.get(group.nome, 0),
            "scelta": kept.get("genere") == group.nome,
        }
        for group in matrix.generi
    ]
    filters = [{"nome": "genere", "etichetta": "Che cosa", "voci": kinds}]
    if per_comma and len(matrix.righe) > 1:
        filters.append(
            {
                "nome": "comma",
                "etichetta": "Comma",
                "voci": [
                    {
                        "codice": comma or INTERO,
                        "etichetta": _label("comma", comma or INTERO),
                        "n": _at(matrix, comma, kept.get("genere", "")),
                        "scelta": kept.get("comma") == (comma or INTERO),
                    }
                    for comma in matrix.righe
                ],
            }
        )
    return filters


def _at(matrix: Matrice, comma: str, genere: str) -> int:
    counts = matrix.righe[comma]
    return counts.get(genere, 0) if genere else sum(counts.values())
