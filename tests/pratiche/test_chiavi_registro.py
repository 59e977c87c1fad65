"""Which record a key means, and who cites it: one rule and one count, whoever asks."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from piattaforma.riferimenti.querysets import cited_acts
from pratiche.norme.models import ChiaveRegistro
from pratiche.norme.models.chiave import by_key, the_one
from pratiche.norme.querysets import counts_by_record, keys_of
from pratiche.norme.unione import merge
from tests.factories import make_scheda, references
from tests.factories.norme import CTS, make_norma

TOSCANA = "urn:nir:regione.toscana:legge:2020-07-22;65"
UMBRIA = "urn:nir:regione.umbria:legge:2020-01-02;65"
VAGA = "nir:regione:legge:2020;65"


def key(identifier: str, vague: str, owner: int) -> ChiaveRegistro:
    known = identifier.removeprefix("urn:").replace("-07-22", "").replace("-01-02", "")
    return ChiaveRegistro(chiave=known, vaga=vague, identificatore=identifier, norma_id=owner)


def test_what_leaves_something_out_means_the_one_that_fits() -> None:
    rows = by_key([key(TOSCANA, VAGA, 1), key(UMBRIA, VAGA, 2)])
    assert the_one(rows, VAGA) is None
    found = the_one(rows, VAGA, "2020-07-22")
    assert found is not None
    assert found.norma_id == 1
    assert the_one(rows, VAGA, "2020-05-05") is None
    twice = by_key([key(TOSCANA, VAGA, 1), key(UMBRIA, VAGA, 1)])
    assert the_one(twice, VAGA) is not None, "due chiavi di una scheda sola"
    own = ChiaveRegistro(chiave=VAGA, identificatore="urn:nir:regione:legge:2020;65", norma_id=3)
    assert the_one(by_key([key(TOSCANA, VAGA, 1), own]), VAGA) is own


@pytest.mark.django_db
def test_home_lists_and_pages_count_alike() -> None:
    """Vague and merged keys are of the record; what it says of itself counts nowhere."""
    cts, other = make_norma(titolo_breve="Codice"), make_norma("urn:nir:stato:legge:2001-01-01;1")
    merge(resta=cts, va=other)
    cts.sintesi = "Il d.lgs. 117/2017 vale con l’articolo 2 della legge 266/1991."
    cts.save_revision().publish()
    toscana = make_norma(TOSCANA, titolo_breve="La legge toscana")
    make_scheda(codice="1.1", norme=references(CTS))
    make_scheda(codice="1.2", norme=references("urn:nir:stato:legge:2001-01-01;1"))
    make_scheda(codice="1.3", norme=references("urn:nir:regione:legge:2020;65", TOSCANA))
    lists = counts_by_record(AnonymousUser())
    assert {pk: sum(kinds.values()) for pk, kinds in lists.norme.items()} == {
        cts.pk: 2,
        toscana.pk: 1,
    }
    home = {act.titolo: act.n for act in cited_acts(AnonymousUser())}
    assert (home["Codice"], home["La legge toscana"]) == (2, 1)
    assert len(home) == 3, "e la legge 266/1991, che non ha una scheda"
    assert VAGA in keys_of(toscana)
    make_norma(UMBRIA)
    assert VAGA not in keys_of(toscana)


@pytest.mark.django_db
def test_an_address_that_nobody_cites_reads_no_citation_of_the_site() -> None:
    make_scheda(norme=references(CTS, TOSCANA))
    client = Client()
    for url in ("/norme/l-1-1901/", "/norme/l-1-1901/art-2/"):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 404
        read = [q["sql"] for q in captured.captured_queries if "riferimenti_citazione" in q["sql"]]
        assert len(read) == 1
        assert "GROUP BY" in read[0]
