"""A table over a board: rows only, headings across all columns, the chosen row kept when the board is shown again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.delegates.board_delegate import BoardDelegate
from ui.itemmodels.board_table_model import BoardColumn, BoardTableModel, Heading
from ui.theme import Theme

ROW_HEIGHT = 32
HEADING_HEIGHT = 32


class BoardTable(QTableView):
    """Announces the row that is current and the row that is opened with Enter or a double click."""

    turned_to = Signal(object)
    opened = Signal(object)

    def __init__(
        self, columns: tuple[BoardColumn, ...], theme: Theme, name: str, *, row_height: int = ROW_HEIGHT
    ) -> None:
        super().__init__()
        self.board = BoardTableModel(columns, self)
        self._row_height = row_height
        self._painter = BoardDelegate(theme)
        self.setAccessibleName(name)
        self.setModel(self.board)
        self.setItemDelegate(self._painter)
        self._dress()
        self._fit_columns(columns)
        self.selectionModel().currentRowChanged.connect(
            lambda current, previous: self._on_current(current.row())
        )
        self.activated.connect(lambda index: self._open(index.row()))

    @property
    def current(self) -> Any:
        """The row the officer is at, None for none."""
        item = self.board.line(self.currentIndex().row()) if self.currentIndex().isValid() else None
        return None if isinstance(item, Heading) else item

    def show_lines(self, lines: list[Any], same: Callable[[Any], bool] | None = None) -> None:
        """Show the lines and go to the first that is the `same` as before, else to the first row."""
        self.board.show(lines)
        self.clearSpans()
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        columns = len(self.board.columns)
        for place in self.board.headings():
            self.setRowHeight(place, HEADING_HEIGHT)
            if columns > 1:
                self.setSpan(place, 0, 1, columns)
        wanted = self.board.place_of(same) if same else -1
        self.go_to(wanted if wanted >= 0 else self.board.place_of(lambda item: True))

    def go_to(self, place: int) -> None:
        """Make a row the current one and bring it into view."""
        if place >= 0:
            self.setCurrentIndex(self.board.index(place, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)

    def _fit_columns(self, columns: tuple[BoardColumn, ...]) -> None:
        for place, item in enumerate(columns):
            self.setColumnWidth(place, item.width)
            if item.stretch:
                self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def _give_way(self) -> None:
        """Hide what can be spared until the rest stands without scrolling sideways."""
        columns = list(enumerate(self.board.columns))
        needed = sum(item.width for _, item in columns)
        for place, item in sorted(
            (pair for pair in columns if pair[1].spare), key=lambda pair: pair[1].spare
        ):
            spared = needed > self.viewport().width()
            needed -= item.width if spared else 0
            if self.isColumnHidden(place) != spared:
                self.setColumnHidden(place, spared)

    def _on_current(self, place: int) -> None:
        item = self.board.line(place)
        if item is not None and not isinstance(item, Heading):
            self.turned_to.emit(item)

    def _open(self, place: int) -> None:
        item = self.board.line(place)
        if item is not None and not isinstance(item, Heading):
            self.opened.emit(item)
