"""Readings of what is no page: kept with the publication, made again by the loop, shown as kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.dispatch import receiver
from django.test import Client
from django.test.utils import CaptureQueriesContext

from piattaforma.nucleo.contents import content_of, content_reread
from piattaforma.nucleo.jobs import refresh_kept_readings
from piattaforma.nucleo.letture import refresh_readings
from piattaforma.nucleo.models import ResaContenuto
from piattaforma.nucleo.renderings import mark_unread, read_live, read_unwritten
from piattaforma.riferimenti.models import Citazione
from sussidiario.models import Situazione, VoceGlossario
from tests.factories import make_page, make_scheda, make_situation, make_voce, publish, text

pytestmark = pytest.mark.django_db

LAW = "Lo dice l’art. 55 del d.lgs. 117/2017."


@pytest.fixture
def reread() -> Any:
    """What was read again, in order."""
    heard: list[Any] = []

    @receiver(content_reread)
    def listen(oggetto: Any, **kwargs: Any) -> None:
        heard.append(oggetto)

    yield heard
    content_reread.disconnect(listen)


def kept(voce: VoceGlossario) -> ResaContenuto:
    return ResaContenuto.objects.of(voce).get()


def test_a_publication_keeps_and_a_withdrawal_forgets() -> None:
    voce, other = make_voce("Patto", definizione=LAW), make_voce("Avviso")
    assert kept(voce).zone["definizione"] == f"<p>{LAW}</p>"
    assert [mark.annotatore for mark in kept(voce).legati["definizione"]] == ["citazioni"]
    voce.unpublish()
    assert list(ResaContenuto.objects.values_list("object_id", flat=True)) == [other.pk]


def test_the_loop_makes_what_is_missing_or_old_and_nothing_else(reread: list[Any]) -> None:
    first, second = make_voce("Patto", definizione=LAW), make_voce("Avviso", definizione=LAW)
    make_voce("Bozza", live=False)
    refresh_kept_readings()
    reread.clear()
    ResaContenuto.objects.of(first).delete()
    Citazione.objects.all().delete()
    ResaContenuto.objects.of(second).update(letta_con="di prima")
    assert refresh_readings() == 2
    assert reread == [first, second]
    assert Citazione.objects.of(first).count() == Citazione.objects.of(second).count() == 1
    with CaptureQueriesContext(connection) as queries:
        assert refresh_readings() == 0
    assert not [q for q in queries if "FOR UPDATE" in q["sql"] or "SAVEPOINT" in q["sql"]]
    # What makes all readings old makes these old too.
    assert mark_unread() >= 2
    assert refresh_readings(Situazione) == 0
    assert refresh_readings(VoceGlossario) == 2


def test_one_that_fails_stays_due(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = make_voce("Patto", definizione="Non si legge."), make_voce("Avviso")
    mark_unread()
    content: Any = content_of(VoceGlossario)
    zones: Callable[[Any], Any] = content.zone

    def failing(oggetto: Any) -> Any:
        if oggetto.pk == bad.pk:
            raise ValueError("illeggibile")
        return zones(oggetto)

    monkeypatch.setattr(content, "zone", failing)
    with pytest.raises(ValueError, match="illeggibile"):
        refresh_readings()
    assert (kept(bad).letta_con, kept(bad).zone["definizione"]) == ("", "<p>Non si legge.</p>")
    assert kept(good).letta_con


def test_what_went_meanwhile_leaves_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    voce = make_voce("Patto")
    ResaContenuto.objects.all().delete()
    content: Any = content_of(VoceGlossario)
    answers = iter([VoceGlossario.objects.all(), VoceGlossario.objects.none()])
    monkeypatch.setattr(content, "pubblicati", lambda: next(answers))
    assert refresh_readings(VoceGlossario) == 0
    assert not ResaContenuto.objects.of(voce).exists()


def test_readers_get_what_is_kept_and_previews_what_is_written() -> None:
    voce = make_voce("Patto", definizione="Un accordo.")
    ResaContenuto.objects.of(voce).update(zone={"definizione": "<p>Quello tenuto.</p>"})
    fresh = VoceGlossario.objects.get(pk=voce.pk)
    assert fresh.zone_html["definizione"] == "<p>Quello tenuto.</p>"
    draft = VoceGlossario.objects.get(pk=voce.pk)
    draft.definizione, draft.is_anteprima = LAW, True
    assert "cd-cite" in draft.zone_html["definizione"]
    assert len(draft.chiavi_segnate("citazioni")) == 1
    assert kept(voce).zone["definizione"] == "<p>Quello tenuto.</p>"


def test_a_comparison_sees_a_reading_that_is_not_of_today() -> None:
    voce = make_voce("Patto", definizione=LAW)
    content: Any = content_of(voce)
    assert read_unwritten(content=content, key=voce.pk)[2] is True  # type: ignore[index]
    ResaContenuto.objects.of(voce).update(segni={})
    assert read_unwritten(content=content, key=voce.pk)[2] is False  # type: ignore[index]
    read_live(content=content, key=voce.pk)
    assert kept(voce).segni
    ResaContenuto.objects.all().delete()
    assert read_unwritten(content=content, key=voce.pk)[2] is False  # type: ignore[index]
    read_live(content=content, key=voce.pk)
    assert kept(voce).segni


def test_pages_and_what_keeps_none_have_no_row(client: Client) -> None:
    make_scheda(contenuto=text(LAW))
    make_situation("caso", "1.1")
    page = make_page()
    page.corpo = text(LAW)
    publish(page)
    refresh_readings()
    types = ContentType.objects.get_for_models(Situazione, VoceGlossario)
    assert not ResaContenuto.objects.exclude(content_type=types[VoceGlossario]).exists()
    assert "cd-cite" in client.get(page.url).content.decode()
