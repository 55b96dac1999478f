"""Which automatic backups may go: one a day, then one a week, then one a month; a pure function."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

NEWEST_KEPT = 3
DAYS_KEPT = 7
WEEKS_KEPT = 5
MONTHS_KEPT = 12


@dataclass(frozen=True)
class Copy:
    """A good automatic backup: its file name, when it was made, and the last line of the record in it."""

    name: str
    made_at: datetime
    last_seq: int = 0


def outdated(copies: Sequence[Copy], now: datetime) -> tuple[Copy, ...]:
    """Return the backups that may be removed, oldest first.

    Kept are the newest three, the newest of each of the last 7 days, 5 weeks and 12 months (today's included),
    whatever seems to come from the future (the clock may have been set back), and the one whose record reaches
    furthest: after the restore of an old state the lost part must not be thinned away.
    """
    ordered = sorted(copies, key=lambda one: (one.made_at, one.name), reverse=True)
    kept = set(ordered[:NEWEST_KEPT])
    kept |= {one for one in ordered if one.made_at > now}
    for bucket, limit in ((_day, DAYS_KEPT), (_week, WEEKS_KEPT), (_month, MONTHS_KEPT)):
        kept |= _newest_of_each(ordered, bucket, limit, now)
    if ordered:
        kept.add(max(ordered, key=lambda one: one.last_seq))
    return tuple(one for one in reversed(ordered) if one not in kept)


def _newest_of_each(
    ordered: Sequence[Copy], bucket: Callable[[date], int], limit: int, now: datetime
) -> set[Copy]:
    present = bucket(now.date())
    found: dict[Hashable, Copy] = {}
    for one in ordered:
        number = bucket(one.made_at.date())
        if 0 <= present - number < limit:
            found.setdefault(number, one)
    return set(found.values())


def _day(day: date) -> int:
    return day.toordinal()


def _week(day: date) -> int:
    # Ordinal 1 is a Monday, so that a week runs from Monday to Sunday.
    return (day.toordinal() - 1) // 7


def _month(day: date) -> int:
    return day.year * 12 + day.month
