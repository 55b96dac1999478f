"""A place that takes one file: dropped onto it, or chosen with the button in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QWidget

from ui.widgets.file_drop import FileDrop
from ui.widgets.parts import button, column, label, line


class FilePick(QFrame):
    """A frame with words, the button, and further buttons; announces the file."""

    picked = Signal(object)

    def __init__(self, title: str, words: str, pick_words: str, kinds: str) -> None:
        super().__init__()
        self._title, self._kinds = title, kinds
        self.setProperty("role", "card")
        self.button = button(pick_words, self.ask, kind="primary")
        head = label(title, "heading", wrap=True)
        told = label(words, "secondary", wrap=True)
        for one in (head, told):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = line(spacing=8)
        self._row.addStretch(1)
        self._row.addWidget(self.button)
        self._row.addStretch(1)
        layout = column(spacing=12, margins=(32, 24, 32, 24))
        layout.addStretch(1)
        layout.addWidget(head)
        layout.addWidget(told)
        layout.addLayout(self._row)
        layout.addStretch(1)
        self.setLayout(layout)
        FileDrop(self, lambda paths: self.picked.emit(paths[0]))

    def add(self, more: QPushButton) -> None:
        """Put a further button beside the first."""
        self._row.insertWidget(self._row.count() - 1, more)

    def ask(self) -> None:
        """Ask for the file."""
        ask_for_file(self, self._title, self._kinds, self.picked.emit)


def ask_for_file(owner: QWidget, title: str, kinds: str, then: Callable[[Path], None]) -> None:
    """Ask for an existing file; `then` gets it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getOpenFileName(owner, title, folder, kinds)
    if chosen:
        then(Path(chosen))
