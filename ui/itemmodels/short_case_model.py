"""A short list of cases, whole in memory, for the workbench."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from models.services.views import CaseRow
from ui.itemmodels.case_columns import COLUMNS, Column
from ui.itemmodels.case_table_model import ROW_ROLE

SHORT: tuple[Column, ...] = tuple(COLUMNS[place] for place in (0, 1, 2, 3, 4))


class ShortCaseModel(QAbstractTableModel):
    """Shows what it is given."""

    columns = SHORT

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CaseRow, ...] = ()
        self.today = date.min

    def show(self, rows: tuple[CaseRow, ...], today: date) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows, self.today = rows, today
        self.endResetModel()

    def row(self, place: int) -> CaseRow | None:
        """Return the row at a place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(SHORT)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return SHORT[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return SHORT[index.column()].text(row)
        return None
