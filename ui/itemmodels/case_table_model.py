"""The case list as a window over key pages: the count, the pages in view, and keys fetched in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal

from models.services.case_browsing import Anchor, CaseOrder, CasePage
from models.services.views import CaseFilter, CaseRow
from ui.desk import Desk
from ui.itemmodels.case_columns import COLUMNS, Column, side
from ui.itemmodels.case_pages import KEPT_PAGES, PAGE, STEP, CasePages, first_places
from ui.tasks import Job

__all__ = ["KEPT_PAGES", "PAGE", "ROW_ROLE", "CaseTableModel"]
ROW_ROLE = Qt.ItemDataRole.UserRole
# Pages asked for at once: what one screen shows and what lies beside it, not what was scrolled past.
AT_ONCE = 5
KEYS_AT_ONCE = 32
# Most searches answer in a millisecond: their rows then come with the key press, without a turn of the loop between.
WAIT_MS = 3.0


class CaseTableModel(QAbstractTableModel):
    """Holds at most some thousand rows however long the list is."""

    filled = Signal(int)
    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.columns: tuple[Column, ...] = COLUMNS
        self.filter = CaseFilter()
        self.order = CaseOrder()
        self.words: tuple[str, ...] = ()
        self.is_counted = False
        self._count = 0
        # How many rows the table shows at once: a search begins with these, the rest follows when they are counted.
        self.screenful = PAGE
        self._store = CasePages()
        self._wanted: list[int] = []
        self._generation = 0
        self._keys_job: Job | None = None
        self._on_their_way: dict[int, Job] = {}
        self._seen = -1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fetch_wanted)

    @property
    def today(self) -> date:
        """The day at the desk, for what is overdue."""
        day: date = self._desk.office.clock.today()
        return day

    def show(self, chosen: CaseFilter, order: CaseOrder | None = None) -> None:
        """Show the cases that the filter lets through, in this order (as before without one)."""
        typed = chosen.text and chosen != self.filter
        self.filter = chosen
        self.order = order or self.order
        self._read_first(min(self.screenful, PAGE) if typed else PAGE)

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self.columns = columns
        self.endResetModel()

    def reload(self) -> None:
        """Read the first page again; the count and the pages in view follow."""
        self._read_first(PAGE)

    def _read_first(self, limit: int) -> None:
        self._generation += 1
        for job in (*self._on_their_way.values(), *((self._keys_job,) if self._keys_job else ())):
            job.cancel()
        office, chosen, order, generation = self._desk.office, self.filter, self.order, self._generation

        def call(proceed: Callable[[], bool]) -> tuple[CasePage, int | None, tuple[str, ...]]:
            page = office.browse.page(chosen, order, limit=limit, proceed=proceed)
            count = len(page.rows) if len(page.rows) < limit else office.browse.count_kept(chosen)
            return page, count, office.search.words(chosen.text)

        self._desk.browse(
            call,
            lambda answer: self._begin(generation, *answer),
            key="case_table.begin",
            owner=self,
            wait_ms=WAIT_MS,
        )

    def set_count(self, count: int) -> None:
        """Learn how long the list is, where that took longer than reading its first page."""
        if self.is_counted and count == self._count:
            return
        self.is_counted = True
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        self.counted.emit(count)
        self._want(0)
        self._fetch_keys(None, 0)

    def row(self, place: int) -> CaseRow | None:
        """Return the row at a place, None while it is on its way."""
        if place // PAGE != self._seen:
            self._look_ahead(place // PAGE)
        return self._store.row(place)

    def place_of(self, case_id: int) -> int:
        """Return where a case stands among the rows at hand, -1 for nowhere."""
        for page, rows in self._store.pages.items():
            for within, row in enumerate(rows):
                if row.id == case_id:
                    return page * PAGE + within
        return -1

    def rows_between(
        self,
        ranges: Sequence[tuple[int, int]],
        most: int,
        then: Callable[[tuple[CaseRow, ...]], None],
    ) -> None:
        """Hand on the rows of some ranges of places, at most so many, those that are not at hand too."""
        wanted = first_places(ranges, most)
        at_hand = [self._store.row(place) for first, end in wanted for place in range(first, end)]
        if None not in at_hand:
            then(tuple(row for row in at_hand if row is not None))
            return
        office, chosen, order, store = self._desk.office, self.filter, self.order, self._store

        def call(proceed: Callable[[], bool]) -> tuple[CaseRow, ...]:
            found: list[CaseRow] = []
            for first, end in wanted:
                after, skip = store.way_to(first)
                page = office.browse.page(
                    chosen, order, limit=end - first, after=after, skip=skip, proceed=proceed
                )
                found += page.rows
            return tuple(found)

        self._desk.browse(call, then, key="case_table.chosen", owner=self)

    def spans(self, text: str) -> Sequence[tuple[int, int]]:
        """Return where the words of the search stand in a text that is shown."""
        spans: Sequence[tuple[int, int]] = self._desk.office.search.spans(text, self.words)
        return spans

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return side(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side(column)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, ROW_ROLE):
            return None
        row = self._store.row(index.row())
        if row is None:
            self._want(index.row() // PAGE)
            return None if role == ROW_ROLE else "…"
        return row if role == ROW_ROLE else column.text(row)

    # --- pages

    def _begin(self, generation: int, first: CasePage, count: int | None, words: tuple[str, ...]) -> None:
        if generation != self._generation:
            return
        self.beginResetModel()
        self._store.clear()
        self._wanted.clear()
        self._on_their_way.clear()
        self._seen = -1
        self._timer.stop()
        self.words = words
        self.is_counted = count is not None
        self._count = len(first.rows) if count is None else count
        self._store.keep(0, first)
        if len(first.rows) == PAGE or (self.is_counted and len(first.rows) == self._count):
            self._store.asked.add(0)
        self.endResetModel()
        self.filled.emit(self._count)
        if self.is_counted:
            self.counted.emit(self._count)
            self._fetch_keys(None, 0)

    def _want(self, page: int) -> None:
        if page not in self._store.asked:
            if page in self._wanted:
                self._wanted.remove(page)
            self._wanted.append(page)
            self._timer.start()

    def _look_ahead(self, page: int) -> None:
        """The pages beside the one in view are fetched before they are needed: whoever looks at a page mostly turns it."""
        self._seen = page
        for near in (page - 1, page + 2, page + 1):
            if 0 <= near * PAGE < self._count:
                self._want(near)

    def _fetch_wanted(self) -> None:
        # What was asked for last is what is in view now; what was only scrolled past is asked for again if needed.
        wanted = sorted(self._wanted[-AT_ONCE:], key=lambda page: abs(page - self._seen))
        self._wanted.clear()
        for page, job in self._on_their_way.items():
            if abs(page - self._seen) > AT_ONCE:
                job.cancel()
                self._store.asked.discard(page)
        self._on_their_way = {page: job for page, job in self._on_their_way.items() if job.wanted}
        for page in wanted:
            if page not in self._store.asked:
                self._fetch(page)

    def _fetch(self, page: int) -> None:
        self._store.asked.add(page)
        office, chosen, order, generation = self._desk.office, self.filter, self.order, self._generation

        def call(proceed: Callable[[], bool]) -> CasePage | None:
            if generation != self._generation:
                return None
            # Asked here: keys that have arrived meanwhile shorten the way.
            after, skip = self._store.way_to(page * PAGE)
            found: CasePage = office.browse.page(
                chosen, order, limit=PAGE, after=after, skip=skip, proceed=proceed
            )
            return found

        self._on_their_way[page] = self._desk.browse(
            call,
            lambda found: self._arrived(generation, page, found),
            key=f"case_table.page {page}",
            owner=self,
        )

    def _arrived(self, generation: int, page: int, found: CasePage | None) -> None:
        if generation != self._generation or found is None:
            return
        self._on_their_way.pop(page, None)
        known = self._store.keep(page, found)
        # What was there before need not be painted again.
        first = page * PAGE + known
        last = min((page + 1) * PAGE, self._count) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _fetch_keys(self, after: Anchor | None, known: int) -> None:
        """Fetch the keys of a long list some at a time, so that a page asked for meanwhile need not wait."""
        if known + STEP >= self._count:
            return
        office, chosen, order, generation = self._desk.office, self.filter, self.order, self._generation

        def call(proceed: Callable[[], bool]) -> list[Anchor]:
            found: list[Anchor] = office.browse.anchors(
                chosen, order, step=STEP, after=after, most=KEYS_AT_ONCE, proceed=proceed
            )
            return found

        def then(found: list[Anchor]) -> None:
            if generation == self._generation and found:
                places = range(known + STEP, known + STEP * (len(found) + 1), STEP)
                self._store.anchors.update(zip(places, found, strict=True))
                self._fetch_keys(found[-1], places[-1])

        self._keys_job = self._desk.browse(call, then, key="case_table.keys", owner=self)
