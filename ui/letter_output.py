"""What is done with the bytes of a letter: printed page by page, saved, its folder opened; the bytes stay as issued."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRectF, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressDialog, QWidget

from models.errors import UserError, system_reason
from ui.desk import Desk
from ui.pdf_pages import Rendered, image_of, page_sizes, render_pages
from ui.widgets.exporting import safe_name

PRINT_DPI = 300
POINTS_PER_INCH = 72
# A few pages print before anybody could read a progress bar.
SILENT_PAGES = 6


class LetterOutput(QObject):
    """Serves one window."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self.folder: Path | None = None
        self.printing: Printing | None = None

    def print_pdf(self, pdf: bytes, title: str) -> None:
        """Ask for the printer and print the pages at the size of the paper."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        if QPrintDialog(printer, self._owner).exec() == QDialog.DialogCode.Accepted.value:
            self.printing = Printing(self._desk, printer, pdf, self._owner)

    def save_as(self, pdf: bytes, title: str, then: Callable[[Path], None]) -> None:
        """Ask where to and save the bytes."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / f"{safe_name(title)}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self._owner, "另存文书", proposed, "PDF 文件 (*.pdf)")
        if chosen:
            file = Path(chosen)
            self.save_to(pdf, file if file.suffix else file.with_suffix(".pdf"), then)

    def save_to(self, pdf: bytes, file: Path, then: Callable[[Path], None]) -> None:
        """Write the bytes on the worker; tells a folder that cannot be written to."""

        def call() -> Path:
            try:
                file.write_bytes(pdf)
            except OSError as error:
                raise UserError(
                    f"没有保存“{file.name}”",
                    system_reason(error),
                    "请换一个文件夹，或关闭正在使用该文件的程序",
                ) from None
            return file

        def saved(done: Path) -> None:
            self.folder = done.parent
            then(done)

        self._desk.read(call, saved, owner=self)

    def open_folder(self) -> None:
        """Show the folder that was saved to last."""
        if self.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))


class Printing(QObject):
    """One print job: a page is rendered on the worker while the window lives, painted, and let go."""

    def __init__(self, desk: Desk, printer: Any, pdf: bytes, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._printer, self._pdf, self._owner = desk, printer, pdf, owner
        self._scale = min(printer.resolution(), PRINT_DPI) / POINTS_PER_INCH
        self._places: list[int] = []
        self._painter: QPainter | None = None
        self._progress: QProgressDialog | None = None
        self.finished = False
        desk.read(lambda: len(page_sizes(pdf)), self._begin, owner=self)

    def _begin(self, count: int) -> None:
        first, last = self._printer.fromPage() or 1, self._printer.toPage() or count
        self._places = list(range(first - 1, min(last, count)))
        if len(self._places) > SILENT_PAGES:
            progress = QProgressDialog("正在打印", "停止", 0, len(self._places), self._owner)
            progress.setWindowTitle("打印")
            progress.setMinimumDuration(0)
            self._progress = progress
        self._painter = QPainter(self._printer)
        self._next(0)

    def _next(self, done: int) -> None:
        if self._progress is not None:
            self._progress.setLabelText(f"正在打印第 {done + 1} 页，共 {len(self._places)} 页")
            self._progress.setValue(done)
        stopped = self._progress is not None and self._progress.wasCanceled()
        if stopped or done == len(self._places):
            self._end(stopped)
            return
        place, pdf, scale = self._places[done], self._pdf, self._scale
        self._desk.read(
            lambda: render_pages(pdf, scale, [place])[0],
            lambda page: self._paint(done, page),
            failed=self._fail,
            owner=self,
        )

    def _paint(self, done: int, page: Rendered) -> None:
        assert self._painter is not None
        if done:
            self._printer.newPage()
        paint_page(self._painter, self._printer, page)
        self._next(done + 1)

    def _fail(self, error: Exception) -> None:
        self._end(stopped=True)
        self._desk.show_problem(error)

    def _end(self, stopped: bool) -> None:
        if self._painter is not None:
            self._painter.end()
        if self._progress is not None:
            self._progress.close()
        self.finished = True
        self._desk.say("打印已停止" if stopped else f"已送打印机：{len(self._places)} 页")


def paint_page(painter: QPainter, printer: Any, page: Rendered) -> None:
    """Paint a rendered page over the whole paper, whatever margins the printer keeps."""
    paper = printer.paperRect(printer.Unit.DevicePixel)
    inside = printer.pageRect(printer.Unit.DevicePixel)
    painter.drawImage(QRectF(-inside.x(), -inside.y(), paper.width(), paper.height()), image_of(page))


def paint_pages(printer: Any, pages: Iterable[Rendered]) -> None:
    """Paint rendered pages one after another."""
    painter = QPainter(printer)
    try:
        for place, page in enumerate(pages):
            if place:
                printer.newPage()
            paint_page(painter, printer, page)
    finally:
        painter.end()
