"""A stored text as readers see it: without the site's marks, with its accents."""

from .accenti import repair_with_map
from .mostrato import MostratoInsieme
from .segni import without_marks


def shown(testo: str) -> MostratoInsieme:
    """`testo` to show and to index; `place` puts the offsets of citations on it."""
    unmarked = without_marks(testo)
    return MostratoInsieme((unmarked, repair_with_map(unmarked.testo)))
