"""A report as a table: the names take the room that is left, a click on a heading sorts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui.delegates.report_delegate import ReportDelegate
from ui.itemmodels.report_table_model import FIGURES, ReportTableModel
from ui.theme import Theme

BAR_WIDTH = 120
NAME_WIDTH, LEAST_NAME = 190, 136
# Words of a column beside the names: as wide as the longest of the first rows, within bounds.
MEASURED_ROWS, MOST_TEXT, SIDES = 60, 168, 26
WIDTHS = {"money": 96, "number": 60, "decimal": 72, "percent": 66, "date": 100, "long": 200}
YUAN_WIDTH = 136
# A heading needs its words and the arrow beside them.
HEADING_ROOM = 34
ROW_HEIGHT = 32


class ReportTable(QTableView):
    """Rows only; the totals stay last however the table is sorted."""

    def __init__(self, model: ReportTableModel, theme: Theme, name: str) -> None:
        super().__init__()
        self.report = model
        self._sorted = (-1, False)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(ReportDelegate(theme))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self.sort_by)
        model.modelReset.connect(self._on_shown)

    def sort_by(self, place: int) -> None:
        """Sort by a column: figures from the largest, words from the first; once more turns it round."""
        item = self.report.column(place)
        first_down = item is None or item.kind in FIGURES
        down = not self._sorted[1] if self._sorted[0] == place else first_down
        self._sorted = (place, down)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.report.sort(place, order)
        # Qt's arrow points down for "ascending"; officers know it from Excel the other way round.
        shown = Qt.SortOrder.AscendingOrder if down else Qt.SortOrder.DescendingOrder
        self.horizontalHeader().setSortIndicator(place, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_shown(self) -> None:
        self._sorted = (-1, False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._fit()

    def _least(self, place: int, kind: str) -> int:
        """Return the least width of a column: amounts by their unit, words by the longest there is."""
        if kind == "money":
            return WIDTHS[kind] if self.report.wan else YUAN_WIDTH
        if kind != "text":
            return WIDTHS[kind]
        metrics = self.fontMetrics()
        rows = range(min(self.report.rowCount(), MEASURED_ROWS))
        words = (str(self.report.data(self.report.index(row, place)) or "") for row in rows)
        longest = max((metrics.horizontalAdvance(text) for text in words), default=0)
        return min(longest + SIDES, MOST_TEXT)

    def _fit(self) -> None:
        names = bar = -1
        taken = 0
        metrics = self.horizontalHeader().fontMetrics()
        for place in range(self.report.columnCount()):
            item = self.report.column(place)
            if item is not None and item.kind == "long" and names < 0:
                names = place
                continue
            hidden = item is None and not self.report.measures
            self.setColumnHidden(place, hidden)
            bar = place if item is None and not hidden else bar
            words = metrics.horizontalAdvance(str(self.report.headerData(place, Qt.Orientation.Horizontal)))
            least = BAR_WIDTH if item is None else self._least(place, item.kind)
            width = 0 if hidden else max(least, words + HEADING_ROOM if item else 0)
            self.setColumnWidth(place, width)
            taken += width
        self._share_out(names, bar, taken)

    def _share_out(self, names: int, bar: int, taken: int) -> None:
        """Give the names what is left; where that is little the bar gives way before anything scrolls sideways."""
        room = self.viewport().width()
        wanted = taken + (NAME_WIDTH if names >= 0 else 0)
        if bar >= 0 and wanted > room:
            heading = str(self.report.headerData(bar, Qt.Orientation.Horizontal))
            least = self.horizontalHeader().fontMetrics().horizontalAdvance(heading) + SIDES
            width = self.columnWidth(bar)
            narrowed = max(least, width - (wanted - room))
            self.setColumnWidth(bar, narrowed)
            taken -= width - narrowed
        if names >= 0:
            self.setColumnHidden(names, False)
            self.setColumnWidth(names, max(room - taken, LEAST_NAME))
