"""Who applies an article: exactly the sources that do, for whoever reads; sixty traps."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PageViewRestriction

from piattaforma.nucleo.models import NotiziaPage
from piattaforma.riferimenti.chi_applica import Bersaglio, applying
from pratiche.norme.models import Articolo, ChiaveRegistro, Norma, Pronuncia
from pratiche.norme.querysets import keys_of, target_of
from tests.factories import make_news, text
from tests.factories.norme import make_norma, make_pronuncia

pytestmark = pytest.mark.django_db
TRAPPOLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("trappole.yaml").read_text())

Mostrate = dict[str, set[str]]


@pytest.fixture
def sources() -> dict[int, dict[str, Any]]:
    for identifier, articles in TRAPPOLE["registro"].items():
        make_norma(identifier, articoli=tuple(articles))
    for identifier in TRAPPOLE["decisioni"]:
        make_pronuncia(identifier)
    made = {}
    for number, source in enumerate(TRAPPOLE["fonti"]):
        page = make_news(f"Fonte {number}", corpo=text(source["testo"]))
        if source.get("chiuso"):
            PageViewRestriction.objects.create(
                page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
            )
        if source.get("bozza"):
            page.unpublish()
        made[page.pk] = source
    return made


def expected(sources: dict[int, dict[str, Any]], *, member: bool) -> Mostrate:
    """Page of the register → texts that it must show."""
    found: Mostrate = defaultdict(set)
    for source in sources.values():
        if source.get("bozza") or (source.get("chiuso") and not member):
            continue
        for where in [*source.get("articoli", ()), *source.get("atti", ())]:
            found[where].add(source["testo"])
    return dict(found)


def shown(sources: dict[int, dict[str, Any]], user: Any) -> Mostrate:
    """The same, as the pages of acts, articles and decisions ask for it."""
    found: Mostrate = {}
    for record in [*Norma.objects.all(), *Pronuncia.objects.all()]:
        slug = ChiaveRegistro.objects.get(
            **{"norma" if isinstance(record, Norma) else "pronuncia": record}
        ).slug
        act = Bersaglio(keys_of(record), solo_atto=True)
        found[slug] = _texts(sources, user, act)
        numbers = set(Articolo.objects.filter(norma_id=record.pk).values_list("numero", flat=True))
        if not isinstance(record, Norma):
            continue
        for number in numbers | {"155"}:
            found[f"{slug}/{number}"] = _texts(sources, user, target_of(record, number))
    return {page: texts for page, texts in found.items() if texts}


def _texts(sources: dict[int, dict[str, Any]], user: Any, target: Bersaglio) -> set[str]:
    news = ContentType.objects.get_for_model(NotiziaPage)
    rows = applying(user, target).filter(content_type=news)
    return {sources[row.object_id]["testo"] for row in rows}


def test_there_are_sixty() -> None:
    assert len(TRAPPOLE["fonti"]) == 60


def test_each_page_shows_exactly_its_sources(sources: dict[int, Any], membro: Any) -> None:
    assert shown(sources, AnonymousUser()) == expected(sources, member=False)
    assert shown(sources, membro) == expected(sources, member=True)
    assert expected(sources, member=True) != expected(sources, member=False)
