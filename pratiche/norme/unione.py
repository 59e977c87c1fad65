"""Two records of one act become one: nothing that either had, and no address, is lost."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from piattaforma.citazioni import Identificatore
from piattaforma.nucleo.models import Aggiornamento, Generazione
from piattaforma.nucleo.models.nota import TipoModifica
from piattaforma.nucleo.operations import announce

from .models import (
    AllegatoNorma,
    Articolo,
    ChiaveRegistro,
    DatiNorma,
    ImportazioneTesto,
    Norma,
    RelazioneNorma,
    StatoNorma,
    VersioneArticolo,
)
from .numeri import place
from .operations import publish_articles, read_again

#: The action in the history of the admin.
AZIONE = "pratiche.unione"
#: What a summary or a note of the record that goes fills, where the one that stays has none.
_DA_RIEMPIRE = ("sintesi", "nota", "fonte")


@dataclass(frozen=True)
class PianoUnione:
    """What a merge would do: for the page that asks whether it is meant."""

    indirizzi: list[str]
    articoli_nuovi: list[str]
    articoli_comuni: list[str]
    versioni: int
    stati: int
    relazioni: int
    testi: int
    aggiornamenti: int
    #: what the two acts are called differently by: kind, year...
    diversi: list[str]


def plan_merge(*, resta: Norma, va: Norma) -> PianoUnione:
    """Raises ValidationError where the two cannot become one."""
    _check(resta, va)
    own = set(resta.articoli.values_list("numero", flat=True))
    articles = list(va.articoli.all())
    common = [article for article in articles if article.numero in own]
    return PianoUnione(
        indirizzi=list(va.chiavi.values_list("slug", flat=True)),
        articoli_nuovi=[a.etichetta for a in articles if a.numero not in own],
        articoli_comuni=[a.etichetta for a in common],
        versioni=sum(len(_unlike(resta, article)) for article in common),
        stati=va.stati.count(),
        relazioni=va.relazioni.count(),
        testi=va.importazioni.count(),
        aggiornamenti=Aggiornamento.objects.of(va).count(),
        diversi=_unlike_names(resta.dati.id_legge, va.dati.id_legge),
    )


def _unlike_names(one: Identificatore, other: Identificatore) -> list[str]:
    """What two identifiers say differently, where both say it."""
    said = {
        "autorità": (one.autorita, other.autorita),
        "tipo": (one.tipo, other.tipo),
        "anno": (one.anno, other.anno),
        "numero": (one.numero, other.numero),
        "allegato": (one.annesso, other.annesso),
    }
    return [
        name
        for name, (here, there) in said.items()
        if here != there and (name == "allegato" or (here and there))
    ]


@transaction.atomic
def merge(*, resta: Norma, va: Norma, chi: Any = None) -> None:
    """Two records of one act become `resta`: keys, addresses, articles, states, relations, texts and
    history move; citations are joined by key, and move with the keys.

    What both have (an article, a summary) is kept from `resta`, and filled from `va` where it is
    empty. Raises ValidationError.
    """
    pair = Norma.objects.select_for_update().filter(pk__in=[resta.pk, va.pk]).order_by("pk")
    found = {norma.pk: norma for norma in pair}
    if len(found) < 2 and resta.pk != va.pk:
        raise ValidationError("Una delle due norme non c’è più.")
    stays, goes = found[resta.pk], found[va.pk]
    _check(stays, goes)
    name = str(goes)
    ChiaveRegistro.objects.filter(norma=goes).update(norma=stays, principale=False)
    ImportazioneTesto.objects.filter(norma=goes).update(norma=stays)
    _move_annexes(stays, goes)
    changed = _move_articles(stays, goes)
    _move_relations(stays, goes)
    _move_states(stays, goes)
    _fill_official(stays.dati, goes.dati)
    editorial = _editorial(stays, goes)
    _move_history(stays, goes, f"Unita la scheda «{name}»: stesso atto, due schede.")
    goes.delete()
    _fill_editorial(stays, editorial, chi)
    stays.refresh_from_db()
    if stays.live:
        read_again(oggetto=stays)
        publish_articles(norma=stays, articoli=changed)
    log(instance=stays, action=AZIONE, user=chi, data={"unita": name})
    Generazione.advance()


def _check(resta: Norma, va: Norma) -> None:
    if resta.pk == va.pk:
        raise ValidationError("Scegli due norme diverse.")
    if va.live and not resta.live:
        raise ValidationError(
            f"«{resta}» è una bozza e «{va}» è pubblicata: i suoi indirizzi non aprirebbero più niente. "
            "Pubblica prima quella che resta, oppure uniscile al contrario."
        )


# --- the rows of the official side -----------------------------------------------------------------


def _move_articles(resta: Norma, va: Norma) -> list[Articolo]:
    """Returns those whose words, or whose act, are others now."""
    there = {article.numero: article for article in resta.articoli.all()}
    changed, moved = [], False
    for article in va.articoli.all():
        own = there.get(article.numero)
        if own is None:
            Articolo.objects.filter(pk=article.pk).update(norma=resta)
            changed.append(article)
            moved = True
            continue
        versions = _unlike(resta, article)
        for version, same_day in versions:
            if same_day is None:
                version.articolo = own
                version.save(update_fields=["articolo"])
            else:
                _fill_version(same_day, version)
        if versions:
            changed.append(own)
        StatoNorma.objects.filter(articolo=article).update(articolo=own)
    if moved:
        in_order = sorted(resta.articoli.all(), key=lambda article: place(article.numero))
        for order, article in enumerate(in_order, start=1):
            Articolo.objects.filter(pk=article.pk).update(ordine=order * 10)
    return changed


#: A version of the record that goes, and the one of its day that it fills (None: there is none).
Accanto = tuple[VersioneArticolo, VersioneArticolo | None]


def _unlike(resta: Norma, article: Articolo) -> list[Accanto]:
    """The versions of an article of the other record that say more than this one's article.

    Two official texts of one day that differ both stay: which is right is for an editor to say.
    """
    own = list(
        VersioneArticolo.objects.filter(articolo__norma=resta, articolo__numero=article.numero)
    )
    found: list[Accanto] = []
    for version in article.versioni.all():
        of_its_day = [one for one in own if one.dal == version.dal]
        joined = next((one for one in of_its_day if _may_be_one(one, version)), None)
        if joined is None or _says_more(version, joined):
            found.append((version, joined))
    return found


def _may_be_one(own: VersioneArticolo, other: VersioneArticolo) -> bool:
    return own.impronta == other.impronta or not (own.ha_testo and other.ha_testo)


def _says_more(other: VersioneArticolo, own: VersioneArticolo) -> bool:
    return (other.ha_testo and not own.ha_testo) or (_has_words(other) and not _has_words(own))


def _has_words(version: VersioneArticolo) -> bool:
    return bool(version.sintesi or version.sintesi_dei_commi)


def _fill_version(own: VersioneArticolo, other: VersioneArticolo) -> None:
    """One version with the official text that either has, and the words of ours that either has."""
    words = own if _has_words(own) else other
    summaries = words.sintesi_dei_commi
    if other.ha_testo and not own.ha_testo:
        own.impronta, own.importazione, own.commi = other.impronta, other.importazione, other.commi
        own.rubrica = other.rubrica or own.rubrica
        own.al = other.al or own.al
        own.per_effetto_di = other.per_effetto_di or own.per_effetto_di
    own.rubrica = own.rubrica or other.rubrica
    own.sintesi, own.fonte, own.livello = words.sintesi, words.fonte, words.livello
    own.registrata = words.registrata
    own.take_summaries(summaries)
    own.save()


def _move_annexes(resta: Norma, va: Norma) -> None:
    """Those that `resta` has not: of one with the same name, its own stays."""
    known = [_name(annex) for annex in resta.allegati.all()]
    new = [annex.pk for annex in va.allegati.all() if _name(annex) not in known]
    AllegatoNorma.objects.filter(pk__in=new).update(norma=resta)


def _name(annex: AllegatoNorma) -> Any:
    """Number and title; of one without either, its words."""
    return (annex.numero, annex.titolo) if annex.numero or annex.titolo else annex.commi


def _move_relations(resta: Norma, va: Norma) -> None:
    """Those that `resta` has already, and what the two said of each other, go."""
    known = set(resta.relazioni.values_list("tipo", "verso"))
    keys = set(ChiaveRegistro.objects.filter(norma=resta).values_list("chiave", flat=True))
    for row in va.relazioni.all():
        if (row.tipo, row.verso) in known:
            row.delete()
    RelazioneNorma.objects.filter(norma=va).update(norma=resta)
    RelazioneNorma.objects.filter(norma=resta, atto__in=keys).delete()


def _move_states(resta: Norma, va: Norma) -> None:
    known = set(resta.stati.values_list("articolo", "stato", "dal"))
    for row in va.stati.all():
        if (row.articolo_id, row.stato, row.dal) in known:
            row.delete()
    StatoNorma.objects.filter(norma=va).update(norma=resta)


def _fill_official(own: DatiNorma, other: DatiNorma) -> None:
    changed = [
        field.name
        for field in DatiNorma._meta.concrete_fields
        if not field.primary_key and not getattr(own, field.name) and getattr(other, field.name)
    ]
    for name in changed:
        setattr(own, name, getattr(other, name))
    if changed:
        own.save(update_fields=changed)


# --- the editorial side and the history ------------------------------------------------------------


def _editorial(resta: Norma, va: Norma) -> dict[str, Any]:
    """What the record that goes has to say, read before it goes."""
    return {
        "nomi": [va.titolo_breve, *va.elenco_alias],
        "temi": list(va.temi.all()),
        **{name: getattr(va, name) for name in _DA_RIEMPIRE},
    }


def _fill_editorial(resta: Norma, other: dict[str, Any], user: Any) -> None:
    """The live record and the draft that waits are both filled: publishing either loses nothing."""
    live = Norma.objects.get(pk=resta.pk)
    waiting = live.get_latest_revision_as_object() if live.has_unpublished_changes else None
    if _filled(live, other):
        if live.live:
            revision = live.save_revision(user=user, clean=False)
            revision.publish(user=user, skip_permission_checks=True)
        else:
            live.save()
            if waiting is None:
                live.save_revision(user=user, clean=False)
    if waiting is not None and waiting.latest_revision_id:
        _filled(waiting, other)
        waiting.save_revision(user=user, clean=False)


def _filled(norma: Norma, other: dict[str, Any]) -> bool:
    """Write what is lacking; whether anything was."""
    changed = False
    for name in _DA_RIEMPIRE:
        if not getattr(norma, name) and other[name]:
            setattr(norma, name, other[name])
            changed = True
    names = dict.fromkeys([*norma.elenco_alias, *other["nomi"]])
    alias = "\n".join(name for name in names if name != norma.titolo_breve)
    if alias != norma.alias:
        norma.alias = alias
        changed = True
    if other["temi"] and not norma.temi.all():
        norma.temi.set(other["temi"])
        changed = True
    return changed


def _move_history(resta: Norma, va: Norma, testo: str) -> None:
    """The updates of both, and one that says that they met.

    It carries the text of `resta`: the next one is compared with that, not with the other record's.
    """
    if Aggiornamento.objects.of(resta).exists():
        announce(oggetto=resta, tipo=TipoModifica.CORREZIONE, testo=testo)
    Aggiornamento.objects.of(va).update(object_id=resta.pk)
