"""What an official file would change, row by row: planned from rows that were read, nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from piattaforma.citazioni import Identificatore, format_short, parse_identifier, popular_name
from piattaforma.nucleo.models import Livello

from .importazione import AllegatoLetto, ArticoloLetto, AttoLetto
from .indirizzi import spelled
from .models import (
    Articolo,
    ChiaveRegistro,
    DatiNorma,
    ImportazioneTesto,
    Norma,
    VersioneArticolo,
)
from .models.articolo import place_label
from .proposte import propose_act
from .registrazione import check_free
from .versioni import Fatto, FileDiTesto, number_of, place_text
from .vocabolari import Genere


@dataclass(frozen=True)
class TestoUfficiale:
    """A file that was read: its name, the SHA-256 of its bytes, what it says."""

    nome: str
    impronta: str
    atto: AttoLetto


@dataclass
class EsitoTesto:
    """What one file does to one act (an annex with articles is an act of its own)."""

    identificatore: Identificatore
    titolo: str
    nuovo: bool = False
    #: numbers as people write them
    aggiunti: list[str] = field(default_factory=list)
    #: had only our words, and get the text
    completati: list[str] = field(default_factory=list)
    cambiati: list[str] = field(default_factory=list)
    uguali: list[str] = field(default_factory=list)
    #: in the register and not in the file
    assenti: list[str] = field(default_factory=list)
    #: commas whose summary goes beside the paragraph in their place: the file does not number them
    al_posto: list[str] = field(default_factory=list)
    #: commas that the file has not, whose summary goes to the one of the article
    nella_sintesi: list[str] = field(default_factory=list)

    @property
    def scritti(self) -> list[str]:
        return [*self.aggiunti, *self.completati, *self.cambiati]

    def add(self, fatto: Fatto, numero: str) -> None:
        kinds = {
            Fatto.AGGIUNTO: self.aggiunti,
            Fatto.COMPLETATO: self.completati,
            Fatto.CAMBIATO: self.cambiati,
            Fatto.UGUALE: self.uguali,
        }
        kinds[fatto].append(numero)


@dataclass
class AttoInRegistro:
    """The rows of one act, those that an import would add among them."""

    norma: Norma
    articoli: dict[str, Articolo] = field(default_factory=dict)
    versioni: dict[str, list[VersioneArticolo]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class PianoTesto:
    """What one file does to one act, row by row."""

    testo: TestoUfficiale
    act: Identificatore
    righe: AttoInRegistro
    file: ImportazioneTesto
    esito: EsitoTesto
    #: the file is of this act, not of one that carries it as an annex
    is_main: bool = True
    ufficiali: dict[str, Any] = field(default_factory=dict)
    #: new, moved, or with other words
    articoli: list[Articolo] = field(default_factory=list)
    #: those that say something else than before
    cambiati: list[Articolo] = field(default_factory=list)
    versioni: list[VersioneArticolo] = field(default_factory=list)

    @property
    def letti(self) -> list[ArticoloLetto]:
        """The articles of this act or annex; of a number that stands twice, the first."""
        annex = "" if self.is_main else self.act.annesso
        own = [one for one in self.testo.atto.articoli if one.allegato == annex]
        return list({number_of(one.numero): one for one in reversed(own)}.values())[::-1]

    @property
    def allegato(self) -> AllegatoLetto | None:
        annexes = self.testo.atto.allegati
        return next((one for one in annexes if one.numero == self.act.annesso), None)


def plans(testi: Sequence[TestoUfficiale], *, lock: bool) -> Iterator[PianoTesto]:
    """One at a time: a later file finds what an earlier one did to the same act."""
    known: dict[str, AttoInRegistro] = {}
    for testo in testi:
        for act in _acts_of(testo.atto):
            rows = known.get(act.chiave) or _rows_of(act, lock=lock)
            yield _plan(testo, act, rows or AttoInRegistro(_new_act(testo, act)), act.chiave, known)


def _acts_of(atto: AttoLetto) -> Iterable[Identificatore]:
    """The act of a file, then each of its annexes that has articles."""
    whole = parse_identifier(atto.identificatore).atto
    numbers = dict.fromkeys(article.allegato for article in atto.articoli)
    if not numbers or "" in numbers:
        yield whole
    yield from (replace(whole, annesso=number) for number in numbers if number)


# --- rows -----------------------------------------------------------------------------------------


def _rows_of(act: Identificatore, *, lock: bool) -> AttoInRegistro | None:
    """The record of the act under any of its keys, with its articles and versions."""
    key = ChiaveRegistro.objects.filter(chiave=act.chiave).first()
    if key is None or key.norma_id is None:
        return None
    found = Norma.objects.select_related("dati").filter(pk=key.norma_id)
    norma = (found.select_for_update(of=("self",)) if lock else found).get()
    rows = AttoInRegistro(norma, {one.numero: one for one in norma.articoli.all()})
    numbers = {article.pk: number for number, article in rows.articoli.items()}
    written = VersioneArticolo.objects.filter(articolo__norma=norma)
    for version in written.select_related("importazione").order_by("pk"):
        rows.versioni[numbers[version.articolo_id]].append(version)
    return rows


def _new_act(testo: TestoUfficiale, act: Identificatore) -> Norma:
    """Called as practitioners do, else as the annex calls itself, else by its short estremi."""
    check_free(act)
    annex = next((one for one in testo.atto.allegati if one.numero == act.annesso), None)
    title = annex.titolo if annex else ""
    return Norma(titolo_breve=(popular_name(act) or title or format_short(act))[:200], live=False)


# --- plan -----------------------------------------------------------------------------------------


def _plan(
    testo: TestoUfficiale,
    act: Identificatore,
    rows: AttoInRegistro,
    key: str,
    known: dict[str, AttoInRegistro],
) -> PianoTesto:
    norma, atto = rows.norma, testo.atto
    is_new = norma.pk is None and key not in known
    known[key] = rows
    plan = PianoTesto(
        testo=testo,
        act=act,
        righe=rows,
        file=ImportazioneTesto(
            nome=testo.nome[:255],
            impronta=testo.impronta,
            formato=atto.formato,
            versione_al=atto.versione_al,
        ),
        esito=EsitoTesto(act, norma.titolo_breve, nuovo=is_new),
        is_main=act.annesso == parse_identifier(atto.identificatore).annesso,
    )
    plan.ufficiali = _official_side(plan)
    _plan_articles(plan)
    return plan


def _official_side(plan: PianoTesto) -> dict[str, Any]:
    """What the file says of the act as a whole. Raises ValidationError where it does not fit."""
    atto, annex, published = plan.testo.atto, plan.allegato, plan.testo.atto.pubblicazione
    given: dict[str, Any] = {
        "titolo": annex.titolo if annex else atto.titolo,
        "eli": atto.eli,
        "codice_redazionale": atto.codice_redazionale,
        "in_vigore_dal": atto.in_vigore,
        "fonte": _source(plan.testo),
        "livello": Livello.LETTO,
    }
    if published is not None:
        given |= {
            "pubblicazione": published.dove,
            "pubblicazione_numero": published.numero,
            "pubblicazione_data": published.data,
        }
    said = {name: value for name, value in given.items() if value}
    tried = DatiNorma(
        identificatore=str(plan.act), genere=kind_of(plan.act), ambito="stato", **said
    )
    tried.clean_fields(exclude=["norma", "slug"])
    return said


def kind_of(act: Identificatore) -> str:
    return propose_act(act).genere or Genere.ALTRO


def _source(testo: TestoUfficiale) -> str:
    day = testo.atto.versione_al
    until = f", testo al {day:%d/%m/%Y}" if day else ""
    return f"File ufficiale «{testo.nome[:200]}» ({testo.atto.formato}{until})."


def _plan_articles(plan: PianoTesto) -> None:
    rows, file, seen = plan.righe, FileDiTesto(plan.testo.atto, plan.file), set()
    for order, read in enumerate(plan.letti, start=1):
        number = number_of(read.numero)
        seen.add(number)
        article = rows.articoli.setdefault(number, Articolo(norma=rows.norma, numero=number))
        place = (order * 10, read.dove[:300] or article.dove)
        if article.pk is None or (article.ordine, article.dove) != place:
            article.ordine, article.dove = place
            plan.articoli.append(article)
        step = place_text(article, read, rows.versioni[number], file)
        plan.esito.add(step.fatto, spelled(number))
        plan.esito.al_posto += _named(number, step.al_posto)
        plan.esito.nella_sintesi += _named(number, step.nella_sintesi)
        plan.versioni += step.spostate
        if step.versione is not None:
            plan.cambiati.append(article)
            plan.versioni.append(step.versione)
            if step.fatto is not Fatto.COMPLETATO:
                rows.versioni[number].append(step.versione)
    plan.esito.assenti = [spelled(number) for number in rows.articoli if number not in seen]


def _named(article: str, commas: Sequence[str]) -> list[str]:
    return [f"art. {spelled(article)}, {place_label(one)}" for one in commas]
