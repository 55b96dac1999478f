"""Keeps what is being typed: shortly after each key and at once when a field is left, so that a kill loses one field at most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.desk import Desk

DELAY_MS = 300


class DraftKeeper(QObject):
    """One draft of one officer under one scope."""

    kept = Signal(str)

    def __init__(self, desk: Desk, collect: Callable[[], dict[str, Any] | None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._collect = collect
        self._scope = ""
        self._officer_id = 0
        self._last: dict[str, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def begin(self, scope: str, then: Callable[[dict[str, Any] | None], None]) -> None:
        """Turn to a scope and hand on the draft kept there, if any."""
        self.flush()
        self._scope, self._officer_id, self._last = scope, self._desk.officer.id, None
        office, officer_id = self._desk.office, self._officer_id

        def hand_on(payload: dict[str, Any] | None) -> None:
            if self._scope == scope:
                self._last = payload
                then(payload)

        self._desk.read(lambda: office.drafts.load(officer_id, scope), hand_on, owner=self)

    def touch(self) -> None:
        """Something was typed: keep it soon."""
        if self._scope:
            self._timer.start()

    def flush(self) -> None:
        """Keep what stands there now, if it changed."""
        self._timer.stop()
        office = self._desk.office
        if not self._scope or office is None:
            return
        payload = self._collect()
        if payload is None or payload == self._last:
            return
        self._last = payload
        officer_id, scope = self._officer_id, self._scope
        self._desk.tasks.run(
            lambda: office.drafts.keep(officer_id, scope, payload), then=self._on_kept, owner=self
        )

    def drop(self) -> None:
        """Throw the draft away: it was saved for good, or the officer wants a clean page."""
        self._timer.stop()
        office, officer_id, scope = self._desk.office, self._officer_id, self._scope
        self._last = None
        if scope:
            self._desk.tasks.run(lambda: office.drafts.drop(officer_id, scope))

    def end(self) -> None:
        """Keep no more under this scope."""
        self._timer.stop()
        self._scope = ""

    def _on_focus_changed(self, old: object, new: object) -> None:
        """A field was left: keep at once what was typed there."""
        if self._timer.isActive():
            self.flush()

    def _on_kept(self, answer: Any) -> None:
        self.kept.emit(self._desk.office.clock.now().strftime("%H:%M:%S") if self._desk.office else "")
