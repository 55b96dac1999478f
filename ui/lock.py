"""Locks the window: at the start where the office wants it, after idle minutes, and at once with Ctrl+L."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from models.changes import Changes
from models.services.office_forms import LockForm
from ui.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

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


class IdleLock(QObject):
    """Watches the windows that have the focus for keys and mouse; what is shown is hidden while locked."""

    locked_changed = Signal(bool)

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.form = LockForm()
        self.dialog: LockDialog | None = None
        self._begun = False
        self._dimmed: list[QWidget] = []
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
            app = QGuiApplication.instance()
            assert isinstance(app, QGuiApplication)
            app.focusWindowChanged.connect(self._watch)
            self._watch(self._window.windowHandle())
        # Asked before the first page asks for its cases, so the answer is here before anything of them is seen.
        self._desk.read(self._desk.office.forms.lock, self._on_begun, owner=self)

    def look(self) -> None:
        """Lock when nobody touched keys or mouse for as long as the office allows."""
        limit_ms = self.form.idle_minutes * 60_000
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
        window.centralWidget().hide()
        self._dimmed = [
            one
            for one in QApplication.topLevelWidgets()
            if one is not window and one.isVisible() and one.isWindow()
        ]
        for one in self._dimmed:
            one.setWindowOpacity(0.0)
        self.dialog = LockDialog(self._desk, window)
        self.dialog.unlocked.connect(self._unlock)
        self.dialog.open()
        self.locked_changed.emit(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in LIVELY:
            self._idle.restart()
        return False

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
        for one in self._dimmed:
            one.setWindowOpacity(1.0)
        self._dimmed = []
        self._window.centralWidget().show()
        self._idle.restart()
        if officer != self._desk.officer:
            self._desk.sit_down(officer)
        if self._focus is not None:
            self._focus.setFocus()
        self.locked_changed.emit(False)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if "settings" in changes.topics and self._desk.office is not None:
            self._desk.read(self._desk.office.forms.lock, self._apply, key="lock.form", owner=self)
