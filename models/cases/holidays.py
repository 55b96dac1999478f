"""Chinese working days with 调休: the published arrangements, and the table an office adds for later years."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from models.cases.text_input import parse_day
from models.errors import FieldErrors, UserError

YearStatus = Literal["内置", "本单位导入", "不完整", "没有"]

REST, WORK = "休", "班"
HEADER = ("日期", "休班", "名称")
MAX_BYTES = 256 * 1024
# Fixed days that every yearly arrangement names; a table without them is only part of a year.
_ALWAYS_REST = ((1, 1), (5, 1), (10, 1))
_SATURDAY = 5


@dataclass(frozen=True)
class HolidayTable:
    """Days that differ from the plain week: rest days and make-up working days, each with its name."""

    rest: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)

    @property
    def years(self) -> frozenset[int]:
        """The years the table speaks of."""
        return frozenset(day.year for day in (*self.rest, *self.work))

    def covers(self, year: int) -> bool:
        """Tell whether the table holds the whole arrangement of a year and not just some days."""
        return all(date(year, month, day) in self.rest for month, day in _ALWAYS_REST)


@dataclass(frozen=True)
class WorkCalendar:
    """Working days by the built-in arrangements and the office's own table, which goes first day by day."""

    builtin: HolidayTable = field(default_factory=HolidayTable)
    own: HolidayTable = field(default_factory=HolidayTable)

    def status(self, year: int) -> YearStatus:
        """Return where the arrangement of a year comes from."""
        if self.own.covers(year):
            return "本单位导入"
        if self.builtin.covers(year):
            return "内置"
        return "不完整" if year in self.own.years else "没有"

    def note(self, first: date, last: date) -> str:
        """Return "" when every year of the span has its arrangement, else a sentence that says which is missing."""
        missing = [
            year
            for year in range(first.year, last.year + 1)
            if self.status(year) not in ("内置", "本单位导入")
        ]
        if not missing:
            return ""
        years = "、".join(str(year) for year in missing)
        return f"{years} 年尚无放假安排，暂按周一至周五为工作日计算；国务院办公厅通知公布后，请在“设置—节假日”中导入"

    def is_workday(self, day: date) -> bool:
        """Tell whether the day is a working day; without an arrangement Monday to Friday are."""
        for table in (self.own, self.builtin):
            if day in table.work:
                return True
            if day in table.rest:
                return False
        return day.weekday() < _SATURDAY

    def name_of(self, day: date) -> str:
        """Return what makes the day special (春节, 劳动节调休上班 …), or ""."""
        for table in (self.own, self.builtin):
            if name := table.work.get(day) or table.rest.get(day):
                return name
        return ""

    def workdays_after(self, day: date) -> Iterator[date]:
        """Yield the working days that follow a day, without end."""
        while True:
            day += timedelta(days=1)
            if self.is_workday(day):
                yield day

    def add_workdays(self, day: date, count: int) -> date:
        """Return the `count`-th working day after a day (the day itself is not counted); the day itself for 0."""
        following = self.workdays_after(day)
        for _ in range(count):
            day = next(following)
        return day

    def count_workdays(self, after: date, last: date) -> int:
        """Return how many working days lie after one day up to and including another; 0 when none do."""
        days = (after + timedelta(days=n) for n in range(1, (last - after).days + 1))
        return sum(self.is_workday(day) for day in days)

    def with_table(self, table: HolidayTable) -> WorkCalendar:
        """Return the calendar with the office's own table added; later rows go before earlier ones."""
        rest = {day: name for day, name in self.own.rest.items() if day not in table.work} | dict(table.rest)
        work = {day: name for day, name in self.own.work.items() if day not in table.rest} | dict(table.work)
        return WorkCalendar(self.builtin, HolidayTable(rest, work))


def builtin_calendar() -> WorkCalendar:
    """Return the calendar with the arrangements published so far, as the chinesecalendar library carries them."""
    from chinese_calendar import Holiday
    from chinese_calendar.constants import holidays, workdays

    names = {holiday.value: holiday.chinese for holiday in Holiday}
    rest = {day: names.get(name, name) for day, name in holidays.items()}
    work = {
        day: f"{names.get(name, name)}调休上班"
        for day, name in workdays.items()
        if day.weekday() >= _SATURDAY
    }
    return WorkCalendar(HolidayTable(rest, work))


def parse_table(content: bytes) -> HolidayTable:
    """Return the table for a CSV file (UTF-8 or GB 18030) with the columns 日期, 休班, 名称.

    Raises FieldErrors with every fault and its line: no date, neither 休 nor 班, a day twice, 班 on a weekday;
    UserError for a file that is no such table at all.
    """
    if len(content) > MAX_BYTES:
        size = f"{len(content) // 1024} KB，一年的放假安排不到 {MAX_BYTES // 1024} KB"
        raise UserError("节假日表过大", size, "请核对选择的文件", field="1")
    rest: dict[date, str] = {}
    work: dict[date, str] = {}
    faults: list[UserError] = []
    for number, cells in _rows(content):
        try:
            day, what, name = _row(number, cells)
            if day in rest or day in work:
                raise UserError(
                    f"第 {number} 行：{day.isoformat()} 重复", "", "同一天只写一行", field=str(number)
                )
            (rest if what == REST else work)[day] = name
        except UserError as fault:
            faults.append(fault)
    if not faults and not rest and not work:
        faults.append(UserError("节假日表没有内容", "", f"每行写：{'，'.join(HEADER)}", field="1"))
    if faults:
        raise FieldErrors(faults)
    return HolidayTable(rest, work)


def table_text(table: HolidayTable) -> str:
    """Return the table as CSV text in the order of days, as `parse_table` reads it."""
    rows = [(day, REST, name) for day, name in table.rest.items()]
    rows += [(day, WORK, name) for day, name in table.work.items()]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows((day.isoformat(), what, name) for day, what, name in sorted(rows))
    return out.getvalue()


def _rows(content: bytes) -> Iterable[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    # Every kind of line end, as programs on any system write it.
    reader = csv.reader(text.replace("，", ",").replace("\x00", "").splitlines())
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if any(row) and not row[0].startswith("#") and tuple(row[:2]) != HEADER[:2]:
                yield reader.line_num, row
    except csv.Error:
        number = str(reader.line_num)
        raise UserError(f"第 {number} 行看不懂", "引号没有成对", "请核对后再导入", field=number) from None


def _row(number: int, cells: list[str]) -> tuple[date, str, str]:
    where = f"第 {number} 行"
    if len(cells) < 2 or cells[1] not in (REST, WORK):
        raise UserError(f"{where}没有写明休或班", "", f"每行写：{'，'.join(HEADER)}", field=str(number))
    try:
        day = parse_day(cells[0], today=None)
    except UserError as fault:
        raise UserError(f"{where}：{fault.what}", fault.why, fault.remedy, field=str(number)) from None
    if cells[1] == WORK and day.weekday() < _SATURDAY:
        raise UserError(
            f"{where}：{day.isoformat()} 本来就是工作日",
            "班只用于周六、周日调休上班",
            "请核对日期",
            field=str(number),
        )
    return day, cells[1], cells[2] if len(cells) > 2 else ""
