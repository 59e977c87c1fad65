"""The indexes that hear of changes: this machine's, those of others, the one that all share.

An index that nobody has looked after for a week is forgotten, and its rows with it. When it comes back it is
built anew, as is one that never heard of anything.
"""

import datetime as dt
import time

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from ..engines.base import WriterBusy
from ..models import DaIndicizzare, IndiceTenuto

#: For how long an index may be out of sight.
ASSENZA = dt.timedelta(days=7)
#: How often it is noted that one is in sight.
_NOTED = dt.timedelta(hours=1)
#: Milliseconds in which whoever publishes may be kept waiting by an index that begins to listen, and
#: seconds in which it tries.
_AT_ONCE, _IN_ALL = 1500, 60.0
_LOCK_NOT_AVAILABLE = "55P03"


def listening() -> set[str]:
    """The names of the indexes that each change is written for."""
    return set(IndiceTenuto.objects.values_list("nome", flat=True))


def listen(index: str) -> None:
    """Each change is written for this index, from here on.

    Those that were not are committed when this returns: whoever reads contents after it finds them.
    `WriterBusy` if somebody is in the middle of a long one.
    """
    if IndiceTenuto.objects.filter(nome=index).update(visto=timezone.now()):
        return
    until = time.monotonic() + _IN_ALL
    while True:
        try:
            with transaction.atomic():
                _wait_for_who_writes()
                IndiceTenuto.objects.get_or_create(nome=index)
        except OperationalError as exc:
            if getattr(exc.__cause__, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
                raise
            if time.monotonic() > until:
                raise WriterBusy(index) from exc
        else:
            return


def _wait_for_who_writes() -> None:
    """Until every transaction that wrote a row has ended. SQLite has one at a time: none is left by now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {_AT_ONCE}")
            cursor.execute(f"LOCK TABLE {DaIndicizzare._meta.db_table} IN SHARE MODE")


def say_built(index: str) -> None:
    """The index has all that there is, and hears of the rest."""
    IndiceTenuto.objects.filter(nome=index).update(completo=True, visto=timezone.now())


def follows(index: str) -> bool:
    """Whether the index has heard of every change since it was built. Whoever asks looks after it."""
    row = IndiceTenuto.objects.filter(nome=index, completo=True)
    seen = row.values_list("visto", flat=True).first()
    if seen is None:
        return False
    now = timezone.now()
    if now - seen < _NOTED:
        return True
    # It may be forgotten just now.
    return row.update(visto=now) > 0


def forget_the_absent() -> int:
    """Indexes that nobody looks after any more, and rows that no index waits for; says how many indexes."""
    limit = timezone.now() - ASSENZA
    with transaction.atomic():
        absent = IndiceTenuto.objects.select_for_update().filter(visto__lt=limit)
        names = list(absent.values_list("nome", flat=True))
        for name in names:
            DaIndicizzare.objects.filter(_of(name)).delete()
        IndiceTenuto.objects.filter(nome__in=names).delete()
        heard = Q()
        for name in listening():
            heard |= _of(name)
        DaIndicizzare.objects.exclude(heard).filter(quando__lt=limit).delete()
    return len(names)


def _of(index: str) -> Q:
    """Rows of an index and of its generations."""
    return Q(indice=index) | Q(indice__startswith=f"{index}/")
