"""Public notice (公示) of approved cases: its period in working days, objections, and when letters unlock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.cases.holidays import WorkCalendar
from models.errors import UserError

MIN_DAYS, MAX_DAYS = 1, 60
_OBJECTION_LABELS = {"name": "异议人姓名", "contact": "联系方式", "content": "异议内容"}


@dataclass(frozen=True)
class Notice:
    """A notice from `began_on` (not counted) over `days` working days, the last one being `ends_on`."""

    began_on: date
    days: int
    ends_on: date

    def is_over(self, today: date) -> bool:
        """Tell whether the last day has passed; on the last day itself objections may still come."""
        return today > self.ends_on

    def days_left(self, today: date, calendar: WorkCalendar) -> int:
        """Return how many working days of the period are still to come after today, 0 when it is over."""
        return calendar.count_workdays(max(today, self.began_on), self.ends_on)


@dataclass(frozen=True)
class Objection:
    """An objection under real name; `case_id` None is against the whole batch, `upheld` None is still open."""

    name: str
    raised_on: date
    case_id: int | None = None
    upheld: bool | None = None

    def concerns(self, case_id: int) -> bool:
        """Tell whether the objection holds up this case."""
        return self.case_id in (None, case_id)


def make_notice(began_on: date, days: int, calendar: WorkCalendar) -> Notice:
    """Return the notice with its last day; raises UserError for a period outside 1 to 60 working days."""
    if not MIN_DAYS <= days <= MAX_DAYS:
        raise UserError(
            f"公示期应为 {MIN_DAYS} 至 {MAX_DAYS} 个工作日", f"填写的是 {days}", "请核对", field="days"
        )
    return Notice(began_on, days, calendar.add_workdays(began_on, days))


def open_objections(objections: Iterable[Objection], case_id: int) -> int:
    """Return how many objections that concern the case have no outcome yet."""
    return sum(one.upheld is None and one.concerns(case_id) for one in objections)


def unlock_obstacle(notice: Notice, objections: Iterable[Objection], case_id: int, today: date) -> str:
    """Return "" when the case's letters may be issued as far as the notice goes, else the reason in Chinese."""
    found = tuple(one for one in objections if one.concerns(case_id))
    if any(one.upheld for one in found):
        return "异议成立，请办理“异议成立退回”"
    if waiting := open_objections(found, case_id):
        return f"有 {waiting} 件异议尚未处理，请先登记处理结果"
    return "" if notice.is_over(today) else f"公示至 {notice.ends_on.isoformat()}，期满无异议后方可出具批复"


def objection_faults(given: Mapping[str, str], raised_on: date, notice: Notice) -> list[UserError]:
    """Return every fault of a new objection: name, contact and content are wanted, and it must come in time."""
    faults = [
        UserError(f"请填写{label}", "异议须实名提出", "", field=field)
        for field, label in _OBJECTION_LABELS.items()
        if not given.get(field, "").strip()
    ]
    if not notice.began_on <= raised_on <= notice.ends_on:
        why = f"公示期为 {notice.began_on.isoformat()} 至 {notice.ends_on.isoformat()}"
        faults.append(UserError("异议提出日期不在公示期内", why, "逾期提出的请按信访办理", field="raised_on"))
    return faults
