"""Periods by which updates are filtered: the last days, a year, a month."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from piattaforma.citazioni.names import MESI

#: The years that an address may name.
YEARS = range(2000, 2101)
LAST_DAYS = {"30g": 30, "90g": 90}
_CODE = re.compile(r"(20\d\d|2100)(?:-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class Periodo:
    """From a day to a day, both included; without an end, up to now."""

    codice: str
    etichetta: str
    dal: dt.date
    al: dt.date | None = None

    @property
    def condizione(self) -> Q:
        return since(self.dal) & (until(self.al) if self.al else Q())


def since(day: dt.date) -> Q:
    """What happened on this day or later, by the clock of the site."""
    return Q(quando__gte=_midnight(day))


def until(day: dt.date) -> Q:
    """What happened on this day or earlier."""
    return Q(quando__lt=_midnight(day + dt.timedelta(days=1)))


def parse_period(code: str) -> Periodo | None:
    """Read "30g", "2026", "2026-11"; None for anything else."""
    if code in LAST_DAYS:
        days = LAST_DAYS[code]
        first = timezone.localdate() - dt.timedelta(days=days)
        return Periodo(code, f"Ultimi {days} giorni", first)
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or 0)
    if not month:
        return Periodo(code, str(year), dt.date(year, 1, 1), dt.date(year, 12, 31))
    first = dt.date(year, month, 1)
    after = (first + dt.timedelta(days=31)).replace(day=1)
    label = f"{MESI[month - 1].capitalize()} {year}"
    return Periodo(code, label, first, after - dt.timedelta(days=1))


def periods_since(first: dt.date, chosen: Periodo | None) -> list[Periodo]:
    """What can be chosen: the last days, the years back to `first`, the months of the year chosen."""
    codes = list(LAST_DAYS)
    for year in range(timezone.localdate().year, first.year - 1, -1):
        codes.append(str(year))
        if chosen and chosen.codice[:4] == str(year):
            codes += [f"{year}-{month:02}" for month in range(12, 0, -1)]
    if chosen and chosen.codice not in codes:
        codes.append(chosen.codice)
    return [period for code in codes if (period := parse_period(code))]


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
