"""Backs up on the worker: soon after the start, every hour when a day has gone by, and on closing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from models.changes import Changes
from models.errors import UserError
from ui.desk import Desk

# Not at once: the officer's first page comes first.
FIRST_DELAY_MS = 60_000
INTERVAL_MS = 3_600_000


class BackupKeeper(QObject):
    """Asks the office for its automatic backup and says in the status line what did not succeed."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.run)

    def begin(self) -> None:
        """Start keeping; called when the office is open and set up."""
        self._timer.start()
        QTimer.singleShot(FIRST_DELAY_MS, self, self.run)

    def run(self) -> None:
        """Back up now if it is due."""
        office = self._desk.office
        if office is not None:
            self._desk.read(office.backups.automatic, self._tell, failed=self._tell_failure, key="backup")

    def _tell(self, done: Any) -> None:
        for problem in done.problems:
            self._desk.say(problem.message)
        if done.written:
            self._desk.bridge.changed.emit(Changes.of_topic("backups"), self)

    def _tell_failure(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._desk.say(error.message)
        else:
            self._desk.show_problem(error)


def close_with_backup(office: Any) -> tuple[UserError, ...]:
    """Back up what changed and close the office; returns what did not succeed. Closing happens in any case."""
    try:
        if office.profile() is None:
            return ()
        return tuple(office.backups.automatic(closing=True).problems)
    except UserError as problem:
        return (problem,)
    finally:
        office.close()
