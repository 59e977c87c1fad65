"""From a plain-words situation to the answer and around it; a new edition prepared and made current."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.addresses import PAGES
from tests.browser.test_editor import EDITOR, Desk
from tests.installation import Installation, Served

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_situation_to_the_answer_and_all_around(
    served: Served, browser: Any, *, javascript: bool
) -> None:
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(served.base_url + "/")
    page.get_by_role("link", name="Dobbiamo scrivere un avviso").click()
    page.wait_for_url("**/sussidiario/situazioni/**")
    assert page.locator("ol.cd-steps > li").count() >= 3
    page.goto(served.base_url + "/sussidiario/situazioni/rimborsare-il-personale/")
    page.locator("ol.cd-steps h2 a").first.click()
    page.wait_for_url("**/sussidiario/2026/**")
    assert page.locator("h1").inner_text().startswith("Il personale degli enti")
    assert page.locator("#breve").inner_text().split()[2].startswith("Sì")

    page.locator("main a.cd-term").first.click()
    page.wait_for_url("**/glossario/**")
    assert page.locator("h1").is_visible()
    page.go_back()

    page.get_by_role("link", name="Leggila in Edizione 2024").click()
    page.wait_for_url("**/sussidiario/2024/**")
    assert page.locator(".cd-banner--info").inner_text().startswith("Stai leggendo")
    page.get_by_role("link", name="Vai alla stessa domanda nell’edizione corrente").click()
    page.wait_for_url("**/sussidiario/2026/**")

    page.locator(".cd-crumbs a", has_text="Edizione 2026").click()
    page.get_by_role("link", name="Che cosa cambia da Edizione 2024").click()
    page.wait_for_url("**/sussidiario/confronta/**")
    page.get_by_role("link", name="Il personale degli enti è un costo rimborsabile?").click()
    page.wait_for_url("**scheda=3.2")
    assert page.locator("main ins").count() > 0
    assert page.locator("main del").count() > 0

    page.goto(served.base_url + "/aggiornamenti/?tipo=sostanziale")
    feed = page.locator("a[href*='/aggiornamenti/atom/']").first.get_attribute("href")
    answer = served.get(feed)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert "<entry>" in answer.text
    context.close()


def test_what_was_read_is_marked_in_this_browser_alone(served: Served, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.base_url + PAGES["sussidiario.SchedaPage"])
    page.goto(served.base_url + PAGES["sussidiario.EdizionePage"])
    row = page.locator("[data-codice='3.3']")
    assert row.locator(".cd-read").inner_text() == "Letta"
    assert page.locator(".cd-read").count() == 1
    assert context.cookies() == []
    page.get_by_role("button", name="Dimentica quali schede ho letto").click()
    assert page.locator(".cd-read").count() == 0
    page.reload()
    assert page.locator(".cd-read").count() == 0
    context.close()


@pytest.fixture
def site(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with built.copy(tmp_path_factory.mktemp("edizione") / "sito").serve(workers=1) as served:
        yield served


def test_a_new_edition_is_prepared_and_made_current(site: Served, browser: Any) -> None:
    context = browser.new_context()
    desk = Desk(context.new_page(), site.base_url)
    desk.sign_in(EDITOR)
    ((edition,),) = site.installation.query("SELECT id FROM wagtailcore_page WHERE slug = '2026'")
    desk.page.goto(f"{site.base_url}/admin/sussidiario/edizioni/{edition}/nuova/")
    desk.page.fill("input[name=titolo]", "Edizione 2027")
    desk.page.get_by_role("button", name="Prepara l’edizione").click()
    desk.page.wait_for_url("**/admin/pages/**")
    assert "30 schede in bozza" in desk.page.locator(".messages").inner_text().replace("\xa0", " ")
    assert site.get("/sussidiario/2027/").status_code == 404

    ((scheda,),) = site.installation.query(
        "SELECT p.id FROM wagtailcore_page p JOIN sussidiario_schedapage s ON s.page_ptr_id = p.id "
        "WHERE s.codice = '3.2' AND p.url_path LIKE '%/2027/%'"
    )
    desk.open(scheda)
    desk.write("La risposta del 2027.")
    desk.save()

    ((new,),) = site.installation.query("SELECT id FROM wagtailcore_page WHERE slug = '2027'")
    desk.page.goto(f"{site.base_url}/admin/sussidiario/edizioni/{new}/corrente/")
    assert "1 cambiata" in desk.page.locator("main").inner_text()
    desk.page.fill("textarea[name='3.2']", "Una legge nuova cambia la risposta.")
    desk.page.get_by_role("button", name="Rendi corrente").click()
    desk.page.wait_for_url("**/admin/pages/**")

    reader = browser.new_context().new_page()
    reader.goto(site.base_url + "/s/3.2/")
    assert "/2027/" in reader.url
    assert "La risposta del 2027." in reader.locator("#breve").inner_text()
    assert "Una legge nuova cambia la risposta." in reader.locator("#storia").inner_text()
    reader.goto(site.base_url + "/s/3.2/2026/")
    assert "Stai leggendo un’edizione superata" in reader.locator("main").inner_text()
    context.close()
