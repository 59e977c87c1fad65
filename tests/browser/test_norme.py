"""From a citation to its article, to who applies it, and back; what one types; how the register is written."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_editor import EDITOR, Desk
from tests.installation import Installation, Served

pytestmark = pytest.mark.browser

SCHEDA = "/sussidiario/2026/co-programmazione/come-si-chiude-la-co-programmazione/"
ARTICLE = "/norme/dlgs-117-2017/art-55/"


@pytest.fixture(scope="module")
def site(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of our own: the texts that are imported stay here."""
    with built.copy(tmp_path_factory.mktemp("norme") / "sito").serve(workers=1) as served:
        yield served


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_scheda_to_another_through_the_article(
    served: Served, browser: Any, *, javascript: bool
) -> None:
    context = browser.new_context(java_script_enabled=javascript, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.base_url + SCHEDA)
    link = page.locator(f'.cd-prose a.cd-cite[href^="{ARTICLE}"]').first
    if javascript:
        page.keyboard.press("Tab")
        link.focus()
        said = page.locator("[role=tooltip]").inner_text()
        assert "Codice del Terzo settore" in said
        assert "Coinvolgimento degli enti del Terzo settore" in said
        assert "Vigente" in said
    link.click()
    page.wait_for_url(f"**{ARTICLE}*")
    assert page.locator("h1").inner_text().split()[:2] == ["Art.", "55"]
    applied = page.locator("#chi-applica, [aria-labelledby=ap], .cd-apply").first
    assert applied.locator("mark").count() >= 3
    others = applied.locator('a[href*="/sussidiario/"]')
    other = next(h for h in (a.get_attribute("href") for a in others.all()) if h != SCHEDA)
    page.locator(f'main a[href="{other}"]').first.click()
    page.wait_for_url(f"**{other}")
    assert page.locator(f'main a[href^="{ARTICLE}"]').count()
    context.close()


def test_what_one_types_is_opened_by_keyboard(served: Served, browser: Any) -> None:
    page = browser.new_page()
    for typed, wanted in (
        ("art 55 c 3 cts", r"/norme/dlgs-117-2017/art-55/#c3$"),
        ("131/2020", r"/giurisprudenza/corte-cost-131-2020/$"),
        ("lr 65", r"/norme/lr-toscana-65-2020/$"),
        ("241/90 art 6 bis", r"/norme/l-241-1990/art-6-bis/$"),
    ):
        page.goto(served.base_url + "/norme/")
        page.locator("main input[name=q]").first.focus()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(wanted))
    page.goto(served.base_url + "/norme/vai?q=dm+72")
    assert page.locator("main a[href^='/norme/dm-mlps-72-20']").count() == 2
    page.goto(served.base_url + "/norme/vai?q=55+cts+e+gattini+volanti")
    assert "gattini volanti" in page.locator("main").inner_text()
    page.close()


def test_what_has_fallen_says_so_and_leads_on(served: Served, browser: Any) -> None:
    page = browser.new_page()
    page.goto(served.base_url + "/norme/dlgs-50-2016/")
    banner = page.locator(".cd-banner").first
    assert "Abrogato dal 1º luglio 2023" in " ".join(banner.inner_text().split())
    banner.locator("a[href^='/norme/dlgs-36-2023/']").first.click()
    page.wait_for_url("**/norme/dlgs-36-2023/**")
    page.close()


def test_a_decision_leads_to_what_it_confirms_and_back(served: Served, browser: Any) -> None:
    page = browser.new_page()
    page.goto(served.base_url + "/giurisprudenza/cons-stato-3082-2026/")
    page.locator("main a[href='/giurisprudenza/tar-lombardia-milano-2533-2024/']").first.click()
    page.wait_for_url("**/tar-lombardia-milano-2533-2024/")
    text = page.locator("main").inner_text()
    assert "Confermata da" in text
    assert "Riformata" not in text
    page.locator("main a[href='/giurisprudenza/cons-stato-3082-2026/']").first.click()
    page.wait_for_url("**/cons-stato-3082-2026/")
    page.locator("main a[href^='/orientamenti/']").first.click()
    page.wait_for_url("**/orientamenti/*/")
    page.close()


def test_an_official_text_is_seen_then_written_and_older_drafts_undo_nothing(
    site: Served, browser: Any, tmp_path: Path
) -> None:
    from tests.pratiche.test_testi import akn

    file = tmp_path / "cts.xml"
    file.write_bytes(akn())
    desk = Desk(browser.new_page(), site.base_url)
    desk.sign_in(EDITOR)
    desk.page.goto(f"{site.base_url}/admin/registro/testi/")
    desk.page.set_input_files("input[type=file]", file)
    desk.page.get_by_role("button", name="Leggi i file").click()
    desk.page.wait_for_url(re.compile(r"/admin/registro/testi/[0-9a-f-]{36}/"))
    seen = desk.page.locator("main").inner_text()
    assert "2 articoli, 3 commi" in seen
    assert re.search(r"ricevono il testo\s+2\s+55, 56", seen)
    desk.page.get_by_role("button", name="Scrivi nel registro").click()
    desk.page.wait_for_url("**/norme/dlgs-117-2017/")
    reader = browser.new_page()
    reader.goto(site.base_url + ARTICLE)
    assert "Si programma insieme." in reader.locator("#c2").inner_text()
    # Our own words stay above the text.
    assert "Co-programmazione" in reader.locator("#c2").inner_text()
    stale = site.installation.must_execute(
        "from pratiche.norme.models import Norma\n"
        "norma = Norma.objects.get(dati__slug='dlgs-117-2017')\n"
        "norma.revisions.order_by('created_at').first().publish()\n"
        "print(norma.articoli.count())"
    )
    assert int(stale.strip().splitlines()[-1]) >= 30
    reader.goto(site.base_url + ARTICLE)
    assert "Si programma insieme." in reader.locator("#c2").inner_text()
    reader.close()
    desk.page.close()
