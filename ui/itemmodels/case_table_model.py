"""The case list as a window over key pages: the count, the pages in view, and the keys that lead to them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal

from models.services.views import CaseFilter, CaseRow
from ui.desk import Desk
from ui.itemmodels.case_columns import COLUMNS

PAGE = 100
KEPT_PAGES = 40
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Fetched:
    """What the worker brings: a page and the keys met on the way to it."""

    page: int
    rows: list[CaseRow]
    anchors: dict[int, int]


class CaseTableModel(QAbstractTableModel):
    """Holds at most some thousand rows however long the list is."""

    filled = Signal(int)
    columns = COLUMNS

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._filter = CaseFilter()
        self._count = 0
        self._pages: OrderedDict[int, list[CaseRow]] = OrderedDict()
        self._anchors: dict[int, int] = {}
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fetch_wanted)

    @property
    def today(self) -> date:
        """The day at the desk, for what is overdue."""
        day: date = self._desk.office.clock.today()
        return day

    def show(self, chosen: CaseFilter) -> None:
        """Show the cases that the filter lets through, newest first."""
        self._filter = chosen
        self.reload()

    def reload(self) -> None:
        """Count and read the first page again; the rows in view follow."""
        self._generation += 1
        office, chosen, generation = self._desk.office, self._filter, self._generation

        def call() -> tuple[int, list[CaseRow]]:
            rows = office.cases.rows(chosen, limit=PAGE, after=None)
            return (len(rows) if len(rows) < PAGE else office.cases.count(chosen)), rows

        self._desk.read(
            call, lambda answer: self._begin(generation, *answer), key="case_table.begin", owner=self
        )

    def row(self, place: int) -> CaseRow | None:
        """Return the row at a place, None while it is on its way."""
        rows = self._pages.get(place // PAGE)
        within = place % PAGE
        return rows[within] if rows is not None and within < len(rows) else None

    def place_of(self, case_id: int) -> int:
        """Return where a case stands among the rows at hand, -1 for nowhere."""
        for page, rows in self._pages.items():
            for within, row in enumerate(rows):
                if row.id == case_id:
                    return page * PAGE + within
        return -1

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].amount else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.amount else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, ROW_ROLE):
            return None
        row = self.row(index.row())
        if row is None:
            self._want(index.row() // PAGE)
            return None if role == ROW_ROLE else "…"
        return row if role == ROW_ROLE else column.text(row)

    # --- pages

    def _begin(self, generation: int, count: int, rows: list[CaseRow]) -> None:
        if generation != self._generation:
            return
        self.beginResetModel()
        self._count = count
        self._pages.clear()
        self._anchors.clear()
        self._wanted.clear()
        self._asked.clear()
        self._keep(0, rows)
        self.endResetModel()
        self.filled.emit(count)

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._wanted.add(page)
            self._timer.start()

    def _fetch_wanted(self) -> None:
        for page in sorted(self._wanted)[-4:]:
            self._asked.add(page)
            self._fetch(page)
        self._wanted.clear()

    def _fetch(self, page: int) -> None:
        start = max((known for known in self._anchors if known <= page), default=0)
        after = self._anchors.get(start)
        office, chosen, generation = self._desk.office, self._filter, self._generation

        def call() -> Fetched:
            anchors: dict[int, int] = {}
            key, place = after, start
            while True:
                rows = office.cases.rows(chosen, limit=PAGE, after=key)
                if rows:
                    anchors[place + 1] = rows[-1].id
                if place >= page or len(rows) < PAGE:
                    return Fetched(page, rows if place == page else [], anchors)
                key, place = rows[-1].id, place + 1

        self._desk.read(call, lambda fetched: self._arrived(generation, fetched), owner=self)

    def _arrived(self, generation: int, fetched: Fetched) -> None:
        if generation != self._generation:
            return
        self._anchors.update(fetched.anchors)
        self._keep(fetched.page, fetched.rows)
        first = fetched.page * PAGE
        last = min(first + PAGE, self._count) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _keep(self, page: int, rows: list[CaseRow]) -> None:
        self._pages[page] = rows
        if rows:
            self._anchors[page + 1] = rows[-1].id
        while len(self._pages) > KEPT_PAGES:
            gone, _ = self._pages.popitem(last=False)
            self._asked.discard(gone)
