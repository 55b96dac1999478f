"""A letter on screen: preview, print, save as, open the folder it was saved to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from models.errors import UserError
from ui.desk import Desk
from ui.dialogs.page_view import PageView, image_of, render_pages
from ui.widgets.parts import button, column, frame, label, line, status_label

PRINT_DPI = 300
POINTS_PER_INCH = 72


class LetterDialog(QDialog):
    """Shows the bytes it is given; what is printed and saved are these bytes."""

    def __init__(
        self, desk: Desk, pdf: bytes, *, title: str, draft: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._pdf, self._title = desk, pdf, title
        self._folder: Path | None = None
        self.setWindowTitle(title)
        self.resize(920, 720)
        self.pages = PageView(desk.tasks)
        self._zoom = label("", "caption")
        self.pages.zoom_changed.connect(lambda zoom: self._zoom.setText(f"{zoom * 100:.0f}%"))
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

    def print_letter(self) -> None:
        """Print the pages at the size of the paper."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        if QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted.value:
            return
        dots = min(printer.resolution(), PRINT_DPI)
        pdf = self._pdf
        self._desk.read(
            lambda: render_pages(pdf, dots / POINTS_PER_INCH),
            lambda pages: _paint(printer, pages),
            owner=self,
        )

    def save_as(self) -> None:
        """Save the bytes where the officer wants them."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / f"{_file_name(self._title)}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, "另存文书", proposed, "PDF 文件 (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, file: Path) -> None:
        """Write the bytes; tells a folder that cannot be written to."""
        try:
            file.write_bytes(self._pdf)
        except OSError as error:
            reason = error.strerror or "文件夹不可写"
            self._desk.show_problem(
                UserError(f"没有保存“{file.name}”", reason, "请换一个文件夹，或关闭正在使用该文件的程序")
            )
            return
        self._folder = file.parent
        self.folder_button.setEnabled(True)
        self._said.setText(f"已保存到 {file}")

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

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
        self.folder_button = button("打开所在文件夹", self._open_folder)
        self.folder_button.setEnabled(False)
        self.save_button = button("另存为(&A)…", self.save_as)
        self.print_button = button("打印(&P)…　Ctrl+P", self.print_letter, kind="primary", name="打印")
        self.print_button.setDefault(True)
        layout = line(spacing=8, margins=(16, 10, 16, 10))
        layout.addWidget(self._said, 1)
        for made in (button("关闭", self.reject), self.folder_button, self.save_button, self.print_button):
            layout.addWidget(made)
        return frame("footer", layout)


def _paint(printer: object, pages: list[tuple[int, int, bytes]]) -> None:
    painter = QPainter(printer)  # type: ignore[call-overload]
    try:
        for place, page in enumerate(pages):
            if place:
                printer.newPage()  # type: ignore[attr-defined]
            paper = printer.paperRect(printer.Unit.DevicePixel)  # type: ignore[attr-defined]
            inside = printer.pageRect(printer.Unit.DevicePixel)  # type: ignore[attr-defined]
            painter.drawImage(QRectF(-inside.x(), -inside.y(), paper.width(), paper.height()), image_of(page))
    finally:
        painter.end()


def _file_name(title: str) -> str:
    return "".join("_" if character in '\\/:*?"<>|' else character for character in title)
