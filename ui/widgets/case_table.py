"""A table of cases: one look for the list and the workbench; the list's is sorted and arranged by its headings."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from models.services.case_browsing import CaseOrder
from ui.delegates.case_delegate import CaseDelegate
from ui.itemmodels.case_columns import Column
from ui.itemmodels.case_table_model import CaseTableModel
from ui.theme import Theme

ROW_HEIGHT = 34
LEAST_STRETCH = 190
ARRANGED_DELAY_MS = 400


def case_table(
    model: QAbstractTableModel, columns: tuple[Column, ...], theme: Theme, name: str
) -> QTableView:
    """Return a table over a model of cases, rows only, no grid."""
    table = QTableView()
    dress(table, theme, name)
    table.setModel(model)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    for place, item in enumerate(columns):
        table.setColumnWidth(place, item.width)
        if item.stretch:
            table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
    return table


def dress(table: QTableView, theme: Theme, name: str) -> None:
    """Give a table the look of all tables of cases."""
    table.setAccessibleName(name)
    table.setItemDelegate(CaseDelegate(theme))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setMouseTracking(True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setMinimumSectionSize(56)


class CaseTable(QTableView):
    """Announces that another order is asked for, and that the officer arranged its columns by hand."""

    sort_asked = Signal()
    arranged = Signal()

    def __init__(self, model: CaseTableModel, theme: Theme, name: str) -> None:
        super().__init__()
        self._cases = model
        self.order = CaseOrder()
        self.widths: dict[str, int] = {}
        self._by_hand = False
        dress(self, theme, name)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._on_heading)
        header.sectionMoved.connect(lambda logical, old, new: self._note())
        header.sectionResized.connect(self._on_resized)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ARRANGED_DELAY_MS)
        self._timer.timeout.connect(self.arranged)
        self.show_columns(model.columns, {})

    @property
    def columns_in_order(self) -> tuple[Column, ...]:
        """The columns as the officer dragged them."""
        header = self.horizontalHeader()
        return tuple(self._cases.columns[header.logicalIndex(place)] for place in range(header.count()))

    def show_columns(self, columns: tuple[Column, ...], widths: dict[str, int]) -> None:
        """Show these columns with the widths given by hand."""
        self._by_hand = False
        self.widths = dict(widths)
        header = self.horizontalHeader()
        if columns != self._cases.columns:
            self._cases.set_columns(columns)
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        for place, item in enumerate(columns):
            stretch = item.stretch and item.key not in self.widths
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if not stretch:
                self.setColumnWidth(place, self.widths.get(item.key, item.width))
        self._show_order()
        self._give_way()
        self._timer.stop()
        self._by_hand = True

    def set_order(self, order: CaseOrder) -> None:
        """Show this order in the headings without asking for it."""
        self.order = order
        self._show_order()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cases.screenful = self.viewport().height() // ROW_HEIGHT + 2
        self._give_way()

    def _on_heading(self, place: int) -> None:
        column = self._cases.columns[place].sort
        if not column:
            self._show_order()
            return
        first_down = self._cases.columns[place].amount or column in ("id", "year")
        self.order = (
            CaseOrder(column, not self.order.descending)
            if column == self.order.column
            else CaseOrder(column, first_down)
        )
        self._show_order()
        self.sort_asked.emit()

    def _show_order(self) -> None:
        sorts = [column.sort for column in self._cases.columns]
        place = sorts.index(self.order.column) if self.order.column in sorts else -1
        # Qt's arrow points down for "ascending"; officers know it from Excel the other way round.
        way = Qt.SortOrder.AscendingOrder if self.order.descending else Qt.SortOrder.DescendingOrder
        self.horizontalHeader().setSortIndicator(place, way)

    def _on_resized(self, place: int, old: int, new: int) -> None:
        header = self.horizontalHeader()
        if self._by_hand and header.sectionResizeMode(place) == QHeaderView.ResizeMode.Interactive and new:
            self.widths[self._cases.columns[place].key] = new
            self._note()

    def _note(self) -> None:
        if self._by_hand:
            self._timer.start()

    def _give_way(self) -> None:
        """Hide what can be spared until the rest stands without scrolling sideways."""
        by_hand, self._by_hand = self._by_hand, False
        columns = list(enumerate(self._cases.columns))
        needed = sum(
            LEAST_STRETCH
            if item.stretch and item.key not in self.widths
            else self.widths.get(item.key, item.width)
            for _, item in columns
        )
        for place, item in sorted(
            (pair for pair in columns if pair[1].spare), key=lambda pair: pair[1].spare
        ):
            spared = needed > self.viewport().width()
            needed -= self.widths.get(item.key, item.width) if spared else 0
            if self.isColumnHidden(place) != spared:
                self.setColumnHidden(place, spared)
        self._by_hand = by_hand
