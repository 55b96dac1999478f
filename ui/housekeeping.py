"""What the window does for itself beside the officer's work: loading, building, indexing, collecting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.desk import Desk
from ui.garbage import Garbage
from ui.index_keeper import IndexKeeper
from ui.index_renewal import IndexRenewal
from ui.warm_up import WarmUp

if TYPE_CHECKING:
    from ui.screens.case.view import CaseScreen

# The rows of a checklist take as long to make as the rest of the page: a few at a time.
ROWS_MADE = 8
BUILD_EVERY_MS = 60


class Housekeeping(QObject):
    """First everything is loaded, then what is slow to build is built, a part at a time while nothing is worked on."""

    def __init__(
        self, desk: Desk, case_page: Callable[[], CaseScreen], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._case_page = desk.tasks, case_page
        self.warm_up = WarmUp(self)
        self.garbage = Garbage(desk.tasks, self)
        self._indexing = IndexKeeper(desk, self)
        self._renewal = IndexRenewal(desk, self)
        self._parts: deque[Callable[[], object]] = deque()
        self._stopped = False
        self.done = False
        self._timer = QTimer(self)
        self._timer.setInterval(BUILD_EVERY_MS)
        self._timer.timeout.connect(self._build_next)
        self.warm_up.ended.connect(self._on_loaded)

    def load_first(self) -> None:
        """Load what the first page needs, while the office is being opened."""
        self.warm_up.load_first()

    def begin(self) -> None:
        """The office is open: load the other pages and build, and renew an index of former rules."""
        self.warm_up.begin()
        self._renewal.begin()

    def stop(self) -> None:
        """Load and build nothing further."""
        self._stopped = True
        self._timer.stop()
        self.warm_up.stop()

    def end(self) -> None:
        """The office is closed, nobody works beside the window any more."""
        self.garbage.end()

    def _on_loaded(self) -> None:
        if self._stopped:
            return
        self._parts.append(self._case_page)
        self._parts.extend([lambda: self._case_page().guide.make_ready()] * ROWS_MADE)
        self._timer.start()

    def _build_next(self) -> None:
        if not self._tasks.idle:
            return
        if self._parts:
            self._parts.popleft()()
        else:
            self._timer.stop()
            self.garbage.set_aside()
            self.done = True
