"""An identifier found by keyboard: in a field of the register, and in a block of a page."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.installation import Installation, Served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with built.copy(tmp_path_factory.mktemp("scelta") / "sito").serve(workers=1) as served:
        yield served


@pytest.fixture
def page(site: Served, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(site.base_url + "/admin/login/")
    opened.fill("input[name=username]", "redazione@example.it")
    opened.fill("input[name=password]", "dimostrazione-2026")
    opened.locator("form button[type=submit]").first.click()
    opened.wait_for_url("**/admin/")
    yield opened
    context.close()


def choose(page: Any, button: Any, typed: str) -> None:
    """By keyboard alone: open, type, search, go to the first reading, take it."""
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] input:focus")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] [data-identificatore]")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="hidden")


def test_in_a_field_of_the_register(site: Served, page: Any) -> None:
    page.goto(site.base_url + "/admin/snippets/pratiche/pronuncia/add/")
    button = page.get_by_role("button", name="Cerca una norma").first
    choose(page, button, "Corte cost. 131/2020")
    assert page.input_value("[name=identificatore]") == "ECLI:IT:COST:2020:131"
    assert page.evaluate("document.activeElement.textContent") == "Cerca una norma"
    # Escape leaves the field as it was.
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="hidden")
    assert page.input_value("[name=identificatore]") == "ECLI:IT:COST:2020:131"


def test_in_a_block_of_a_page(site: Served, page: Any) -> None:
    ((pk,),) = site.installation.query(
        "SELECT page_ptr_id FROM sussidiario_schedapage ORDER BY page_ptr_id LIMIT 1"
    )
    page.goto(f"{site.base_url}/admin/pages/{pk}/edit/")
    button = page.get_by_role("button", name="Cerca una norma").first
    button.wait_for()
    choose(page, button, "11 l. 241/1990")
    written = page.locator(".cd-scelta input").first.input_value()
    assert written == "urn:nir:stato:legge:1990-08-07;241~art11"
