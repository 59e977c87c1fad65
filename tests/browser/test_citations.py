"""A reader meets a citation in a demonstration scheda: a link to the article, and back from the act."""

from typing import Any

import pytest

from tests.addresses import PAGES
from tests.installation import Served

pytestmark = pytest.mark.browser

SCHEDA = PAGES["sussidiario.SchedaPage"]
CTS = "/norme/dlgs-117-2017/"


@pytest.mark.parametrize("javascript", [True, False])
def test_words_that_cite_lead_to_the_article(
    served: Served, browser: Any, *, javascript: bool
) -> None:
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(served.base_url + SCHEDA)
    cited = page.locator("main a.cd-cite")
    assert cited.count() >= 10
    assert page.locator("a a").count() == page.locator("h1 a.cd-cite, h2 a.cd-cite").count() == 0
    article = page.locator(f'main a.cd-cite[href^="{CTS}art-"]').first
    assert article.is_visible()
    assert article.inner_text().lower().startswith("art")
    assert "Codice del Terzo settore" in article.get_attribute("data-nome")
    article.focus()
    assert article.evaluate("link => link.matches(':focus-visible')")
    context.close()


def test_from_the_act_back_to_the_sentence_that_cites_it(served: Served, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"{served.base_url}/norme/?atto=dlgs-117-2017")
    assert page.url == f"{served.base_url}/norme/dlgs-117-2017/"
    assert page.locator("h1").inner_text().startswith("Codice del Terzo settore")
    page.locator("#articoli a.cd-cite", has_text="Art. 56").first.click()
    page.wait_for_url("**/norme/dlgs-117-2017/art-56/")
    assert page.locator("main mark").first.inner_text().lower().startswith(("art", "codice"))
    page.get_by_role("link", name="Tutti gli elenchi").click()
    page.get_by_label("Che cosa").select_option("schede")
    page.get_by_label("Comma").select_option("4")
    page.get_by_role("button", name="Filtra").click()
    page.locator(f'main a[href="{SCHEDA}"]').first.click()
    page.wait_for_url("**" + SCHEDA)
    page.close()


def test_a_citation_says_what_it_is_by_keyboard_and_by_pointer(
    served: Served, browser: Any
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(served.base_url + SCHEDA)
    link, tip = page.locator(".cd-prose a.cd-cite[data-nome]").first, page.locator("[role=tooltip]")
    page.keyboard.press("Tab")
    link.focus()
    said = tip.inner_text()
    assert link.get_attribute("data-nome") in said
    assert link.get_attribute("data-spiega") in said
    assert page.locator(f"#{link.get_attribute('aria-describedby')}").inner_text() == said
    page.keyboard.press("Escape")
    assert tip.count() == 0
    # In what state it is, where somebody knows.
    link.evaluate("a => Object.assign(a.dataset, {stato: 'Abrogato nel 2023', tono: 'err'})")
    link.hover()
    tip.wait_for()
    tip.hover()
    page.wait_for_timeout(600)
    assert tip.locator(".cd-badge--err").inner_text() == "Abrogato nel 2023"
    # The list below a text says it all by itself.
    page.goto(served.base_url + "/privacy/")
    page.locator("#norme-citate a.cd-cite").first.hover()
    page.wait_for_timeout(600)
    assert tip.count() == 0
    page.close()
