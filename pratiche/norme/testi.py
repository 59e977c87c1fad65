"""Writing official texts: what an imported file changes, told before it is done and done all or nothing.

Texts go into versions of articles; our own words stay. What the register says of an act and the file
does not is kept.
"""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from piattaforma.citazioni import Identificatore, format_short, parse_identifier, popular_name
from piattaforma.nucleo.models import Aggiornamento, Generazione, Livello
from piattaforma.nucleo.models.nota import TipoModifica

from .importazione import AllegatoLetto, ArticoloLetto, AttoLetto, CommaLetto, StatoLetto, read_act
from .indirizzi import spelled
from .models import (
    AllegatoNorma,
    Articolo,
    ChiaveRegistro,
    DatiNorma,
    ImportazioneTesto,
    Norma,
    StatoNorma,
    VersioneArticolo,
)
from .models.articolo import Comma
from .operations import publish_articles
from .proposte import propose_act
from .registrazione import correct_identifier, register
from .vocabolari import Genere, Origine, Stato

#: Beside the state of what is gone, where its file does not say since when.
SENZA_GIORNO = "Il file ufficiale non dice da quando: il giorno è quello del testo importato."


@dataclass(frozen=True)
class TestoUfficiale:
    """A file that was read: its name, the SHA-256 of its bytes, what it says."""

    nome: str
    impronta: str
    atto: AttoLetto


def read_text(nome: str, data: bytes) -> TestoUfficiale:
    """Raises `TestoRifiutato`."""
    return TestoUfficiale(nome, hashlib.sha256(data).hexdigest(), read_act(nome, data))


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

    @property
    def scritti(self) -> list[str]:
        return [*self.aggiunti, *self.completati, *self.cambiati]


@transaction.atomic
def import_texts(*, testi: Sequence[TestoUfficiale], chi: Any = None) -> list[EsitoTesto]:
    """Write all files or none. Returns what was done, act by act."""
    done = []
    for testo in testi:
        done += [_Scrittura(testo, act, chi).write() for act in _acts_of(testo.atto)]
    Generazione.advance()
    return done


def preview(*, testi: Sequence[TestoUfficiale]) -> list[EsitoTesto]:
    """The same without writing anything."""
    with transaction.atomic():
        done = import_texts(testi=testi)
        transaction.set_rollback(True)
    return done


def _acts_of(atto: AttoLetto) -> Iterable[Identificatore]:
    """The act of a file, then each of its annexes that has articles."""
    whole = parse_identifier(atto.identificatore).atto
    numbers = dict.fromkeys(article.allegato for article in atto.articoli)
    if not numbers or "" in numbers:
        yield whole
    yield from (replace(whole, annesso=number) for number in numbers if number)


class _Scrittura:
    """One act of one file under way."""

    def __init__(self, testo: TestoUfficiale, act: Identificatore, chi: Any) -> None:
        self.testo, self.atto, self.act = testo, testo.atto, act
        self._annex = next((a for a in self.atto.allegati if a.numero == act.annesso), None)
        self._is_main = act.annesso == parse_identifier(testo.atto.identificatore).annesso
        self.esito = EsitoTesto(act, "")
        self._norma = self._record()
        self.esito.titolo = self._norma.titolo_breve
        self._import = ImportazioneTesto.objects.create(
            norma=self._norma,
            nome=testo.nome[:255],
            impronta=testo.impronta,
            formato=self.atto.formato,
            versione_al=self.atto.versione_al,
            chi=chi,
        )

    def write(self) -> EsitoTesto:
        self._official_side()
        changed = self._articles()
        self._states()
        if self._is_main:
            self._annexes()
        if self.esito.nuovo:
            self._norma.save_revision(user=self._import.chi).publish(user=self._import.chi)
        elif self._norma.live:
            publish_articles(articoli=changed)
        self._tell()
        return self.esito

    # --- the act ----------------------------------------------------------------------------------

    def _record(self) -> Norma:
        """The record of the act, under any of its keys; a new one if there is none."""
        key = ChiaveRegistro.objects.filter(chiave=self.act.chiave).first()
        if key is not None and key.norma is not None:
            if len(key.norma.dati.id_legge.data) < len(self.act.data):
                correct_identifier(norma=key.norma, identificatore=self.act)
            return Norma.objects.select_related("dati").get(pk=key.norma_id)
        self.esito.nuovo = True
        norma = Norma(titolo_breve=self._name(), live=False)
        norma.save()
        kind = propose_act(self.act)
        slug = register(record=norma, identificatore=self.act).slug
        norma.dati = DatiNorma.objects.create(
            norma=norma,
            identificatore=str(self.act),
            slug=slug,
            genere=kind.genere or Genere.ALTRO,
            ambito=kind.ambito,
            territorio=kind.territorio,
        )
        return norma

    def _name(self) -> str:
        """The name practitioners use, else the annex's own title, else the short estremi."""
        title = self._annex.titolo if self._annex else ""
        return (popular_name(self.act) or title or format_short(self.act))[:200]

    def _official_side(self) -> None:
        dati, published = self._norma.dati, self.atto.pubblicazione
        given: dict[str, Any] = {
            "titolo": self._annex.titolo if self._annex else self.atto.titolo,
            "eli": self.atto.eli,
            "codice_redazionale": self.atto.codice_redazionale,
            "in_vigore_dal": self.atto.in_vigore,
            "fonte": self._source(),
            "livello": Livello.LETTO,
        }
        if published is not None:
            given |= {
                "pubblicazione": published.dove,
                "pubblicazione_numero": published.numero,
                "pubblicazione_data": published.data,
            }
        for name, value in given.items():
            if value:
                setattr(dati, name, value)
        dati.full_clean()
        dati.save()

    def _source(self) -> str:
        day = self.atto.versione_al
        until = f", testo al {day:%d/%m/%Y}" if day else ""
        return f"File ufficiale «{self.testo.nome[:200]}» ({self.atto.formato}{until})."

    # --- articles ---------------------------------------------------------------------------------

    def _articles(self) -> list[Articolo]:
        """Write the text of each article; returns those that say something else than before."""
        there = {article.numero: article for article in self._norma.articoli.all()}
        versions: dict[int, list[VersioneArticolo]] = defaultdict(list)
        written = VersioneArticolo.objects.filter(articolo__norma=self._norma)
        for version in written.select_related("importazione").order_by("pk"):
            versions[version.articolo_id].append(version)
        changed, seen = [], set()
        for order, read in enumerate(self._own_articles(), start=1):
            number = _number(read.numero)
            seen.add(number)
            article = there.get(number) or Articolo(norma=self._norma, numero=number)
            article.norma = self._norma
            article.ordine, article.dove = order * 10, read.dove[:300] or article.dove
            is_new = article.pk is None
            article.save()
            if self._write_version(article, read, versions[article.pk], is_new=is_new):
                changed.append(article)
        self.esito.assenti = [spelled(number) for number in there if number not in seen]
        return changed

    def _own_articles(self) -> list[ArticoloLetto]:
        """Those of this act or annex; of a number that stands twice, the first."""
        own = [a for a in self.atto.articoli if self._is_main or a.allegato == self.act.annesso]
        own = [a for a in own if a.allegato == (self.act.annesso if not self._is_main else "")]
        return list({_number(article.numero): article for article in reversed(own)}.values())[::-1]

    def _write_version(
        self,
        article: Articolo,
        read: ArticoloLetto,
        versions: list[VersioneArticolo],
        *,
        is_new: bool,
    ) -> bool:
        mark = _impronta(read)
        number = spelled(article.numero)
        if any(version.impronta == mark for version in versions):
            self.esito.uguali.append(number)
            return False
        untold = [version for version in versions if not version.ha_testo]
        if untold and len(untold) == len(versions):
            version = max(untold, key=lambda one: one.dal or dt.date.min)
            version.dal = version.dal or read.dal
            self.esito.completati.append(number)
        else:
            version = self._new_version(article, read, versions)
            (self.esito.aggiunti if is_new else self.esito.cambiati).append(number)
        summaries = {comma.numero: comma.sintesi for comma in version.elenco_commi}
        version.rubrica = (read.rubrica or version.rubrica)[:500]
        version.commi = [_comma(one, summaries).as_json() for one in read.commi]
        version.impronta, version.importazione = mark, self._import
        version.save()
        return True

    def _new_version(
        self, article: Articolo, read: ArticoloLetto, versions: list[VersioneArticolo]
    ) -> VersioneArticolo:
        """A version between those of before its day, which end there, and those of after."""
        day = self._day_of(read, versions)
        before = [one for one in versions if (known := _known_from(one)) is None or known <= day]
        after = [one for one in versions if one not in before]
        version = VersioneArticolo(articolo=article, dal=day)
        if after:
            following = min(after, key=lambda one: _known_from(one) or dt.date.max)
            following.dal = following.dal or _known_from(following)
            following.save(update_fields=["dal"])
            version.al = (following.dal or day) - dt.timedelta(days=1)
        if not before:
            version.dal = read.dal or self.atto.in_vigore
            return version
        last = max(before, key=lambda one: (_known_from(one) or dt.date.min, one.pk))
        last.al = max(day - dt.timedelta(days=1), last.dal or dt.date.min)
        last.save(update_fields=["al"])
        version.per_effetto_di = self._cause(read, day)
        if not after:
            # Our words were on the earlier text: they are shown, and said to be checked.
            version.sintesi, version.fonte = last.sintesi, last.fonte
            version.livello = Livello.DA_CONFERMARE
            version.commi = [
                Comma(one.numero, one.sintesi).as_json() for one in last.elenco_commi if one.sintesi
            ]
        return version

    def _day_of(self, read: ArticoloLetto, versions: list[VersioneArticolo]) -> dt.date:
        """From when the words hold: as the article says, if no version is of that day; else as the file."""
        own = {version.dal for version in versions}
        if read.dal and read.dal not in own:
            return read.dal
        return self.atto.versione_al or read.dal or timezone.localdate()

    def _cause(self, read: ArticoloLetto, day: dt.date) -> str:
        """The act that changed the article on a day, where the file says it."""
        causes = [
            change.origine
            for change in self.atto.modifiche
            if _number(change.articolo or "0") == _number(read.numero) and change.origine
            and change.data in {day, None}
        ]  # fmt: skip
        return causes[-1] if causes else read.stato.per_effetto_di

    # --- states and annexes -----------------------------------------------------------------------

    def _states(self) -> None:
        StatoNorma.objects.filter(norma=self._norma, origine=Origine.TESTO).delete()
        rows = []
        if self._is_main:
            fallen = self._fallen(None, self.atto.stato)
            rows += [
                self._state(None, Stato.MODIFICATO, event.data, event.origine)
                for event in self.atto.eventi
                if event.origine and event.data != self.atto.in_vigore
                and parse_identifier(event.origine).chiave != self.act.chiave
                and not _is_past(event.data, fallen)
            ]  # fmt: skip
            rows += fallen
        articles = {article.numero: article for article in self._norma.articoli.all()}
        for read in self._own_articles():
            rows += self._fallen(articles[_number(read.numero)], read.stato)
        StatoNorma.objects.bulk_create(rows)

    def _fallen(self, article: Articolo | None, said: StatoLetto) -> list[StatoNorma]:
        """The row of what is gone; where the file does not say since when, it was by the file's day."""
        if not said.abrogato:
            return []
        day = said.dal or self.atto.versione_al
        row = self._state(article, Stato.ABROGATO, day, said.per_effetto_di)
        if day and not said.dal:
            row.nota = SENZA_GIORNO
        return [row]

    def _state(
        self, article: Articolo | None, stato: Stato, dal: dt.date | None, cause: str
    ) -> StatoNorma:
        return StatoNorma(
            norma=self._norma,
            articolo=article,
            stato=stato,
            dal=dal,
            per_effetto_di=cause,
            origine=Origine.TESTO,
        )

    def _annexes(self) -> None:
        """The annexes that have words of their own and no articles."""
        with_articles = {article.allegato for article in self.atto.articoli}
        AllegatoNorma.objects.filter(norma=self._norma).delete()
        AllegatoNorma.objects.bulk_create(
            self._annex_row(annex)
            for annex in self.atto.allegati
            if annex.commi and annex.numero not in with_articles
        )

    def _annex_row(self, annex: AllegatoLetto) -> AllegatoNorma:
        return AllegatoNorma(
            norma=self._norma,
            numero=annex.numero[:20],
            titolo=annex.titolo[:500],
            commi=[_comma(one, {}).as_json() for one in annex.commi],
            importazione=self._import,
        )

    def _tell(self) -> None:
        """Readers follow the law: which articles have a text, or another one, from today."""
        written = self.esito.scritti
        if not written:
            return
        changed = self.esito.cambiati
        shown = changed or written
        names = ", ".join(shown[:12]) + (f" e altri {len(shown) - 12}" if len(shown) > 12 else "")
        one = len(shown) == 1
        words = (
            f"{'Cambia il testo dell’articolo' if one else 'Cambia il testo degli articoli'} {names}."
            if changed
            else f"C’è il testo ufficiale {'dell’articolo' if one else 'degli articoli'} {names}."
        )
        last = Aggiornamento.objects.of(self._norma).first()
        text = last.testo_dopo if last else ""
        Aggiornamento.objects.create(
            tipo=TipoModifica.SOSTANZIALE if changed else TipoModifica.CORREZIONE,
            content_type=ContentType.objects.get_for_model(Norma),
            object_id=self._norma.pk,
            titolo=str(self._norma)[:255],
            testo=words,
            identificatori=[f"{self._norma.dati.identificatore}~art{_number(n)}" for n in shown],
            testo_prima=text,
            testo_dopo=text,
            lettori_prima="",
            lettori_dopo="",
        )


def _is_past(day: dt.date, fallen: list[StatoNorma]) -> bool:
    """Whether an act was gone on a day, or may have been: what is gone is never shown as amended."""
    return any(row.dal is None or row.dal <= day for row in fallen)


def _number(numero: str) -> str:
    """As identifiers write it: "4-bis" → "4bis", "314/2" → "314.2"."""
    return "".join(numero.lower().replace("/", ".").split()).replace("-", "")


def _known_from(version: VersioneArticolo) -> dt.date | None:
    """The first day of which we know that a version was in force."""
    file = version.importazione
    return version.dal or (file.versione_al if file else None)


def _impronta(read: ArticoloLetto) -> str:
    words = [read.rubrica, [[comma.numero, comma.testo] for comma in read.commi]]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def _comma(read: CommaLetto, summaries: dict[str, str]) -> Comma:
    number = _number(read.numero) if read.numero else ""
    links = [(one.inizio, one.fine, one.identificatore) for one in read.rinvii]
    return Comma(number, summaries.get(number, ""), read.testo, links)
