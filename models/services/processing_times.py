"""Working days that cases took, from the stored story of their clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache

from models.cases.deadlines import used_days
from models.cases.holidays import WorkCalendar
from models.reports.statistics import Times
from models.services import case_clock
from models.services.desk import Desk
from models.services.statistics_names import names_of, order_of
from models.services.views import CaseFilter
from models.storage import statistics as stored
from models.storage.database import Row


def times_of(desk: Desk, group: str, filter: CaseFilter) -> list[Times]:
    """Return used days, terms and open cases by group, in the document's order."""
    today = desk.clock.today()
    calendar = case_clock.calendar(desk)
    # Many cases begin and end on the same days; a million of them have some ten thousand pairs.
    count = cache(calendar.count_workdays)
    stopped = stored.stopped_cases(desk.db)
    used: dict[str, list[int]] = defaultdict(list)
    terms: dict[str, list[int]] = defaultdict(list)
    running: dict[str, int] = defaultdict(int)
    overdue: dict[str, int] = defaultdict(int)
    for row in stored.clocks(desk.db, group, filter, today=today):
        key = "" if row["key"] is None else str(row["key"])
        if row["clock_to"] is None:
            running[key] += 1
            overdue[key] += row["due_on"] is not None and row["due_on"] < today.isoformat()
            continue
        used[key].append(_used(desk, row, calendar, count, row["id"] in stopped))
        terms[key].append(row["days"])
    keys = list({*used, *running})
    names = names_of(desk, group, keys)
    places = {key: place for place, key in enumerate(order_of(desk, group))}
    keys.sort(key=lambda key: (places.get(key, len(places)), key))
    return [
        Times(names[key], tuple(used[key]), tuple(terms[key]), running[key], overdue[key]) for key in keys
    ]


def _used(
    desk: Desk, row: Row, calendar: WorkCalendar, count: Callable[[date, date], int], was_stopped: bool
) -> int:
    last = date.fromisoformat(row["clock_to"])
    if not was_stopped:
        return count(date.fromisoformat(row["clock_from"]), last)
    clock = case_clock.clock_of(desk, desk.case(row["id"]))
    assert clock is not None
    return used_days(clock, last, calendar)
