"""Citations that say less than all join the one act that they may mean."""

import pytest

from piattaforma.citazioni import parse_identifier
from piattaforma.riferimenti.chiavi import join_keys

MLPS = "urn:nir:ministero.lavoro.e.politiche.sociali:decreto:2021-03-31;72"
SALUTE = "urn:nir:ministero.salute:decreto:2021-06-01;72"
TOSCANA = "urn:nir:regione.toscana:legge:2020-07-22;65"
UMBRIA = "urn:nir:regione.umbria:legge:2020-01-02;65"


@pytest.mark.parametrize(
    ("vague", "known", "meant"),
    [
        ("urn:nir:stato:decreto.ministeriale:2021;72", [MLPS], MLPS),
        ("urn:nir:stato:decreto.ministeriale:2021-03-31;72~art1", [MLPS, SALUTE], MLPS),
        ("urn:nir:stato:decreto.ministeriale:2021;72", [MLPS, SALUTE], ""),
        ("urn:nir:stato:decreto.ministeriale:2021-05-05;72", [MLPS], ""),
        ("urn:nir:stato:decreto.ministeriale:2024;72", [MLPS], ""),
        ("urn:nir:regione:legge:2020;65~art9-com1", [TOSCANA], TOSCANA),
        ("urn:nir:regione:legge:2020-07-22;65", [TOSCANA, UMBRIA], TOSCANA),
        ("urn:nir:regione:legge:2020;65", [TOSCANA, UMBRIA], ""),
        ("ECLI:IT:CDS:2023:5217", ["ECLI:IT:CDS:2023:5217SENT"], "ECLI:IT:CDS:2023:5217SENT"),
        ("ECLI:IT:CDS:2023:5217", ["ECLI:IT:CDS:2023:5217SENT", "ECLI:IT:CDS:2023:5217ORD"], ""),
        ("ECLI:IT:COST:2020:131", ["ECLI:IT:COST:2021:131"], ""),
        (
            "ECLI:IT:CONT:2023:102",
            ["ECLI:IT:CONT:2023:102SRCPIE-PAR", "ECLI:IT:CONT:2023:102SRCPIE"],
            "ECLI:IT:CONT:2023:102SRCPIE",
        ),
        (
            "ECLI:IT:CONT:2023:102",
            ["ECLI:IT:CONT:2023:102SRCPIE", "ECLI:IT:CONT:2023:102SRCLOM"],
            "",
        ),
        ("urn:nir:stato:legge:1990;241", ["urn:nir:stato:legge:1990-08-07;241"], ""),
    ],
)
def test_what_a_vague_citation_joins(vague: str, known: list[str], meant: str) -> None:
    joined = join_keys(parse_identifier(text) for text in [vague, *known])
    key = parse_identifier(vague).chiave
    assert joined == ({key: parse_identifier(meant).chiave} if meant else {})
