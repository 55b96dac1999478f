"""Locks the window: at the start where the office wants it, after idle minutes, and at once with Ctrl+L."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from models.changes import Changes
from ui.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from models.services.office_forms import LockForm
    from ui.dialogs.lock_dialog import LockDialog

LOOK_EVERY_MS = 5_000
LIVELY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
# What comes and goes by itself and shows nothing of a case.
PASSING = (Qt.WindowType.ToolTip, Qt.WindowType.Popup, Qt.WindowType.SplashScreen)


class IdleLock(QObject):
    """Watches the windows that have the focus for keys and mouse; what is shown is hidden while locked."""

    locked_changed = Signal(bool)

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.form: LockForm | None = None
        self.dialog: LockDialog | None = None
        self._begun = False
        # Other windows that are covered while locked, each with its title and the parts that were hidden.
        self._covered: dict[QWidget, tuple[str, list[QWidget]]] = {}
        self._focus: QWidget | None = None
        self._idle = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def locked(self) -> bool:
        """Tell whether the window is locked."""
        return self.dialog is not None

    def begin(self) -> None:
        """The day begins: lock first where the office wants it."""
        if not self._begun:
            self._begun = True
            self._desk.bridge.changed.connect(self._on_changed)
            QShortcut(QKeySequence("Ctrl+L"), self._window).activated.connect(self.lock)
            _application().focusWindowChanged.connect(self._watch)
            self._watch(self._window.windowHandle())
        # Asked before the first page asks for its cases, so the answer is here before anything of them is seen.
        self._desk.read(self._desk.office.forms.lock, self._on_begun, owner=self)

    def end(self) -> None:
        """The window is gone; windows that come after it are none of this lock's business."""
        self._timer.stop()
        _application().removeEventFilter(self)
        if self.dialog is not None:
            self.dialog.hide()
            self.dialog.deleteLater()
            self.dialog = None

    def look(self) -> None:
        """Lock when nobody touched keys or mouse for as long as the office allows."""
        limit_ms = (self.form.idle_minutes if self.form else 0) * 60_000
        if limit_ms and not self.locked and self._idle.isValid() and self._idle.elapsed() >= limit_ms:
            self.lock()

    def lock(self) -> None:
        """Hide everything and ask for the PIN."""
        from ui.dialogs.lock_dialog import LockDialog

        if self.locked or self._desk.office is None:
            return
        window = self._window
        window.put_away()  # type: ignore[attr-defined]
        self._focus = QApplication.focusWidget()
        if (menu := QApplication.activePopupWidget()) is not None:
            menu.close()
        window.centralWidget().hide()
        for one in QApplication.topLevelWidgets():
            if one is not window and one.isVisible() and one.isWindow():
                self._cover(one)
        self.dialog = LockDialog(self._desk, window)
        self.dialog.unlocked.connect(self._unlock)
        self.dialog.open()
        _application().installEventFilter(self)
        self.locked_changed.emit(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in LIVELY:
            self._idle.restart()
        elif self.locked and event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            if self._desk.office is None:
                self.end()
            else:
                self._on_shown(watched)
        return False

    def _on_shown(self, widget: QWidget) -> None:
        """Something asked for before comes up while locked: it waits, covered, beneath the lock."""
        if widget in (self._window, self.dialog) or not widget.isWindow() or widget in self._covered:
            return
        dialog = self.dialog
        if dialog is None or dialog.isAncestorOf(widget) or widget.windowType() in PASSING:
            return
        QTimer.singleShot(0, self, lambda: self._come_up_again(widget))

    def _come_up_again(self, widget: QWidget) -> None:
        """The window shown last takes all keys; that must be the lock."""
        dialog = self.dialog
        if dialog is None or not isValid(widget) or not widget.isVisible():
            return
        self._cover(widget)
        typed = dialog.pin.text()
        dialog.hide()
        dialog.open()
        dialog.pin.setText(typed)
        dialog.activateWindow()

    def _cover(self, widget: QWidget) -> None:
        """Hide what a window shows. The window itself stays: hiding a dialog would answer it."""
        parts = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        shown = [part for part in parts if not part.isWindow() and not part.isHidden()]
        for part in shown:
            part.hide()
        self._covered[widget] = (widget.windowTitle(), shown)
        widget.setWindowTitle("滨惠办")

    def _uncover(self) -> None:
        covered, self._covered = self._covered, {}
        for widget, (title, parts) in covered.items():
            if isValid(widget):
                widget.setWindowTitle(title)
                for part in filter(isValid, parts):
                    part.show()

    def _on_begun(self, form: LockForm) -> None:
        self._apply(form)
        if form.at_start:
            self.lock()

    def _apply(self, form: LockForm) -> None:
        self.form = form
        self._idle.start()
        if form.idle_minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _unlock(self, officer: object) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
        _application().removeEventFilter(self)
        self._uncover()
        self._window.centralWidget().show()
        self._idle.restart()
        if officer != self._desk.officer:
            self._desk.sit_down(officer)
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()
        self.locked_changed.emit(False)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if "settings" in changes.topics and self._desk.office is not None:
            self._desk.read(self._desk.office.forms.lock, self._apply, key="lock.form", owner=self)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
