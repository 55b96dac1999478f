"""A report as a table with a bar beside each name; sorted by any column, the totals always last."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.reports.table import Report, ReportColumn, Value, shown

Index = QModelIndex | QPersistentModelIndex
FIGURES = ("money", "number", "decimal", "percent")
FEN_IN_WAN = 1_000_000
BAR_ROLE = Qt.ItemDataRole.UserRole
TOTAL_ROLE = Qt.ItemDataRole.UserRole + 1
EMPTY = Report("", (), ())


class ReportTableModel(QAbstractTableModel):
    """The bar stands behind the first column of words; its length is the measured column's share of the largest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report = EMPTY
        self._rows: list[tuple[Value, ...]] = []
        self._measure = -1
        self._most = Decimal(0)
        self.wan = True

    @property
    def measures(self) -> tuple[tuple[int, str], ...]:
        """The columns that bars can show: place and heading; the unit of amounts stands beside the table."""
        return tuple(
            (place, column.heading.replace("（元）", ""))
            for place, column in enumerate(self.report.columns)
            if column.kind in FIGURES and column.heading != "名次"
        )

    @property
    def bar_place(self) -> int:
        """Where the bar stands: behind the last column of words."""
        words = [place for place, column in enumerate(self.report.columns) if column.kind not in FIGURES]
        return words[-1] + 1 if words else 0

    def show(self, report: Report, measure: int) -> None:
        """Show a report with bars of one column (its place in the report)."""
        self.beginResetModel()
        self.report = report
        self._rows = list(report.rows)
        self._set_measure(measure)
        self.endResetModel()

    def measure_by(self, measure: int) -> None:
        """Show bars of another column."""
        self._set_measure(measure)
        if self._rows:
            self.dataChanged.emit(
                self.index(0, self.bar_place), self.index(self.rowCount() - 1, self.bar_place)
            )

    def show_wan(self, wan: bool) -> None:
        """Show amounts in 万元, cut for reading to two decimals, or to the 分 in 元; tips always tell the 分."""
        self.beginResetModel()
        self.wan = wan
        self.endResetModel()

    def column(self, place: int) -> ReportColumn | None:
        """Return the report's column at a place of the table, None for the bar."""
        bar = self.bar_place
        return None if place == bar else self.report.columns[place - (place > bar)]

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self._rows) + (self.report.total is not None and bool(self._rows))

    def columnCount(self, parent: Index | None = None) -> int:
        if (parent is not None and parent.isValid()) or not self.report.columns:
            return 0
        return len(self.report.columns) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        column = self.column(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.DisplayRole:
            heading = column.heading if column else self._bar_title()
            return heading.replace("（元）", "")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_total = index.row() == len(self._rows)
        if role == TOTAL_ROLE:
            return is_total
        column = self.column(index.column())
        if role == BAR_ROLE:
            return self._share(index.row()) if column is None and not is_total else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if column is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.report.total if is_total else self._rows[index.row()]
        assert row is not None
        value = row[index.column() - (index.column() > self.bar_place)]
        if (
            role == Qt.ItemDataRole.DisplayRole
            and column.kind == "money"
            and self.wan
            and isinstance(value, int)
        ):
            return f"{Decimal(value) / FEN_IN_WAN:,.2f}"
        return shown(value, column.kind)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        place = column - (column > self.bar_place)
        if column == self.bar_place:
            place = self._measure
        if not 0 <= place < len(self.report.columns):
            return
        self.layoutAboutToBeChanged.emit()
        filled = [row for row in self._rows if row[place] is not None]
        empty = [row for row in self._rows if row[place] is None]
        filled.sort(key=lambda row: row[place], reverse=order == Qt.SortOrder.DescendingOrder)  # type: ignore[arg-type,return-value]
        self._rows = filled + empty
        self.layoutChanged.emit()

    def _set_measure(self, measure: int) -> None:
        self._measure = measure
        figures = [abs(_figure(row[measure])) for row in self._rows] if measure >= 0 else []
        self._most = max(figures, default=Decimal(0))

    def _share(self, place: int) -> Decimal:
        if self._measure < 0 or not self._most:
            return Decimal(0)
        return _figure(self._rows[place][self._measure]) / self._most

    def _bar_title(self) -> str:
        return self.report.columns[self._measure].heading if self._measure >= 0 else ""


def _figure(value: Value) -> Decimal:
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def _side(column: ReportColumn | None) -> Qt.AlignmentFlag:
    right = column is not None and column.kind in FIGURES
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
