"""The progress of long work: how far, about how long it still takes, and a button that stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from models.errors import UserError
from ui.tasks import Tasks
from ui.widgets.parts import button, column, label, line

# An estimate from the first moments would jump.
FIRST_ESTIMATE_MS = 1500
STOPPING = "正在停止，手上的一份办完即停……"
Proceed = Callable[[int, int], bool]


class Runner(Protocol):
    """What long work needs of the desk; around the opening of an office there is none yet."""

    tasks: Tasks

    def say(self, words: str) -> None:
        """Tell something that needs no answer."""

    def show_problem(self, error: Exception) -> None:
        """Tell a problem."""


class RunBar(QWidget):
    """Runs one call at a time on the worker; a stopped call still hands on what it did until then."""

    running_changed = Signal(bool)

    def __init__(self, desk: Runner, *, stoppable: bool = True, stopping: str = STOPPING) -> None:
        super().__init__()
        self._desk = desk
        self._stopping = stopping
        self._stop = threading.Event()
        self._clock = QElapsedTimer()
        self.running = False
        self.words = label("", "secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        self.stop_button = button("停止", self.stop, kind="small")
        above = line(spacing=8)
        above.addWidget(self.words, 1)
        above.addWidget(self.stop_button)
        if not stoppable:
            self.stop_button.hide()
        layout = column(spacing=4)
        layout.addLayout(above)
        layout.addWidget(self.bar)
        self.setLayout(layout)
        self.hide()

    def run(
        self,
        what: str,
        call: Callable[[Proceed], Any],
        then: Callable[[Any], None],
        *,
        owner: QWidget,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Start; the call is handed `proceed(done, total)`, which gives False once it should stop.

        What goes wrong is handed to `failed` where it is given, else told in a box.
        """
        self._stop = stop = threading.Event()
        self._what = what
        self._clock.start()
        self._set_running(True)
        self._tell(0, 0)

        def work(report: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Any:
            told = (-1, -1)

            def proceed(done: int, total: int) -> bool:
                nonlocal told
                # Some ask far more often than they get on.
                if told != (done, total):
                    told = done, total
                    report(done, total)
                return not stop.is_set()

            return call(proceed)

        def finished(result: Any) -> None:
            self._set_running(False)
            then(result)

        def refused(error: Exception) -> None:
            self._set_running(False)
            if stop.is_set() and failed is None and isinstance(error, UserError):
                # What the officer asked for needs no window to be closed.
                self._desk.say("，".join(part for part in (error.what, error.why) if part))
            else:
                (failed or self._desk.show_problem)(error)

        self._desk.tasks.run_long(work, progressed=self._tell, then=finished, failed=refused, owner=owner)

    def stop(self) -> None:
        """Ask the call to stop after the step it is at."""
        self._stop.set()
        self.words.setText(self._stopping)
        self.stop_button.setEnabled(False)

    def _set_running(self, running: bool) -> None:
        self.running = running
        self.stop_button.setEnabled(running)
        self.setVisible(running)
        self.running_changed.emit(running)

    def _tell(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self._stop.is_set():
            return
        told = f"{self._what}：{done} / {total}" if total else f"{self._what}……"
        elapsed = self._clock.elapsed()
        if done and elapsed > FIRST_ESTIMATE_MS:
            told += f"，{left_words(round(elapsed / done * (total - done) / 1000))}"
        self.words.setText(told)
        self.words.setAccessibleName(told)


def left_words(seconds: int) -> str:
    """Return how long it still takes: 约剩 40 秒, 约剩 3 分钟."""
    return f"约剩 {max(seconds, 1)} 秒" if seconds < 90 else f"约剩 {round(seconds / 60)} 分钟"
