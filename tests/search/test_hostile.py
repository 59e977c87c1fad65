"""Hostile questions: any text is planned and answered, without an error, within a second.

The cluster too answers each in time, and refuses none: `falliti` tells.
"""

import gc
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.test import Client

from search.contract import DATA, FACETS, Filters
from search.engines.base import SearchEngine
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.required import EMBEDDED
from search.highlight import Highlighter
from search.plan import TUTTO, make_plan
from search.risposte.speller import speller_for
from search.views import limite
from tests.factories import make_page, publish
from tests.factories import text as text_of
from tests.nodo.indici import fresh_prefix
from tests.nodo.trasporto import client_of
from tests.search.contract_base import filled
from tests.search.contract_collection import ANYONE, COLLECTION, GROUPS, document
from tests.search.due_motori import MOTORI, drain_all
from tests.search.hostile import CHARACTERS, HOSTILE, SYNTAXES, UNFINISHED

#: Seconds that one question may take, on a machine that does other things too.
MOST = 1.0
_TEXT = COLLECTION[0].sezioni[0].testo * 50


def name(text: str) -> str:
    shown = ascii(text[:24]).strip("'\"")[:24]
    return f"{shown} {len(text)}" if len(text) > 24 else shown


@pytest.fixture(scope="module", params=MOTORI)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    """With what hostile texts look like as contents too: whoever searches them finds them."""
    readable = [text.encode("utf-8", "ignore").decode() for text in HOSTILE]
    contents = [
        document(f"ostile:{n}", text[:200], text, nomi=[text[:50]])
        for n, text in enumerate(readable)
    ]
    with ExitStack() as indices:
        if request.param == EMBEDDED:
            engine: SearchEngine = EmbeddedEngine(tmp_path_factory.mktemp("ostile"))
        else:
            url = request.getfixturevalue("nodo_url")
            client = indices.enter_context(client_of(url))
            engine = ElasticEngine(client, indices.enter_context(fresh_prefix(url)))
        yield filled(engine, [*COLLECTION, *contents])


@pytest.fixture(autouse=True)
def nothing_is_collected() -> Iterator[None]:
    """Going through all that five thousand tests left in memory takes a second: no question’s fault."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_is_refused(falliti: list[str]) -> Iterator[None]:
    yield
    assert falliti == []


@pytest.mark.parametrize("text", HOSTILE, ids=name)
def test_every_way_to_ask(engine: SearchEngine, text: str) -> None:
    started = time.thread_time()
    plan = make_plan(text, synonyms=GROUPS, speller=speller_for(engine, ANYONE))
    strict = make_plan(text, synonyms=GROUPS, every_word=True)
    for one in (plan, strict):
        plan.testo.encode()
        "".join(piece.testo for piece in one.corretto).encode()
        with engine.hurried():
            results = engine.search(one, readers=ANYONE, facets=FACETS)
            assert results.totale >= len(results.hits)
            engine.search(one, readers=ANYONE, order=DATA, offset=10)
            engine.sections(one, [hit.uid for hit in results.hits], readers=ANYONE)
            for hit in results.hits[:2]:
                engine.points(one, hit.uid, readers=ANYONE)
    Highlighter(plan).passage(_TEXT)
    assert time.thread_time() - started < MOST


@pytest.mark.parametrize("text", HOSTILE, ids=name)
def test_every_other_way_in(engine: SearchEngine, text: str) -> None:
    started = time.thread_time()
    with engine.hurried():
        engine.complete(text, readers=ANYONE)
        engine.named(text, readers=ANYONE)
        # What comes in an address was decoded: it has no half characters.
        text = text.encode("utf-8", "replace").decode()
        engine.at(text, readers=ANYONE)
        engine.get([text], readers=ANYONE)
        engine.words(text)
        engine.similar(text, readers=ANYONE)
        chosen = Filters({"tipo": (text, "schede"), "anno": (text,)}, dentro=text)
        assert engine.search(TUTTO, readers=ANYONE, filters=chosen, facets=FACETS).totale == 0
    assert time.thread_time() - started < MOST


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/cerca/", "/cerca/suggerimenti/", "/cerca/atom/"])
def test_every_address(path: str, indici: SearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a question, as a choice, as a place: answered soon, in a form that who asked can read."""
    monkeypatch.setattr(limite, "_counted", lambda key, quanti: True)
    for number, texts in enumerate((SYNTAXES, CHARACTERS, UNFINISHED)):
        words = re.findall(r"\w+", " ".join(texts))
        page = make_page(f"Pagina {number}: patti & <enti>", slug=f"ostile-{number}")
        page.corpo = text_of(" ".join(one for one in words if one.isprintable()))
        publish(page)
    drain_all()
    client = Client(headers={"User-Agent": "Prova"})
    # The dictionary is read at the first word that a process does not know.
    client.get("/cerca/?q=pattti+sconosciutissimo")
    slow, failed = {}, {}
    for text in HOSTILE:
        choice = text[:300]
        for said in (
            {"q": text},
            {"q": "patti", "tipo": choice, "dentro": choice, "pagina": choice},
        ):
            url = f"{path}?{urlencode(said, errors='surrogatepass')}"
            started = time.thread_time()
            response = client.get(url)
            if (spent := time.thread_time() - started) > MOST:
                slow[name(text)] = spent
            if response.status_code not in {200, 400}:
                failed[name(text)] = response.status_code
            elif response.status_code == 200 and "xml" in response.headers["Content-Type"]:
                ElementTree.fromstring(response.content)
    assert (slow, failed) == ({}, {})


def test_nothing_was_broken(engine: SearchEngine) -> None:
    assert engine.health().stato == "ok"
    hits = engine.search(make_plan("fideiussione"), readers=ANYONE).hits
    assert [hit.uid for hit in hits] == ["prova.parti:lunga"]
