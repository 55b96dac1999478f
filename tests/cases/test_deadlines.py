"""Deadlines in working days against an independent day-by-day reading of the 2024 calendar, and suspensions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.cases.case_clock import CaseClock, extend, extension_left, follow, restart, resume, stop, suspend
from models.cases.deadlines import due_date, read_clock, used_days
from models.cases.holidays import builtin_calendar
from models.errors import UserError
from tests.cases.calendar_2024 import working_2024

CALENDAR = builtin_calendar()
WARN = (5, 2)


def day(text: str) -> date:
    return date.fromisoformat(text)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


def test_the_calendar_is_the_arrangement_of_the_state_council():
    assert [CALENDAR.is_workday(one) for one in days_of(2024)] == [working_2024(one) for one in days_of(2024)]
    assert sum(working_2024(one) for one in days_of(2024)) == 251


def test_every_start_of_2024_and_terms_of_1_to_60_agree_with_a_day_by_day_reading():
    """Walk the days one by one and count; starts whose term ends in 2025 follow the 2025 days of the calendar."""
    for start in days_of(2024):
        clock_day, worked = start, 0
        for term in range(1, 61):
            while worked < term:
                clock_day += timedelta(days=1)
                works = working_2024(clock_day) if clock_day.year == 2024 else CALENDAR.is_workday(clock_day)
                worked += works
            assert due_date(CaseClock(start, term), CALENDAR) == clock_day, (start, term)
        assert used_days(CaseClock(start, 60), clock_day, CALENDAR) == 60


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        ("2024-02-08", 1, "2024-02-09"),
        ("2024-02-09", 1, "2024-02-18"),  # 春节 10–17 日，18 日（周日）上班
        ("2024-04-26", 1, "2024-04-28"),  # 28 日（周日）上班
        ("2024-04-30", 3, "2024-05-08"),
        ("2024-05-10", 1, "2024-05-11"),  # 11 日（周六）上班
        ("2024-09-13", 1, "2024-09-14"),
        ("2024-09-30", 5, "2024-10-12"),  # 12 日（周六）上班
        ("2024-12-31", 1, "2025-01-02"),
    ],
)
def test_around_the_holidays(start, term, due):
    assert due_date(CaseClock(day(start), term), CALENDAR) == day(due)


def test_reading_before_on_and_after_the_last_day():
    clock = CaseClock(day("2024-06-03"), 10)
    readings = {
        text: read_clock(clock, day(text), CALENDAR, warn_days=WARN)
        for text in ("2024-06-03", "2024-06-12", "2024-06-13", "2024-06-18", "2024-06-19", "2024-06-22")
    }
    left = [(one.remaining_days, one.warning) for one in readings.values()]
    assert left == [(10, ""), (4, "提醒"), (3, "提醒"), (0, "紧急"), (-1, "超期"), (-3, "超期")]
    assert readings["2024-06-03"].due_on == day("2024-06-18")
    assert readings["2024-06-03"].first_warning_on == day("2024-06-11")
    assert readings["2024-06-03"].second_warning_on == day("2024-06-14")
    assert readings["2024-06-18"].text == "今日到期（2024-06-18）"
    assert readings["2024-06-19"].text == "已于 2024-06-18 到期，超期 1 个工作日"


def test_warnings_begin_on_their_days():
    clock = CaseClock(day("2024-06-03"), 10)
    first = read_clock(clock, day("2024-06-03"), CALENDAR, warn_days=WARN)
    for warned, level in ((first.first_warning_on, "提醒"), (first.second_warning_on, "紧急")):
        assert warned is not None
        assert read_clock(clock, warned, CALENDAR, warn_days=WARN).warning == level
        assert read_clock(clock, warned - timedelta(1), CALENDAR, warn_days=WARN).warning != level


def test_the_weekend_after_the_last_day_is_late():
    reading = read_clock(CaseClock(day("2024-06-13"), 1), day("2024-06-15"), CALENDAR, warn_days=WARN)
    assert (reading.warning, reading.remaining_days) == ("超期", 0)
    assert reading.text == "已于 2024-06-14 到期，尚未超过一个工作日"


def test_a_suspended_case_says_when_it_would_end_if_completed_today():
    clock = suspend(CaseClock(day("2024-06-03"), 10), on=day("2024-06-05"), reason="补正审计报告")
    reading = read_clock(clock, day("2024-06-07"), CALENDAR, warn_days=WARN)
    assert (reading.state, reading.due_on, reading.remaining_days) == ("暂停", None, 8)
    assert reading.due_if_resumed == day("2024-06-20")
    assert "若今日补齐，则 2024-06-20 到期" in reading.text and "补正审计报告" in reading.text
    assert due_date(resume(clock, on=day("2024-06-07")), CALENDAR) == day("2024-06-20")


def test_a_year_without_arrangement_is_told():
    reading = read_clock(CaseClock(day("2026-12-25"), 10), day("2026-12-28"), CALENDAR, warn_days=WARN)
    assert "2027 年尚无放假安排" in reading.calendar_note
    assert (
        read_clock(CaseClock(day("2024-06-03"), 5), day("2024-06-04"), CALENDAR, warn_days=WARN).calendar_note
        == ""
    )


def test_extension_up_to_the_maximum_with_a_reason():
    clock = CaseClock(day("2024-06-03"), 10)
    longer = extend(clock, on=day("2024-06-04"), days=5, reason="专家评审", max_days=5)
    assert due_date(longer, CALENDAR) == day("2024-06-25")
    assert extension_left(longer, 5) == 0 and longer.total_days == 15
    for days, reason, words in (
        (6, "理由", "最多还可延长 5"),
        (0, "理由", "须大于零"),
        (1, " ", "没有写明理由"),
    ):
        with pytest.raises(UserError, match=words):
            extend(clock, on=day("2024-06-04"), days=days, reason=reason, max_days=5)
    with pytest.raises(UserError, match="已暂停"):
        extend(
            suspend(clock, on=day("2024-06-04"), reason="补正"),
            on=day("2024-06-05"),
            days=1,
            reason="理由",
            max_days=5,
        )


def test_a_stopped_clock_stands_and_a_reopened_one_goes_on():
    clock = stop(CaseClock(day("2024-06-03"), 10), on=day("2024-06-06"))
    assert used_days(clock, day("2024-07-01"), CALENDAR) == 3
    assert read_clock(clock, day("2024-12-31"), CALENDAR, warn_days=WARN).warning == ""
    again = restart(clock, on=day("2024-07-01"), reason="重新打开")
    assert used_days(again, day("2024-07-02"), CALENDAR) == 4
    with pytest.raises(UserError, match="已停止"):
        suspend(clock, on=day("2024-07-01"), reason="补正")


def test_the_clock_follows_the_states_of_the_workflow():
    def on(text: str) -> dict[str, object]:
        return {"on": day(text), "term_days": 10, "reason": "补正"}

    clock = follow(None, "未起算", "计时", **on("2024-06-03"))
    clock = follow(clock, "计时", "暂停", **on("2024-06-04"))
    clock = follow(clock, "暂停", "停止", **on("2024-06-05"))
    clock = follow(clock, "停止", "计时", **on("2024-06-06"))
    assert clock == follow(clock, "计时", "计时", **on("2024-06-07"))
    assert clock is not None and used_days(clock, day("2024-06-07"), CALENDAR) == 2
    assert follow(None, "未起算", "未起算", **on("2024-06-03")) is None


spans = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=5)


@settings(max_examples=150, deadline=None)
@given(start=st.dates(date(2023, 1, 1), date(2025, 6, 1)), term=st.integers(1, 40), spans=spans)
def test_suspended_working_days_move_the_end_by_exactly_their_number(start, term, spans):
    clock, now, left_out = CaseClock(start, term), start, 0
    for gap, length in spans:
        begun = now + timedelta(gap)
        plain_due = due_date(clock, CALENDAR)
        assume(plain_due is not None and begun < plain_due)
        clock = suspend(clock, on=begun, reason="补正")
        used = used_days(clock, begun, CALENDAR)
        now = begun + timedelta(length)
        assert used_days(clock, now, CALENDAR) == used
        assert due_date(clock, CALENDAR) is None
        clock = resume(clock, on=now)
        left_out += CALENDAR.count_workdays(begun, now)
    due = due_date(clock, CALENDAR)
    assert due == CALENDAR.add_workdays(start, term + left_out)
    assert due is not None and used_days(clock, due, CALENDAR) == term
    assert used_days(clock, due - timedelta(1), CALENDAR) == term - 1


@settings(max_examples=60, deadline=None)
@given(
    start=st.dates(date(2024, 1, 1), date(2024, 12, 1)),
    days=st.lists(st.integers(0, 9), min_size=2, max_size=6),
)
def test_the_clock_never_runs_backwards(start, days):
    clock = suspend(CaseClock(start, 20), on=start + timedelta(days[0]), reason="补正")
    moment, before = start, 0
    for step in days:
        moment += timedelta(step)
        now = used_days(clock, moment, CALENDAR)
        assert now >= before and now <= CALENDAR.count_workdays(start, moment)
        before = now
