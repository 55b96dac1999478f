"""One window, one folder of pictures; at each picture it is noted what is cut off, what overlaps and what went wrong."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QWidget
from shiboken6 import isValid

from models.clock import FixedClock
from tests.e2e.clipping import clipped, outside, overlapping
from tests.e2e.hand import MORNING, Hand
from tests.e2e.spoken import shared_keys, unreached, unspoken


class Boxes(QObject):
    """Answers the boxes that wait for an answer: takes the picture that was asked for, or notes a box nobody expected."""

    def __init__(self, gallery: Gallery, app: QApplication) -> None:
        super().__init__(app)
        self._gallery = gallery
        self.awaited = ""
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QMessageBox):
            name, self.awaited = self.awaited, ""
            if name != "-":
                QTimer.singleShot(0, watched, lambda: self._answer(watched, name))
        return False

    def _answer(self, box: QMessageBox, name: str) -> None:
        if name:
            self._gallery.take(name, box)
        else:
            self._gallery.faults.append(f"unexpected box: {box.text()} {box.informativeText()}")
        box.reject()


class Gallery:
    """Opens windows on data folders and takes pictures of them."""

    def __init__(self, out: Path | None, size: tuple[int, int], *, dark: bool = False) -> None:
        self.out, self.size, self.dark = out, size, dark
        self.faults: list[str] = []
        self.taken: list[str] = []
        self.hand: Hand
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def window(self, folder: Path) -> Iterator[Hand]:
        """Open the window on a data folder, and close it afterwards."""
        self.hand = hand = Hand(folder, FixedClock(MORNING))
        self._boxes = Boxes(self, hand.app)
        crash_hook, sys.excepthook = sys.excepthook, self._note_error
        hand.window.resize(*self.size)
        if self.dark:
            hand.window.desk.theme.apply(hand.app, dark=True)
        hand.settle()
        try:
            yield hand
        finally:
            hand.app.removeEventFilter(self._boxes)
            sys.excepthook = crash_hook
            for dialog in QApplication.topLevelWidgets():
                if isinstance(dialog, QDialog) and dialog.isVisible():
                    dialog.reject()
            hand.leave()

    def _note_error(self, kind: type[BaseException], error: BaseException, trace: Any) -> None:
        self.faults.append("".join(traceback.format_exception(kind, error, trace)))

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Take a picture of the window or of a dialog when everything has come to rest."""
        for _ in range(3):
            self.hand.settle()
        self.take(name, widget or self.hand.window)

    def dialog(self, name: str, dialog: Any) -> None:
        """Take a picture of a dialog and close it."""
        assert isinstance(dialog, QDialog), f"{name}: {dialog!r} is no dialog"
        self.shoot(name, dialog)
        self._try_keys(name, dialog)
        if isValid(dialog):
            dialog.reject()
        self.hand.settle()
        self.hand.window.activateWindow()

    def walk(self, name: str, window: QWidget) -> None:
        """Take a picture, and press Tab until it comes round to where it began."""
        self.shoot(name, window)
        self._tab(name, window)

    def _tab(self, name: str, window: QWidget) -> None:
        window.activateWindow()
        self.hand.wait(window.isActiveWindow)
        focus = QApplication.focusWidget()
        self.faults += [f"{name}: {fault}" for fault in unreached(window)]
        if focus is not None and isValid(focus):
            focus.setFocus()
            self.hand.settle()

    def _try_keys(self, name: str, dialog: QDialog) -> None:
        """Tab comes to every control and round, a key does what the dialog is for, Esc closes it."""
        self._tab(name, dialog)
        found: list[str] = []
        primary = any(made.isDefault() for made in dialog.findChildren(QPushButton) if not made.isHidden())
        keys = {one.key().toString() for one in dialog.findChildren(QShortcut)}
        if not primary and not keys & {"Ctrl+Return", "Return"}:
            found.append("neither Enter nor Ctrl+Enter does anything")
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
        self.hand.settle()
        if isValid(dialog) and dialog.isVisible():
            found.append("Esc does not close it")
        self.faults += [f"{name}: {fault}" for fault in found]

    def box(self, name: str, ask: Callable[[], object]) -> None:
        """Take a picture of a box that waits for an answer; it is answered with 取消."""
        self._boxes.awaited = name
        ask()
        self.hand.settle()
        assert not self._boxes.awaited, f"{name}: no box came up"
        self.hand.window.activateWindow()

    def show_box(self, name: str, box: QMessageBox) -> None:
        """Show a box, take its picture and close it."""
        self._boxes.awaited = "-"
        box.show()
        self.dialog(name, box)

    def take(self, name: str, widget: QWidget) -> None:
        """Save the picture, and note what is wrong with it."""
        self.taken.append(name)
        picture = widget.grab()
        if self.out is not None:
            picture.save(str(self.out / f"{name}.png"))
        if widget is self.hand.window and (widget.width(), widget.height()) != self.size:
            self.faults.append(f"{name}: the window grew to {widget.width()} × {widget.height()}")
        looked = (*clipped(widget), *outside(widget), *overlapping(widget))
        for fault in (*looked, *unspoken(widget), *shared_keys(widget)):
            self.faults.append(f"{name}: {fault}")
