"""The day of which a scheda speaks, and the day at which a superseded one stopped."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from ..edizione.stato import Anno, state_of

if TYPE_CHECKING:
    from ..models import SchedaPage


def day_within(page: Any, anno: int) -> dt.date:
    """The day it was published, but within its edition: a correction does not make it younger."""
    published = page.last_published_at
    day = timezone.localdate(published) if published else timezone.localdate()
    return min(day, dt.date(anno, 12, 31))


def last_day(scheda: "SchedaPage", edizione: Anno, oggi: Anno | None) -> dt.date | None:
    """The day of a scheda whose edition is superseded; None for one of today's, or of a later one."""
    if not state_of(edizione, oggi).is_superata:
        return None
    return day_within(scheda, edizione.anno)


def last_day_asked(scheda: "SchedaPage") -> dt.date | None:
    """The same, where nobody has read the edition yet (two queries)."""
    from ..models import EdizionePage
    from ..querysets import edition_today

    row = EdizionePage.objects.ancestor_of(scheda).values_list("pk", "anno").first()
    return last_day(scheda, Anno(*row), edition_today()) if row else None
