"""A reader searches a site whose index is on a cluster: the same pages; and where it falls, a line more."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.installation import Installation, Served
from tests.nodo.guasti import Intermediario

pytestmark = [pytest.mark.browser, pytest.mark.nodo]

NOTE = "abbiamo cercato nell’indice di riserva"


@pytest.fixture
def served_by_cluster(
    installation: Installation, guasto: Intermediario, prefisso: str, nodo_url: str
) -> Iterator[Served]:
    """The demonstration site, whose indexes were built by the command."""
    environment = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": guasto.url,
        "ELASTICSEARCH_INDEX": prefisso,
    }
    site = replace(installation, environment=environment)
    assert "elasticsearch-" in site.manage("search_rebuild", "--solo", "elasticsearch")
    with site.serve(workers=1) as served:
        yield served


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (320, 640)])
def test_a_walk(
    browser: Any,
    served_by_cluster: Served,
    guasto: Intermediario,
    width: int,
    height: int,
    tmp_path: Path,
) -> None:
    context = browser.new_context(
        base_url=served_by_cluster.base_url,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()

    def is_well(*, is_note: bool) -> None:
        assert page.get_by_text(NOTE).count() == is_note
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0

    page.goto("/cerca/")
    page.locator("#q").press_sequentially("co-prog", delay=10)
    page.wait_for_selector(".cd-sugg:not([hidden])")
    assert page.locator(".cd-sugg [role=option]").count() > 1
    page.locator("#q").fill("rimborzo del personale")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/cerca/?q=*")
    assert page.locator(".cd-dym em").inner_text() == "rimborso"
    assert page.locator(".cd-hit mark").count() > 0
    is_well(is_note=False)

    page.goto("/cerca/?q=personale")
    whole = page.locator(".cd-hit").all_inner_texts()
    if width < 900:
        page.get_by_role("link", name="Filtra", exact=True).click()
    page.locator("#f-tipo-schede").check()
    page.wait_for_url("**tipo=schede")
    page.wait_for_selector(".cd-chip--on")
    is_well(is_note=False)
    page.goto("/cerca/?q=zzzzzz")
    assert "Nessun risultato" in page.locator("main").inner_text()
    is_well(is_note=False)

    asked = guasto.requests
    assert asked > 0
    guasto.fai("rifiuta")
    page.goto("/cerca/?q=personale")
    assert page.locator(".cd-hit").all_inner_texts() == whole
    is_well(is_note=True)
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("volontar", delay=10)
    page.wait_for_selector(".cd-sugg:not([hidden])")
    context.close()
