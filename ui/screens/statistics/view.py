"""The statistics: a list of reports, what they cover, the report as a table with bars, and its files."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QMenu, QWidget

from models.changes import Changes
from models.errors import UserError
from models.reports.table import Report
from models.services.views import CaseFilter
from ui.desk import Desk
from ui.itemmodels.report_table_model import ReportTableModel
from ui.navigation import Navigator
from ui.printing import ScreenPrints, report_printable
from ui.screens.statistics.presenter import REPORTS, ReportKind, StatisticsPresenter
from ui.typed import echo_day, read_day
from ui.widgets.exporting import ask_and_export
from ui.widgets.fields import TextField
from ui.widgets.parts import button, column, label, line
from ui.widgets.report_table import ReportTable
from ui.widgets.swap import Swap, empty_page


class StatisticsScreen(QWidget):
    """↑ ↓ in the list change the report, the bars follow the measure chosen."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk = desk
        self.presenter = StatisticsPresenter(desk)
        self.model = ReportTableModel(self)
        self.list = QListView()
        self.table = ReportTable(self.model, desk.theme, "统计表")
        self.years, self.units, self.kinds, self.measure, self.unit = (QComboBox() for _ in range(5))
        self.first_day, self.last_day = (
            TextField(title, read=self._read_day, echo=self._echo_day, placeholder="如 2024-1-1")
            for title in ("登记从", "登记至")
        )
        self._title = label("", "heading")
        self._subtitle = label("", "secondary", wrap=True)
        self._note = label("", "caption", wrap=True)
        self._empty = label("没有可以统计的办件。请换一个范围，或先登记办件。", "secondary", wrap=True)
        self.prints = ScreenPrints(desk, self, lambda: report_printable(self.model.report), name="打印统计表")
        self._dress_list()
        self._lay_out()
        self._connect()

    @property
    def kind(self) -> ReportKind:
        """The report chosen."""
        return REPORTS[max(self.list.currentIndex().row(), 0)]

    @property
    def filter(self) -> CaseFilter:
        """What the reports cover."""
        year, unit, kind = (box.currentData() for box in (self.years, self.units, self.kinds))
        first, last = (self._day_of(field) for field in (self.first_day, self.last_day))
        return CaseFilter(
            years=(year,) if year else (),
            units=(unit,) if unit else (),
            kinds=(kind,) if kind else (),
            registered_from=first,
            registered_to=last,
        )

    def on_shown(self) -> None:
        """Look again."""
        self.presenter.choices(self._show_choices, owner=self)
        self._fetch()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Nothing is typed here that could be lost."""

    def go_to(self, name: str) -> None:
        """Show a report by name."""
        place = next((n for n, kind in enumerate(REPORTS) if kind.name == name), 0)
        self.list.setCurrentIndex(self.list.model().index(place, 0))

    # --- building

    def _dress_list(self) -> None:
        self.list.setModel(QStringListModel([kind.title for kind in REPORTS], self.list))
        self.list.setAccessibleName("报表")
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFixedWidth(132)
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _lay_out(self) -> None:
        head = line(spacing=12)
        head.addWidget(label("统计", "title"))
        head.addStretch(1)
        self.export_button = button("导出　", name="导出统计表")
        menu = QMenu(self.export_button)
        for title, suffix in (("Excel 工作簿…", ".xlsx"), ("CSV 文件…", ".csv"), ("PDF 文件…", ".pdf")):
            menu.addAction(title, lambda suffix=suffix: self._export(suffix))
        menu.addSeparator()
        menu.addAction("整套报表（一个 Excel 工作簿）…", self._export_all)
        menu.addAction("登记簿归档（CSV、JSON）…", self._archive)
        self.export_button.setMenu(menu)
        head.addWidget(self.prints.button)
        head.addWidget(self.export_button)
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addLayout(self._make_scope())
        layout.addLayout(self._make_body(), 1)
        self.setLayout(layout)

    def _make_scope(self) -> QHBoxLayout:
        """What the report covers."""
        scope = line(spacing=12)
        for title, box in (("年度", self.years), ("责任单位", self.units), ("类别", self.kinds)):
            scope.addLayout(_titled(title, box))
        scope.addWidget(self.first_day)
        scope.addWidget(self.last_day)
        scope.addLayout(_titled("条形表示", self.measure))
        scope.addLayout(_titled("金额单位", self.unit))
        for words, wan in (("万元", True), ("元", False)):
            self.unit.addItem(words, wan)
        scope.addStretch(1)
        for field in (self.first_day, self.last_day):
            field.setFixedWidth(140)
        return scope

    def _make_body(self) -> QHBoxLayout:
        """The list of reports and the report."""
        self.swap = Swap(self.table, empty_page(self._empty))
        right = column(spacing=8)
        right.addWidget(self._title)
        right.addWidget(self._subtitle)
        right.addWidget(self.swap, 1)
        right.addWidget(self._note)
        body = line(spacing=16)
        body.addWidget(self.list)
        body.addLayout(right, 1)
        return body

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda current, previous: self._fetch())
        for box in (self.years, self.units, self.kinds):
            box.activated.connect(lambda index: self._fetch())
        for field in (self.first_day, self.last_day):
            field.left.connect(self._fetch)
            field.edit.returnPressed.connect(self._fetch)
        self.measure.activated.connect(lambda index: self._on_measure())
        self.unit.activated.connect(lambda index: self._on_unit())
        self._desk.bridge.changed.connect(self._on_changed)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.activated.connect(lambda: self._export(".xlsx"))

    # --- showing

    def _days_hold(self) -> bool:
        """Tell a day that cannot be read or lies before the first one; no report is made of less than was asked."""
        days = []
        for field in (self.first_day, self.last_day):
            try:
                days.append(field.value)
            except UserError as error:
                field.show_fault(error)
                return False
        first, last = days
        if first and last and last < first:  # type: ignore[operator]
            self.last_day.show_fault(UserError("早于“登记从”", "", "请核对"))
            return False
        if last:
            self.last_day.show_fault(None)
        return True

    def _day_of(self, field: TextField) -> Any:
        try:
            return field.value
        except UserError:
            return None

    def _fetch(self) -> None:
        if not self._days_hold():
            return
        kind = self.kind
        self.presenter.fetch(kind, self.filter, lambda report: self._show(kind, report), owner=self)

    def _show(self, kind: ReportKind, report: Report) -> None:
        if kind is not self.kind:
            return
        measure = next((n for n, one in enumerate(report.columns) if one.heading == kind.measure), -1)
        self.model.show(report, measure)
        self._title.setText(report.title)
        self._show_subtitle()
        self._note.setText(report.note)
        self._note.setVisible(bool(report.note))
        self.swap.turn_to(0 if report.rows else 1)
        self.measure.clear()
        for place, heading in self.model.measures:
            self.measure.addItem(heading, place)
        self.measure.setCurrentIndex(self.measure.findData(measure))
        self.measure.setEnabled(self.measure.count() > 0)

    def _show_choices(self, facets: Any) -> None:
        kinds = sorted(facets["kinds"])
        for box, title, values in (
            (self.years, "全部年度", sorted(facets["years"], reverse=True)),
            (self.units, "全部单位", sorted(facets["units"])),
            (self.kinds, "全部类别", kinds),
        ):
            chosen = box.currentData()
            box.clear()
            box.addItem(title, None)
            for value in values:
                box.addItem(str(value), value)
            box.setCurrentIndex(max(box.findData(chosen), 0))

    def _show_subtitle(self) -> None:
        """Whose figures, of which day, in which unit."""
        report = self.model.report
        money = any(item.kind == "money" for item in report.columns)
        unit = f"金额单位：{self.unit.currentText()}" if money else ""
        self._subtitle.setText("　".join(part for part in (report.subtitle, unit) if part))

    def _on_unit(self) -> None:
        self.model.show_wan(bool(self.unit.currentData()))
        self._show_subtitle()

    def _on_measure(self) -> None:
        self.model.measure_by(int(self.measure.currentData()))
        self.table.horizontalHeader().viewport().update()

    def _export(self, suffix: str) -> None:
        report = self.model.report
        if report.columns:
            make = self.presenter.file(report, suffix[1:])
            ask_and_export(self._desk, self, report.title, suffix, make)

    def _export_all(self) -> None:
        if not self._days_hold():
            return
        ask_and_export(self._desk, self, "统计报表", ".xlsx", counted=self.presenter.overview(self.filter))

    def _archive(self) -> None:
        from ui.dialogs.archive_dialog import ArchiveDialog

        self.dialog = ArchiveDialog(self._desk, self)
        self.dialog.open()

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if changes.cases and self.isVisible():
            self._fetch()

    def _read_day(self, text: str) -> object:
        return read_day(text, today=self._desk.office.clock.today(), label="日期", field="registered")

    def _echo_day(self, value: object) -> str:
        return echo_day(value)  # type: ignore[arg-type]


def _titled(title: str, box: QComboBox) -> Any:
    made = column(spacing=4)
    caption = label(title, "field")
    caption.setBuddy(box)
    box.setAccessibleName(title)
    box.setMinimumWidth(104)
    made.addWidget(caption)
    made.addWidget(box)
    made.addStretch(1)
    return made
