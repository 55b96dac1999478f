"""A board in which several rows can be picked: Ctrl, Shift and Ctrl+A as in every list of Windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QAbstractItemView

from ui.itemmodels.board_table_model import BoardColumn, Heading
from ui.theme import Theme
from ui.widgets.board_table import ROW_HEIGHT, BoardTable


class PickTable(BoardTable):
    """Announces that other rows are picked."""

    picked_changed = Signal()

    def __init__(
        self, columns: tuple[BoardColumn, ...], theme: Theme, name: str, *, row_height: int = ROW_HEIGHT
    ) -> None:
        super().__init__(columns, theme, name, row_height=row_height)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._quiet = False
        self.selectionModel().selectionChanged.connect(lambda new, old: self._announce())

    @property
    def picked(self) -> list[Any]:
        """The picked rows in the order of the list."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = [self.board.line(place) for place in places]
        return [item for item in found if item is not None and not isinstance(item, Heading)]

    @property
    def rows(self) -> list[Any]:
        """All rows without the headings."""
        found = [self.board.line(place) for place in range(self.board.rowCount())]
        return [item for item in found if not isinstance(item, Heading)]

    def show_lines(self, lines: list[Any], same: Callable[[Any], bool] | None = None) -> None:
        """Show the lines; the first that is the `same` as before becomes current."""
        self._quiet = True
        super().show_lines(lines, same)
        self._quiet = False
        self._announce()

    def pick(self, wanted: Callable[[Any], bool]) -> None:
        """Pick the rows that are wanted and no others."""
        self._quiet = True
        self.clearSelection()
        whole_rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place in range(self.board.rowCount()):
            item = self.board.line(place)
            if not isinstance(item, Heading) and wanted(item):
                self.selectionModel().select(self.board.index(place, 0), whole_rows)
        self._quiet = False
        self._announce()

    def _announce(self) -> None:
        if not self._quiet:
            self.picked_changed.emit()
