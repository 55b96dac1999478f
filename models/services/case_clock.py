"""The promised time of a case: the stored story of its clock, what a move makes of it, how it reads today."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from models.cases import case_clock as rules
from models.cases.case import Case
from models.cases.case_clock import CaseClock, Extension, Suspension
from models.cases.deadlines import ClockReading, due_date, read_clock
from models.cases.holidays import WorkCalendar, builtin_calendar, parse_table
from models.cases.officers import Officer
from models.cases.workflow import CaseState, Move
from models.errors import UserError
from models.services import effective_packs, office_rules
from models.services.desk import Desk
from models.services.views import ClockView, SuspensionView
from models.storage import cases as stored_cases
from models.storage import decisions
from models.storage import settings as stored_settings

HOLIDAYS = "holidays"


@cache
def _builtin() -> WorkCalendar:
    return builtin_calendar()


def calendar(desk: Desk) -> WorkCalendar:
    """Return the working days by the published arrangements and the office's own table."""
    own = stored_settings.get(desk.db, HOLIDAYS)
    return _builtin().with_table(parse_table(own.encode())) if own else _builtin()


def clock_of(desk: Desk, case: Case) -> CaseClock | None:
    """Return the story of the case's clock, None before it started."""
    if case.clock_from is None or case.term_days is None:
        return None
    stops = tuple(
        Suspension(
            date.fromisoformat(row["began_on"]),
            row["reason"] or row["kind"],
            date.fromisoformat(row["ended_on"]) if row["ended_on"] else None,
        )
        for row in decisions.suspensions(desk.db, case.id)
    )
    longer = tuple(
        Extension(row["days"], row["reason"], date.fromisoformat(row["extended_on"]))
        for row in decisions.extensions(desk.db, case.id)
    )
    return CaseClock(case.clock_from, case.term_days, stops, longer, case.clock_to)


def apply_effect(
    desk: Desk, case: Case, move: Move, state: CaseState, *, reason: str, days: int, actor: Officer
) -> dict[str, Any]:
    """Write what a move does to the clock and return the case's changed clock fields; `state` is the one after it."""
    today = desk.clock.today()
    values: dict[str, Any] = {}
    before, after = case.clock, state.clock
    if move.clock == "extend":
        values = _extended(desk, case, days, reason, actor)
    elif before == after:
        pass
    elif case.clock_from is None:
        values = {"clock_from": today, "term_days": _term(desk, case)} if after == "计时" else {}
    elif after == "停止":
        decisions.end_suspensions(desk.db, case.id, today)
        values = {"clock_to": today}
    elif after == "暂停":
        kind = state.suspension
        decisions.begin_suspension(desk.db, case.id, kind, reason or kind, today, actor.id)
    elif before == "暂停":
        decisions.end_suspensions(desk.db, case.id, today)
    elif case.clock_to is not None:
        decisions.add_closed_suspension(desk.db, case.id, move.label, reason, case.clock_to, today, actor.id)
        values = {"clock_to": None}
    if move.name == "accept":
        values["accepted_on"] = today
    return values


def _extended(desk: Desk, case: Case, days: int, reason: str, actor: Officer) -> dict[str, Any]:
    clock = clock_of(desk, case)
    if clock is None:
        raise UserError("办理时限尚未起算", "", "受理后方可延期")
    today = desk.clock.today()
    most = office_rules.extension_max_days(desk)
    rules.extend(clock, on=today, days=days, reason=reason, max_days=most)
    decisions.add_extension(desk.db, case.id, days, reason, today, actor.id)
    return {"extended_days": case.extended_days + days}


def due_on(desk: Desk, case: Case) -> date | None:
    """Return the day on which the term is used up; None while it does not run."""
    clock = clock_of(desk, case)
    if clock is None or case.clock != "计时":
        return None
    return due_date(clock, calendar(desk))


def _term(desk: Desk, case: Case) -> int:
    """The term as the office set it for the edition of the case, else the usual one of the kind of matter."""
    effective = effective_packs.of_case(desk, case)
    kind = effective.pack.matter(case.matter_id).kind
    return effective.term_of(case.matter_id) or desk.defaults.term_days[kind]


def refresh_due_days(desk: Desk) -> frozenset[int]:
    """Compute the due day of every running case anew (another calendar); returns the cases it moved."""
    changed: set[int] = set()
    for case in stored_cases.running(desk.db):
        due = due_on(desk, case)
        if due != case.due_on:
            stored_cases.update(desk.db, case.id, {"due_on": due}, expected_version=None)
            changed.add(case.id)
    return frozenset(changed)


def reading(desk: Desk, case: Case) -> ClockReading | None:
    """Return the clock as it stands today."""
    clock = clock_of(desk, case)
    if clock is None:
        return None
    warn = office_rules.warn_days(desk)
    return read_clock(clock, desk.clock.today(), calendar(desk), warn_days=warn)


def view(desk: Desk, case: Case) -> ClockView | None:
    """Return the clock for the case page."""
    found = reading(desk, case)
    clock = clock_of(desk, case)
    if found is None or clock is None:
        return None
    return ClockView(
        term_days=clock.term_days,
        started_on=clock.started_on,
        due_on=found.due_on,
        days_left=found.remaining_days,
        state="逾期" if found.warning == "超期" else found.state,
        warning=found.warning,
        due_if_resumed_today=found.due_if_resumed,
        extended_days=case.extended_days,
        suspensions=tuple(SuspensionView(s.reason, s.begun_on, s.ended_on) for s in clock.suspensions),
        text=found.text,
        calendar_note=found.calendar_note,
    )


def notice_period(desk: Desk, days: int | None) -> tuple[int, date]:
    """Return the period in working days and its last day, beginning today (which is not counted)."""
    wanted = days if days is not None else office_rules.notice_days(desk)
    if not 1 <= wanted <= 60:
        raise UserError("公示期应为1至60个工作日", f"填写的是 {wanted}", "请核对", field="days")
    return wanted, calendar(desk).add_workdays(desk.clock.today(), wanted)
