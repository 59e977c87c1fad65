"""Two people on one page: whoever saves second is told, loses nothing, and decides."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from piattaforma.nucleo.models import PaginaPage
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def test_the_second_is_told_and_may_still_save(redattrice: Any, amministratrice: Any) -> None:
    page = make_page("Una pagina", slug="una-pagina")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    first, second = Client(), Client()
    first.force_login(redattrice)
    second.force_login(amministratrice)
    loaded = {who: str(page.latest_revision_id) for who in (first, second)}

    def save(who: Client, summary: str) -> Any:
        data = {
            "title": page.title,
            "slug": page.slug,
            "sommario": summary,
            "corpo": streamfield([]),
            "nota_tipo": "correzione",
            "nota_testo": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "loaded_revision_id": loaded[who],
        }
        return who.post(address, nested_form_data(data))

    def latest() -> str:
        return str(PaginaPage.objects.get().get_latest_revision_as_object().sommario)

    assert save(first, "Il mio testo.").status_code == 302
    told = save(second, "Il mio, un altro.")
    assert told.status_code == 200
    html = told.content.decode()
    assert "questa pagina è stata salvata da redattrice@example.it" in html
    assert "Il mio, un altro." in html
    assert latest() == "Il mio testo."
    loaded[second] = str(PaginaPage.objects.get().latest_revision_id)
    assert f'value="{loaded[second]}"' in html
    assert save(second, "Il mio, un altro.").status_code == 302
    assert latest() == "Il mio, un altro."
