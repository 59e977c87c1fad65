"""What the register lacks, for the editors; and the search beside a field for an identifier."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from piattaforma.nucleo.models import Aggiornamento
from piattaforma.nucleo.scelta_norme import IdentificatoreInput
from pratiche.norme.lacune import register_gaps
from tests.factories import make_news, make_scheda, text
from tests.factories.norme import make_norma, make_pronuncia

pytestmark = pytest.mark.django_db

L241 = "urn:nir:stato:legge:1990-08-07;241"


@pytest.fixture
def editor(redattrice: Any) -> Client:
    client = Client()
    client.force_login(redattrice)
    return client


def news(number: int, words: str) -> None:
    make_news(f"Notizia {number}", corpo=text(words))


# --- what is lacking --------------------------------------------------------------------------------


def test_what_is_cited_and_not_there_most_cited_first() -> None:
    make_norma(articoli=("55",), livello="letto-sul-testo")
    draft = make_norma(L241, live=False)
    news(1, "Secondo l’art. 11 della l. 241/1990 e l’art. 56 del d.lgs. 117/2017.")
    news(2, "Secondo l’art. 56 del d.lgs. 117/2017 e l’art. 55 del d.lgs. 117/2017.")
    news(3, "Secondo l’art. 57 del d.lgs. 117/2017 e la l. 328/2000; la l. 241/1990.")
    gaps = register_gaps(AnonymousUser())
    assert [(a.identificatore.chiave, a.n) for a in gaps.atti] == [
        ("nir:stato:legge:1990;241", 2),
        ("nir:stato:legge:2000;328", 1),
    ]
    assert [a.bozza and a.bozza.norma for a in gaps.atti] == [draft, None]
    assert [(a.numero, a.n) for a in gaps.articoli] == [("56", 2), ("57", 1)]


def test_an_act_to_confirm_waits_until_somebody_checks_it(editor: Client) -> None:
    norma = make_norma()
    assert register_gaps(AnonymousUser()).mai_verificate == [norma]
    address = reverse("pratiche_admin_verifica_norma", args=[norma.pk])
    editor.post(address, {"nota": "Riletta."})
    assert register_gaps(AnonymousUser()).mai_verificate == []
    assert Aggiornamento.objects.of(norma)[0].tipo == "verifica"


def test_the_first_page_of_the_admin_says_it_to_who_can_mend_it(
    editor: Client, amministratrice: Any
) -> None:
    news(1, "Secondo la l. 328/2000 e l’art. 56 del d.lgs. 117/2017.")
    make_norma(articoli=("55",))
    home = editor.get("/admin/").content.decode()
    add = "/admin/snippets/pratiche/norma/add/?atto=urn:nir:stato:legge:2000-11-08;328"
    assert f'href="{add}"' in home
    assert re.search(r"Art. 56, <a [^>]+>[^<]+</a>: 1.contenuto lo cita", home)
    assert "Tutto l’elenco" in home
    page = editor.get(reverse("pratiche_admin_lacune")).content.decode()
    assert f'href="{add}"' in page
    assert "Articoli citati, che la scheda dell’atto non ha (1)" in page


def test_it_costs_the_same_for_one_and_for_many() -> None:
    make_norma(articoli=("55",))
    counts = []
    for start, stop in ((1, 2), (2, 14)):
        for n in range(start, stop):
            news(n, f"La l. {n + 10}/2001 e l’art. {n + 60} del d.lgs. 117/2017.")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            gaps = register_gaps(AnonymousUser())
        counts.append(len(queries))
    assert (len(gaps.atti), len(gaps.articoli)) == (13, 13)
    assert counts == [7, 7]


# --- the search beside a field -----------------------------------------------------------------------


def found(client: Client, typed: str) -> str:
    return client.get(reverse("pratiche_admin_cerca"), {"q": typed}).content.decode()


def test_readings_say_what_the_register_has(editor: Client) -> None:
    make_norma(titolo_breve="Codice del Terzo settore", articoli=("55",), stato="modificato")
    draft = make_norma(L241, live=False)
    make_pronuncia("ECLI:IT:COST:2020:131", in_una_riga="Fonda l’amministrazione condivisa.")
    html = found(editor, "55 cts")
    assert 'data-identificatore="urn:nir:stato:decreto.legislativo:2017-07-03;117~art55"' in html
    for words in ("Rubrica 55", "Vigente", "Ha la sua scheda."):
        assert words in html
    assert "Crea la scheda" not in html
    assert f'href="/admin/snippets/pratiche/norma/edit/{draft.pk}/"' in found(editor, "l. 241/1990")
    assert "Fonda l’amministrazione" in found(editor, "131/2020")
    html = found(editor, "132/2020")
    assert "/admin/snippets/pratiche/norma/add/?atto=urn:nir:stato:legge:2020;132" in html
    html = found(editor, "Cons. Stato 1/2020")
    assert "/admin/snippets/pratiche/pronuncia/add/?atto=ECLI:IT:CDS:2020:1" in html


def test_words_find_records_and_nonsense_is_said(editor: Client) -> None:
    make_norma(titolo_breve="Codice del Terzo settore")
    assert "Codice del Terzo settore" in found(editor, "terzo settore")
    assert "non si riconosce una norma" in found(editor, "xyzzy <b>")
    assert "<b>" not in found(editor, "xyzzy <b>")
    assert "premi Invio" in found(editor, " ")
    assert found(editor, "\0" * 400) != ""


def test_a_reviewer_chooses_and_creates_nothing(revisore: Any) -> None:
    reviewer = Client()
    reviewer.force_login(revisore)
    html = found(reviewer, "l. 328/2000")
    assert "data-identificatore" in html
    assert "Crea la scheda" not in html


def test_who_may_not_write_a_draft_is_not_told_of_it(editor: Client, revisore: Any) -> None:
    draft = make_norma(L241, live=False)
    news(1, "Secondo la l. 241/1990.")
    for group in Group.objects.filter(user=revisore):
        group.permissions.remove(*group.permissions.filter(codename="change_norma"))
    reviewer = Client()
    reviewer.force_login(revisore)
    html = found(reviewer, "l. 241/1990")
    assert "Senza scheda" in html
    assert "bozza" not in html
    assert f"/norma/edit/{draft.pk}/" not in html
    assert "La scheda è una bozza" in found(editor, "l. 241/1990")


def test_every_field_for_an_identifier_has_the_search(editor: Client) -> None:
    """Of the register and of the kernel's blocks; without a register it is a plain field."""
    url = reverse("pratiche_admin_cerca")
    norma = make_norma()
    for address in (
        "/admin/snippets/pratiche/norma/add/",
        "/admin/snippets/pratiche/pronuncia/add/",
        reverse("pratiche_admin_dati", args=[norma.pk]),
    ):
        html = editor.get(address).content.decode()
        assert f'data-cd-scelta-norme-url-value="{url}"' in html
        assert "nucleo/admin/scelta_norme.js" in html
    page = make_scheda()
    html = editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "cd-scelta-norme-url-value" in html
    assert "nucleo/admin/scelta_norme.js" in html


def test_without_a_register_the_field_is_a_plain_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from piattaforma.nucleo import scelta_norme

    monkeypatch.setattr(scelta_norme._Port, "url_name", "")
    assert "data-controller" not in IdentificatoreInput().render("x", "")
