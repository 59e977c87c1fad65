"""Are the rows what the texts say today? And which cited acts has nobody a record of? Writes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.db import transaction

from piattaforma.citazioni import Identificatore, format_id, parse_identifier
from piattaforma.nucleo.contents import Contenuto, contents_by_type
from piattaforma.nucleo.renderings import read_unwritten

from .chiavi import join_keys
from .models import Citazione
from .operations import COLONNE
from .ricostruzione import PASSO, orphans
from .righe import rows_of
from .risolutore import exceptions, held, resolve

Riga = tuple[Any, ...]


@dataclass
class Differenza:
    """A content whose rows, or whose links, are not what its text says."""

    genere: str
    pk: int
    titolo: str
    mancano: list[str] = field(default_factory=list)
    in_piu: list[str] = field(default_factory=list)
    collegamenti: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.mancano or self.in_piu or self.collegamenti)


@dataclass
class SenzaRecord:
    """An act, or an article of one that has a record, that contents cite and no record of ours holds."""

    atto: str
    nome: str
    identificatore: str
    citazioni: int
    contenuti: int
    url: str
    #: why it has none on purpose, "" where it is missing
    motivo: str = ""


@dataclass
class Confronto:
    """What was looked at and what was found."""

    contenuti: int = 0
    citazioni: int = 0
    differenze: list[Differenza] = field(default_factory=list)
    #: rows whose source is no longer live
    orfane: list[str] = field(default_factory=list)
    senza_record: list[SenzaRecord] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        return not (self.differenze or self.orfane)

    def as_dict(self) -> dict[str, Any]:
        return {"uguali": self.is_equal, **asdict(self)}


def compare() -> Confronto:
    """Read every live content again and compare."""
    outcome = Confronto(citazioni=Citazione.objects.count())
    for content, key in _live():
        outcome.contenuti += 1
        difference = _compare(content, key)
        if difference is not None and not difference.is_empty:
            # Perhaps it was being published: once more, and nobody writes meanwhile.
            with transaction.atomic():
                difference = _compare(content, key, lock=True)
        if difference is not None and not difference.is_empty:
            outcome.differenze.append(difference)
    outcome.orfane = [_words(row) for row in orphans().values_list(*COLONNE)]
    outcome.senza_record = _unheld()
    return outcome


def _live() -> Iterator[tuple[Contenuto, int]]:
    for _, content in sorted(contents_by_type().items()):
        live, last = content.pubblicati().order_by("pk"), 0
        while keys := list(live.filter(pk__gt=last).values_list("pk", flat=True)[:PASSO]):
            yield from ((content, key) for key in keys)
            last = keys[-1]


def _compare(content: Contenuto, key: int, *, lock: bool = False) -> Differenza | None:
    read = read_unwritten(content=content, key=key, lock=lock)
    if read is None:
        return None
    oggetto, zone, marks_agree = read
    expected = rows_of(content, oggetto, zone)
    wanted = Counter(tuple(getattr(row, name) for name in COLONNE) for row in expected)
    there = Counter(Citazione.objects.of(oggetto).values_list(*COLONNE))
    return Differenza(
        genere=content.genere,
        pk=key,
        titolo=str(oggetto),
        mancano=[_words(row) for row in (wanted - there).elements()],
        in_piu=[_words(row) for row in (there - wanted).elements()],
        collegamenti=not marks_agree,
    )


def _words(row: Riga) -> str:
    values = dict(zip(COLONNE, row, strict=True))
    where = values["zona"] + (f" {values['inizio']}" if values["inizio"] is not None else "")
    source = f"{values['content_type_id']}/{values['object_id']}"
    return f"{source} {where}: {values['identificatore']} ({values['origine']})"


def _unheld() -> list[SenzaRecord]:
    """The acts without a record, then articles that the record of their act lacks; the most cited first."""
    rows = list(Citazione.objects.values_list("identificatore", "content_type_id", "object_id"))
    read = {text: parse_identifier(text) for text, *_ in rows}
    joined = join_keys(one.atto for one in read.values())
    wanted = {text: [one.atto, _article(one)] for text, one in read.items()}
    known = held({part for parts in wanted.values() for part in parts})
    reasons = exceptions()
    count: Counter[str] = Counter()
    sources: dict[str, set[tuple[int, int]]] = defaultdict(set)
    missing: dict[str, Identificatore] = {}
    for text, content_type, object_id in rows:
        lost = next((part for part in wanted[text] if str(part) not in known), None)
        if lost is None:
            continue
        act = joined.get(lost.atto.chiave, lost.atto.chiave)
        key = f"{act}~{lost.articolo}" if lost.articolo else act
        count[key] += 1
        sources[key].add((content_type, object_id))
        # The spelling that says most: with the day.
        if lost.atto.chiave == act and len(str(lost)) > len(str(missing.get(key, ""))):
            missing[key] = lost
        missing.setdefault(key, lost)
    answers = resolve(missing.values())
    return [
        SenzaRecord(
            atto=key,
            nome=format_id(missing[key]),
            identificatore=str(missing[key]),
            citazioni=n,
            contenuti=len(sources[key]),
            url=answers[str(missing[key])].url,
            motivo=reasons.get(str(missing[key]), ""),
        )
        for key, n in count.most_common()
    ]


def _article(one: Identificatore) -> Identificatore:
    return replace(one, comma="", lettera="", numero_lettera="")
