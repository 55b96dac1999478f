"""One long piece of work with its progress and a stop; work that is done at once never shows it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from ui.widgets.parts import column, label
from ui.widgets.run_bar import Proceed, RunBar, Runner

# Shorter work is over before anybody could read it.
SHOWN_AFTER_MS = 400


class RunDialog(QDialog):
    """Runs the call on the worker; Esc stops it."""

    def __init__(self, desk: Runner, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.run = RunBar(desk)
        layout = column(spacing=12, margins=(24, 20, 24, 20))
        layout.addWidget(label(title, "heading"))
        layout.addWidget(self.run)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_AFTER_MS)
        self._timer.timeout.connect(self.open)
        self.run.running_changed.connect(lambda running: None if running else self._end())

    def begin(
        self,
        what: str,
        call: Callable[[Proceed], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Start the work; `call` is handed `proceed(done, total)`, which gives False once it should stop."""
        self._timer.start()
        self.run.run(what, call, then, owner=self, failed=failed)

    def wait_for(self, what: str, call: Callable[[Proceed], Any]) -> Any:
        """Return what the call gives, or raise what it raises; the window lives on meanwhile and cannot be used."""
        loop = QEventLoop()
        answers: list[Any] = []
        errors: list[Exception] = []

        def ended(noted: list[Any], outcome: Any) -> None:
            noted.append(outcome)
            loop.quit()

        self.run.run(what, call, partial(ended, answers), owner=self, failed=partial(ended, errors))
        self.open()
        loop.exec()
        if errors:
            raise errors[0]
        return answers[0]

    def reject(self) -> None:
        """Ask the work to stop; the window closes when it has."""
        if self.run.running:
            self.run.stop()
        else:
            super().reject()

    def _end(self) -> None:
        self._timer.stop()
        self.done(0)
        self.deleteLater()
