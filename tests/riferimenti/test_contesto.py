"""The region that a site chooses is one that the recogniser knows."""

import pytest

from piattaforma.citazioni import Context, find_citations
from piattaforma.nucleo.models.impostazioni import REGIONI


def test_every_region_of_the_choices_is_understood() -> None:
    authorities = {}
    for region in REGIONI:
        word = "l.p." if region.startswith("Provincia") else "l.r."
        (found,) = find_citations(f"La {word} 3/2020 lo dice.", Context(region=region))
        authorities[region] = found.ids[0].split(":")[2]
    assert len(set(authorities.values())) == len(REGIONI) == 22
    assert authorities["Toscana"] == "regione.toscana"
    assert not {"regione", "provincia.autonoma"} & set(authorities.values())


@pytest.mark.parametrize("region", ["Toscana", ""])
def test_without_a_region_none_is_guessed(region: str) -> None:
    (found,) = find_citations("La l.r. 3/2020 lo dice.", Context(region=region))
    assert found.ids[0].startswith(f"urn:nir:regione{'.toscana' if region else ''}:")
