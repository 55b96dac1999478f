"""Pages of a PDF rendered by pdfium as sharp as the screen can show; of a long document only those in view."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from models.errors import UserError
from ui.pdf_pages import Rendered, image_of, page_sizes, render_pages
from ui.tasks import Tasks
from ui.widgets.parts import column, label

POINTS_PER_INCH = 72.0
LOGICAL_DPI = 96.0
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
DELAY_MS = 60
# Pages beyond this distance from the view let their picture go: a merged print of hundreds must not fill the memory.
KEPT_AROUND = 3


class PageView(QScrollArea):
    """Fits the width until a zoom is chosen; Ctrl and the wheel change it."""

    zoom_changed = Signal(float)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._pdf = b""
        self._sizes: list[tuple[float, float]] = []
        self._zoom = 0.0
        self._generation = 0
        # The pixels per point at which each page was rendered; 0 for none.
        self._sharp: list[float] = []
        self.setAccessibleName("文书预览")
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._pages = column(spacing=16, margins=(16, 16, 16, 16))
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner = QWidget()
        inner.setProperty("role", "plain")
        inner.setLayout(self._pages)
        self.setWidget(inner)
        self._labels: list[QLabel] = []
        # Stands in the place of the pages of a file that cannot be shown.
        self.fault = label("", "secondary", wrap=True)
        self.fault.hide()
        self._pages.addWidget(self.fault)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._lay_pages)
        self.verticalScrollBar().valueChanged.connect(lambda value: self._render())

    @property
    def zoom(self) -> float:
        """The zoom in force: 1.0 is the size of the paper."""
        if self._zoom:
            return self._zoom
        room = max(self.viewport().width() - 40, 200)
        widest = max((width for width, _ in self._sizes), default=595.0)
        return min(room / (widest / POINTS_PER_INCH * LOGICAL_DPI), 2.0)

    @property
    def landscape(self) -> bool:
        """Tell whether the first page is wider than high."""
        return bool(self._sizes) and self._sizes[0][0] > self._sizes[0][1]

    @property
    def rendered(self) -> bool:
        """Tell whether every page in view is there and sharp."""
        return bool(self._sizes) and all(self._sharp[place] == self._scale for place in self._in_view())

    @property
    def page_count(self) -> int:
        """How many pages the document has."""
        return len(self._sizes)

    def show_pdf(self, pdf: bytes, *, handed_in: bool = False) -> None:
        """Show a document from its first page; one that was handed in is looked at for harm first."""
        self._pdf = pdf
        self._generation += 1
        self._tasks.run(
            lambda: _sizes(pdf, handed_in),
            then=self._begin,
            failed=self._fail,
            key=f"pages.{id(self)}",
            owner=self,
        )

    def clear(self) -> None:
        """Show nothing."""
        self._pdf = b""
        self._generation += 1
        self._begin([])

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
        if self._pdf:
            self._timer.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    @property
    def _scale(self) -> float:
        return self.zoom * LOGICAL_DPI / POINTS_PER_INCH * self.devicePixelRatioF()

    def _fail(self, error: Exception) -> None:
        """Say in the place of the pages why there are none; papers that were handed in may be damaged."""
        self._begin([])
        if not isinstance(error, UserError):
            self._tasks.unexpected(error)
            return
        self.fault.setText(error.message)
        self.fault.show()

    def _begin(self, sizes: list[tuple[float, float]]) -> None:
        self.fault.hide()
        self._sizes, self._sharp = sizes, [0.0] * len(sizes)
        while len(self._labels) < len(sizes):
            made = QLabel()
            made.setScaledContents(True)
            made.setStyleSheet("background: white;")
            self._labels.append(made)
            self._pages.addWidget(made)
        for place, made in enumerate(self._labels):
            made.setPixmap(QPixmap())
            made.setAccessibleName(f"第 {place + 1} 页，共 {len(sizes)} 页")
            made.setVisible(place < len(sizes))
        self.verticalScrollBar().setValue(0)
        self._lay_pages()

    def _lay_pages(self) -> None:
        """Give each page its size, so that the bar tells the length of the whole before anything is rendered."""
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        pixels = self.zoom * LOGICAL_DPI / POINTS_PER_INCH
        for made, (width, height) in zip(self._labels, self._sizes, strict=False):
            made.setFixedSize(round(width * pixels), round(height * pixels))
        self.widget().adjustSize()
        bar.setValue(round(share * bar.maximum()))
        self.zoom_changed.emit(self.zoom)
        self._render()

    def _in_view(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        found, y = [], 16
        for place, (_, height) in enumerate(self._sizes):
            tall = height * self.zoom * LOGICAL_DPI / POINTS_PER_INCH
            if y < bottom and y + tall > top:
                found.append(place)
            y += round(tall) + 16
        return found

    def _render(self) -> None:
        shown = self._in_view()
        if not shown:
            return
        wanted = range(max(shown[0] - 1, 0), min(shown[-1] + 2, len(self._sizes)))
        scale, pdf, generation = self._scale, self._pdf, self._generation
        places = [place for place in wanted if self._sharp[place] != scale]
        for place, made in enumerate(self._labels[: len(self._sizes)]):
            if not shown[0] - KEPT_AROUND <= place <= shown[-1] + KEPT_AROUND and self._sharp[place]:
                self._sharp[place] = 0.0
                made.setPixmap(QPixmap())
        if places:
            self._tasks.run(
                lambda: render_pages(pdf, scale, places),
                then=lambda pages: self._show(generation, scale, places, pages),
                failed=self._fail,
                key=f"pages.render.{id(self)}",
                owner=self,
            )

    def _show(self, generation: int, scale: float, places: list[int], pages: list[Rendered]) -> None:
        if generation != self._generation:
            return
        for place, page in zip(places, pages, strict=True):
            picture = QPixmap.fromImage(image_of(page))
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._labels[place].setPixmap(picture)
            self._sharp[place] = scale


def _sizes(pdf: bytes, handed_in: bool) -> list[tuple[float, float]]:
    if handed_in:
        from models.services.pdf_limits import require_modest

        require_modest(pdf)
    return page_sizes(pdf)
