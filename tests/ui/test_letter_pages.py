"""Letters on screen and on paper: sharp at any zoom, and printed at the size of the page."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PySide6.QtGui import QColor, QPageSize
from PySide6.QtPrintSupport import QPrinter

from ui.letter_output import PRINT_DPI, paint_pages
from ui.pdf_pages import image_of, render_pages

A4_POINTS = (595.28, 841.89)


def two_pages() -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(*A4_POINTS)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_pages_are_rendered_at_the_pixels_asked_for() -> None:
    for scale in (1.0, 2.0, 3.5):
        pages = render_pages(two_pages(), scale)
        assert len(pages) == 2
        width, height, data = pages[0]
        assert abs(width - A4_POINTS[0] * scale) <= 1 and abs(height - A4_POINTS[1] * scale) <= 1
        assert len(data) == width * height * 4
        assert image_of(pages[0]).pixelColor(5, 5) == QColor("white")


def test_print_keeps_the_number_and_the_size_of_the_pages(qapp: object, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    target = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(target))
    paint_pages(printer, render_pages(two_pages(), PRINT_DPI / 72))
    printed = pypdfium2.PdfDocument(target.read_bytes())
    assert len(printed) == 2
    assert all(abs(printed[place].get_size()[0] - A4_POINTS[0]) < 2 for place in range(2))
