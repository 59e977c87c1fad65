"""What the register writes when a record goes live, changes or goes away."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from piattaforma.lavori.turns import run_each
from piattaforma.nucleo.contents import (
    Contenuto,
    content_of,
    content_published,
    content_withdrawn,
    contents_withdrawn,
)
from piattaforma.nucleo.letture import forget_reading, forget_readings, keep_reading
from piattaforma.nucleo.models import Aggiornamento, Generazione
from piattaforma.nucleo.models.nota import TipoModifica
from piattaforma.nucleo.operations import announce, touch

from .models import Articolo, Norma, StatoNorma, VersioneArticolo
from .verifiche import VERIFICHE

#: How far back a job that did not run looks for versions that began or ended.
GIORNI = dt.timedelta(days=30)
#: Up to so many changed articles are read at once for their citations; more are left to the job.
SUBITO = 40


@transaction.atomic
def record_publication(*, oggetto: Any, before: Any) -> None:
    """A version of a record went live in place of `before` (None: it was not live).

    The articles of an act come and go with it.
    """
    _record_update(_content(oggetto), oggetto, before)
    read_again(oggetto=oggetto)
    if isinstance(oggetto, Norma):
        if before is None:
            publish_articles(norma=oggetto, articoli=list(oggetto.articoli.all()))
        else:
            touch_articles(norma=oggetto)
    Generazione.advance()


def touch_act(*, norma: Norma) -> None:
    """Names, addresses or states of an act, or of its articles, are other than they were."""
    touch(modello=Norma, keys=[norma.pk])
    touch_articles(norma=norma)


def touch_articles(*, norma: Norma) -> None:
    """Articles bear the name, the address, the topics and, if they have none, the state of their act."""
    touch(modello=Articolo, keys=Articolo.objects.filter(norma=norma.pk).order_by().values("pk"))


@transaction.atomic(savepoint=False)
def read_again(*, oggetto: Any) -> None:
    """A live record, or an article of a live act, says something else: what it cites is written anew."""
    content = _content(oggetto)
    zones = keep_reading(contenuto=content, oggetto=oggetto)
    content_published.send(sender=type(oggetto), contenuto=content, oggetto=oggetto, zone=zones)


@transaction.atomic
def record_withdrawal(*, oggetto: Any) -> None:
    """A record is no longer live, or is about to go, and its articles with it."""
    content = _content(oggetto)
    if isinstance(oggetto, Norma):
        _withdraw_articles(oggetto)
    forget_reading(oggetto=oggetto)
    content_withdrawn.send(sender=type(oggetto), contenuto=content, oggetto=oggetto)
    Generazione.advance()


def refresh_versions() -> int:
    """Read again the articles whose version of today is not the one of some days ago; returns how many."""
    today = timezone.localdate()
    lately = Q(dal__range=(today - GIORNI, today)) | Q(al__range=(today - GIORNI, today))
    moved = VersioneArticolo.objects.filter(lately).values("articolo")
    articles = Articolo.objects.pubblicati().filter(pk__in=moved).order_by("pk")
    return run_each(partial(_follow, key) for key in list(articles.values_list("pk", flat=True)))


@transaction.atomic
def follow_states() -> int:
    """States that began or ended lately are told; returns of how many acts."""
    today = timezone.localdate()
    since = today - dt.timedelta(days=1)
    moved = StatoNorma.objects.filter(Q(dal__range=(since, today)) | Q(al__range=(since, today)))
    acts = Norma.objects.pubblicate().filter(pk__in=moved.values("norma"))
    for norma in acts:
        touch_act(norma=norma)
    return len(acts)


def _follow(key: int) -> int:
    """Compared before anything is written: most have been read as they are, and none takes the lock."""
    if _to_read_again(key) is None:
        return 0
    with transaction.atomic():
        article = _to_read_again(key)
        if article is None:
            return 0
        read_again(oggetto=article)
    return 1


def _to_read_again(key: int) -> Articolo | None:
    article = Articolo.objects.pubblicati().select_related("norma__dati").filter(pk=key).first()
    if article is None:
        return None
    kept = article.lettura_tenuta
    now = {zona.nome: str(zona.html) for zona in _content(article).zone(article)}
    return None if kept is not None and kept.zone == now else article


@transaction.atomic(savepoint=False)
def publish_articles(*, norma: Norma, articoli: Sequence[Articolo]) -> None:
    """Read again those of a live act: few at once; many, which would hold the lock for long, by the job.

    The act is touched: of those left to the job nothing else is said.
    """
    touch_act(norma=norma)
    keys = [article.pk for article in articoli]
    if len(keys) > SUBITO:
        forget_readings(modello=Articolo, keys=keys)
        return
    for article in Articolo.objects.pubblicati().filter(pk__in=keys).select_related("norma__dati"):
        read_again(oggetto=article)


def _withdraw_articles(norma: Norma) -> None:
    """All at once: an act may have thousands."""
    keys = Articolo.objects.filter(norma=norma).order_by().values("pk")
    forget_readings(modello=Articolo, keys=keys)
    contents_withdrawn.send(sender=Articolo, contenuto=_content(Articolo), keys=keys)


@transaction.atomic(savepoint=False)
def withdraw_article(*, articolo: Articolo) -> None:
    forget_reading(oggetto=articolo)
    content_withdrawn.send(sender=Articolo, contenuto=_content(articolo), oggetto=articolo)


@transaction.atomic
def record_official_change(*, norma: Norma, testo: str) -> None:
    """The official side of an act is other than it was: what readers see of it is written anew."""
    if norma.live:
        read_again(oggetto=norma)
        touch_articles(norma=norma)
        announce(oggetto=norma, tipo=TipoModifica.CORREZIONE, testo=testo)
        Generazione.advance()


@transaction.atomic
def record_article_change(*, articolo: Articolo, testo: str) -> None:
    """An editor wrote an article of an act: it is read again, and the act tells what changed."""
    if articolo.norma.live:
        read_again(oggetto=articolo)
        announce(oggetto=articolo.norma, tipo=TipoModifica.CORREZIONE, testo=testo)


@transaction.atomic
def record_article_removal(*, norma: Norma, testo: str) -> None:
    if norma.live:
        announce(oggetto=norma, tipo=TipoModifica.CORREZIONE, testo=testo)


@transaction.atomic
def record_check(*, oggetto: Any, nota: str, il: dt.date | None = None) -> None:
    """Somebody read a live record beside its source, today or on the day `il`: what was checked.

    A day before today is told once.
    """
    if il is None:
        announce(oggetto=oggetto, tipo=TipoModifica.VERIFICA, testo=nota)
        return
    when = min(timezone.make_aware(dt.datetime.combine(il, dt.time())), timezone.now())
    checks = Aggiornamento.objects.of(oggetto).filter(tipo__in=VERIFICHE, quando=when)
    if not checks.exists():
        update = announce(oggetto=oggetto, tipo=TipoModifica.VERIFICA, testo=nota)
        update.quando = when
        update.save(update_fields=["quando"])


def _content(oggetto: Any) -> Contenuto:
    content = content_of(oggetto)
    assert content is not None
    return content


def _record_update(content: Contenuto, oggetto: Any, before: Any) -> None:
    """Readers follow what is said of the law: a new record is an event, and so are other words."""
    text = content.testo(oggetto, content.zone(oggetto))
    last = Aggiornamento.objects.of(oggetto).first()
    earlier = last.testo_dopo if last else ""
    # Whether it was live or not: what comes back as it went is no news.
    if (last or before is not None) and earlier.split() == text.split():
        return
    update = Aggiornamento.objects.create(
        tipo=TipoModifica.CORREZIONE if last else TipoModifica.NUOVO,
        content_type=ContentType.objects.get_for_model(oggetto),
        object_id=oggetto.pk,
        titolo=str(oggetto)[:255],
        testo="" if last is None else _what_changed(content, earlier, text),
        identificatori=[r.identificatore for r in content.riferimenti(oggetto)],
        testo_prima=earlier,
        testo_dopo=text,
        confrontabile=last is not None and earlier.split() != text.split(),
        lettori_prima=last.lettori_dopo if last else "",
        lettori_dopo=content.lettori(oggetto),
    )
    update.termini.set(content.termini(oggetto))


def _what_changed(content: Contenuto, before: str, after: str) -> str:
    """Name the parts whose words differ: "Cambia: Sintesi, Nota"."""
    old, new = dict(content.parti(before)), dict(content.parti(after))
    names = [name for name in {**new, **old} if old.get(name, "") != new.get(name, "")]
    return f"Cambia: {', '.join(names).lower()}." if names else ""
