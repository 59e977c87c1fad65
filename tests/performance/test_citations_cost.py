"""What sixty citations in the text of a page add to its publication and to its reading."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from piattaforma.riferimenti.models import Citazione
from sussidiario.models import SchedaPage
from tests.factories import CTS_55_3, make_scheda, references, text

pytestmark = pytest.mark.django_db

MANY = 60
#: Statements that a publication may cost more for them.
MORE = 15


def prose(count: int) -> str:
    """Paragraphs that cite `count` articles, and as many that cite none."""
    cited = [
        f"Lo chiede l’art. {n}, comma 2, del d.lgs. 3 luglio 2017, n. 117, a chi amministra."
        for n in range(1, count + 1)
    ]
    plain = ["Lo chiede la buona pratica degli uffici, ogni volta, a chi amministra."] * MANY
    return "\n\n".join([*cited, *plain[count:], *plain])


def statements(scheda: SchedaPage, source: str) -> int:
    """How many statements publishing the scheda with another text costs."""
    scheda.contenuto = text(source)
    revision = scheda.save_revision()
    with CaptureQueriesContext(connection) as queries:
        revision.publish()
    return len(queries)


def test_publishing_sixty_citations_costs_few_statements() -> None:
    scheda = make_scheda(norme=references(CTS_55_3))
    without = statements(scheda, prose(0))
    with_them = statements(scheda, prose(MANY))
    assert Citazione.objects.of(scheda).count() == MANY + 1
    assert with_them - without <= MORE
    # And again, where all of them are replaced.
    assert statements(scheda, "Art. 9 Cost.\n\n" + prose(MANY)) - without <= MORE


def test_reading_them_costs_none(client: Client) -> None:
    scheda = make_scheda(norme=references(CTS_55_3), contenuto=text(prose(0)))
    client.get(scheda.url)
    counts = []
    for source in (prose(0), prose(MANY)):
        statements(scheda, source)
        client.get(scheda.url)
        with CaptureQueriesContext(connection) as queries:
            html = client.get(scheda.url).content.decode()
        text_of_it = html.partition('id="norme-citate"')[0]
        counts.append((len(queries), text_of_it.count("~art")))
    assert [count for count, _ in counts] == [counts[0][0]] * 2
    assert counts[1][1] - counts[0][1] == MANY
