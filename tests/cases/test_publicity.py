"""Public notices: period, objections, and when letters unlock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cases.holidays import builtin_calendar
from models.cases.publicity import (
    Objection,
    make_notice,
    objection_faults,
    open_objections,
    unlock_obstacle,
)
from models.errors import UserError

CALENDAR = builtin_calendar()
NOTICE = make_notice(date(2024, 9, 12), 5, CALENDAR)
GIVEN = {"name": "李某", "contact": "0571-80000000", "content": "重复享受"}


def test_the_period_counts_working_days_with_make_up_days():
    # 13 日周五、14 日周六（调休上班）、18、19、20 日；15–17 日中秋。
    assert NOTICE.ends_on == date(2024, 9, 20)
    assert [NOTICE.days_left(date(2024, 9, day), CALENDAR) for day in (12, 14, 17, 20, 21)] == [5, 3, 3, 0, 0]


def test_letters_unlock_on_the_day_after_the_last_one():
    assert unlock_obstacle(NOTICE, (), 1, date(2024, 9, 20)).startswith("公示至 2024-09-20")
    assert unlock_obstacle(NOTICE, (), 1, date(2024, 9, 21)) == ""


def test_an_objection_holds_up_its_case_or_the_whole_batch():
    after = date(2024, 9, 23)
    own, batch = Objection("李某", date(2024, 9, 13), 1), Objection("李某", date(2024, 9, 13))
    assert "1 件异议" in unlock_obstacle(NOTICE, (own,), 1, after)
    assert unlock_obstacle(NOTICE, (own,), 2, after) == ""
    assert "2 件异议" in unlock_obstacle(NOTICE, (own, batch), 1, after)
    assert "1 件异议" in unlock_obstacle(NOTICE, (own, batch), 2, after)
    assert open_objections((own, batch), 1) == 2


def test_settled_objections():
    after, own = date(2024, 9, 23), Objection("李某", date(2024, 9, 13), 1)
    assert unlock_obstacle(NOTICE, (replace(own, upheld=False),), 1, after) == ""
    assert "异议成立" in unlock_obstacle(NOTICE, (replace(own, upheld=True),), 1, after)


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (60, True), (61, False)])
def test_bounds_of_the_period(days, fits):
    if fits:
        assert make_notice(date(2024, 3, 1), days, CALENDAR).days == days
    else:
        with pytest.raises(UserError, match="1 至 60 个工作日"):
            make_notice(date(2024, 3, 1), days, CALENDAR)


def test_all_faults_of_an_objection():
    assert objection_faults(GIVEN, date(2024, 9, 20), NOTICE) == []
    assert objection_faults(GIVEN, date(2024, 9, 12), NOTICE) == []
    faults = objection_faults({"name": " "}, date(2024, 9, 21), NOTICE)
    assert [fault.field for fault in faults] == ["name", "contact", "content", "raised_on"]
    assert [fault.field for fault in objection_faults(GIVEN, date(2024, 9, 11), NOTICE)] == ["raised_on"]


@given(began=st.dates(date(2024, 1, 1), date(2025, 12, 1)), days=st.integers(1, 60))
def test_the_last_day_is_a_working_day_and_the_days_are_all_there(began, days):
    notice = make_notice(began, days, CALENDAR)
    assert CALENDAR.is_workday(notice.ends_on)
    assert notice.days_left(began, CALENDAR) == days
    assert not notice.is_over(notice.ends_on) and notice.is_over(notice.ends_on + timedelta(1))
