"""The register in the repository: everything loads, agrees with itself, and can be loaded again."""

import pytest

from pratiche.norme.registro.caricamento import CARTELLA, load_register

pytestmark = pytest.mark.django_db


def test_it_loads_twice() -> None:
    first = load_register(folder=CARTELLA)
    second = load_register(folder=CARTELLA)
    assert len(second.invariate) == len(first.nuove)
