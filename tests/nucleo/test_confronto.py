"""The page of one change: the two texts by zone, and who may set them side by side."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from piattaforma.nucleo.comparison import compare_zones, total
from piattaforma.nucleo.models import Aggiornamento
from tests.factories import CTS_55_3, LR_65_11, make_page, make_scheda, publish, references, text

pytestmark = pytest.mark.django_db
LINK = "Vedi le differenze"


def last(page: Any) -> Aggiornamento:
    return Aggiornamento.objects.of(page).latest("pk")


def address(page: Any) -> str:
    return f"/aggiornamenti/{last(page).pk}/"


def change(page: Any, words: str, **kwargs: Any) -> Any:
    page.corpo = text(words)
    return publish(page, tipo="correzione", **kwargs)


def restrict(page: Any, kind: str, *groups: Group) -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="apriti"
    )
    restriction.groups.set(groups)
    return restriction


def test_the_two_texts_by_zone(client: Client) -> None:
    scheda = make_scheda(contenuto=text("Resta.\n\nDura 15 giorni.\n\nPoi si chiude."))
    scheda.contenuto = text("Resta.\n\nDura 30 giorni.\n\nPoi si chiude.\n\nSi pubblica l’esito.")
    scheda.norme = references(LR_65_11)
    publish(scheda, tipo="sostanziale", testo="Il termine è raddoppiato.")
    page = client.get(scheda.url).content.decode()
    assert page.count(LINK) == 1, "la prima pubblicazione non ha con che cosa confrontarsi"
    assert f'href="{address(scheda)}"' in page

    response = client.get(address(scheda))
    html = response.content.decode()
    assert [zona.titolo for zona in response.context["zone"]] == ["Contenuto", "Riferimenti"]
    assert str(response.context["sintesi"]) == "2 capoversi cambiati, 1 aggiunto"
    assert '<del><span class="cd-vh">[tolto: </span>15<span class="cd-vh">]</span></del>' in html
    assert '<ins><span class="cd-vh">[aggiunto: </span>30<span class="cd-vh">]</span></ins>' in html
    assert "Senza differenze: Titolo e sommario, In breve, Buone prassi" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Il termine è raddoppiato." in html
    assert scheda.url in html
    # acts by their names, not by their identifiers
    assert "urn:nir" not in html.partition("Riferimenti")[2].partition("<footer")[0]
    assert CTS_55_3 in last(scheda).testo_prima


def test_what_is_no_difference_has_no_page(client: Client) -> None:
    page = make_page("Una pagina", slug="una-pagina")
    publish(page, tipo="verifica", testo="Riletta.")
    assert LINK not in client.get(page.url).content.decode()
    assert client.get(address(page)).status_code == 404
    # a text as it was written before its paragraphs were kept apart
    row = last(page)
    Aggiornamento.objects.filter(pk=row.pk).update(testo_dopo=" ".join(row.testo_dopo.split()))
    publish(page)
    assert last(page).pk == row.pk, "la stessa pagina di nuovo non è una modifica"


def test_the_way_to_the_other_changes(client: Client) -> None:
    page = make_page("Una pagina", slug="una-pagina")
    for words in ("Il secondo testo.", "Il terzo testo.", "Il quarto testo."):
        change(page, words)
    rows = list(Aggiornamento.objects.of(page).order_by("pk"))
    response = client.get(f"/aggiornamenti/{rows[2].pk}/")
    assert response.context["prima"] == rows[1]
    assert response.context["precedente"] == rows[1]
    assert response.context["successiva"] == rows[3]
    assert "Non è il testo di oggi" in response.content.decode()
    assert "Non è il testo di oggi" not in client.get(address(page)).content.decode()


# --- who may read what ---------------------------------------------------------------------------


@pytest.fixture
def insider(membro: Any) -> Client:
    membro.groups.add(Group.objects.create(name="Interni"))
    member = Client()
    member.force_login(membro)
    return member


def test_what_was_private_stays_so_when_the_page_opens(insider: Client) -> None:
    """Private "segreto" → private "riservato" → opened and changed → changed again."""
    anonymous = Client()
    page = make_page("Una pagina", slug="una-pagina")
    restriction = restrict(page, "groups", Group.objects.get(name="Interni"))
    change(page, "Il testo segreto.")
    change(page, "Il testo riservato.")
    closed = address(page)
    assert insider.get(closed).status_code == 200
    assert LINK in insider.get(page.url).content.decode()
    assert anonymous.get(closed).status_code == 404

    restriction.delete()
    change(page, "Il testo di tutti.")
    opened = address(page)
    change(page, "Il testo di tutti, corretto.")
    for url in (closed, opened):
        assert anonymous.get(url).status_code == insider.get(url).status_code == 404
    assert anonymous.get(address(page)).status_code == 200
    lists = [page.url, "/aggiornamenti/", "/aggiornamenti/atom/", address(page)]
    for url in lists:
        html = anonymous.get(url).content.decode()
        assert "segreto" not in html
        assert "riservato" not in html
        assert closed not in html
        assert opened not in html
    assert anonymous.get(page.url).content.decode().count(LINK) == 1


def test_what_was_open_closes_with_the_page(insider: Client, django_user_model: Any) -> None:
    """Both texts were open: who may read the page today may compare them, nobody else."""
    page = make_page("Una pagina", slug="una-pagina")
    change(page, "Un altro testo.")
    restrict(page, "groups", Group.objects.get(name="Interni"))
    stranger = Client()
    stranger.force_login(django_user_model.objects.create_user("altra@example.it", "parola-lunga"))
    assert [c.get(address(page)).status_code for c in (Client(), stranger, insider)] == [
        404,
        404,
        200,
    ]
    assert address(page) in insider.get("/aggiornamenti/").content.decode()
    page.unpublish()
    assert insider.get(address(page)).status_code == 404


@pytest.mark.parametrize("kind", ["password", "groups"])
def test_other_readers_today_than_then(insider: Client, kind: str) -> None:
    """Changed for one group, given to another, or to who knows a password: no link, no page."""
    page = make_page("Una pagina", slug="una-pagina")
    if kind == "password":
        change(page, "Il testo che tutti leggevano.")
    first = restrict(page, "groups", Group.objects.create(name="Altri"))
    change(page, "Il testo degli altri.")
    change(page, "Il testo degli altri, corretto.")
    first.delete()
    restrict(page, kind, Group.objects.get(name="Interni"))
    if kind == "password":
        key = PageViewRestriction.objects.get().pk
        insider.post(
            f"/_util/authenticate_with_password/{key}/{page.pk}/",
            {"password": "apriti", "return_url": page.url},
        )
    response = insider.get(page.url)
    assert "degli altri" in response.content.decode(), "la pagina di oggi la legge"
    assert LINK not in response.content.decode()
    assert insider.get(address(page)).status_code == 404


def test_rows_of_before_say_nothing(client: Client) -> None:
    """Of rows written before, nobody knows who could read their texts."""
    page = make_page("Una pagina", slug="una-pagina")
    change(page, "Un altro testo.")
    default = Aggiornamento._meta.get_field("lettori_prima").default
    Aggiornamento.objects.update(lettori_prima=default, lettori_dopo=default)
    assert client.get(address(page)).status_code == 404
    change(page, "Un testo di oggi.")
    assert client.get(address(page)).status_code == 404
    assert LINK not in client.get(page.url).content.decode()


# --- what it costs -------------------------------------------------------------------------------


def queries(client: Client, url: str) -> list[str]:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_links_to_differences_cost_nothing_a_row(client: Client) -> None:
    page = make_page("Una pagina", slug="una-pagina")
    change(page, "Testo numero 1.")
    urls = [page.url, "/aggiornamenti/", address(page)]
    few = [len(queries(client, url)) for url in urls]
    for number in range(2, 31):
        change(page, f"Testo numero {number}.")
    many = [queries(client, url) for url in urls]
    assert [len(sql) for sql in many] == few
    # lists never read the texts
    assert not [q for sql in many[:2] for q in sql if "testo_prima" in q or "testo_dopo" in q]
    assert client.get(page.url).content.decode().count(LINK) == 30


# --- pure ----------------------------------------------------------------------------------------


def test_zones_that_come_and_go() -> None:
    before = [("Titolo", "Uno"), ("Prassi", "Si fa."), ("Norme", "Art. 1")]
    after = [("Titolo", "Uno"), ("Norme", "Art. 2"), ("Fonte", "Letta.")]
    zones = compare_zones(before, after)
    assert [(z.titolo, str(z.sintesi)) for z in zones] == [
        ("Titolo", "Nessuna differenza nel testo"),
        ("Prassi", "1 capoverso tolto"),
        ("Norme", "1 capoverso cambiato"),
        ("Fonte", "1 capoverso aggiunto"),
    ]
    assert str(total(zones)) == "1 capoverso cambiato, 1 aggiunto, 1 tolto"
