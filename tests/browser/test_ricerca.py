"""A reader searches: by typing, by keyboard among suggestions, with filters, with and without scripts."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.addresses import PAGES
from tests.installation import Served

pytestmark = pytest.mark.browser

SCHEDA = PAGES["sussidiario.SchedaPage"]
ACT = "/norme/dlgs-117-2017/"
LIST = ".cd-sugg:not([hidden])"


def opened(browser: Any, served: Served, **options: Any) -> Any:
    options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
    context = browser.new_context(base_url=served.base_url, **options)
    context.set_default_timeout(10_000)
    return context.new_page()


@pytest.fixture
def page(served: Served, browser: Any) -> Iterator[Any]:
    page = opened(browser, served)
    yield page
    page.context.close()


@pytest.fixture
def phone(served: Served, browser: Any) -> Iterator[Any]:
    page = opened(browser, served, viewport={"width": 390, "height": 844})
    yield page
    page.context.close()


@pytest.fixture
def plain(served: Served, browser: Any) -> Iterator[Any]:
    """A telephone without scripts."""
    page = opened(
        browser, served, viewport={"width": 320, "height": 640}, java_script_enabled=False
    )
    yield page
    page.context.close()


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def count(page: Any) -> int:
    return int(re.sub(r"\D", "", page.locator("[data-conteggio]").inner_text()) or 0)


def typed(page: Any, words: str, box: str = "#cerca-testata") -> Any:
    field = page.locator(box)
    field.click()
    field.press_sequentially(words, delay=10)
    page.wait_for_selector(LIST)
    return field


# --- the box --------------------------------------------------------------------------------------


def test_words_in_the_header_are_searched(page: Any) -> None:
    page.goto(SCHEDA)
    field = page.locator("#cerca-testata")
    field.fill("rimborso del personale")
    field.press("Enter")
    page.wait_for_url("**/cerca/?q=*")
    assert asked(page) == {"q": ["rimborso del personale"]}
    assert page.locator("#q").input_value() == "rimborso del personale"
    assert page.locator(".cd-hit mark").count() > 0


def test_a_suggestion_is_chosen_by_keyboard(page: Any) -> None:
    page.goto(SCHEDA)
    field = typed(page, "co-prog")
    options = page.locator(f"{LIST} [role=option]")
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    for n, key in [(0, "ArrowDown"), (1, "ArrowDown"), (0, "ArrowUp")]:
        field.press(key)
        assert field.get_attribute("aria-activedescendant") == options.nth(n).get_attribute("id")
        assert options.nth(n).get_attribute("aria-selected") == "true"
    assert page.locator("[aria-selected=true]").count() == 1
    # Before the first comes what was typed, then the last.
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    field.press("Home")
    assert field.get_attribute("aria-activedescendant") is None
    assert field.evaluate("field => field.selectionStart") == 0
    field.press("Escape")
    assert page.locator(LIST).count() == 0
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "co-prog"
    field.press("ArrowDown")
    chosen = page.locator("[aria-selected=true]").get_attribute("data-url")
    field.press("Enter")
    page.wait_for_url(f"**{chosen}")


def test_a_pointer_chooses_and_leaving_closes(page: Any) -> None:
    page.goto("/cerca/")
    typed(page, "co-prog", "#q")
    assert page.locator(f"{LIST} [role=group]").count() > 1
    page.locator(f"{LIST} [role=option]").first.hover()
    assert Axe().run(page).response["violations"] == []
    # The button comes next: the list is no more of the words.
    page.keyboard.press("Tab")
    page.wait_for_selector(".cd-sugg", state="hidden")
    # Emptied, it opens nothing of before.
    field = page.locator("#q")
    for key in ("Escape", "Escape", "ArrowDown"):
        field.press(key)
    assert field.input_value() == ""
    assert page.locator(LIST).count() == 0
    typed(page, "ri", "#q")
    page.locator("#q").fill("volontar")
    first = page.locator(f"{LIST} [role=option]").first
    first.wait_for()
    url = first.get_attribute("data-url")
    first.click()
    page.wait_for_url(f"**{url}")


def test_the_home_asks_once_and_a_phone_has_a_link(page: Any, phone: Any) -> None:
    page.goto("/")
    assert not page.locator("#cerca-testata").is_visible()
    page.locator("#cerca-domanda").fill("posso rimborsare il personale")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cerca/?q=*")
    assert count(page) > 0
    phone.goto(SCHEDA)
    assert not phone.locator("#cerca-testata").is_visible()
    phone.get_by_role("link", name="Cerca", exact=True).click()
    phone.wait_for_url("**/cerca/")
    assert phone.locator("#q").is_visible()


# --- filters --------------------------------------------------------------------------------------


def test_filters_apply_as_they_change(page: Any) -> None:
    page.goto("/cerca/?q=personale")
    whole = count(page)
    assert not page.get_by_role("button", name="Applica").is_visible()
    page.locator("#gruppo-fasi > summary").click()
    box = page.locator("#f-tipo-schede")
    said = int(page.locator("label", has=box).locator(".cd-check__n").inner_text())
    box.check()
    page.wait_for_url("**tipo=schede")
    page.wait_for_selector(".cd-chip--on")
    assert count(page) == said < whole
    assert page.evaluate("document.activeElement.id") == "f-tipo-schede"
    assert page.locator("#gruppo-fasi").get_attribute("open") is not None
    assert str(said) in page.locator("[data-esito]").inner_text()
    page.locator("#ordine").select_option("data")
    page.wait_for_url("**ordine=data")
    assert asked(page) == {"q": ["personale"], "tipo": ["schede"], "ordine": ["data"]}
    page.go_back()
    page.wait_for_url("**tipo=schede")
    page.locator("#ordine option[value=data][selected]").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "risultati"
    page.evaluate("window.stessa = true")
    page.locator(".cd-chip--on").click()
    page.wait_for_url("**/cerca/?q=personale")
    assert count(page) == whole
    page.get_by_role("link", name="Avanti").click()
    page.wait_for_url("**pagina=2")
    assert page.title().startswith("personale: pagina 2 di ")
    assert page.evaluate("document.activeElement.id") == "risultati"
    assert "pagina 2 di" in page.locator("[data-esito]").inner_text()
    page.go_back()
    page.wait_for_url("**/cerca/?q=personale")
    page.locator("h2[data-conteggio] .cd-vh").wait_for(state="detached")
    assert page.title().startswith("personale – Ricerca")
    # A fragment is no other search, and nothing of this was a page of its own.
    page.locator(".cd-skip--qui a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#risultati")
    assert page.evaluate("document.activeElement.id") == "risultati"
    page.go_back()
    assert page.evaluate("window.stessa") is True
    assert Axe().run(page).response["violations"] == []
    names = page.locator("#filtri summary").all_inner_texts()
    assert len(names) == len(set(names))


def test_filters_of_a_phone_open_in_the_page_and_stay_open(phone: Any) -> None:
    phone.goto("/cerca/?q=personale&tipo=schede")
    assert not phone.locator("#filtri").is_visible()
    phone.get_by_role("link", name="Filtra (1 scelta)").click()
    phone.locator("#f-tipo-articoli").check()
    phone.wait_for_selector("text=Filtra (2")
    assert phone.locator("#filtri").is_visible()
    phone.get_by_role("link", name=re.compile("^Mostra .* risultati")).click()
    assert not phone.locator("#filtri").is_visible()
    assert phone.evaluate("document.activeElement.id") == "risultati"
    opener = phone.get_by_role("link", name="Filtra (2 scelte)")
    for shown in (True, False):
        opener.click()
        assert phone.locator("#filtri").is_visible() is shown
        assert opener.get_attribute("aria-expanded") == str(shown).lower()
    assert asked(phone)["tipo"] == ["articoli", "schede"] or asked(phone)["tipo"] == [
        "schede",
        "articoli",
    ]


def test_without_scripts_the_same(plain: Any) -> None:
    plain.goto("/cerca/?q=personale")
    whole = count(plain)
    plain.get_by_role("link", name="Filtra", exact=True).click()
    plain.locator("#f-tipo-schede").check()
    plain.get_by_role("button", name="Applica").click()
    plain.wait_for_url("**tipo=schede**")
    assert 0 < count(plain) < whole
    plain.locator("#ordine").select_option("data")
    plain.get_by_role("button", name="Ordina").click()
    plain.wait_for_url("**ordine=data**")
    assert asked(plain)["tipo"] == ["schede"]
    plain.get_by_role("link", name="Togli tutti").click()
    plain.wait_for_load_state()
    assert count(plain) == whole
    plain.locator("#q").fill("x" * 300)
    plain.get_by_role("button", name="Cerca", exact=True).click()
    plain.wait_for_load_state()
    assert plain.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


# --- answers --------------------------------------------------------------------------------------


def test_a_misspelt_word_is_corrected_and_taken_back(page: Any) -> None:
    page.goto("/cerca/?q=rimborzo+del+personale")
    assert page.locator(".cd-dym em").inner_text() == "rimborso"
    page.get_by_role("link", name="Cerca invece").click()
    page.wait_for_url("**esatta=1")
    assert page.locator(".cd-dym em").count() == 0
    assert "Nessuna pagina ha «rimborzo»" in page.locator(".cd-dym").inner_text()


def test_nothing_found_leads_on(page: Any) -> None:
    page.goto("/cerca/?q=personale&tipo=schede&anno=1850")
    assert count(page) == 0
    page.get_by_role("link", name="Togli «1850»").click()
    page.wait_for_url("**tipo=schede")
    assert count(page) > 0


def test_a_citation_is_answered(page: Any) -> None:
    page.goto("/cerca/?q=art+55+comma+3+cts")
    card = page.locator(".cd-answer")
    assert "Hai citato un articolo" in card.inner_text()
    for link in card.locator("a[href^='/']").all():
        answer = page.request.get(link.get_attribute("href"))
        assert answer.status == 200, link.get_attribute("href")
    card.get_by_role("link").first.click()
    page.wait_for_url("**/norme/dlgs-117-2017/art-55/**")


def test_inside_an_act(page: Any) -> None:
    page.goto(ACT)
    page.get_by_role("searchbox", name="Cerca in questo atto").fill("volontari")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cerca/?q=volontari&dentro=*")
    inside = count(page)
    assert inside > 0
    found = [one.get_attribute("href") for one in page.locator(".cd-hit__t a").all()]
    assert [url for url in found if not url.startswith(ACT)] == []
    page.get_by_role("link", name="Cerca in tutto il sito").click()
    page.wait_for_url("**/cerca/?q=volontari")
    assert count(page) > inside
