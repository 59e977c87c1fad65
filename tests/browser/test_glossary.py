"""A reader meets a word of the glossary: its meaning by keyboard and pointer, the entry by the link."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.addresses import PAGES
from tests.installation import Served

pytestmark = pytest.mark.browser

SCHEDA = PAGES["sussidiario.SchedaPage"]
TERM = "main a.cd-term"
TIP = "[role=tooltip]"


@pytest.fixture
def page(served: Served, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.base_url + SCHEDA)
    yield page
    context.close()


def focus_by_keyboard(page: Any, number: int) -> Any:
    """As somebody who moves by Tab: the focus is visible."""
    link = page.locator(TERM).nth(number)
    page.keyboard.press("Tab")
    link.focus()
    return link


def test_focus_shows_the_meaning_and_escape_closes_it(page: Any) -> None:
    link = focus_by_keyboard(page, 0)
    tip = page.locator(TIP)
    assert tip.is_visible()
    said = tip.inner_text()
    assert link.get_attribute("data-nome") in said
    assert link.get_attribute("data-spiega") in said
    assert page.locator(f"#{link.get_attribute('aria-describedby')}").inner_text() == said
    box, words = tip.bounding_box(), link.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    assert box["y"] >= words["y"] + words["height"] or box["y"] + box["height"] <= words["y"]
    page.keyboard.press("Escape")
    assert tip.count() == 0
    assert link.get_attribute("aria-describedby") is None
    assert link.evaluate("link => link === document.activeElement")
    # Never more than one.
    focus_by_keyboard(page, 1)
    focus_by_keyboard(page, 2)
    assert tip.count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossario/*/")


def test_a_pointer_that_rests_opens_it_and_may_reach_it(page: Any) -> None:
    link, tip = page.locator(TERM).first, page.locator(TIP)
    link.hover()
    tip.wait_for()
    tip.hover()
    page.wait_for_timeout(600)
    assert tip.is_visible()
    page.mouse.move(5, 5)
    tip.wait_for(state="detached")
    link.hover()
    tip.wait_for()
    page.keyboard.press("Escape")
    assert tip.count() == 0
    assert page.evaluate("document.querySelectorAll('[style]').length") == 0


def test_without_scripts_the_link_leads_to_the_entry(served: Served, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.base_url + SCHEDA)
    link = page.locator(TERM).first
    name = link.get_attribute("data-nome")
    link.click()
    page.wait_for_url("**/glossario/**")
    assert page.locator("h1").inner_text() in name
    # And back, by the list of what uses it.
    page.locator(f'main a[href="{SCHEDA}"]').first.click()
    page.wait_for_url(served.base_url + SCHEDA)
    page.goto(served.base_url + "/glossario/")
    page.fill("main input[type=search]", "coprogettazioni")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossario/?q=coprogettazioni*")
    assert "Co-progettazione" in page.locator("main dt").all_inner_texts()
    context.close()


def test_on_paper_words_are_words(page: Any) -> None:
    focus_by_keyboard(page, 0)
    page.emulate_media(media="print")
    assert page.locator(TIP).evaluate("e => getComputedStyle(e).display") == "none"
    line = "e => getComputedStyle(e).textDecorationLine"
    assert page.locator(TERM).first.evaluate(line) == "none"
