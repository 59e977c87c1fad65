"""The editor's work in a real browser, on a site as it is run: publish, schedule, review."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.installation import Installation, Served

pytestmark = pytest.mark.browser

PASSWORD = "dimostrazione-2026"
EDITOR, REVIEWER, ADMIN = (
    f"{name}@example.it" for name in ("redazione", "revisione", "amministrazione")
)
REASON = "La circolare di novembre cambia il termine."
#: Say that the time of what is scheduled has come; Wagtail's form takes minutes, and nobody waits.
MAKE_DUE = """
import datetime as dt
from django.utils import timezone
from wagtail.models import Revision
past = timezone.now() - dt.timedelta(minutes=1)
for revision in Revision.objects.exclude(approved_go_live_at=None):
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
"""


@dataclass
class Desk:
    """One person signed in, in a browser of their own."""

    page: Any
    base_url: str

    def sign_in(self, email: str) -> None:
        self.page.goto(self.base_url + "/admin/login/")
        self.page.fill("input[name=username]", email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("form button[type=submit]").first.click()
        self.page.wait_for_url("**/admin/")

    def open(self, key: int) -> None:
        self.page.goto(f"{self.base_url}/admin/pages/{key}/edit/")
        self.page.wait_for_selector("#id_in_breve")

    def write(self, answer: str) -> None:
        self.page.fill("#id_in_breve", answer)

    def note(self, kind: str, text: str) -> None:
        self.page.locator(f"input[name=nota_tipo][value={kind}]").check()
        self.page.fill("#id_nota_testo", text)

    def press(self, action: str) -> None:
        """A button of the menu beside «Salva bozza»; the page answers."""
        self.page.get_by_role("button", name="Altre azioni").last.click()
        with self.page.expect_navigation():
            self.page.locator(f"button[name={action}]:visible").first.click()

    def save(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("button.action-save:visible").first.click()

    def approve(self) -> None:
        """«Approva» of the task in hand."""
        self.page.get_by_role("button", name="Altre azioni").last.click()
        approve = self.page.locator("[data-workflow-action-name=approve]:visible").first
        with self.page.expect_navigation():
            approve.click()


@pytest.fixture(scope="module")
def site(built: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of our own: every test takes a scheda of its own."""
    with built.copy(tmp_path_factory.mktemp("redazione") / "sito").serve(workers=1) as served:
        yield served


@pytest.fixture
def sit(site: Served, browser: Any) -> Iterator[Callable[[str], Desk]]:
    contexts = []

    def seat(email: str) -> Desk:
        context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="it-IT")
        context.set_default_timeout(60_000)  # a busy machine
        contexts.append(context)
        desk = Desk(context.new_page(), site.base_url)
        desk.sign_in(email)
        return desk

    yield seat
    for context in contexts:
        context.close()


def scheda(site: Served, codice: str) -> tuple[int, str]:
    """Primary key and address, in today's edition."""
    rows = site.installation.query(
        "SELECT p.id, p.url_path FROM wagtailcore_page p JOIN sussidiario_schedapage s"
        f" ON s.page_ptr_id = p.id WHERE s.codice = '{codice}' AND p.url_path LIKE '%/2026/%'"
    )
    key, path = rows[0]
    return int(key), re.sub(r"^/[^/]+", "", path)


def run_jobs(site: Served) -> None:
    """The loop of jobs alone publishes what is scheduled: no cron, no command of Wagtail."""
    site.installation.query("DELETE FROM lavori_esecuzione")
    site.installation.manage("lavori", "--once")


def readers_see(site: Served, url: str, answer: str, reason: str) -> dict[str, bool]:
    """Where a reader finds the new answer, and why it changed."""
    page = site.get(url).text
    return {
        "pagina": answer in page,
        "storia": "Che cosa è cambiato" in page and reason in page,
        "feed": reason in site.get("/aggiornamenti/atom/").text,
        "home": reason in site.get("/").text,
        "aggiornamenti": reason in site.get("/aggiornamenti/").text,
    }


EVERYWHERE = dict.fromkeys(("pagina", "storia", "feed", "home", "aggiornamenti"), True)
NOWHERE = dict.fromkeys(EVERYWHERE, False)


def test_refused_without_a_note_then_published(site: Served, sit: Callable[[str], Desk]) -> None:
    key, url = scheda(site, "1.1")
    answer, reason = "Sì, entro trenta giorni.", f"1.1: {REASON}"
    desk = sit(EDITOR)
    desk.open(key)
    desk.write(answer)
    desk.press("action-publish")
    error = desk.page.locator("[data-contentpath=nota_tipo] [data-field-errors]")
    assert "Scegli il tipo di modifica." in error.inner_text()
    assert error.is_visible()
    assert desk.page.input_value("#id_in_breve") == answer, "ciò che ha scritto è ancora lì"
    desk.note("sostanziale", "")
    desk.press("action-publish")
    error = desk.page.locator("[data-contentpath=nota_testo] [data-field-errors]")
    assert "Scrivi in una frase che cosa è cambiato e perché." in error.inner_text()
    assert readers_see(site, url, answer, reason) == NOWHERE

    desk.note("sostanziale", reason)
    desk.press("action-publish")
    assert readers_see(site, url, answer, reason) == EVERYWHERE


def test_scheduled_and_put_online_by_the_loop(site: Served, sit: Callable[[str], Desk]) -> None:
    key, url = scheda(site, "1.2")
    answer, reason = "Da gennaio, sì.", f"1.2: {REASON}"
    desk = sit(EDITOR)
    desk.open(key)
    desk.write(answer)
    desk.note("sostanziale", reason)
    # The dialog of the schedule, in the panel on the side.
    desk.page.locator("[aria-label='Attiva/disattiva stato']:visible").first.click()
    desk.page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]:visible").first.click()
    dialog = desk.page.locator("#schedule-publishing-dialog")
    dialog.locator("#id_go_live_at").fill("2099-01-01 09:00")
    # the calendar opens by itself, a while after the field is reached; it must be closed again
    calendar = desk.page.locator(".xdsoft_datetimepicker:visible")
    calendar.first.wait_for()
    dialog.locator("h2").first.click()
    calendar.first.wait_for(state="hidden")
    with desk.page.expect_navigation():
        dialog.get_by_role("button", name="Salva programma").click()
    desk.open(key)
    desk.note("sostanziale", reason)
    desk.press("action-publish")
    run_jobs(site)
    assert readers_see(site, url, answer, reason) == NOWHERE, "non è ancora ora"

    site.installation.must_execute(MAKE_DUE)
    run_jobs(site)
    assert readers_see(site, url, answer, reason) == EVERYWHERE


def test_reviewed_in_two_steps(site: Served, sit: Callable[[str], Desk]) -> None:
    key, url = scheda(site, "1.3")
    reason = f"1.3: {REASON}"
    writer = sit(EDITOR)
    writer.open(key)
    writer.write("Una prima stesura.")
    writer.press("action-submit")
    error = writer.page.locator("[data-contentpath=nota_tipo] [data-field-errors]")
    assert "Scegli il tipo di modifica." in error.inner_text(), "la nota serve anche per l’invio"
    writer.note("sostanziale", reason)
    writer.press("action-submit")

    reviewer = sit(REVIEWER)
    reviewer.open(key)
    assert reviewer.page.input_value("#id_in_breve") == "Una prima stesura."
    reviewer.write("La stesura rivista.")
    reviewer.save()
    reviewer.approve()
    assert readers_see(site, url, "La stesura rivista.", reason) == NOWHERE, (
        "manca il secondo passo"
    )

    writer.open(key)
    writer.approve()
    # The reviewer wrote no note: the text goes live with the writer's.
    assert readers_see(site, url, "La stesura rivista.", reason) == EVERYWHERE


def test_the_admin_speaks_italian_and_calls_nobody(
    site: Served, sit: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk, asked = sit(ADMIN), []
    desk.page.on("request", lambda request: asked.append(request.url))
    key, _ = scheda(site, "1.1")
    for path in [
        "/admin/",
        "/admin/pages/",
        f"/admin/pages/{key}/edit/",
        "/admin/images/",
        "/admin/users/",
    ]:
        desk.page.goto(site.base_url + path, wait_until="networkidle")
        assert desk.page.evaluate("document.documentElement.lang") == "it", path
    assert asked
    elsewhere = {u for u in asked if not u.startswith((site.base_url, "data:", "blob:"))}
    assert elsewhere == set()


#: An image and a document in a scheda, as the choosers would put them there.
WITH_FILES = """
from io import BytesIO
from PIL import Image as Pillow
from django.core.files.uploadedfile import SimpleUploadedFile as File
from piattaforma.media.models import Document, Image
from sussidiario.models import SchedaPage
drawn = BytesIO()
Pillow.new("RGB", (60, 40), "teal").save(drawn, "PNG")
image = Image.objects.create(
    title="Schema", testo_alternativo="Tre atti", file=File("schema.png", drawn.getvalue()))
document = Document.objects.create(
    title="Schema di avviso", file=File("avviso.pdf", b"%PDF-1.7 prova"))
page = SchedaPage.objects.get(codice="2.3")
page.contenuto = [*[(b.block_type, b.value) for b in page.contenuto],
    ("immagine", {"immagine": {"image": image, "alt_text": "Tre atti in fila", "decorative": False},
                  "didascalia": ""}),
    ("documento", {"documento": document, "titolo": "", "descrizione": ""})]
page.save_revision().publish()
"""
#: What people paste: signs of Markdown and of YAML, spaces of every kind, pictures of faces.
HOSTILE = (
    "1. non un elenco: `codice` | barra\n\n---\n\n- voce\u00a0con spazi  \n  a capo\n\n"
    "    rientrato \\# 🙂\n\n[link](/sussidiario/2026/)\u00a0"
)


def texts_of(page: Any) -> list[str]:
    """The names of the text areas and of the lines of text in the blocks of the four zones."""
    names = page.evaluate(
        "[...document.querySelectorAll('textarea[name], input[type=text][name]')].map(e => e.name)"
    )
    return [n for n in names if re.match(r"(contenuto|prassi|norme|giurisprudenza)-\d+-value", n)]


def test_what_is_written_in_the_admin_is_exported_and_comes_back(
    site: Served, sit: Callable[[str], Desk], tmp_path: Path
) -> None:
    site.installation.must_execute(WITH_FILES)
    key, _ = scheda(site, "2.3")
    desk = sit(EDITOR)
    desk.open(key)
    desk.page.wait_for_selector("[name='contenuto-0-value']")
    names = texts_of(desk.page)
    written = 0
    for name in names:
        field = desk.page.locator(f"[name='{name}']")
        if name.endswith(("-righe", "-identificatore")) or not field.is_visible():
            continue
        if field.evaluate("e => e.tagName") == "TEXTAREA":
            field.fill(f"{HOSTILE}\n\n### Titolo: {name}")
        else:
            field.fill(f' «A»: "b" | #1 \\ *{written}* 🙂. ')
        written += 1
    assert written > 20
    desk.page.fill("#id_in_breve", "Sì: `basta` | «così».  \n- # no\n\n--- 🙂\u00a0fine")
    desk.page.fill("[name='contenuto-0-value']", "## Un titolo troppo in alto")
    desk.note("sostanziale", "Prova.")
    desk.press("action-publish")
    error = desk.page.locator("[data-contentpath=contenuto] .w-field__errors:visible").first
    assert "scrivi «### Un titolo troppo in alto»" in error.inner_text()
    desk.page.fill("[name='contenuto-0-value']", f"{HOSTILE}\n\n### Primo")
    desk.press("action-publish")
    assert "non può essere" not in desk.page.locator(".messages").inner_text()

    first, second = tmp_path / "prima", tmp_path / "dopo"
    site.installation.manage("export_sussidiario", str(first), "--edizione", "2026")
    text = next(first.glob("2.3-*.md")).read_text("utf-8")
    assert text.count("### Titolo: ") > 5
    assert '!!! immagine "schema.png"' in text
    assert '!!! documento "avviso.pdf"' in text
    assert "Sì: `basta` | «così»." in text
    empty = site.installation.copy(tmp_path / "vuoto")
    empty.manage("flush", "--noinput")
    shutil.rmtree(empty.folder / "media")
    empty.manage("bootstrap")
    empty.manage("import_sussidiario", str(first), "--edizione", "2026")
    empty.manage("export_sussidiario", str(second), "--edizione", "2026")
    assert bytes_in(first) == bytes_in(second)


def bytes_in(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}
