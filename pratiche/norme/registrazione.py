"""Keys and addresses: a record enters the register, and is found under them for ever."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from piattaforma.citazioni import Identificatore, format_id, slug
from piattaforma.nucleo.models import Generazione
from piattaforma.riferimenti.chiavi import vague_key

from .models import ChiaveRegistro, DatiNorma, Norma, Pronuncia
from .proposte import propose_act


class GiaRegistrato(ValidationError):
    """Another record has the key already."""

    def __init__(self, act: Identificatore, chiave: ChiaveRegistro) -> None:
        super().__init__({"identificatore": f"{format_id(act)} è già nel registro."})
        self.chiave = chiave


def check_free(identificatore: Identificatore) -> None:
    """Raise `GiaRegistrato` where a record has the key, ValidationError where it has the address."""
    _check_key(identificatore.atto)
    _free_slug(identificatore.atto)


def _check_key(act: Identificatore) -> None:
    taken = ChiaveRegistro.objects.select_related("norma", "pronuncia").filter(chiave=act.chiave)
    if (key := taken.first()) is not None:
        raise GiaRegistrato(act, key)


@transaction.atomic
def register(*, record: Norma | Pronuncia, identificatore: Identificatore) -> ChiaveRegistro:
    """Give a record its key and its address. Raises ValidationError where another has them."""
    act = identificatore.atto
    _check_key(act)
    key = ChiaveRegistro(
        chiave=act.chiave, vaga=vague_key(act), identificatore=str(act), slug=_free_slug(act)
    )
    if isinstance(record, Norma):
        key.norma = record
    else:
        key.pronuncia = record
    try:
        with transaction.atomic():
            key.save(force_insert=True)
    except IntegrityError:
        # Another transaction was first: it is told as what was there before.
        check_free(act)
        raise
    return key


@transaction.atomic
def open_record(
    *, norma: Norma, identificatore: Identificatore, genere: str, titolo: str = "", url: str = ""
) -> DatiNorma:
    """A saved act enters the register: its key, its address and its official side."""
    act = identificatore.atto
    key = register(record=norma, identificatore=act)
    said = propose_act(act)
    return DatiNorma.objects.create(
        norma=norma,
        identificatore=str(act),
        slug=key.slug,
        genere=genere,
        ambito=said.ambito,
        territorio=said.territorio,
        titolo=titolo,
        url=url,
    )


@transaction.atomic
def register_decision(*, pronuncia: Pronuncia) -> None:
    """The key of a decision, made or followed: until it is published its identifier may change."""
    identifier = pronuncia.id_legge
    key = pronuncia.chiavi.filter(principale=True).first()
    if key is not None and key.chiave == identifier.chiave:
        if key.identificatore != str(identifier):
            ChiaveRegistro.objects.filter(pk=key.pk).update(identificatore=str(identifier))
        return
    if key is not None and pronuncia.first_published_at is None:
        key.delete()
    elif key is not None:
        raise ValidationError({"identificatore": "Una decisione pubblicata resta quella che è."})
    register(record=pronuncia, identificatore=identifier)


def _free_slug(act: Identificatore) -> str:
    """The address of house style; with the day where an unlike act has it already."""
    for wanted in (slug(act), f"{slug(act)}-{act.data}"):
        if not ChiaveRegistro.objects.filter(slug=wanted).exists():
            return wanted
    raise ValidationError({"identificatore": f"L’indirizzo «{slug(act)}» è già di un altro atto."})


@transaction.atomic
def correct_identifier(*, norma: Norma, identificatore: Identificatore) -> None:
    """The act is called otherwise (its day was unknown, its number was wrong): its addresses stay.

    What says less of its day than is known changes nothing. Its articles are read again: what they
    cite as their own is of the act as it is called now.
    """
    from .operations import publish_articles

    act = identificatore.atto
    dati = DatiNorma.objects.select_for_update().get(pk=norma.pk)
    if str(act) == dati.identificatore or _is_vaguer(act, dati.id_legge):
        return
    taken = ChiaveRegistro.objects.filter(chiave=act.chiave).first()
    if taken is not None and taken.norma_id != norma.pk:
        raise ValidationError(
            {"identificatore": f"{format_id(act)} è già nel registro: unisci le due."}
        )
    if taken is not None:
        taken.identificatore = str(act)
        taken.save(update_fields=["identificatore"])
        _make_principal(norma, taken)
    else:
        ChiaveRegistro.objects.filter(norma=norma).update(principale=False)
        taken = register(record=norma, identificatore=act)
    DatiNorma.objects.filter(pk=norma.pk).update(identificatore=str(act), slug=taken.slug)
    publish_articles(norma=norma, articoli=list(norma.articoli.all()))
    Generazione.advance()


def _is_vaguer(act: Identificatore, known: Identificatore) -> bool:
    """Whether it names the known act with its year alone, where the day is known."""
    return act.chiave == known.chiave and len(act.data) < len(known.data)


def _make_principal(norma: Norma, key: ChiaveRegistro) -> None:
    ChiaveRegistro.objects.filter(norma=norma).exclude(pk=key.pk).update(principale=False)
    ChiaveRegistro.objects.filter(pk=key.pk).update(principale=True)
