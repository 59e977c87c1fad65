"""The demonstration's promoted results."""

from collections.abc import Iterable, Mapping

from .models import RisultatoPromosso


def load_promoted(results: Iterable[Mapping[str, str]]) -> None:
    """Load them where there are none; what editors wrote or took away stays."""
    if RisultatoPromosso.objects.exists():
        return
    for result in results:
        RisultatoPromosso.objects.create(**result)
