"""What changes of an act changes what is found of its articles, and is told."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from piattaforma.citazioni import parse_identifier
from piattaforma.nucleo.contents import contents_touched
from piattaforma.nucleo.models import Termine
from pratiche.jobs import follow_the_calendar
from pratiche.norme.models import Norma, StatoNorma, VersioneArticolo
from pratiche.norme.operations import record_official_change
from pratiche.norme.registrazione import correct_identifier
from pratiche.norme.unione import merge
from tests.factories.norme import CTS, add_article, make_norma

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[tuple[str, set[int]]]]:
    told: list[tuple[str, set[int]]] = []

    def hear(sender: Any, keys: Any, **kwargs: Any) -> None:
        found = sender._default_manager.filter(pk__in=keys).values_list("pk", flat=True)
        told.append((sender.__name__, set(found)))

    contents_touched.connect(hear)
    yield told
    contents_touched.disconnect(hear)


@pytest.fixture
def norma() -> Norma:
    return make_norma(CTS, titolo_breve="Codice", articoli=("1", "2"))


@pytest.fixture
def articles(norma: Norma) -> set[int]:
    return set(norma.articoli.values_list("pk", flat=True))


def test_another_name_tells_the_articles(norma: Norma, articles: set[int], heard: Any) -> None:
    norma.titolo_breve = "Codice del Terzo settore"
    norma.save_revision().publish()
    assert heard == [("Articolo", articles)]


def test_the_official_side_tells_the_articles(norma: Norma, articles: set[int], heard: Any) -> None:
    record_official_change(norma=norma, testo="Cambia lo stato.")
    assert heard == [("Articolo", articles)]


def test_another_identifier_tells_all(norma: Norma, articles: set[int], heard: Any) -> None:
    other = parse_identifier("urn:nir:stato:decreto.legislativo:2017-07-03;118")
    correct_identifier(norma=norma, identificatore=other)
    assert heard == [("Norma", {norma.pk}), ("Articolo", articles)]


def test_a_theme_tells_all(norma: Norma, articles: set[int], heard: Any) -> None:
    theme = Termine.objects.create(vocabolario="temi", codice="uno", etichetta="Uno")
    norma = Norma.objects.get(pk=norma.pk)
    norma.temi.add(theme)
    norma.save()
    assert sorted(heard) == [("Articolo", articles), ("Norma", {norma.pk})]
    heard.clear()
    theme.delete()
    assert sorted(heard) == [("Articolo", articles), ("Norma", {norma.pk})]


def test_a_merge_tells_what_stays(norma: Norma, articles: set[int], heard: Any) -> None:
    other = make_norma("urn:nir:stato:legge:2017-07-03", titolo_breve="Altro nome")
    moved = add_article(other, "3")
    heard.clear()
    merge(resta=norma, va=other)
    assert heard[-2:] == [("Norma", {norma.pk}), ("Articolo", articles | {moved.pk})]


def test_a_state_that_begins_is_told_by_the_calendar(
    norma: Norma, articles: set[int], heard: Any
) -> None:
    follow_the_calendar()
    assert heard == []
    StatoNorma.objects.create(norma=norma, stato="abrogato", dal=timezone.localdate())
    StatoNorma.objects.create(
        norma=norma, stato="vigente", dal=timezone.localdate() + dt.timedelta(days=9)
    )
    heard.clear()
    follow_the_calendar()
    assert heard == [("Norma", {norma.pk}), ("Articolo", articles)]


def test_a_state_written_or_taken_away_is_told(
    norma: Norma, articles: set[int], heard: Any
) -> None:
    first = norma.articoli.first()
    assert first is not None
    StatoNorma.objects.create(norma=norma, stato="abrogato")
    assert heard == [("Norma", {norma.pk}), ("Articolo", articles)]
    heard.clear()
    StatoNorma.objects.create(norma=norma, articolo=first, stato="abrogato")
    assert heard == [("Articolo", {first.pk})]
    heard.clear()
    StatoNorma.objects.filter(articolo=None, stato="abrogato").delete()
    assert heard == [("Norma", {norma.pk}), ("Articolo", articles)]
    heard.clear()
    norma.delete()
    assert heard == [], "se ne va con il suo atto"


def test_a_version_written_or_taken_away_is_told(norma: Norma, heard: Any) -> None:
    version = VersioneArticolo.objects.filter(articolo__norma=norma).first()
    assert version is not None
    version.rubrica = "Un’altra rubrica"
    version.save()
    VersioneArticolo.objects.filter(pk=version.pk).delete()
    assert heard == [("Articolo", {version.articolo_id})] * 2
