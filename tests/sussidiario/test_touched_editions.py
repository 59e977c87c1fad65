"""What an edition, a part or a scheda changes of others is told."""

from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.contents import contents_touched
from sussidiario.edizione.operations import make_current
from sussidiario.models import EdizionePage, SchedaDiSituazione
from tests.factories import make_edition, make_part, make_scheda, make_situation, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[dict[str, set[int]]]:
    told: dict[str, set[int]] = {}

    def hear(sender: Any, keys: Any, **kwargs: Any) -> None:
        found = sender._default_manager.filter(pk__in=keys).values_list("pk", flat=True)
        told.setdefault(sender.__name__, set()).update(found)

    contents_touched.connect(hear)
    yield told
    contents_touched.disconnect(hear)


def test_a_switch_tells_every_scheda_and_the_situations(heard: Any) -> None:
    old = make_scheda(make_part(make_edition("2025")))
    new = make_scheda(make_part(make_edition("2026")))
    situation = make_situation("caso", "1.1")
    heard.clear()
    make_current(edition=EdizionePage.objects.get(anno=2025))
    assert heard["SchedaPage"] == {old.pk, new.pk}
    assert heard["Situazione"] == {situation.pk}
    assert len(heard["EdizionePage"]) == len(heard["PartePage"]) == 2


def test_a_part_and_a_scheda_tell_what_hangs_on_them(heard: Any) -> None:
    scheda = make_scheda()
    situation, _ = make_situation("caso", "1.1"), make_situation("altro", "9.9")
    part = scheda.get_parent().specific
    heard.clear()
    part.unpublish()
    assert heard == {"SchedaPage": {scheda.pk}, "Situazione": {situation.pk}}
    heard.clear()
    publish(scheda)
    assert heard == {"Situazione": {situation.pk}}
    heard.clear()
    PageViewRestriction.objects.create(page=scheda, restriction_type="login")
    assert heard == {"SchedaPage": {scheda.pk}, "Situazione": {situation.pk}}


def test_a_situation_tells_itself(heard: Any) -> None:
    situation = make_situation("caso", "1.1")
    assert heard == {"Situazione": {situation.pk}}
    heard.clear()
    situation.frase = "Un altro caso"
    situation.save()
    assert heard == {"Situazione": {situation.pk}}
    heard.clear()
    SchedaDiSituazione.objects.filter(situazione=situation).delete()
    assert heard == {"Situazione": {situation.pk}}
