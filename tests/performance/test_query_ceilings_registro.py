"""The queries of the register's pages: under the ceiling, and the same with one and thirty of everything."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from piattaforma.nucleo.models import Termine
from pratiche.norme.models import RelazioneNorma, RelazionePronuncia
from search.indexing import rebuild
from tests.factories import make_scheda, references
from tests.factories.norme import CTS, make_norma, make_orientamento, make_pronuncia

pytestmark = pytest.mark.django_db

CEILINGS: dict[str, int] = yaml.safe_load(
    Path(__file__).with_name("query_ceilings.yaml").read_text(encoding="utf-8")
)["registro"]
ACT = "/norme/dlgs-117-2017/"
ADDRESSES = {
    "pratiche_norme": "/norme/",
    "pratiche_norma": ACT,
    "pratiche_chi_applica_atto": f"{ACT}chi-applica/",
    "pratiche_articolo": f"{ACT}art-55/",
    "pratiche_chi_applica": f"{ACT}art-55/chi-applica/",
    "pratiche_chi_applica di un genere": f"{ACT}art-55/chi-applica/?genere=schede",
    "pratiche_atom": f"{ACT}art-55/atom.xml",
    "pratiche_giurisprudenza": "/giurisprudenza/",
    "pratiche_pronuncia": "/giurisprudenza/tar-toscana-840-2026/",
    "pratiche_orientamenti": "/orientamenti/",
    "pratiche_orientamento": "/orientamenti/serve-prima/",
    "pratiche_vai": "/norme/vai?q=toscana",
}
VECCHIO = "urn:nir:stato:decreto.legislativo:2016-04-18;50"
TAR, CDS = "ECLI:IT:TARTOS:2026:840SENT", "ECLI:IT:CDS:2026:3082SENT"
FUORI = "ECLI:IT:TARLAZ:2020:1SENT"


def queries_of(url: str) -> list[str]:
    client = Client()
    for _ in range(2):
        assert client.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return [query["sql"] for query in captured.captured_queries]


def test_every_address_has_a_ceiling() -> None:
    assert set(ADDRESSES) == set(CEILINGS)


def test_under_the_ceiling_and_the_same_with_thirty(indice: object) -> None:
    themes = list(Termine.objects.filter(vocabolario="temi")[:2])
    cts = make_norma(titolo_breve="Codice del Terzo settore", articoli=("54", "55", "56"))
    cts.temi.set(themes)
    read = (f"{CTS}~art55-com3",)
    tar = make_pronuncia(TAR, interpreta=read, data=dt.date(2026, 4, 30), guida=True)
    make_pronuncia(CDS, data=dt.date(2026, 4, 20))
    RelazionePronuncia.objects.create(pronuncia=tar, tipo="contrasta", verso=CDS)
    RelazioneNorma.objects.create(norma=cts, tipo="cita", verso=VECCHIO)
    make_scheda(codice="9.1", norme=references(CTS, *read), giurisprudenza=references(TAR))
    make_orientamento("Serve prima?", articoli=read, posizioni={"Sì": (TAR,), "No": (CDS, FUORI)})
    rebuild()
    few = {name: queries_of(url) for name, url in ADDRESSES.items()}
    for number in range(1, 31):
        act = f"urn:nir:stato:decreto.legislativo:2001-01-01;{number}"
        norma = make_norma(act, titolo_breve=f"Atto toscana {number}", articoli=("1",))
        norma.temi.set(themes)
        RelazioneNorma.objects.create(norma=norma, tipo="attua", verso=CTS)
        RelazioneNorma.objects.create(norma=cts, tipo="cita", verso=act)
        decision = f"ECLI:IT:CDS:2020:{number}SENT"
        made = make_pronuncia(decision, interpreta=read, data=dt.date(2020, 1, 1), guida=True)
        RelazionePronuncia.objects.create(pronuncia=made, tipo="conferma", verso=TAR)
        make_scheda(
            codice=f"2.{number}",
            norme=references(f"{CTS}~art55", f"urn:nir:stato:legge:1950-01-01;{number}"),
            giurisprudenza=references(TAR),
        )
        sides = {"Sì": (TAR, decision)}
        make_orientamento(f"Domanda {number}?", articoli=(f"{CTS}~art55",), posizioni=sides)
    rebuild()
    many = {name: queries_of(url) for name, url in ADDRESSES.items()}
    over = [
        f"{name}: {len(sql)}, il limite è {CEILINGS[name]}\n" + "\n".join(q[:240] for q in sql)
        for name, sql in many.items()
        if len(sql) > CEILINGS[name]
    ]
    grown = [
        f"{name}: {len(few[name])} e poi {len(many[name])}"
        for name in ADDRESSES
        if len(few[name]) != len(many[name])
    ]
    assert not over + grown, "\n".join(over + grown)
