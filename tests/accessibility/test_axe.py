"""Every page, at two widths, in Chromium: axe, reflow, keyboard, no JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.addresses import COMPONENTS, ERRORS, READ
from tests.addresses import PAGES as TYPES
from tests.installation import Served

pytestmark = pytest.mark.browser

WIDTHS = (1280, 320)
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
PAGES = [*READ, COMPONENTS, *ERRORS.values()]
STATUS = {url: status for status, url in ERRORS.items()}
SCHEDA = TYPES["sussidiario.SchedaPage"]


@pytest.fixture(params=WIDTHS, scope="module")
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": request.param, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_no_violation_and_no_sideways_scroll(served: Served, page: Any) -> None:
    """WCAG 2.0, 2.1, 2.2 A and AA, and axe's best practices; text reflows (1.4.10)."""
    axe, wrong = Axe(), []
    problems: list[str] = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" else None,
    )
    for path in PAGES:
        problems.clear()
        answer = page.goto(served.base_url + path)
        assert answer.status == STATUS.get(path, 200), path
        for violation in axe.run(page, options=RULES).response["violations"]:
            nodes = "\n".join(f"      {node['html'][:160]}" for node in violation["nodes"][:4])
            wrong.append(f"{path}: {violation['id']}: {violation['help']}\n{nodes}")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            wrong.append(f"{path}: {wide} px più larga della finestra")
        # The status of an error page is an error to the console too.
        said = [text for text in problems if "status of" not in text]
        wrong += [f"{path}: {text}" for text in said]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.fixture
def narrow(browser: Any) -> Iterator[Any]:
    """A telephone without JavaScript."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_the_first_tab_shows_the_way_to_the_content(served: Served, page: Any) -> None:
    page.goto(served.base_url + "/sussidiario/2026/")
    skip = page.get_by_role("link", name="Vai al contenuto")
    assert not in_window(skip), "prima del tasto non si vede"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Vai al contenuto"
    assert in_window(skip)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash") in {
        "contenuto",
        "#contenuto",
    }
    page.keyboard.press("Tab")
    inside = "document.getElementById('contenuto').contains(document.activeElement)"
    assert page.evaluate(inside), "il fuoco prosegue nel contenuto"


def in_window(locator: Any) -> bool:
    box = locator.bounding_box()
    return bool(box) and box["x"] >= 0 and box["y"] >= 0 and box["width"] > 1 and box["height"] > 1


def test_everything_that_takes_focus_shows_it(served: Served, browser: Any) -> None:
    """Tab goes through the page in the order of its source, and each stop is visible and marked."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.base_url + "/")
    look = """() => {
        const e = document.activeElement, r = e.getBoundingClientRect();
        const shows = x => {
            const s = x && getComputedStyle(x);
            return !!s && (s.outlineStyle !== 'none' || s.boxShadow !== 'none');
        };
        // A box of search shows for the field that it frames.
        return [e.tagName, e.textContent.trim().slice(0, 40),
                shows(e) || (e.tagName === 'INPUT' && shows(e.closest('.cd-search'))),
                r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight] }"""
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(look)
        if stop[0] == "BODY":
            break
        stops.append(stop)
    context.close()
    assert len(stops) > 15
    assert [stop for stop in stops if not (stop[2] and stop[3])] == []


def test_the_menu_opens_without_javascript(served: Served, narrow: Any) -> None:
    narrow.goto(served.base_url + "/")
    menu = narrow.get_by_role("navigation", name="Principale")
    entry = menu.get_by_role("link", name="Norme", exact=True)
    assert not entry.is_visible()
    narrow.get_by_role("link", name="Menu", exact=True).click()
    assert entry.is_visible()
    narrow.get_by_role("link", name="Chiudi il menu").click()
    assert not entry.is_visible()
    narrow.get_by_role("link", name="Menu", exact=True).click()
    entry.click()
    assert narrow.url == served.base_url + "/norme/"


def test_a_scheda_reads_whole_without_javascript(served: Served, narrow: Any) -> None:
    narrow.goto(served.base_url + SCHEDA)
    for heading in ("Contenuto", "Riferimenti normativi"):
        assert narrow.get_by_role("heading", name=heading, exact=True).first.is_visible(), heading
    narrow.goto(served.base_url + "/aggiornamenti/")
    narrow.goto(served.base_url + "/sussidiario/2026/?strumento=co-progettazione")
    assert "strumento=co-progettazione" in narrow.url


def test_forced_colours_and_print_lose_nothing(served: Served, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page = context.new_page()
    page.goto(served.base_url + SCHEDA)
    page.emulate_media(media="print", forced_colors="none")
    assert not page.get_by_role("navigation", name="Principale").is_visible(), (
        "il menu non si stampa"
    )
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("heading", name="Riferimenti normativi", exact=True).first.is_visible()
    context.close()
