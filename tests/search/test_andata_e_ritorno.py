"""The demonstration site goes to a cluster and back: no content is lost, no answer changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from bench.search.misura import read_questions
from pratiche.models import Norma
from search import jobs
from search.comparison import Confronto, check
from search.contract import Document
from search.engines import get_engine, kept_engines
from search.engines.required import ELASTICSEARCH, EMBEDDED
from search.models import DaIndicizzare
from search.risposte.completion import complete
from search.risposte.questions import ask
from search.risposte.risposta import Risposta
from search.uids import uid_of
from sussidiario.models import SchedaPage
from tests.factories import make_page, publish

pytestmark = [pytest.mark.nodo, pytest.mark.django_db]

#: Thirty of all kinds, as they come: citations, words, acronyms, sentences, slips.
QUESTIONS = [one.testo for one in read_questions()][::5][:30]


@pytest.fixture
def site(demo: None, settings: Any, prefisso: str, nodo_url: str, tmp_path: Path) -> Any:
    """The settings of a site that may go anywhere."""
    settings.SEARCH_DIR = str(tmp_path / "ricerca")
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = nodo_url, prefisso
    return settings


@contextmanager
def started(site: Any, engine: str) -> Iterator[None]:
    site.SEARCH_ENGINE = engine
    kept_engines.cache_clear()
    yield
    kept_engines.cache_clear()


def answers() -> list[tuple[Risposta, Any]]:
    """All that a reader is shown, but for who showed it."""
    told = [(ask(text, user=None), complete(text[:9], None)) for text in QUESTIONS]
    assert not any(answer.di_riserva or answer.indisponibile for answer, _ in told)
    return told


def found(answers: list[tuple[Risposta, Any]]) -> list[Any]:
    """What was found, in whatever order: points remember for a while what was deleted."""
    return [(one.totale, one.facce, one.correzione, one.vicine) for one, _ in answers]


def do_jobs() -> None:
    jobs.index_changes()
    jobs.index_changes_for_all()
    jobs.build_what_is_missing_for_all()


def check_all() -> None:
    """Nothing waits, and each index has the ids and the hashes that the database gives."""
    here = {engine.nome for engine in kept_engines()}
    assert not DaIndicizzare.objects.filter(indice__in=here).exists()
    for engine in kept_engines():
        assert check(engine) == Confronto()


def change(n: int) -> list[str]:
    """One changes, one is withdrawn, one closed, one deleted, one comes: the uids of those that went."""
    schede = list(SchedaPage.objects.live().order_by("pk")[n : n + 3])
    schede[0].title = f"Scheda cambiata {n}"
    publish(schede[0])
    schede[1].unpublish()
    PageViewRestriction.objects.create(page=schede[2], restriction_type="login")
    act = Norma.objects.filter(live=True).order_by("-pk")[0]
    gone = [uid_of(SchedaPage, one.pk) for one in schede[1:]] + [uid_of(Norma, act.pk)]
    act.delete()
    make_page(f"Pagina nuova {n}", slug=f"nuova-{n}")
    return gone


def test_there_and_back(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with started(site, EMBEDDED):
        call_command("search_rebuild")
        check_all()
        before = answers()
        assert sum(bool(answer.trovati) for answer, _ in before) > len(QUESTIONS) * 0.9

    with started(site, ELASTICSEARCH):
        call_command("search_rebuild")
        check_all()
        assert answers() == before
        gone = change(0)
        do_jobs()
        check_all()
        index, changed = get_engine(), answers()
        assert found(changed) != found(before)
        assert index.get(gone, readers=frozenset({"tutti"})) == {}
        uid = changed[0][0].trovati[0].uid
        with index.writing():
            index.update([Document("tolta.app:7", "Di un’app tolta")], [uid])
        with pytest.raises(SystemExit):
            call_command("search_check")
        told = capsys.readouterr().out
        assert f"manca: {uid}\n" in told
        assert "di troppo: tolta.app:7\n" in told
        call_command("search_check", "--repair")
        check_all()

    with started(site, EMBEDDED):
        check_all()
        assert found(answers()) == found(changed)
        change(3)
        do_jobs()
        check_all()
        changed = answers()

    # Again: whatever changed meanwhile waited for it.
    with started(site, ELASTICSEARCH):
        do_jobs()
        check_all()
        assert found(answers()) == found(changed)
        call_command("search_rebuild")
        on_cluster = answers()
    with started(site, EMBEDDED):
        assert answers() == on_cluster
