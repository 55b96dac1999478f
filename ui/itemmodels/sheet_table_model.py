"""A sheet of a workbook as it was read: its rows under its own headings, with faults and remarks in their cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.services.intake_views import PreviewRow

Index = QModelIndex | QPersistentModelIndex
MARK_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
FIGURES = frozenset({"money", "count", "percent"})
EMPTY_FAULT = "（未填）"
STATUS = {"可导入": "ok", "有错": "bad", "已登记": "quiet"}


class SheetTableModel(QAbstractTableModel):
    """The columns are those of all rows shown, in their order on the sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PreviewRow, ...] = ()
        self._cells: dict[int, dict[int, Any]] = {}
        self._places: dict[int, int] = {}
        self._columns: list[tuple[int, str, str]] = []

    def show(self, rows: Sequence[PreviewRow]) -> None:
        """Show these rows of one sheet."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._cells = {}
        self._places = {row.row.row: place for place, row in enumerate(self._rows)}
        found: dict[int, tuple[int, str, str]] = {}
        for head in {id(row.row.head): row.row.head for row in self._rows}.values():
            for number, column in head.columns.items():
                found.setdefault(number, (number, column.heading, column.kind))
        self._columns = [found[number] for number in sorted(found)]
        self.endResetModel()

    def row_at(self, place: int) -> PreviewRow:
        """Return the row at a place."""
        return self._rows[place]

    def cell_at(self, row: int, column: int) -> Any:
        """Return the cell at a place, None where the row has no such column."""
        # Made when first looked at: for thousands of rows at once it would hold up the window.
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = {cell.column: cell for cell in self._rows[row].cells}
        return cells.get(self._columns[column][0])

    def place_of(self, row: int, column: int) -> tuple[int, int]:
        """Return where a row and column of the sheet are shown, -1 for what is not."""
        columns = [place for place, one in enumerate(self._columns) if one[0] == column]
        return (self._places.get(row, -1), columns[0] if columns else -1)

    def kind(self, column: int) -> str:
        """Return what a column holds: money, date, text …"""
        return self._columns[column][2]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self._columns[section][1]
            return None
        row = self._rows[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"第 {row.row.row} 行 {row.state}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"已登记为 {row.case_no}" if row.state == "已登记" else ""
        return row if role == ROW_ROLE else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell_at(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            figure = self.kind(index.column()) in FIGURES
            side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if cell is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text or (EMPTY_FAULT if cell.faults else "")
        if role == MARK_ROLE:
            return "bad" if cell.faults else "wait" if cell.notes else ""
        said = [one.message for one in cell.faults] + [one.message for one in cell.notes]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(said) or cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join([f"{cell.heading} {cell.text or '空'}", *said])
        return None
