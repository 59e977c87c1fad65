"""A reader says how clear a page is and reports an error; the editor of the page sees both."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.addresses import PAGES
from tests.installation import Installation, Served

pytestmark = pytest.mark.browser

SCHEDA = PAGES["sussidiario.SchedaPage"]
ACCOUNT = ("redazione@example.it", "dimostrazione-2026")
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}


@pytest.fixture(scope="module")
def site(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of our own: readers write in it."""
    with built.copy(tmp_path_factory.mktemp("voce") / "sito").serve(workers=1) as served:
        yield served


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    contexts = []

    def tab(**kwargs: Any) -> Any:
        context = browser.new_context(locale="it-IT", reduced_motion="reduce", **kwargs)
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield tab
    for context in contexts:
        assert context.cookies() == [] or context.pages[0].url.find("/admin/") > 0
        context.close()


def violations(page: Any) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found] + (
        [f"{page.url}: {wide} px più larga"] if wide > 0 else []
    )


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.value || document.activeElement.textContent"))


def test_a_vote_by_keyboard_reaches_the_editor(site: Served, opened: Any) -> None:
    page = opened(viewport={"width": 1280, "height": 900})
    page.goto(site.base_url + SCHEDA)
    assert not page.get_by_label("Vuoi aggiungere altro?").is_visible()
    page.locator("[data-element=feedback-rate-1]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "2"
    assert page.get_by_role(
        "group", name="Dove hai incontrato le maggiori difficoltà?"
    ).is_visible()
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert focused(page) == "non-chiare"
    page.keyboard.press("Tab")
    page.keyboard.type("Manca il modello <b>di verbale</b>")
    page.keyboard.press("Tab")
    assert focused(page) == "Invia"
    page.keyboard.press("Enter")
    thanks = page.get_by_role("status").filter(has_text="Grazie")
    thanks.wait_for()
    assert focused(page).startswith("Grazie")
    assert page.url == site.base_url + SCHEDA, "resta dov’era"
    assert violations(page) == []

    editor = opened(viewport={"width": 1280, "height": 900})
    editor.goto(site.base_url + "/admin/login/")
    editor.fill("input[name=username]", ACCOUNT[0])
    editor.fill("input[name=password]", ACCOUNT[1])
    editor.locator("form button[type=submit]").first.click()
    editor.wait_for_url("**/admin/")
    editor.goto(site.base_url + "/admin/valutazioni/")
    row = editor.locator("tr", has_text="Quali clausole")
    assert "2,0" in row.inner_text()
    assert "Manca il modello <b>di verbale</b>" in row.inner_text()
    row.locator("a").first.click()
    editor.get_by_text("A volte le indicazioni non erano chiare: 1").wait_for()


def test_the_second_question_follows_the_vote(site: Served, opened: Any) -> None:
    """What the validator of the model of Comuni tries, click by click, with and without scripts."""
    for javascript in (True, False):
        page = opened(java_script_enabled=javascript)
        page.goto(site.base_url + SCHEDA)
        seen = []
        for voto in range(1, 6):
            page.locator(f"[data-element=feedback-rate-{voto}]").click()
            seen.append(
                [
                    page.locator(f"[data-element=feedback-rating-{side}]").is_visible()
                    for side in ("positive", "negative")
                ]
            )
        assert seen == [[False, True]] * 3 + [[True, False]] * 2


@pytest.mark.parametrize("width", [1280, 320])
def test_without_javascript_a_vote_and_an_error(site: Served, opened: Any, width: int) -> None:
    page = opened(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page.goto(site.base_url + SCHEDA)
    page.get_by_role("radio", name="5 su 5, molto chiare").check()
    page.get_by_role("radio", name="Le indicazioni erano complete").check()
    page.get_by_role("button", name="Invia").click()
    page.get_by_role("heading", name="Grazie", level=1).wait_for()
    page.reload()
    page.get_by_role("link", name="Torna a").click()
    page.wait_for_url("**" + SCHEDA)
    page.get_by_role("link", name="Segnala un errore in questa pagina").click()
    page.get_by_label("La tua e-mail").fill(f"anna{width}@example.org")
    # a browser stops at the empty field by itself; spaces get through
    page.get_by_label("Che cosa non va").fill("   ")
    page.get_by_role("button", name="Invia la segnalazione").click()
    page.get_by_role("link", name="Scrivi in una frase che cosa non va.").click()
    assert page.get_by_label("La tua e-mail").input_value() == f"anna{width}@example.org"
    page.get_by_label("Che cosa non va").fill("Il termine è cambiato.")
    page.get_by_role("button", name="Invia la segnalazione").click()
    page.get_by_text("La segnalazione è arrivata a chi cura la pagina.").wait_for()
    rows = site.installation.query(
        f"SELECT testo, stato FROM nucleo_segnalazione WHERE email = 'anna{width}@example.org'"
    )
    assert [tuple(row) for row in rows] == [("Il termine è cambiato.", "nuova")]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_the_forms_are_accessible(site: Served, opened: Any, width: int) -> None:
    page = opened(viewport={"width": width, "height": 800})
    page.goto(site.base_url + SCHEDA)
    report = page.locator(".cd-rate__err").get_attribute("href")
    vote = report.replace("segnalazioni", "valutazioni")
    wrong = []
    for path in (
        report,
        vote,
        f"{report}grazie/",
        f"{report}controlla-la-posta/",
        f"{vote}grazie/",
    ):
        page.goto(site.base_url + path)
        wrong += violations(page)
        if path in {report, vote}:
            page.locator("main form").evaluate(
                "form => { form.noValidate = true; HTMLFormElement.prototype.submit.call(form) }"
            )
            page.locator("#errori").wait_for()
            assert page.evaluate("document.activeElement.id") == "errori"
            wrong += violations(page)
    assert wrong == []


def test_a_scheda_is_copied_to_quote_it(site: Served, opened: Any) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site.base_url + SCHEDA)
    page.get_by_role("link", name="Cita", exact=True).click()
    page.get_by_role("button", name="Copia la citazione").click()
    page.get_by_text("Copiato", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "«Quali clausole" in copied
    assert "/s/3.3/2026/ (consultata il" in copied
