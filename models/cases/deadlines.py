"""The promised time of a case in working days: what is used up, the day it ends, and the two warnings.

How days count: the day of acceptance is not counted, the next working day is the first (民法典第二百零一条). The
clock stops at the end of the day on which it is suspended and goes on with the day after the one on which it is
resumed; so only the days after the former up to and including the latter are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.cases.case_clock import CaseClock, Extension, Suspension, extend, resume
from models.cases.holidays import WorkCalendar

__all__ = [
    "CaseClock",
    "ClockReading",
    "Extension",
    "Suspension",
    "Warning",
    "due_date",
    "extend",
    "read_clock",
    "used_days",
]

Warning = Literal["", "提醒", "紧急", "超期"]


@dataclass(frozen=True)
class ClockReading:
    """The clock on a given day; `remaining_days` is negative by the days overdue, `due_on` None while suspended."""

    state: Literal["计时", "暂停", "停止"]
    total_days: int
    used_days: int
    remaining_days: int
    due_on: date | None
    due_if_resumed: date | None
    first_warning_on: date | None
    second_warning_on: date | None
    warning: Warning
    calendar_note: str
    text: str


def used_days(clock: CaseClock, today: date, calendar: WorkCalendar) -> int:
    """Return how many working days of the term are used up when today ends."""
    last = min(today, clock.stopped_on) if clock.stopped_on else today
    count = 0
    for day in calendar.workdays_after(clock.started_on):
        if day > last:
            return count
        count += clock.counts(day)
    return count


def due_date(clock: CaseClock, calendar: WorkCalendar, *, days: int | None = None) -> date | None:
    """Return the working day on which the term (or its first `days`) is used up; None while suspended without end."""
    wanted = clock.total_days if days is None else days
    if wanted <= 0:
        return clock.started_on
    open_since = clock.open_suspension
    for day in calendar.workdays_after(clock.started_on):
        if open_since is not None and day > open_since.begun_on:
            return None
        if not any(one.leaves_out(day) for one in clock.suspensions):
            wanted -= 1
        if wanted == 0:
            return day
    return None


def read_clock(
    clock: CaseClock, today: date, calendar: WorkCalendar, *, warn_days: tuple[int, int]
) -> ClockReading:
    """Return the clock as it stands today; `warn_days` are the remaining working days at the two warnings."""
    used = used_days(clock, today, calendar)
    remaining = clock.total_days - used
    due = due_date(clock, calendar)
    open_since = clock.open_suspension
    resumed = due_date(resume(clock, on=max(today, open_since.begun_on)), calendar) if open_since else None
    first, second = (due_date(clock, calendar, days=clock.total_days - days) for days in warn_days)
    last = max(day for day in (today, due, resumed, clock.started_on) if day is not None)
    note = calendar.note(clock.started_on, last)
    state: Literal["计时", "暂停", "停止"] = "停止" if clock.stopped_on else "暂停" if open_since else "计时"
    overdue = due is not None and today > due
    warning = _warning(state, remaining, warn_days, overdue=overdue)
    text = _text(state, remaining, due, resumed, open_since, overdue=overdue)
    return ClockReading(
        state, clock.total_days, used, remaining, due, resumed, first, second, warning, note, text
    )


def _warning(state: str, remaining: int, warn_days: tuple[int, int], *, overdue: bool) -> Warning:
    if state != "计时":
        return ""
    if overdue:
        return "超期"
    first, second = max(warn_days), min(warn_days)
    return "紧急" if remaining <= second else "提醒" if remaining <= first else ""


def _text(
    state: str,
    remaining: int,
    due: date | None,
    resumed: date | None,
    suspension: Suspension | None,
    *,
    overdue: bool,
) -> str:
    late = f"超期 {-remaining} 个工作日" if remaining < 0 else ""
    if state == "停止":
        return f"办理时限已停止，{late}" if late else "办理时限已停止"
    if suspension is not None and resumed is not None:
        left = late or f"剩余 {remaining} 个工作日；若今日补齐，则 {resumed.isoformat()} 到期"
        # The days first: where the room is short, the reason gives way.
        return f"{left}；已暂停计时：{suspension.reason}"
    if overdue:
        return f"已于 {due} 到期，{late or '尚未超过一个工作日'}"
    return f"今日到期（{due}）" if remaining == 0 else f"剩余 {remaining} 个工作日（{due} 到期）"
