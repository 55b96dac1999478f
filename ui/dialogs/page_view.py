"""Pages of a PDF rendered by pdfium as sharp as the screen can show, one after another."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from ui.tasks import Tasks
from ui.widgets.parts import column

POINTS_PER_INCH = 72.0
LOGICAL_DPI = 96.0
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return the size of each page in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[place].get_size() for place in range(len(document))]
    finally:
        document.close()


def render_pages(pdf: bytes, scale: float) -> list[tuple[int, int, bytes]]:
    """Return each page as (width, height, BGRX bytes) at `scale` pixels per point."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for place in range(len(document)):
            bitmap = document[place].render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            found.append((bitmap.width, bitmap.height, bytes(bitmap.buffer)))
        return found
    finally:
        document.close()


def image_of(page: tuple[int, int, bytes]) -> QImage:
    """Return a rendered page as a picture of its own."""
    width, height, data = page
    return QImage(data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


class PageView(QScrollArea):
    """Fits the width until a zoom is chosen; Ctrl and the wheel change it."""

    zoom_changed = Signal(float)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._pdf = b""
        self._widest = 595.0
        self._zoom = 0.0
        self.setAccessibleName("文书预览")
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._pages = column(spacing=16, margins=(16, 16, 16, 16))
        inner = QWidget()
        inner.setProperty("role", "plain")
        inner.setLayout(self._pages)
        self.setWidget(inner)
        self._labels: list[QLabel] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._render)

    @property
    def zoom(self) -> float:
        """The zoom in force: 1.0 is the size of the paper."""
        if self._zoom:
            return self._zoom
        room = max(self.viewport().width() - 40, 200)
        return min(room / (self._widest / POINTS_PER_INCH * LOGICAL_DPI), 2.0)

    @property
    def rendered(self) -> bool:
        """Tell whether the pages are there."""
        return bool(self._labels) and not self._labels[0].pixmap().isNull()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document."""
        self._pdf = pdf
        self._render()

    def set_zoom(self, zoom: float) -> None:
        """Choose a zoom; 0 fits the width."""
        self._zoom = zoom
        self._timer.start()

    def step_zoom(self, step: int) -> None:
        """Zoom in (1) or out (-1)."""
        larger = [zoom for zoom in ZOOMS if zoom > self.zoom + 0.01]
        smaller = [zoom for zoom in ZOOMS if zoom < self.zoom - 0.01]
        if step > 0 and larger:
            self.set_zoom(larger[0])
        elif step < 0 and smaller:
            self.set_zoom(smaller[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._zoom and self._pdf:
            self._timer.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def _render(self) -> None:
        pdf, ratio = self._pdf, self.devicePixelRatioF()
        scale = self.zoom * LOGICAL_DPI / POINTS_PER_INCH * ratio
        self._tasks.run(
            lambda: render_pages(pdf, scale),
            then=lambda pages: self._show(pages, ratio),
            key="letter.render",
            owner=self,
        )

    def _show(self, pages: list[tuple[int, int, bytes]], ratio: float) -> None:
        while len(self._labels) < len(pages):
            made = QLabel()
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            made.setAccessibleName(f"第 {len(self._labels) + 1} 页")
            self._labels.append(made)
            self._pages.addWidget(made)
        for made, page in zip(self._labels, pages, strict=True):
            picture = QPixmap.fromImage(image_of(page))
            picture.setDevicePixelRatio(ratio)
            made.setPixmap(picture)
        self.zoom_changed.emit(self.zoom)
