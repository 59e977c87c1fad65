"""Two editions side by side: what is new, gone, changed, why, and in which words."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from sussidiario.edizione.confronto import compare_editions
from sussidiario.models import EdizionePage, SchedaTolta
from tests.factories import (
    CTS_55_3,
    LR_65_11,
    make_edition,
    make_part,
    make_scheda,
    references,
    text,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/sussidiario/confronta/"


@pytest.fixture
def two() -> tuple[EdizionePage, EdizionePage]:
    old, new = make_edition("2025"), make_edition("2026")
    before, after = make_part(old), make_part(new)
    for code in ("1.1", "1.2", "1.3", "1.4"):
        make_scheda(before, codice=code)
    make_scheda(after, codice="1.1")
    make_scheda(
        after,
        codice="1.2",
        contenuto=text("Il testo nuovo del contenuto."),
        norme=references(CTS_55_3, LR_65_11),
    )
    make_scheda(after, codice="1.3", title="Un’altra domanda?")
    make_scheda(after, codice="1.5")
    SchedaTolta.objects.create(edizione=new, codice="1.4", perche="Confluita nella 1.5.")
    return old, new


def test_what_is_new_gone_changed_and_why(two: tuple[EdizionePage, EdizionePage]) -> None:
    found = compare_editions(da=two[0], a=two[1], user=None)
    assert [s.codice for s in found.nuove] == ["1.5"]
    assert [(c.a.codice, c.zone) for c in found.cambiate] == [
        ("1.2", ["Contenuto", "Riferimenti normativi"]),
        ("1.3", ["Domanda"]),
    ]
    assert [c.perche for c in found.cambiate] == ["Prima pubblicazione."] * 2
    assert [s.codice for s in found.invariate] == ["1.1"]
    assert [(s.codice, why) for s, why in found.tolte] == [("1.4", "Confluita nella 1.5.")]


def test_the_page_of_one_question_shows_the_words(
    two: tuple[EdizionePage, EdizionePage], client: Client
) -> None:
    page = client.get(ADDRESS, {"da": "2025", "a": "2026", "scheda": "1.2"})
    assert [zone.titolo for zone in page.context["zone"]] == ["Contenuto", "Riferimenti normativi"]
    html = page.content.decode()
    assert "<ins>" in html
    assert "nuovo" in html
    backwards = client.get(ADDRESS, {"da": "2026", "a": "2025", "scheda": "1.2"})
    assert backwards.context["zone"] == page.context["zone"], "sempre nell’ordine del tempo"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({}, 200, "Schede cambiate"),
        ({"da": "2025"}, 200, "Schede cambiate"),
        ({"da": "1999"}, 400, "L’edizione «1999» non c’è"),
        ({"da": "2026", "a": "2026"}, 400, "due volte la stessa edizione"),
        ({"da": "2026"}, 200, "Schede cambiate"),
        ({"a": "2025"}, 200, "Prima di «Edizione 2025» non ci sono edizioni"),
        ({"scheda": "1.1"}, 200, "è uguale nelle due edizioni"),
        ({"scheda": "1.5"}, 200, "Apri la scheda"),
        ({"scheda": "1.4"}, 200, "non è più in «Edizione 2026»"),
        ({"scheda": "9.9"}, 400, "non è in queste edizioni"),
        ({"scheda": "<script>"}, 400, "&lt;script&gt;"),
    ],
)
def test_what_the_address_asks(
    two: tuple[EdizionePage, EdizionePage],
    client: Client,
    query: dict[str, str],
    status: int,
    said: str,
) -> None:
    response = client.get(ADDRESS, query)
    assert response.status_code == status
    assert said in response.content.decode()


def test_one_edition_alone_says_so(client: Client) -> None:
    make_scheda()
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert "C’è una sola edizione" in response.content.decode()


def test_what_is_closed_is_neither_named_nor_counted(
    two: tuple[EdizionePage, EdizionePage], client: Client
) -> None:
    from sussidiario.models import SchedaPage

    closed = SchedaPage.objects.get(codice="1.2", url_path__contains="/2026/")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    found = compare_editions(da=two[0], a=two[1], user=None)
    assert [c.a.codice for c in found.cambiate] == ["1.3"]
    assert [s.codice for s, _ in found.tolte] == ["1.4"], "chiusa non vuol dire tolta"
    response = client.get(ADDRESS, {"scheda": "1.2"})
    assert response.status_code == 400
    assert "testo nuovo" not in response.content.decode()
    PageViewRestriction.objects.create(page=two[0], restriction_type="login")
    assert client.get(ADDRESS, {"da": "2025"}).status_code == 400


def test_many_schede_cost_the_queries_of_four(
    two: tuple[EdizionePage, EdizionePage],
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            compare_editions(da=two[0], a=two[1], user=None)
        return len(captured)

    few = queries()
    for edition in two:
        part = edition.get_children().get().specific
        for number in range(20):
            make_scheda(
                part, codice=f"2.{number}", prassi=text(f"Nota {edition.anno} di {number}.")
            )
    assert queries() == few
