"""What the register lacks: cited acts without a record, cited articles that an act's record has not,
acts that nobody has read beside their source."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from piattaforma.citazioni import Identificatore, format_id
from piattaforma.nucleo.models import Aggiornamento, Livello
from piattaforma.nucleo.querysets import Reader

from .indirizzi import spelled
from .models import Articolo, ChiaveRegistro, Norma
from .querysets import CitatiPerScheda, counts_by_record, source_type
from .verifiche import VERIFICHE


@dataclass(frozen=True, slots=True)
class AttoSenzaScheda:
    """An act or a decision that contents cite, and no live record is of."""

    identificatore: Identificatore
    n: int
    #: the record that waits as a draft
    bozza: ChiaveRegistro | None = None

    @property
    def nome(self) -> str:
        return format_id(self.identificatore)


@dataclass(frozen=True, slots=True)
class ArticoloMancante:
    """An article that contents cite, of an act whose record does not have it."""

    norma: Norma
    numero: str
    n: int

    @property
    def etichetta(self) -> str:
        return f"Art. {spelled(self.numero)}"


@dataclass(frozen=True, slots=True)
class Lacune:
    """Each list begins with what is cited most."""

    atti: list[AttoSenzaScheda]
    articoli: list[ArticoloMancante]
    mai_verificate: list[Norma]

    def __bool__(self) -> bool:
        return bool(self.atti or self.articoli or self.mai_verificate)


def register_gaps(user: Reader) -> Lacune:
    """As the contents cite that `user` may read; seven queries, whatever their number."""
    counted = counts_by_record(user)
    carried = {
        key.rpartition(":")[0]
        for key in ChiaveRegistro.objects.pubblicate().values_list("chiave", flat=True)
    }
    # Codes are annexes: the decree that carries one needs no record of its own.
    outside = {
        key: sum(kinds.values()) for key, kinds in counted.fuori.items() if key not in carried
    }
    drafts = {
        key.chiave: key
        for key in ChiaveRegistro.objects.filter(chiave__in=list(outside)).select_related(
            "norma", "pronuncia"
        )
    }
    acts = [
        AttoSenzaScheda(counted.citati.fullest(key), n, drafts.get(key))
        for key, n in outside.items()
    ]
    cited = {pk: sum(kinds.values()) for pk, kinds in counted.norme.items()}
    return Lacune(
        atti=sorted(acts, key=lambda one: (-one.n, str(one.identificatore))),
        articoli=_missing_articles(counted),
        mai_verificate=sorted(_never_checked(), key=lambda norma: -cited.get(norma.pk, 0)),
    )


def _missing_articles(counted: CitatiPerScheda) -> list[ArticoloMancante]:
    of_acts = source_type(Norma)
    schede = counted.citati.schede
    sources = {
        (schede[key][1], number): found
        for (key, number), found in counted.citati.articoli.items()
        if number and key in schede and schede[key][0] == of_acts
    }
    there = set(Articolo.objects.values_list("norma", "numero"))
    missing = {place: len(found) for place, found in sources.items() if place not in there}
    records = Norma.objects.select_related("dati").in_bulk({pk for pk, _ in missing})
    found = [ArticoloMancante(records[pk], number, n) for (pk, number), n in missing.items()]
    return sorted(found, key=lambda one: (-one.n, one.norma.titolo_breve, one.numero))


def _never_checked() -> list[Norma]:
    checks = Aggiornamento.objects.filter(
        content_type=ContentType.objects.get_for_model(Norma),
        object_id=OuterRef("pk"),
        tipo__in=VERIFICHE,
    )
    unsure = Q(livello=Livello.DA_CONFERMARE) | Q(dati__livello=Livello.DA_CONFERMARE)
    return list(Norma.objects.filter(~Exists(checks), unsure, live=True).select_related("dati"))
