"""Rows whole in memory under a list of columns, with headings between them: boards, histories, short registers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

CellKind = Literal[
    "text", "quiet", "amount", "share", "state", "parts", "tag", "two_amounts", "two_lines", "part"
]
Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Heading:
    """A line over a group of rows; cannot be chosen."""

    title: str
    detail: str = ""


@dataclass(frozen=True)
class BoardColumn:
    """One column: its words, how it is drawn, and what the drawing needs beyond the words.

    `width` is the least a stretching column takes; in a narrow window columns with `spare` give way, 1 first.
    """

    title: str
    width: int
    text: Callable[[Any], str]
    kind: CellKind = "text"
    extra: Callable[[Any], Any] | None = None
    tip: Callable[[Any], str] | None = None
    stretch: bool = False
    spare: int = 0


class BoardTableModel(QAbstractTableModel):
    """Shows what it is given."""

    def __init__(self, columns: tuple[BoardColumn, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._lines: tuple[Any, ...] = ()

    def show(self, lines: Sequence[Any]) -> None:
        """Show these rows and headings."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, place: int) -> Any:
        """Return the row or heading at a place, None outside."""
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def headings(self) -> list[int]:
        """Return the places of the headings."""
        return [place for place, item in enumerate(self._lines) if isinstance(item, Heading)]

    def place_of(self, wanted: Callable[[Any], bool]) -> int:
        """Return the first row that is wanted, -1 for none."""
        return next(
            (n for n, item in enumerate(self._lines) if not isinstance(item, Heading) and wanted(item)), -1
        )

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item, column = self._lines[index.row()], self.columns[index.column()]
        if role == LINE_ROLE:
            return item
        if isinstance(item, Heading):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return f"{item.title} {item.detail}" if index.column() == 0 else ""
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title} {column.text(item)}".replace("\n", "，")
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(item) if column.tip else column.text(item).replace("\n", "　")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._lines[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _side(column: BoardColumn) -> Qt.AlignmentFlag:
    side = (
        Qt.AlignmentFlag.AlignRight
        if column.kind in ("amount", "two_amounts")
        else Qt.AlignmentFlag.AlignLeft
    )
    return side | Qt.AlignmentFlag.AlignVCenter
