"""What the formatter writes, the recogniser reads back: the same identifier, the whole span."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piattaforma.citazioni import Identificatore, find_citations, parse_identifier
from piattaforma.citazioni.names import format_id
from piattaforma.citazioni.registers import known_acts
from tests.citazioni import families

#: one of each family, named: the property below draws from all of them
SAMPLES = (
    "urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com3-letbbis-num2",
    "urn:nir:stato:costituzione:1947-12-27~art118-com4",
    "urn:nir:stato:regio.decreto:1942-03-16;262:2~art2043",
    "urn:nir:stato:decreto.legislativo:2010-07-02;104:2~art113-com1",
    "urn:nir:stato:decreto.del.presidente.del.consiglio.dei.ministri:2001-03-30~art7",
    "urn:nir:ministero.lavoro.e.politiche.sociali:decreto:2021-03-31;72",
    "urn:nir:ministero.lavoro.e.politiche.sociali:decreto:2024-05-02;72",
    "urn:nir:regione.valle.aosta:legge:2005-07-22;16~art2",
    "urn:nir:provincia.autonoma.trento:legge:2007-07-27;13",
    "urn:nir:autorita.nazionale.anticorruzione:delibera:2022-07-27;382",
    "urn:nir:regione.toscana;consiglio:deliberazione:2025-07-30",
    "urn:nir:conferenza.unificata:intesa:2024-12-18;169/CU~art3",
    "urn:nir:conferenza.stato.regioni:accordo:2021;15/CSR",
    "urn:nir:ministero.lavoro.e.politiche.sociali:circolare:2019-01-11;2",
    "urn:nir:agenzia.entrate:risposta:2021;375",
    "celex:32016R0679~art5-com1-leta",
    "celex:32008R1008",
    "celex:31992L0043",
    "celex:12016E/TXT~art49",
    "celex:62013CJ0113",
    "ECLI:IT:COST:2020:131",
    "ECLI:IT:TARBS:2021:12ORD",
    "ECLI:IT:CASS:2023:12570CIV",
)


def _read_back(identifier: Identificatore) -> None:
    text = format_id(identifier)
    # a year alone gets its day where the register knows it
    whole = known_acts().get(identifier.chiave) if len(identifier.data) == 4 else None
    expected = {str(identifier)}
    if whole:
        part = f"~{identifier.partizione}" if identifier.partizione else ""
        expected.add(f"{whole}{part}")
    found = find_citations(f"Vedi {text}.")
    # a court of the Union is named for people before its ECLI, which is the citation
    surface = str(identifier) if identifier.autorita.startswith("EU:") else text
    assert [(one.surface, one.candidates) for one in found] == [(surface, [])]
    (target,) = found[0].ids
    assert target in expected, text


@pytest.mark.parametrize("spelling", SAMPLES)
def test_one_of_each_family_is_read_back(spelling: str) -> None:
    _read_back(parse_identifier(spelling))


@pytest.mark.parametrize(
    "family",
    [
        *("state", "dpcm", "ministers", "regions", "anac", "practice", "agreements", "councils"),
        *("codes", "union", "decisions"),
    ],
)
def test_formatter_and_recogniser_are_inverse(family: str) -> None:
    strategy: st.SearchStrategy[str] = getattr(families, family)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(strategy)
    def property_of(spelling: str) -> None:
        _read_back(parse_identifier(spelling))

    property_of()
