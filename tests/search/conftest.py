"""What the tests of search share."""

from dataclasses import dataclass
from itertools import chain

import pytest

from search.contract import Document
from search.planning.synonyms import Synonyms

pytest.register_assert_rewrite(
    *(f"tests.search.contract_{part}" for part in ("words", "law", "lists", "readers", "writing"))
)


@dataclass(frozen=True)
class Dimostrazione:
    """What search reads of the demonstration content."""

    documenti: list[Document]
    sinonimi: Synonyms


_read: list[Dimostrazione] = []


@pytest.fixture
def dimostrazione(db: None, request: pytest.FixtureRequest) -> Dimostrazione:
    """Read once a process: the demonstration takes a while to load. Mark the tests of one group."""
    if not _read:
        from search.indice.reading import batches
        from search.risposte.sinonimi import current_synonyms

        request.getfixturevalue("demo")
        _read.append(Dimostrazione([*chain.from_iterable(batches())], current_synonyms()))
    return _read[0]
