"""All citations written anew, stopped and gone on with; and the comparison that says when to."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from piattaforma.citazioni import Identificatore
from piattaforma.nucleo.models import Resa
from piattaforma.riferimenti import ricostruzione, risolutore
from piattaforma.riferimenti.confronto import compare
from piattaforma.riferimenti.models import Citazione, Ricostruzione
from piattaforma.riferimenti.operations import COLONNE
from piattaforma.riferimenti.ricostruzione import rebuild
from piattaforma.riferimenti.risolutore import OfficialSource
from tests.factories import CTS_55_3, make_part, make_scheda, references, text

pytestmark = pytest.mark.django_db

PROSE = "Vale l’art. 56 del d.lgs. 3 luglio 2017, n. 117."


@pytest.fixture
def schede() -> list[Any]:
    part = make_part()
    return [
        make_scheda(part, codice=f"1.{n}", norme=references(CTS_55_3), contenuto=text(PROSE))
        for n in range(1, 6)
    ]


def rows() -> list[tuple[Any, ...]]:
    return list(Citazione.objects.order_by("object_id", "ordine").values_list(*COLONNE))


def run(command: str, *arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command(command, *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_what_is_lost_comes_back_and_what_is_there_stays(schede: list[Any]) -> None:
    before, kept = rows(), set(Citazione.objects.of(schede[0]).values_list("pk", flat=True))
    marks = Resa.objects.get(pk=schede[1].pk).segni
    Citazione.objects.of(schede[1]).delete()
    Citazione.objects.of(schede[2]).update(frase="altro")
    Resa.objects.filter(pk=schede[1].pk).update(segni={})
    # Of a page that went while nobody listened.
    Page.objects.filter(pk=schede[4].pk).update(live=False)
    code, said = run("citazioni_rebuild")
    assert code == 0
    assert "riletti, 4 cambiati" in said, "due contenuti, due righe orfane"
    assert rows() == [row for row in before if row[1] != schede[4].pk]
    assert set(Citazione.objects.of(schede[0]).values_list("pk", flat=True)) == kept
    assert Resa.objects.get(pk=schede[1].pk).segni == marks
    assert run("citazioni_rebuild", "--json")[1].strip().endswith('"cambiati": 0}')


def test_stopped_it_goes_on_from_where_it_was(
    schede: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows()
    Citazione.objects.all().delete()
    monkeypatch.setattr(ricostruzione, "PASSO", 2)
    steps = rebuild()
    while not Citazione.objects.of(schede[1]).exists():
        next(steps)
    steps.close()
    state = Ricostruzione.objects.get()
    assert state.finita is None
    # What is done is not done again, unless one asks.
    Citazione.objects.of(schede[0]).delete()
    _, said = run("citazioni_rebuild")
    assert said.startswith(f"Riprendo: {state.fatti} contenuti")
    assert {row[1] for row in rows()} == {scheda.pk for scheda in schede[1:]}
    run("citazioni_rebuild")
    assert rows() == before


def test_from_the_beginning_when_asked(schede: list[Any]) -> None:
    next(rebuild())
    Ricostruzione.objects.update(finita=None, oggetto=10**6)
    Citazione.objects.all().delete()
    run("citazioni_rebuild", "--da-capo")
    assert len({row[1] for row in rows()}) == 5


def test_the_check_is_silent_where_all_is_well(schede: list[Any]) -> None:
    with CaptureQueriesContext(connection) as queries:
        code, said = run("citazioni_check")
    assert (code, "coincidono" in said) == (0, True)
    assert not [
        q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda s: Citazione.objects.of(s).filter(origine="riconosciuta").delete(), "manca "),
        (lambda s: Citazione.objects.of(s).filter(ordine=0).update(perche="altro"), "in più "),
        (lambda s: Resa.objects.filter(pk=s.pk).update(segni={}), "i collegamenti nel testo"),
        (lambda s: Page.objects.filter(pk=s.pk).update(live=False), "non più pubblicati"),
    ],
)
def test_the_check_lists_what_differs(schede: list[Any], damage: Any, words: str) -> None:
    damage(schede[3])
    code, said = run("citazioni_check")
    assert code == 1
    assert words in said
    code, said = run("citazioni_check", "--json")
    assert (code, json.loads(said)["uguali"]) == (1, False)
    run("citazioni_rebuild")
    assert run("citazioni_check")[0] == 0


def test_the_check_counts_the_acts_that_nobody_holds(
    schede: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_scheda(codice="1.6", norme=references("ECLI:IT:COST:2020:131"), contenuto=[])
    (act, decision) = compare().senza_record
    assert (act.nome, act.citazioni, act.contenuti) == ("d.lgs. 3 luglio 2017, n. 117", 10, 5)
    assert (decision.identificatore, decision.citazioni) == ("ECLI:IT:COST:2020:131", 1)
    assert "10 in 5 contenuti: d.lgs. 3 luglio 2017, n. 117" in run("citazioni_check")[1]

    class Register(OfficialSource):
        def held(self, acts: Any) -> set[str]:
            return {str(a) for a in acts if isinstance(a, Identificatore) and not a.is_decisione}

    monkeypatch.setattr(risolutore._Port, "resolver", Register())
    assert [act.identificatore for act in compare().senza_record] == ["ECLI:IT:COST:2020:131"]


def test_each_content_costs_few_statements(schede: list[Any]) -> None:
    run("citazioni_rebuild")
    with CaptureQueriesContext(connection) as queries:
        state = list(rebuild())[-1]
    assert state.fatti >= 5
    # Each annotator adds a few: its names, its version, the rows of where it found something; whoever
    # keeps indexes asks which they are, and writes down that the content was read again.
    assert len(queries) < 14 * state.fatti + 30
