"""What annotators mark when a page goes live, and what readers then get."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from piattaforma.nucleo import annotators
from piattaforma.nucleo.annotators import Annotatore, Segno, ZonaLetta
from piattaforma.nucleo.jobs import refresh_renderings
from piattaforma.nucleo.linking import Legame
from piattaforma.nucleo.models import Resa
from tests.factories import make_page, publish, text

pytestmark = pytest.mark.django_db


class Piante(Annotatore):
    """Marks the names of trees."""

    nome = "piante"

    def __init__(self, words: str = "leccio|quercia") -> None:
        self.words = words
        self.asked: list[list[tuple[str, ...]]] = []
        self.where = "/alberi/"

    def versione(self) -> str:
        return self.words[:20]

    def find(
        self, contenuto: Any, oggetto: Any, zone: Sequence[ZonaLetta]
    ) -> Mapping[str, list[Segno]]:
        return {
            zona.nome: [
                Segno(m.start(), m.end(), (m[0].lower(),))
                for m in re.finditer(self.words, zona.lettura.testo, re.IGNORECASE)
            ]
            for zona in zone
        }

    def links(
        self, oggetto: Any, chiavi: Iterable[tuple[str, ...]]
    ) -> Mapping[tuple[str, ...], Legame]:
        self.asked.append(list(chiavi))
        return {
            key: Legame(f"{self.where}{key[0]}/", key[0].title(), "cd-term")
            for key in self.asked[-1]
            if key[0] != "ignoto"
        }


@pytest.fixture
def piante(monkeypatch: pytest.MonkeyPatch) -> Iterator[Piante]:
    one = Piante()
    monkeypatch.setattr(annotators, "_registry", {"piante": one})
    return one


def page_saying(source: str) -> Any:
    page = make_page()
    page.corpo = text(source)
    return publish(page)


def body(client: Client, page: Any) -> str:
    html = client.get(page.url).content.decode()
    return html.split('<div class="cd-prose">')[1].split("</div>")[0]


def test_marks_become_links_asked_for_once(client: Client, piante: Piante) -> None:
    page = page_saying("Un leccio e una **quercia**.\n\n- Un altro leccio.")
    piante.asked.clear()
    assert body(client, page) == (
        '<p>Un <a class="cd-term" href="/alberi/leccio/" title="Leccio">leccio</a> e una '
        '<strong><a class="cd-term" href="/alberi/quercia/" title="Quercia">quercia</a></strong>.</p>\n'
        '<ul>\n<li>Un altro <a class="cd-term" href="/alberi/leccio/" title="Leccio">leccio</a>.</li>\n</ul>'
    )
    assert piante.asked == [[("leccio",), ("quercia",)]]


def test_what_is_kept_is_spans_and_keys(client: Client, piante: Piante) -> None:
    page = page_saying("Un leccio.")
    resa = Resa.objects.get(pk=page.pk)
    assert resa.zone == {"corpo": "<p>Un leccio.</p>"}
    assert resa.segni == {"corpo": [[6, 12, "piante", ["leccio"]]]}
    # An address that changes elsewhere shows at the next view.
    piante.where = "/orto/"
    assert 'href="/orto/leccio/"' in body(client, page)


def test_never_inside_a_link_code_or_heading(client: Client, piante: Piante) -> None:
    page = page_saying(
        "## Il leccio\n\n[un leccio](/x/) e `leccio` e [art. 1](urn:nir:stato:legge:1990;241)"
    )
    assert body(client, page) == (
        '<h2 id="s-il-leccio">Il leccio</h2>\n<p><a href="/x/">un leccio</a> e <code>leccio</code> '
        'e <a data-cita="urn:nir:stato:legge:1990;241">art.\N{NO-BREAK SPACE}1</a></p>'
    )


def test_what_leads_nowhere_stays_text(client: Client, piante: Piante) -> None:
    piante.words = "ignoto"
    assert body(client, page_saying("Un ignoto.")) == "<p>Un ignoto.</p>"


def test_the_first_registered_keeps_words_that_two_mark(
    client: Client, piante: Piante, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Piante("un leccio|salice")
    other.nome = "altre"
    other.where = "/altre/"
    monkeypatch.setattr(annotators, "_registry", {"piante": piante, "altre": other})
    found = re.findall(r'href="([^"]+)"', body(client, page_saying("C’è un leccio e un salice.")))
    assert found == ["/alberi/leccio/", "/altre/salice/"]


def test_a_preview_shows_the_links_of_the_draft_and_writes_nothing(
    client: Client, piante: Piante
) -> None:
    page = page_saying("Un leccio.")
    page.corpo = text("Una quercia.")
    page.is_anteprima = True
    with CaptureQueriesContext(connection) as queries:
        assert 'href="/alberi/quercia/"' in page.zone_html["corpo"]
    assert not [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
    assert 'href="/alberi/leccio/"' in body(client, page)


def test_reading_writes_nothing(client: Client, piante: Piante) -> None:
    page = page_saying("Un leccio.")
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    assert queries.captured_queries
    assert not [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]


def test_new_rules_mark_again_without_rendering(client: Client, piante: Piante) -> None:
    page = page_saying("Un leccio e un salice.")
    refresh_renderings()
    Resa.objects.filter(pk=page.pk).update(
        zone={"corpo": "<p>Un leccio, un salice: conservati.</p>"}
    )
    assert refresh_renderings() == 0
    piante.words = "salice"
    assert refresh_renderings() == Resa.objects.count()
    assert body(client, page) == (
        '<p>Un leccio, un <a class="cd-term" href="/alberi/salice/" title="Salice">salice</a>: conservati.</p>'
    )
    assert refresh_renderings() == 0, "una volta basta"


def test_a_database_from_before_gets_its_marks_by_the_job(client: Client, piante: Piante) -> None:
    page = page_saying("Un leccio.")
    Resa.objects.update(segni={}, letta_con="")
    assert body(client, page) == "<p>Un leccio.</p>"
    refresh_renderings()
    assert 'href="/alberi/leccio/"' in body(client, page)
