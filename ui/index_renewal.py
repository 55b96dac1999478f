"""Renews the search index after an upgrade while the office works: some cases at a time, between the other calls."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from models.errors import UserError
from ui.desk import Desk

# Whatever else is asked for goes first.
PAUSE_MS = 20
TOLD_EACH_PERCENT = 5


class IndexRenewal(QObject):
    """Asks for the next cases until all are in; closing the window stops it, and the next start goes on from there."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told = -1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Renew the index if it was made by other rules; called when the office is open and set up."""
        self._desk.read(
            self._desk.office.search.needs_rebuild, self._on_asked, key="search.renewal", owner=self
        )

    def _on_asked(self, outdated: bool) -> None:
        if outdated:
            self._timer.start()

    def _step(self) -> None:
        if (office := self._desk.office) is not None:
            self._desk.read(
                office.search.renew_some,
                self._on_step,
                failed=self._on_failed,
                key="search.renewal",
                owner=self,
            )

    def _on_step(self, reached: tuple[int, int] | None) -> None:
        if reached is None:
            self._desk.say("查找索引已更新")
            return
        percent = reached[0] * 100 // max(reached[1], 1)
        if percent // TOLD_EACH_PERCENT != self._told:
            self._told = percent // TOLD_EACH_PERCENT
            self._desk.say(f"正在更新查找索引：{percent}%，查找照常可用，暂时慢一些")
        self._timer.start()

    def _on_failed(self, error: Any) -> None:
        # Searching goes on without the index; the next start tries again.
        if isinstance(error, UserError):
            self._desk.say(error.message)
        else:
            self._desk.show_problem(error)
