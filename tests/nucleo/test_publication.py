"""What goes live, goes live whole; what is only scheduled leaves no trace; old drafts bring back texts only."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision

from piattaforma.nucleo.contents import content_published
from piattaforma.nucleo.jobs import publish_scheduled
from piattaforma.nucleo.models import Aggiornamento, NotaModifica, Resa
from piattaforma.riferimenti.models import Citazione
from sussidiario.models import SchedaPage
from tests.factories import CTS_55_3, LR_65_11, make_part, make_scheda, publish, references, text

pytestmark = pytest.mark.django_db


def traces(page: Any) -> dict[str, int]:
    return {
        "aggiornamenti": Aggiornamento.objects.of(page).count(),
        "citazioni": Citazione.objects.of(page).count(),
        "rese": Resa.objects.filter(page_id=page.pk).count(),
    }


def schedule(page: Any) -> Revision:
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    return revision


def make_due(revision: Revision) -> None:
    past = timezone.now() - dt.timedelta(minutes=1)
    revision.refresh_from_db()
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()


def test_a_page_only_scheduled_leaves_no_trace_before_its_time(client: Client) -> None:
    scheda = make_scheda(live=False)
    scheda.annotate_change(tipo="nuovo", testo="Esce domani.")
    revision = schedule(scheda)
    assert traces(scheda) == {"aggiornamenti": 0, "citazioni": 0, "rese": 0}
    for url in (
        "/",
        "/aggiornamenti/",
        "/aggiornamenti/atom/",
        "/sitemap.xml",
        "/norme/",
        "/llms.txt",
    ):
        assert scheda.title not in client.get(url).content.decode(), url
    assert publish_scheduled() == 0

    make_due(revision)
    assert publish_scheduled() == 1
    assert traces(scheda) == {"aggiornamenti": 1, "citazioni": 1, "rese": 1}
    assert Aggiornamento.objects.of(scheda).get().testo == "Esce domani."


def test_a_stale_draft_brings_back_its_texts_and_references_and_nothing_else() -> None:
    scheda = make_scheda(norme=references(CTS_55_3))
    scheda.contenuto = text("La versione vecchia.")
    scheda.norme = references(LR_65_11)
    stale = scheda.save_revision()
    scheda.contenuto = text("La versione nuova.")
    scheda.norme = references(CTS_55_3)
    publish(scheda, tipo="verifica", testo="Controllata oggi.")
    checks = list(Aggiornamento.objects.of(scheda).values_list("pk", "tipo", "quando"))
    first_published = scheda.first_published_at
    notes = NotaModifica.objects.filter(page=scheda).unused().count()

    stale.publish()

    scheda = SchedaPage.objects.get(pk=scheda.pk)
    assert "vecchia" in scheda.zone_html["contenuto"]
    assert list(Citazione.objects.of(scheda).values_list("identificatore", flat=True)) == [LR_65_11]
    history = list(Aggiornamento.objects.of(scheda).values_list("pk", "tipo", "quando"))
    assert history[1:] == checks, "le righe di prima restano come erano"
    assert history[0][1] == "correzione", "non conta come verifica"
    assert scheda.first_published_at == first_published
    assert NotaModifica.objects.filter(page=scheda).unused().count() == notes


def test_a_failure_among_the_rows_leaves_the_page_as_it_was() -> None:
    scheda = make_scheda()
    before = traces(scheda)

    def broken(**kwargs: Any) -> None:
        raise RuntimeError("a metà")

    content_published.connect(broken)
    try:
        scheda.contenuto = text("Non deve uscire.")
        revision = scheda.save_revision()
        with pytest.raises(RuntimeError), transaction.atomic():
            revision.publish()
    finally:
        content_published.disconnect(broken)
    scheda = SchedaPage.objects.get(pk=scheda.pk)
    assert "Non deve uscire" not in str(scheda.contenuto)
    assert "Non deve uscire" not in scheda.zone_html["contenuto"]
    assert traces(scheda) == before


def test_one_failing_revision_stops_no_other() -> None:
    part = make_part()
    bad, good = (make_scheda(part, codice=f"1.{n}", live=False) for n in (1, 2))
    for scheda in (bad, good):
        make_due(schedule(scheda))

    def broken(oggetto: Any, **kwargs: Any) -> None:
        if oggetto.pk == bad.pk:
            raise RuntimeError("questa no")

    content_published.connect(broken)
    try:
        with pytest.raises(RuntimeError):
            publish_scheduled()
    finally:
        content_published.disconnect(broken)
    assert [Page.objects.get(pk=s.pk).live for s in (bad, good)] == [False, True]
    assert publish_scheduled() == 1, "quella fallita resta dovuta"


def test_unpublishing_and_deleting_withdraw_the_citations(client: Client) -> None:
    scheda, other = make_scheda(codice="1.1"), make_scheda(codice="1.2")
    scheda.unpublish()
    assert traces(scheda)["citazioni"] == 0
    assert scheda.title not in client.get("/aggiornamenti/").content.decode()
    other_pk = other.pk
    other.delete()
    assert not Citazione.objects.filter(object_id=other_pk).exists()
    assert other.title not in client.get("/aggiornamenti/").content.decode()


def test_an_expired_page_goes_away_by_the_job() -> None:
    scheda = make_scheda()
    Page.objects.filter(pk=scheda.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))
    assert publish_scheduled() == 1
    assert not Page.objects.get(pk=scheda.pk).live
    assert traces(scheda)["citazioni"] == 0
