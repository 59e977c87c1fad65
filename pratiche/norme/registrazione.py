"""Keys and addresses: a record enters the register, two records of one act become one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from piattaforma.citazioni import Identificatore, format_id, slug
from piattaforma.nucleo.models import Generazione
from piattaforma.riferimenti.chiavi import vague_key

from .models import (
    Articolo,
    ChiaveRegistro,
    DatiNorma,
    Norma,
    Pronuncia,
    RelazioneNorma,
    StatoNorma,
    VersioneArticolo,
)


@transaction.atomic
def register(*, record: Norma | Pronuncia, identificatore: Identificatore) -> ChiaveRegistro:
    """Give a record its key and its address. Raises ValidationError where another has them."""
    act = identificatore.atto
    taken = ChiaveRegistro.objects.filter(chiave=act.chiave).first()
    if taken is not None:
        raise ValidationError({"identificatore": f"{format_id(act)} è già nel registro."})
    field = "norma" if isinstance(record, Norma) else "pronuncia"
    return ChiaveRegistro.objects.create(
        chiave=act.chiave,
        vaga=vague_key(act),
        identificatore=str(act),
        slug=_free_slug(act),
        **{field: record},
    )


def _free_slug(act: Identificatore) -> str:
    """The address of house style; with the day where an unlike act has it already."""
    for wanted in (slug(act), f"{slug(act)}-{act.data}"):
        if not ChiaveRegistro.objects.filter(slug=wanted).exists():
            return wanted
    raise ValidationError({"identificatore": f"L’indirizzo «{slug(act)}» è già di un altro atto."})


@transaction.atomic
def correct_identifier(*, norma: Norma, identificatore: Identificatore) -> None:
    """The act is called otherwise (its day was unknown, its number was wrong): its addresses stay."""
    act = identificatore.atto
    dati = DatiNorma.objects.select_for_update().get(pk=norma.pk)
    if str(act) == dati.identificatore:
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
    Generazione.advance()


def _make_principal(norma: Norma, key: ChiaveRegistro) -> None:
    ChiaveRegistro.objects.filter(norma=norma).exclude(pk=key.pk).update(principale=False)
    ChiaveRegistro.objects.filter(pk=key.pk).update(principale=True)


@transaction.atomic
def merge(*, resta: Norma, va: Norma, chi: Any = None) -> None:
    """Two records of one act become `resta`: keys, addresses, articles, relations and states move.

    Citations are joined by key: they move with the keys. What both have (an article, a summary) is
    kept from `resta`, and filled from `va` where it is empty. Raises ValidationError.
    """
    from .operations import record_withdrawal

    if resta.pk == va.pk:
        raise ValidationError("Scegli due norme diverse.")
    rows = Norma.objects.select_for_update().filter(pk__in=[resta.pk, va.pk]).order_by("pk")
    if len(rows) < 2:
        raise ValidationError("Una delle due norme non c’è più.")
    if va.live:
        record_withdrawal(oggetto=va)
    ChiaveRegistro.objects.filter(norma=va).update(norma=resta, principale=False)
    _move_articles(resta, va)
    RelazioneNorma.objects.filter(norma=va).update(norma=resta)
    StatoNorma.objects.filter(norma=va).update(norma=resta)
    _fill_empty(resta, va)
    va.delete()
    Generazione.advance()


def _move_articles(resta: Norma, va: Norma) -> None:
    there = {article.numero: article for article in resta.articoli.all()}
    for article in va.articoli.all():
        own = there.get(article.numero)
        if own is None:
            Articolo.objects.filter(pk=article.pk).update(norma=resta)
        else:
            known = set(own.versioni.values_list("dal", "impronta"))
            for version in article.versioni.all():
                if (version.dal, version.impronta) not in known:
                    VersioneArticolo.objects.filter(pk=version.pk).update(articolo=own)
            StatoNorma.objects.filter(articolo=article).update(articolo=own)


def _fill_empty(resta: Norma, va: Norma) -> None:
    """The official side: what `resta` does not know. Other names: all of both."""
    own, other = resta.dati, va.dati
    changed = [
        field.name
        for field in DatiNorma._meta.concrete_fields
        if not field.primary_key and not getattr(own, field.name) and getattr(other, field.name)
    ]
    for name in changed:
        setattr(own, name, getattr(other, name))
    if changed:
        own.save(update_fields=changed)
    names = [*resta.elenco_alias, va.titolo_breve, *va.elenco_alias]
    alias = "\n".join(dict.fromkeys(name for name in names if name != resta.titolo_breve))
    if alias != resta.alias:
        resta.alias = alias
        Norma.objects.filter(pk=resta.pk).update(alias=alias)
