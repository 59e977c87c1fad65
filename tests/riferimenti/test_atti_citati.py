"""Which acts the contents cite: rows follow what is live, joined by identifier, counted for the reader."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from piattaforma.riferimenti.models import Citazione
from piattaforma.riferimenti.querysets import cited_acts
from tests.factories import CTS_55_3, LR_65_11, make_scheda, references

pytestmark = pytest.mark.django_db
CTS_YEAR_ONLY = "urn:nir:stato:decreto.legislativo:2017;117~art56"
COST_131 = "ECLI:IT:COST:2020:131"


def test_one_act_whatever_the_spelling_and_the_part() -> None:
    make_scheda(codice="1.1", norme=references(CTS_55_3, LR_65_11))
    make_scheda(codice="1.2", norme=references(CTS_YEAR_ONLY))
    acts = cited_acts(None)
    assert [(act.slug, act.n) for act in acts] == [("dlgs-117-2017", 2), ("lr-toscana-65-2020", 1)]
    assert [s.partizioni for s in acts[0].schede] == [["art. 55, comma 3"], ["art. 56"]]
    assert acts[0].titolo == "Codice del Terzo settore"


@pytest.mark.parametrize("count", [1, 12])
def test_five_queries_whatever_the_number(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        make_scheda(codice=f"1.{n + 1}", norme=references(CTS_55_3, LR_65_11))
    cited_acts(None)
    with django_assert_num_queries(5):
        cited_acts(None)
    assert Citazione.objects.count() == 2 * count


def test_a_long_list_is_cut_and_the_act_has_it_whole(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    schede = [make_scheda(codice=f"1.{n}", norme=references(CTS_55_3)) for n in range(1, 6)]
    make_scheda(codice="1.6", norme=references(COST_131))
    assert [len(act.schede) for act in cited_acts(None, shown=2)] == [2, 1]
    monkeypatch.setattr("pratiche.norme.atto.senza_scheda.PER_PAGINA", 3)
    here = "/norme/dlgs-117-2017/"
    first, second = (client.get(here, {"pagina": n}).content.decode() for n in (1, 2))
    assert [s.url in first for s in schede] == [True] * 3 + [False] * 2
    assert [s.url in second for s in schede] == [False] * 3 + [True] * 2
    assert "131" not in first.split("<main")[1]
    assert client.get(here, {"pagina": 3}).status_code == 404
    for number in ("x", "-1", "9" * 5000):
        assert client.get(here, {"pagina": number}).status_code == 200
