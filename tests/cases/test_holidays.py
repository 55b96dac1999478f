"""The office's own holiday table: reading, faults told at once, which years are known, and what goes first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cases.holidays import HolidayTable, WorkCalendar, builtin_calendar, parse_table, table_text
from models.errors import FieldErrors
from tests.cases.calendar_2024 import REST_2024, WORK_2024

YEAR_2027 = """日期,休班,名称
2027-1-1,休,元旦
2027-05-01,休,劳动节
20271001,休,国庆节
2027年10月4日,休,国庆节
2027-10-09,班,国庆节调休
"""


def test_the_notice_of_2024_prints_these_weekdays():
    names = {6: "星期六", 7: "星期日"}
    assert all(names[day.isoweekday()] == name for day, name in WORK_2024)


def test_built_in_names_and_status():
    calendar = builtin_calendar()
    for name, first, _ in REST_2024:
        assert calendar.name_of(first) in (name, name.removesuffix("节"))
    assert calendar.name_of(date(2024, 5, 11)) == "劳动节调休上班"
    assert [calendar.status(year) for year in (2003, 2024, 2099)] == ["没有", "内置", "没有"]
    assert calendar.note(date(2024, 1, 1), date(2024, 12, 31)) == ""
    assert calendar.note(date(2098, 12, 31), date(2099, 1, 1)).startswith("2098、2099 年尚无放假安排")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_makes_a_year_known(encoding):
    calendar = builtin_calendar().with_table(parse_table(YEAR_2027.encode(encoding)))
    assert calendar.status(2027) == "本单位导入"
    assert calendar.note(date(2027, 1, 1), date(2027, 12, 31)) == ""
    assert not calendar.is_workday(date(2027, 10, 4))
    assert calendar.is_workday(date(2027, 10, 9))
    assert calendar.is_workday(date(2027, 10, 8))
    assert calendar.is_workday(date(2024, 5, 11))


def test_a_part_of_a_year_does_not_make_it_known():
    calendar = builtin_calendar().with_table(parse_table("2027-10-01,休,国庆节".encode()))
    assert calendar.status(2027) == "不完整"
    assert "2027 年" in calendar.note(date(2027, 1, 1), date(2027, 1, 2))
    assert not calendar.is_workday(date(2027, 10, 1))


def test_the_office_goes_before_the_library_and_the_later_table_before_the_earlier():
    calendar = builtin_calendar().with_table(parse_table("2024-06-12,休,台风\n2024-06-10,休,端午节".encode()))
    assert not calendar.is_workday(date(2024, 6, 12))
    assert calendar.status(2024) == "内置"
    assert (
        builtin_calendar()
        .with_table(parse_table("2024-10-05,班,值守".encode()))
        .is_workday(date(2024, 10, 5))
    )
    assert (
        not builtin_calendar()
        .with_table(parse_table("2024-10-12,休,".encode()))
        .is_workday(date(2024, 10, 12))
    )
    calendar = calendar.with_table(HolidayTable(work={date(2024, 6, 12): ""}))
    assert calendar.is_workday(date(2024, 6, 12))


def test_all_faults_with_their_lines():
    text = "日期,休班,名称\n2027-02-30,休,甲\n2027-01-01,假,乙\n\n# 说明\n2027-10-08,班,丙\n2027-01-02,休,丁\n2027-01-02,休,戊\n1-3,休,己\n"
    with pytest.raises(FieldErrors) as caught:
        parse_table(text.encode())
    assert [error.field for error in caught.value.errors] == ["2", "3", "6", "8", "9"]
    words = [error.what for error in caught.value.errors]
    assert words[0] == "第 2 行：日期不存在" and "本来就是工作日" in words[2] and "重复" in words[3]


def test_an_empty_table_is_refused():
    with pytest.raises(FieldErrors, match="没有内容"):
        parse_table("日期,休班,名称\n".encode())


days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
names = st.text(
    st.characters(codec="gb18030", exclude_categories=["C", "Z"], exclude_characters="，#"), max_size=6
)


@given(rest=st.dictionaries(days, names, min_size=1), work=st.dictionaries(days, names))
def test_text_and_table_go_round(rest, work):
    work = {day: name for day, name in work.items() if day not in rest and day.isoweekday() > 5}
    table = HolidayTable(rest, work)
    assert parse_table(table_text(table).encode()) == table


@given(day=days, count=st.integers(0, 80))
def test_adding_and_counting_agree(day, count):
    calendar = builtin_calendar()
    last = calendar.add_workdays(day, count)
    assert calendar.count_workdays(day, last) == count
    assert count == 0 or calendar.is_workday(last)


def test_without_any_table_the_plain_week_holds():
    assert [WorkCalendar().is_workday(date(2024, 6, day)) for day in range(10, 17)] == [True] * 5 + [
        False
    ] * 2
