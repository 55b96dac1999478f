"""Has recent saves indexed for search once the officer pauses, on the worker."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from models.errors import UserError
from ui.desk import Desk

# A search compares what was saved since; a moment without saves is enough to do it for good.
PAUSE_MS = 2_000


class IndexKeeper(QObject):
    """Waits for a pause after the last change, then lets the office write what its searches still compare."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.run)
        desk.bridge.changed.connect(lambda changes, maker: self._timer.start())
        # The last end may have left something.
        desk.office_changed.connect(lambda profile: self._timer.start())

    def run(self) -> None:
        """Index now what waits."""
        office = self._desk.office
        if office is not None:
            self._desk.read(
                office.search.settle, lambda settled: None, failed=self._left, key="index", owner=self
            )

    def _left(self, error: Exception) -> None:
        """What could not be written waits on, and is found all the same; the next save tells a full disk."""
        if not isinstance(error, UserError):
            self._desk.show_problem(error)
