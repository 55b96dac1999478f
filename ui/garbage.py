"""Collects circular garbage on the window's thread alone, a little at a time."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from ui.tasks import Tasks

LOOK_EVERY_MS = 100
# As many as the interpreter itself would wait for, in objects and in collections of the younger.
YOUNG, MIDDLE, OLD = 700, 10, 10


class Garbage(QObject):
    """Takes over from the interpreter, which collects on whatever thread happens to ask for memory.

    A worker that collects would end widgets of a closed dialog outside the window's thread, and a whole collection
    goes through every object of the program, 50 ms long, whenever it likes.
    """

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the youngest that is due; the old only while nothing is being worked on."""
        young, middle, old = gc.get_count()
        if old > OLD and self._tasks.idle:
            gc.collect(2)
        elif middle > MIDDLE:
            gc.collect(1)
        elif young > YOUNG:
            gc.collect(0)

    def set_aside(self) -> None:
        """Never go through what is there now again: the program itself, once all of it is loaded."""
        gc.freeze()

    def end(self) -> None:
        """Give back to the interpreter what was taken from it."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
