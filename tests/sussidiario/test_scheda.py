"""The editor's form of a scheda, and a scheda's surroundings."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from sussidiario.models import PartePage, SchedaPage
from tests.factories import CTS_55_3, make_edition, make_part, make_scheda, references

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, redattrice: Any) -> Client:
    client.force_login(redattrice)
    return client


def create(client: Client, part: PartePage, **values: Any) -> Any:
    data = nested_form_data(
        {
            "title": "Una domanda nuova?",
            "slug": "una-domanda-nuova",
            "codice": "1.2",
            "livello": "da-confermare",
            "in_breve": "Sì.",
            "fonte": "Nessuna ancora.",
            **{
                zone: streamfield([]) for zone in ("contenuto", "prassi", "norme", "giurisprudenza")
            },
            "nota_tipo": "",
            "nota_testo": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
        | values
    )
    return client.post(
        reverse("wagtailadmin_pages:add", args=["sussidiario", "schedapage", part.pk]), data
    )


def test_a_new_scheda_is_published_as_new(editor: Client) -> None:
    response = create(editor, make_part(), **{"action-publish": "1"})
    assert response.status_code == 302
    assert editor.get("/s/1.2/", follow=True).status_code == 200


@pytest.mark.parametrize("action", ["action-publish", "action-submit", "nothing"])
def test_a_code_that_is_taken_is_refused_at_the_field(editor: Client, action: str) -> None:
    scheda = make_scheda(codice="1.2")
    response = create(editor, PartePage.objects.get(), **{action: "1"})
    assert response.status_code == 200
    assert "1.2" in str(response.context["form"].errors["codice"])
    assert SchedaPage.objects.get() == scheda


def test_the_same_code_lives_in_another_edition(editor: Client) -> None:
    make_scheda(make_part(make_edition("2025")), codice="1.2")
    response = create(editor, make_part(make_edition("2026")), **{"action-publish": "1"})
    assert response.status_code == 302
    assert SchedaPage.objects.filter(codice="1.2").count() == 2


def test_an_answer_too_long_is_refused_with_its_length(editor: Client) -> None:
    exact = "x" * 298 + "\r\n\r\n" + "y" * 300
    assert create(editor, make_part(), in_breve=exact, **{"action-publish": "1"}).status_code == 302
    response = create(
        editor,
        PartePage.objects.get(),
        codice="1.3",
        slug="b",
        in_breve="x" * 601,
        **{"action-publish": "1"},
    )
    assert "601" in str(response.context["form"].errors["in_breve"])


def test_a_draft_with_an_unreadable_identifier_is_previewed_and_published_in_bulk(
    editor: Client,
) -> None:
    scheda = make_scheda(codice="1.1")
    scheda.norme = references("art. 55", CTS_55_3)
    revision = scheda.save_revision(clean=False)
    preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[scheda.pk]))
    assert preview.status_code == 200
    revision.publish()
    page = editor.get(scheda.url)
    assert page.status_code == 200
    assert page.content.decode().count('class="cd-ref"') == 1


def test_bulk_publication_of_an_incomplete_draft_is_refused(editor: Client) -> None:
    good, bad = make_scheda(codice="1.1"), make_scheda(codice="1.2")
    for scheda, answer in ((good, "Una risposta nuova."), (bad, "")):
        scheda.in_breve = answer
        scheda.save_revision(clean=False)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    address = f"{url}?id={good.pk}&id={bad.pk}&next=/admin/"
    response = editor.post(address, {"include_descendants": "off"}, follow=True)
    assert response.status_code == 200
    assert "completa prima" in response.content.decode()
    assert SchedaPage.objects.get(pk=good.pk).in_breve == "Sì: basta un atto."


def test_a_part_taken_down_takes_its_schede_out_of_lists_and_counts(client: Client) -> None:
    scheda = make_scheda(codice="1.1")
    PartePage.objects.get().unpublish()
    assert client.get("/").context["domande"] == []
    assert client.get("/sussidiario/2026/").context["n_schede"] == 0
    alone = client.get(scheda.url)
    assert alone.status_code == 200
    assert "superata" not in alone.content.decode()


def test_an_older_edition_leads_to_the_same_question_today(client: Client) -> None:
    old = make_scheda(make_part(make_edition("2025")), codice="1.1")
    new = make_scheda(make_part(make_edition("2026")), codice="1.1")
    page = client.get(old.url).content.decode()
    assert "superata" in page
    assert client.get("/s/1.1/").url == new.url
    assert client.get("/s/1.1/2025/").url == old.url
    assert client.get("/s/9.9/").status_code == 404
