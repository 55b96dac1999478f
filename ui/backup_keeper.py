"""Backs up on the worker: soon after the start, every hour when a day has gone by, and on closing; looks the data over once."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from models.changes import Changes
from models.errors import DamagedData, UserError
from ui import messages
from ui.desk import Desk

# Not at once: the officer's first page comes first.
FIRST_DELAY_MS = 60_000
INTERVAL_MS = 3_600_000


class BackupKeeper(QObject):
    """Asks the office for its automatic backup and says in the status line what did not succeed.

    Once after each start the whole database is looked over, so that damage is met while good backups are young.
    """

    _damage_met = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.run)
        self._damage_met.connect(desk.show_problem)
        self._ended = threading.Event()
        self._looking: threading.Thread | None = None

    def begin(self) -> None:
        """Start keeping; called when the office is open and set up."""
        self._timer.start()
        QTimer.singleShot(FIRST_DELAY_MS, self, self.run)
        QTimer.singleShot(FIRST_DELAY_MS, self, self.look_over)

    def run(self) -> None:
        """Back up now if it is due."""
        office = self._desk.office
        if office is not None:
            self._desk.read(office.backups.automatic, self._tell, failed=self._tell_failure, key="backup")

    def look_over(self) -> None:
        """Look for damage, on a thread of its own: neither the work nor the lists wait for it."""
        office = self._desk.office
        if office is None or self._looking is not None:
            return
        self._looking = threading.Thread(target=self._look, args=(office,), name="look", daemon=True)
        self._looking.start()

    def stop(self, timeout_s: float = 10.0) -> None:
        """End the looking, so that the office can be closed."""
        self._ended.set()
        if self._looking is not None:
            self._looking.join(timeout_s)

    def tell_last(self, problems: Iterable[UserError]) -> None:
        """Tell what did not succeed in the last backup; damage that the officer knows of is not told twice."""
        for problem in problems:
            if not (self._desk.damage_told and isinstance(problem, DamagedData)):
                messages.show_problem(None, problem)

    def _look(self, office: Any) -> None:
        try:
            office.look_over(lambda: not self._ended.is_set())
        except Exception as error:
            if isValid(self):
                self._damage_met.emit(error)

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
