"""An officer's hands: types, presses, waits for the window, on a real office in a scratch folder."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from stdnum.cn import uscc

import resources
from models.clock import FixedClock
from models.letters.press import Press
from models.services.office import open_office
from ui.application import build_window

ACCEPT = QMessageBox.ButtonRole.AcceptRole
MORNING = datetime(2024, 6, 20, 9, 30)
COMPANY = "杭州零磁传感科技有限公司"
_CODE_BODY = "91330108MA2ABCDE0"
CODE = _CODE_BODY + uscc.calc_check_digit(_CODE_BODY)


class Windows(QObject):
    """Notes every window that comes up by itself: a control shown before it has a place flashes on a real screen.

    It goes with the window: it sees widgets that C++ is still making, and Python then takes them for what they are so
    far. Whoever holds on to one meets a table whose heading is a bare scroll area.
    """

    def __init__(self, app: QApplication, *, listening: bool) -> None:
        super().__init__(app)
        self.strays: list[str] = []
        if listening:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            expected = isinstance(watched, (QMainWindow, QDialog, QMenu)) or watched.parent()
            if not expected:
                self.strays.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


class Hand:
    """One window on one data folder; `note_strays` looks at every event, which takes its time."""

    def __init__(self, folder: Path, clock: FixedClock | None = None, *, note_strays: bool = True) -> None:
        self.clock = clock or FixedClock(MORNING)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.app = app
        self.windows = Windows(app, listening=note_strays)
        self.window = build_window(
            app,
            lambda: open_office(
                folder, clock=self.clock, resources=resources.path(), press=Press(resources.path())
            ),
        )
        self.windows.setParent(self.window)
        self.window.resize(1366, 728)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.wait(lambda: self.window.desk.office is not None)
        self.settle()

    @property
    def page(self) -> Any:
        """The page shown."""
        return self.window.pages.currentWidget()

    def live(self, duration_ms: int) -> None:
        """Let the window live for a while. QTest.qWait would keep the interpreter's lock from the worker."""
        end = time.monotonic() + duration_ms / 1000
        while True:
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if time.monotonic() >= end:
                return
            time.sleep(0.002)

    def wait(self, condition: Any, timeout_ms: int = 60_000) -> None:
        """Let the window live until something holds."""
        end = time.monotonic() + timeout_ms / 1000
        while time.monotonic() < end:
            if condition():
                return
            self.live(5)
        raise AssertionError("the window did not get there in time")

    def settle(self) -> None:
        """Let the window live until the worker has answered everything."""
        self.live(20)
        self.wait(lambda: self.window.desk.tasks.idle and getattr(self.page, "laid_out", True))
        self.live(20)

    def type(self, widget: Any, text: str) -> None:
        """Type into a field; Chinese comes as an input method commits it."""
        edit = getattr(widget, "edit", widget)
        edit.setFocus()
        if text.isascii() and isinstance(edit, QLineEdit):
            QTest.keyClicks(edit, text)
        elif isinstance(edit, QPlainTextEdit):
            edit.insertPlainText(text)
        else:
            edit.setText(edit.text() + text)
            edit.textEdited.emit(edit.text())

    def press(self, key: Any, widget: QWidget | None = None, modifier: Any = None) -> None:
        """Press a key where the focus is."""
        target = widget or self.app.focusWidget() or self.window
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def sit_down(self, name: str) -> None:
        """Change officers."""
        officer = next(one for one in self.window.desk.officers if one.name == name)
        self.window.desk.sit_down(officer)
        self.settle()

    def move(self, name: str, opinion: str = "", reason: str = "") -> None:
        """Take a move by its label, with opinion and reason where it asks."""
        view = self.page.presenter.view
        move = next(one for one in view.moves if one.label == name)
        assert move.permitted, f"{name}: {move.reason}"
        self.page._on_move(move)
        self.settle()
        self.go_on_if_asked()
        if move.needs:
            dialog = self.page._dialog
            for need, text in (("opinion", opinion), ("reason", reason)):
                if need in dialog.areas:
                    self.type(dialog.areas[need], text)
            dialog.activateWindow()
            self.wait(dialog.isActiveWindow)
            self.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
            self.settle()
            # No window manager gives the focus back offscreen.
            self.window.activateWindow()
            self.wait(self.window.isActiveWindow)

    def go_on_if_asked(self) -> None:
        """Answer the question before a move that nothing takes back."""
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            next(one for one in box.buttons() if box.buttonRole(one) == ACCEPT).click()
            self.settle()

    def leave(self) -> None:
        """Close the window as an officer does."""
        self.app.removeEventFilter(self.windows)
        self.window.close()
        self.window.close_office()
        self.window.deleteLater()
        assert not self.windows.strays, f"shown before they had a place: {self.windows.strays}"


def set_up(hand: Hand) -> None:
    """Fill the page of the first start."""
    page = hand.page
    page.unit.combo.setCurrentIndex(page.unit.combo.findText("区科技局"))
    page.unit.combo.activated.emit(page.unit.combo.currentIndex())
    hand.type(page.officer, "王一")
    hand.type(page.reviewer, "李二")
    hand.type(page.approver, "赵三")
    page.begin_button.click()
    hand.wait(lambda: hand.window.desk.profile is not None)
    hand.settle()


def new_case(hand: Hand) -> None:
    """Register a 13-1 case for a company with R&D 5,300,000.00 / 3,000,000.00."""
    hand.window.new_case()
    hand.settle()
    page = hand.page
    hand.type(page.matter_panel.search, "13-1")
    hand.press(Qt.Key.Key_Return, page.matter_panel.search)
    hand.type(page.applicant.name, COMPANY)
    hand.type(page.applicant.code, CODE)
    fields = page.facts.fields
    hand.type(fields["event_date"], "6-18")
    fields["sme_scale"]._buttons[0][0].click()
    hand.type(fields["rd_current"], "5,300,000.00")
    hand.type(fields["rd_previous"], "300万")
    hand.settle()
