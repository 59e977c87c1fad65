"""Entries of contents of all kinds: one query, on both databases, each as its own adapter says it."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from piattaforma.nucleo.contents import Voce, content_of, entries_of
from piattaforma.nucleo.righe import in_shape, together
from piattaforma.riferimenti.chi_cita import Sorgente
from sussidiario.models import Situazione, VoceGlossario
from tests.factories import make_page, make_scheda, make_situation, make_voce

ALL_KINDS = """
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from piattaforma.nucleo.contents import all_contents, entries_of
from piattaforma.riferimenti.chi_cita import Sorgente
sources = {}
for content in all_contents():
    one = content.pubblicati().order_by("pk").first()
    if one is not None:
        sources[content] = Sorgente(ContentType.objects.get_for_model(content.modello).pk, one.pk)
entries_of(sources.values())
with CaptureQueriesContext(connection) as queries:
    found = entries_of(sources.values())
assert len(queries) == 1, queries.captured_queries
assert len({content.base for content in sources}) >= 3
for content, source in sources.items():
    assert found[source] == content.entries([source.object_id])[source.object_id], content
    assert found[source].url, content
"""


def source(oggetto: Any) -> Sorgente:
    return Sorgente(ContentType.objects.get_for_model(oggetto).pk, oggetto.pk)


@pytest.mark.django_db
def test_all_kinds_are_one_query_and_each_says_what_it_says_alone() -> None:
    scheda, page = make_scheda(), make_page()
    voices = [make_voce("Équipe"), make_voce("Patto")]
    situation = make_situation("caso", "1.1", frase="Ho un caso")
    gone = Sorgente(source(voices[0]).content_type_id, 9999)
    every = [scheda, page, *voices, situation]
    rows = [*map(source, every), gone, source(scheda)]
    entries_of(rows)  # Wagtail keeps the addresses of sites
    with CaptureQueriesContext(connection) as queries:
        found = entries_of(rows)
    assert len(queries) == 1
    for one in every:
        content: Any = content_of(one)
        assert found[source(one)] == content.entries([one.pk])[one.pk]
    assert found[source(scheda)] == Voce(scheda.title, scheda.url, scheda.path)
    assert found[source(voices[0])] == Voce("Équipe", "/glossario/equipe/", "~equipe")
    assert found[source(situation)].url == "/sussidiario/situazioni/caso/"
    assert found[gone] == Voce("", "")
    assert len(found) == 6
    # One kind alone, and nothing.
    assert entries_of([source(page)])[source(page)].titolo == page.title
    assert entries_of([]) == {}


@pytest.mark.django_db
def test_a_draft_voice_is_gone() -> None:
    make_page()
    draft = make_voce("Bozza", live=False)
    assert entries_of([source(draft)])[source(draft)].url == ""


@pytest.mark.parametrize(
    "where", ["built", pytest.param("built_on_postgres", marks=pytest.mark.postgres)]
)
def test_both_databases_join_what_every_kind_has(
    request: pytest.FixtureRequest, where: str
) -> None:
    """Columns of other types and lengths side by side: PostgreSQL refuses what SQLite lets pass."""
    request.getfixturevalue(where).must_execute(ALL_KINDS)


@pytest.mark.django_db
def test_a_number_and_a_missing_column_are_texts() -> None:
    situation = make_situation("caso", "1.1")
    (rows,) = together([in_shape(Situazione.objects.all(), "ordine")])
    assert rows == [(situation.pk, str(situation.ordine), "", "")]
    (rows, none) = together(
        [in_shape(Situazione.objects.all(), "codice"), in_shape(VoceGlossario.objects.none())]
    )
    assert (rows, none) == ([(situation.pk, "caso", "", "")], [])
