"""The working-day calendar: where each year's arrangement comes from, the office's own table, faults by line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame

from models.cases.holidays import HEADER, REST, WORK, WorkCalendar
from models.errors import FieldErrors, UserError, system_reason
from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn
from ui.widgets.board_table import BoardTable
from ui.widgets.exporting import ask_and_export
from ui.widgets.parts import button, column, label, line

STATUS = {"内置": "ok", "本单位导入": "ok", "不完整": "wait", "没有": "bad"}
YEARS: tuple[BoardColumn, ...] = (
    BoardColumn("年份", 80, lambda one: f"{one[0]} 年"),
    BoardColumn("放假安排", 110, lambda one: one[1], "state", extra=lambda one: STATUS[one[1]]),
    BoardColumn("说明", 300, lambda one: one[2], stretch=True),
)
FAULTS: tuple[BoardColumn, ...] = (
    BoardColumn("错误", 360, lambda fault: fault.what, stretch=True),
    BoardColumn("原因", 200, lambda fault: fault.why),
    BoardColumn("改法", 200, lambda fault: fault.remedy, stretch=True),
)
TEMPLATE_LINES = (
    "# 每行一天：日期，休或班，名称。休是放假，班是周六、周日调休上班；其余周一至周五为工作日。以 # 开头的行不读。",
    "2027-01-01,休,元旦",
    "2027-01-02,休,元旦",
    "2027-01-10,班,元旦调休上班",
)
LARGEST_BYTES = 1_000_000


class HolidaysCard(QFrame):
    """Imports by its own button; a table with faults changes nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self.years = BoardTable(YEARS, desk.theme, "各年的放假安排", row_height=28)
        self.faults = BoardTable(FAULTS, desk.theme, "导入文件中的错误", row_height=28)
        self._told = label("", "error", wrap=True)
        self.import_button = button("导入节假日表(&H)…", self._ask, name="导入节假日表")
        self.template_button = button("存一份样表(&T)…", self._template, name="存一份样表")
        self._lay_out()

    def refresh(self, *, locked: bool) -> None:
        """Fetch the calendar."""
        self.import_button.setEnabled(not locked)
        settings = self._desk.office.settings
        self._desk.read(settings.calendar, self._show, key="settings.calendar", owner=self)

    def import_from(self, file: Path) -> None:
        """Take in a table."""
        settings, actor = self._desk.office.settings, self._desk.officer

        def call() -> tuple[None, Any]:
            try:
                if file.stat().st_size > LARGEST_BYTES:
                    raise UserError("文件太大，不像节假日表", "", "请用样表的格式，每行一天")
                content = file.read_bytes()
            except OSError as error:
                raise UserError(f"“{file.name}”读不出来", system_reason(error), "请换一个文件") from None
            return None, settings.import_holidays(content, actor=actor)

        self._desk.write(call, lambda done: self._imported(file), failed=self._refused, owner=self)

    def _lay_out(self) -> None:
        layout = column(spacing=8, margins=(16, 12, 16, 16))
        layout.addWidget(label("节假日", "heading"))
        hint = "程序内置国务院办公厅已公布的安排；新一年的通知公布后，从文件导入。没有安排的年份按周一至周五计算，并在办件上注明。"
        layout.addWidget(label(hint, "caption", wrap=True))
        layout.addWidget(self.years)
        layout.addWidget(self._told)
        layout.addWidget(self.faults)
        foot = line(spacing=8)
        foot.addWidget(self.import_button)
        foot.addWidget(self.template_button)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self._told.hide()
        self.faults.hide()

    def _show(self, calendar: WorkCalendar) -> None:
        this = self._desk.office.clock.today().year
        years = sorted({*range(this - 1, this + 3), *calendar.own.years})
        rows = []
        for year in years:
            own = sum(1 for day in (*calendar.own.rest, *calendar.own.work) if day.year == year)
            words = f"本单位的表有 {own} 天" if own else ""
            if calendar.status(year) == "没有":
                words = "暂按周一至周五为工作日计算"
            elif calendar.status(year) == "不完整":
                words += "，缺元旦、劳动节或国庆节，请导入全年的表"
            rows.append((year, calendar.status(year), words))
        self.years.show_lines(rows)
        self.years.setFixedHeight(self.years.horizontalHeader().sizeHint().height() + 28 * len(rows) + 6)

    def _ask(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "导入节假日表", "", "节假日表 (*.csv *.txt)")
        if chosen:
            self.import_from(Path(chosen))

    def _imported(self, file: Path) -> None:
        self._told.hide()
        self.faults.hide()
        self._desk.say(f"已导入“{file.name}”，在办的到期日已按新的日历重算")
        self.refresh(locked=False)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._desk.show_problem(error)
            return
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        self._told.setText(f"文件有 {len(errors)} 处错误，没有导入任何一行：")
        self._told.show()
        self.faults.show_lines(list(errors))
        shown = min(len(errors), 6)
        self.faults.setFixedHeight(self.faults.horizontalHeader().sizeHint().height() + 28 * shown + 6)
        self.faults.show()

    def _template(self) -> None:
        text = ",".join(HEADER) + "\r\n" + "\r\n".join(TEMPLATE_LINES) + "\r\n"
        assert REST in text and WORK in text
        # With a mark, so that Excel reads it as UTF-8.
        ask_and_export(self._desk, self, "节假日表样表", ".csv", lambda: text.encode("utf-8-sig"))
