"""A package the officer double-clicked or dropped on the window: shown as soon as the window is free for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ui.widgets.file_drop import FileDrop

if TYPE_CHECKING:
    from ui.dialogs.package_import_dialog import PackageImportDialog
    from ui.main_window import MainWindow

SUFFIX = ".bhpkg"
LOOK_EVERY_MS = 250


class AskedPackage(QObject):
    """Waits while the office is not set up, the window is locked or another dialog is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.waiting: Path | None = None
        self.dialog: PackageImportDialog | None = None
        self._begun = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """The office is open; whether the window is to be locked is known after what was asked before."""
        if self._begun:
            return
        self._begun = True
        FileDrop(self._window, self._on_dropped, suffix=SUFFIX)
        self._window.desk.read(lambda: None, lambda nothing: self._start(), owner=self)

    def ask(self, file: Path | None) -> None:
        """Show a package as soon as possible."""
        if file is None:
            return
        self.waiting = file
        if self._begun:
            self._start()

    def open_dialog(self, file: Path | None = None) -> None:
        """Open the dialog, with a package or to choose one."""
        from ui.dialogs.package_import_dialog import PackageImportDialog

        dialog = PackageImportDialog(self._window.desk, file, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.case_asked.connect(self._open_case)
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        dialog.open()

    def _start(self) -> None:
        if self.waiting is not None:
            self._timer.start()
            self._look()

    def _look(self) -> None:
        if self.waiting is None or self._window.desk.office is None or self._window.desk.profile is None:
            return
        if self._window.lock.locked:
            return
        if self.dialog is not None and self.dialog.waits_for_file:
            self.dialog.open_file(self._taken())
        elif QApplication.activeModalWidget() is None and self.dialog is None:
            self.open_dialog(self._taken())

    def _taken(self) -> Path:
        file, self.waiting = self.waiting, None
        self._timer.stop()
        assert file is not None
        return file

    def _on_dropped(self, paths: list[Path]) -> None:
        self.ask(paths[0])

    def _on_closed(self) -> None:
        self.dialog = None

    def _open_case(self, number: str) -> None:
        office = self._window.desk.office
        self._window.desk.read(lambda: office.cases.find(number), self._window.open_case, owner=self)
