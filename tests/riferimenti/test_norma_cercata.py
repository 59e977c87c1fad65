"""The door "Cerco una norma": citations as people type them, and who cites them."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from piattaforma.riferimenti.norma_cercata import read_typed
from sussidiario.models import SchedaPage
from tests.factories import CTS_55_3, LR_65_11, make_scheda, references

pytestmark = pytest.mark.django_db
CTS_56 = "urn:nir:stato:decreto.legislativo:2017-07-03;117~art56"
CTS_55_4 = "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com4"
CTS_55 = "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55"


@pytest.fixture(autouse=True)
def schede() -> None:
    make_scheda(codice="1.1", norme=references(CTS_55_3))
    make_scheda(codice="1.2", norme=references(CTS_55_4, LR_65_11))
    make_scheda(codice="1.3", norme=references(CTS_55))
    make_scheda(codice="1.4", norme=references(CTS_56))


@pytest.mark.parametrize(
    ("typed", "citing"),
    [
        ("art 55 c 3 cts", ["1.1", "1.3"]),
        ("55 cts", ["1.1", "1.2", "1.3"]),
        ("codice del terzo settore", ["1.1", "1.2", "1.3", "1.4"]),
        ("lr toscana 65/2020 art. 11", ["1.2"]),
    ],
)
def test_who_cites_what_was_typed(typed: str, citing: list[str]) -> None:
    (found,) = read_typed(typed, None)
    assert [who.titolo for who in found.chi_cita] == [f"Domanda {code}?" for code in citing]
    assert found.ufficiale.startswith("https://")


def test_closed_pages_are_not_counted() -> None:
    PageViewRestriction.objects.create(
        page=SchedaPage.objects.get(codice="1.1"), restriction_type="login"
    )
    assert read_typed("art 55 c 3 cts", None)[0].n == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("art 9 cts", "Nessuna pagina di questo sito la cita"),
        ("terzo", "Questi hanno le stesse parole"),
        ("qwerty", "non riconosciamo una norma"),
        ("<b>\0" + "x" * 500, "non riconosciamo una norma"),
    ],
)
def test_what_is_not_cited_or_not_a_norm_has_a_way_on(
    client: Client, typed: str, said: str
) -> None:
    response = client.get("/norme/", {"q": typed})
    assert response.status_code == 200
    html = response.content.decode()
    assert said in html
    assert "<b>" not in html
