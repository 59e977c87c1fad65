"""Promoted results: the same question in any spelling, on its days, never to who may not read the page."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.contract import Document
from search.engines.embedded import EmbeddedEngine
from search.models import RisultatoPromosso
from search.risposte.promossi import promoted_for

pytestmark = pytest.mark.django_db

ANYONE = frozenset({"tutti"})


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    made = EmbeddedEngine(tmp_path)
    documents = [
        Document("a.b:1", "Patto", url="/patto/", visibilita=ANYONE),
        Document("a.b:2", "Riservata", url="/riservata/", visibilita=frozenset({"7"})),
    ]
    with made.building() as building:
        building.add(documents)
        with made.writing():
            building.swap()
    return made


def promoted(text: str, engine: Any, readers: frozenset[str] = ANYONE) -> list[tuple[str, str]]:
    found = promoted_for(text, readers=readers, engine=engine)
    return [(one.document.uid, one.perche) for one in found]


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("patto di collaborazione", "Patti di collaborazione"),
        ("patto di collaborazione", "il patto collaborazione"),
        ("patto di collaborazione", "«patto di collaborazione»"),
        ("co-progettazione", "coprogettazione"),
        ("coprogettazione", "co progettazione"),
        ("società della salute", "Societa della SALUTE"),
        ("art. 55 cts", "articolo 55 del codice del Terzo settore"),
    ],
)
def test_a_question_in_any_spelling(question: str, typed: str, engine: Any) -> None:
    RisultatoPromosso.objects.create(
        domande=f"altro\n{question}", indirizzo="/patto/", perche="Parti da qui."
    )
    assert promoted(typed, engine) == [("a.b:1", "Parti da qui.")]


@pytest.mark.parametrize(
    "typed", ["patto", "collaborazione patto", "patto -collaborazione", "di", "", "patto tra soci"]
)
def test_another_question_has_nothing(typed: str, engine: Any) -> None:
    RisultatoPromosso.objects.create(domande="patto di collaborazione", indirizzo="/patto/")
    assert promoted(typed, engine) == []


def test_only_to_who_may_read_it(engine: Any) -> None:
    RisultatoPromosso.objects.create(domande="patto", indirizzo="/riservata/")
    RisultatoPromosso.objects.create(domande="patto", indirizzo="/sparita/")
    assert promoted("patto", engine) == []
    assert promoted("patto", engine, ANYONE | {"7"}) == [("a.b:2", "")]


def test_a_page_is_followed_and_its_old_address_is_not(engine: Any) -> None:
    RisultatoPromosso.objects.create(domande="patto", indirizzo="/vecchia/", uid="a.b:1")
    assert promoted("patto", engine) == [("a.b:1", "")]
    with engine.writing():
        engine.update(
            [Document("a.b:3", "Altra", url="/vecchia/", visibilita=ANYONE)], removed=["a.b:1"]
        )
    assert promoted("patto", engine) == []


def test_on_its_days_once_and_with_one_query(engine: Any) -> None:
    today = timezone.localdate()
    day = dt.timedelta(days=1)
    for start, end, shown in [
        (None, None, True),
        (today, today, True),
        (today + day, None, False),
        (None, today - day, False),
    ]:
        RisultatoPromosso.objects.all().delete()
        for _ in range(2):
            RisultatoPromosso.objects.create(
                domande="patto", indirizzo="/patto/", dal=start, al=end
            )
        assert bool(promoted("patto", engine)) is shown, (start, end)
    RisultatoPromosso.objects.update(dal=None, al=None)
    with CaptureQueriesContext(connection) as caught:
        assert len(promoted("patto", engine)) == 1
    assert len(caught) == 1
