"""A letter on screen: preview, print, save as, open the folder it was saved to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from ui.desk import Desk
from ui.dialogs.fitting import fit_to
from ui.dialogs.page_view import PageView
from ui.letter_output import LetterOutput
from ui.widgets.parts import button, column, frame, label, line, status_label


class LetterDialog(QDialog):
    """Shows the bytes it is given; what is printed and saved are these bytes."""

    def __init__(
        self, desk: Desk, pdf: bytes, *, title: str, draft: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._pdf, self._title = desk, pdf, title
        self.output = LetterOutput(desk, self)
        self.setWindowTitle(title)
        fit_to(self, 920, 720)
        self._widened = False
        self.pages = PageView(desk.tasks)
        self._zoom = label("", "caption")
        self.pages.zoom_changed.connect(self._on_zoom)
        layout = column(spacing=0)
        layout.addWidget(self._bar(draft))
        layout.addWidget(self.pages, 1)
        layout.addWidget(self._foot(draft))
        self.setLayout(layout)
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self.print_letter)
        QShortcut(QKeySequence("Ctrl+0"), self).activated.connect(lambda: self.pages.set_zoom(0))
        QShortcut(QKeySequence("Ctrl+1"), self).activated.connect(lambda: self.pages.set_zoom(1.0))
        self.pages.show_pdf(pdf)
        self.pages.setFocus()

    def _on_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{zoom * 100:.0f}%")
        if self.pages.landscape and not self._widened:
            # A wide table fitted into the width of a letter could not be read.
            self._widened = True
            fit_to(self, 1280, 780)

    def print_letter(self) -> None:
        """Print the pages at the size of the paper."""
        self.output.print_pdf(self._pdf, self._title)

    def save_as(self) -> None:
        """Save the bytes where the officer wants them."""
        self.output.save_as(self._pdf, self._title, self._on_saved)

    def save_to(self, file: Path) -> None:
        """Write the bytes; tells a folder that cannot be written to."""
        self.output.save_to(self._pdf, file, self._on_saved)

    def _on_saved(self, file: Path) -> None:
        self.folder_button.setEnabled(True)
        self._said.setText(f"已保存到 {file}")

    def _bar(self, draft: bool) -> QWidget:
        layout = line(spacing=8, margins=(16, 8, 16, 8))
        layout.addWidget(label(self._title, "heading"))
        if draft:
            layout.addWidget(status_label("草稿，无文号，不得使用", "wait"))
        layout.addStretch(1)
        layout.addWidget(self._zoom)
        layout.addWidget(button("－", lambda: self.pages.step_zoom(-1), kind="small", name="缩小"))
        layout.addWidget(button("＋", lambda: self.pages.step_zoom(1), kind="small", name="放大"))
        layout.addWidget(button("适合宽度", lambda: self.pages.set_zoom(0), kind="small"))
        return frame("bar", layout)

    def _foot(self, draft: bool) -> QWidget:
        self._said = label("", "secondary")
        self.folder_button = button("打开所在文件夹", self.output.open_folder)
        self.folder_button.setEnabled(False)
        self.save_button = button("另存为(&A)…", self.save_as)
        self.print_button = button("打印(&P)…　Ctrl+P", self.print_letter, kind="primary", name="打印")
        self.print_button.setDefault(True)
        layout = line(spacing=8, margins=(16, 12, 16, 12))
        layout.addWidget(self._said, 1)
        for made in (button("关闭", self.reject), self.folder_button, self.save_button, self.print_button):
            layout.addWidget(made)
        return frame("footer", layout)
