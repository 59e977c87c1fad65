"""The history as readers walk it: filters by keyboard, differences, what is new since the last visit."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.addresses import PAGES
from tests.installation import Installation, Served

pytestmark = pytest.mark.browser

SCHEDA = PAGES["sussidiario.SchedaPage"]
#: A scheda changes: its short answer, and the day of each update in the order of the list.
CHANGE = """
import datetime as dt
from piattaforma.nucleo.models import Aggiornamento
from sussidiario.models import SchedaPage
scheda = next(s for s in SchedaPage.objects.live() if s.url == "%s")
scheda.in_breve = "Una risposta del tutto diversa.\\n\\n" + scheda.in_breve
scheda.annotate_change(tipo="sostanziale", testo="La risposta breve è cambiata.")
scheda.save_revision().publish()
newest = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
for days, row in enumerate(Aggiornamento.objects.order_by("-quando", "-pk")):
    Aggiornamento.objects.filter(pk=row.pk).update(quando=newest - dt.timedelta(days=days))
"""
NEWEST = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def site(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    copy = built.copy(tmp_path_factory.mktemp("storia") / "sito")
    copy.must_execute(CHANGE % SCHEDA)
    with copy.serve(workers=1) as served:
        yield served


@pytest.fixture
def open_page(site: Served, browser: Any) -> Iterator[Any]:
    contexts = []

    def opened(path: str, **options: Any) -> Any:
        context = browser.new_context(locale="it-IT", reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(site.base_url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def visits(page: Any, before: dt.datetime | None) -> None:
    """As if the list had been seen last on that day; None forgets everything."""
    moment = int(before.timestamp() * 1000) if before else 0
    page.evaluate(
        "m => m ? localStorage.setItem('condivisa:visite', JSON.stringify({prima: 0, ultima: m}))"
        " : localStorage.clear()",
        moment,
    )


# --- differences and filters ---------------------------------------------------------------------


def test_from_a_page_to_what_changed_in_it(open_page: Any) -> None:
    page = open_page(SCHEDA)
    link = page.get_by_role("link", name=re.compile("^Vedi le differenze del 18"))
    assert link.count() == 1
    link.click()
    page.wait_for_url("**/aggiornamenti/*/")
    added = page.locator("main .cd-diff__p--ins ins")
    assert "Una risposta del tutto diversa." in added.inner_text()
    for tag, line in (("ins", "underline"), ("del", "line-through")):
        style = page.locator(f".cd-diff-key {tag}").evaluate(
            "e => getComputedStyle(e).textDecorationLine"
        )
        assert style == line, "non solo il colore"
    page.get_by_role("link", name="Leggi la pagina di oggi").click()
    page.wait_for_url("**" + SCHEDA)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_of_a_change_is_accessible(open_page: Any, width: int) -> None:
    page = open_page(SCHEDA, viewport={"width": width, "height": 900})
    page.goto(
        page.get_by_role("link", name=re.compile("^Vedi le diff")).first.evaluate("a => a.href")
    )
    values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": values}})
    assert [v["id"] for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_filters_by_keyboard_without_scripts(open_page: Any) -> None:
    page = open_page("/aggiornamenti/", java_script_enabled=False)
    section = page.get_by_label("Sezione")
    section.focus()
    page.keyboard.type("Suss")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "tipo"
    page.keyboard.type("Aggi")
    page.keyboard.press("Enter")
    for _ in range(12):
        if page.evaluate("document.activeElement.type") == "submit":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**sezione=sussidiario&tipo=sostanziale**")
    badges = page.locator(".cd-log > li .cd-badge").all_inner_texts()
    assert set(badges) == {"Scheda aggiornata"}
    feed = page.locator("main a[href*='/aggiornamenti/atom/']").get_attribute("href")
    assert feed == "/aggiornamenti/atom/?sezione=sussidiario&tipo=sostanziale"
    # a chip takes away its filter alone
    page.get_by_role("link", name="Togli Aggiornata").click()
    page.wait_for_url("**/aggiornamenti/?sezione=sussidiario")
    assert set(page.locator(".cd-log > li .cd-badge").all_inner_texts()) > {"Scheda nuova"}


# --- what is new ---------------------------------------------------------------------------------


def test_a_first_visit_shows_nothing_and_leaves_no_cookie(open_page: Any) -> None:
    page = open_page("/aggiornamenti/")
    assert page.locator(".cd-novita").count() == 0
    assert page.get_by_text("Novità", exact=True).count() == 0
    assert page.context.cookies() == []
    page.reload()
    assert page.locator(".cd-novita").count() == 0, "la stessa visita"


def test_news_since_the_last_visit(open_page: Any) -> None:
    page = open_page("/aggiornamenti/")
    visits(page, NEWEST - dt.timedelta(days=2, hours=1))
    page.reload()
    status = page.locator(".cd-novita [role=status]")
    assert status.inner_text() == "3 novità dalla tua ultima visita (16 novembre 2026)"
    rows = page.locator(".cd-log > li")
    marked = [r.locator(".cd-badge", has_text="Novità").count() for r in rows.all()]
    assert marked == [1] * 3 + [0] * (len(marked) - 3)
    assert "cd-log__seen" in rows.nth(3).get_attribute("class")
    # the same visit goes on, on the home too
    page.goto(page.url.replace("/aggiornamenti/", "/"))
    assert page.get_by_text("Novità", exact=True).count() == 3
    page.go_back()
    page.reload()
    assert page.locator(".cd-novita").count() == 1

    page.get_by_role("button", name="Segna tutto come visto").click()
    assert page.get_by_text("Novità", exact=True).count() == 0
    assert status.inner_text() == "Nessuna novità: hai visto tutto"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    page.reload()
    assert page.locator(".cd-novita").count() == 0


@pytest.mark.parametrize(
    "kept",
    ["{", "[]", '"x"', '{"prima": "x", "ultima": 1}', '{"prima": -1, "ultima": 1}',
     '{"prima": 9e15, "ultima": 8e15}', '{"prima": 1, "ultima": 9e15}'],
)  # fmt: skip
def test_what_is_kept_and_makes_no_sense_counts_as_nothing(open_page: Any, kept: str) -> None:
    page = open_page("/aggiornamenti/")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.evaluate("v => localStorage.setItem('condivisa:visite', v)", kept)
    page.reload()
    assert page.locator(".cd-novita").count() == 0
    kept_now = page.evaluate("JSON.parse(localStorage.getItem('condivisa:visite'))")
    assert kept_now["prima"] == 0, "si ricomincia da qui"
    assert errors == []


def test_the_clock_of_the_reader_does_not_matter(open_page: Any) -> None:
    page = open_page("/aggiornamenti/")
    visits(page, NEWEST - dt.timedelta(hours=1))
    for year in (1999, 2199):
        page.clock.set_fixed_time(dt.datetime(year, 1, 1, tzinfo=dt.UTC))
        page.reload()
        assert page.locator(".cd-novita [role=status]").inner_text() == (
            "Una novità dalla tua ultima visita (18 novembre 2026)"
        )


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('piena', 'QuotaExceededError') }",
    ],
)
def test_without_storage_nothing_is_shown_and_nothing_breaks(open_page: Any, broken: str) -> None:
    page = open_page("/aggiornamenti/")
    visits(page, NEWEST - dt.timedelta(days=3))
    page.add_init_script(broken)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.reload()
    assert page.locator(".cd-log > li").count() > 3
    assert page.locator(".cd-novita").count() == 0
    assert page.get_by_text("Novità", exact=True).count() == 0
    assert errors == []
