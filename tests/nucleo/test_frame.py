"""The frame: cached under a token, refreshed by whatever changes it, checked colours."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow
from wagtail.models import PageViewRestriction, Site

from piattaforma.media.models import Image
from piattaforma.nucleo.colours import (
    ColourRefused,
    check_pair,
    contrast_on_white,
    owner_stylesheet,
)
from piattaforma.nucleo.models import Generazione, ImpostazioniSito, MenuSito
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def set_menu(*entries: dict[str, Any]) -> None:
    site = Site.objects.get()
    MenuSito.objects.update_or_create(
        site=site, defaults={"principale": [("voce", entry) for entry in entries]}
    )


def link(label: str, url: str) -> dict[str, Any]:
    return {"etichetta": label, "pagina": None, "indirizzo": url}


def test_a_menu_change_shows_at_the_next_request(client: Client) -> None:
    set_menu(link("Prima voce", "/uno/"))
    assert "Prima voce" in client.get("/").content.decode()
    set_menu(link("Seconda voce", "/due/"))
    page = client.get("/").content.decode()
    assert "Seconda voce" in page
    assert "Prima voce" not in page


def test_renaming_hiding_and_closing_a_page_changes_the_menu(client: Client) -> None:
    page = make_page("Chi siamo", slug="chi-siamo")
    set_menu({"etichetta": "", "pagina": page, "indirizzo": ""})
    assert "Chi siamo" in client.get("/").content.decode()
    page.title = "Chi lavora qui"
    page.save_revision().publish()
    assert "Chi lavora qui" in client.get("/").content.decode()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Chi lavora qui" not in client.get("/aggiornamenti/").content.decode()
    restriction.delete()
    page.unpublish()
    assert "Chi lavora qui" not in client.get("/").content.decode()


def test_a_rolled_back_change_leaves_no_token_behind() -> None:
    from django.db import transaction

    Generazione.advance()
    before = Generazione.current()
    with transaction.atomic():
        Generazione.advance()
        inside = Generazione.current()
        transaction.set_rollback(True)
    assert Generazione.current() == before != inside


def test_the_owners_name_and_colours(client: Client) -> None:
    settings = ImpostazioniSito.for_site(Site.objects.get())
    settings.ente_nome = "Federazione dei Comuni"
    settings.colore_principale = "#0a5c36"
    settings.full_clean()
    settings.save()
    page = client.get("/").content.decode()
    assert "Federazione dei Comuni" in page
    url = page.split('href="/stile/')[1].split('"')[0]
    sheet = client.get(f"/stile/{url}")
    assert "--primary:#0a5c36" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]
    assert client.get("/stile/000000000000.css").status_code == 404


@pytest.mark.parametrize(
    ("main", "law", "field", "figure"),
    [
        ("#7fb2e5", "#963c17", "colore_principale", "2,2"),
        ("#0b57a5", "#ff8a50", "colore_norme", "2,3"),
        ("#963c17", "#8a3a10", "colore_norme", "gradi"),
    ],
)
def test_colours_that_would_not_read_are_refused_with_the_figure(
    main: str, law: str, field: str, figure: str
) -> None:
    settings = ImpostazioniSito(site=Site.objects.get(), colore_principale=main, colore_norme=law)
    with pytest.raises(ValidationError) as refused:
        settings.full_clean()
    assert figure in str(refused.value.message_dict[field])


def test_the_strong_tone_reaches_its_contrast() -> None:
    check_pair("#0b57a5", "#963c17")
    strong = owner_stylesheet("#0b57a5", "#963c17").split("--primary-strong:")[1][:7]
    rgb = tuple(int(strong[i : i + 2], 16) / 255 for i in (1, 3, 5))
    assert contrast_on_white(rgb) >= 9  # type: ignore[arg-type]
    with pytest.raises(ColourRefused):
        check_pair("#ffffff", "#963c17")


def test_a_menu_entry_whose_page_is_gone_goes_too(client: Client) -> None:
    page = make_page("Chi siamo", slug="chi-siamo")
    set_menu({"etichetta": "", "pagina": page, "indirizzo": ""}, link("Resta", "/resta/"))
    page.delete()
    header = client.get("/").content.decode().split("</header>")[0]
    assert "Resta" in header
    assert 'href=""' not in header


def test_the_owners_logo_takes_the_place_of_the_mark(client: Client) -> None:
    data = BytesIO()
    Pillow.new("RGB", (400, 200), "green").save(data, "PNG")
    logo = Image.objects.create(
        title="Logo",
        testo_alternativo="Stemma della federazione",
        file=SimpleUploadedFile("logo.png", data.getvalue(), "image/png"),
    )
    settings = ImpostazioniSito.for_site(Site.objects.get())
    settings.logo = logo
    settings.save()
    page = client.get("/").content.decode()
    header = page.split("<header")[1].split("</header>")[0]
    source = header.split("<img")[1].split('src="')[1].split('"')[0]
    shown = client.get(source)
    assert shown["Content-Type"].startswith("image/")
    shown.close()
