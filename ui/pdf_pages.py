"""Pages of a PDF as pictures, rendered by pdfium; a file that somebody handed in may be damaged or made to do harm."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtGui import QImage

from models.errors import UserError

Rendered = tuple[int, int, bytes]
# An application with all its papers has some hundred pages; the number in the file may be any.
MOST_PAGES = 5_000
# The longest side that the format allows, in points (about 5 m).
LONGEST_SIDE = 14_400.0
# A page of A3 at 300 dots per inch has 17 million; larger ones are shown coarser.
MOST_PIXELS = 24_000_000


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return the size of each page in points; raises UserError for a file that cannot be shown."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise _unshowable("文件已损坏，或设有打开密码") from None
    try:
        count = len(document)
        if not 0 < count <= MOST_PAGES:
            raise _unshowable(f"文件有 {count} 页，可显示 1 至 {MOST_PAGES} 页")
        sizes = [document.get_page_size(place) for place in range(count)]
    except pypdfium2.PdfiumError:
        raise _unshowable("有的页面已损坏") from None
    finally:
        document.close()
    if not all(0 < side <= LONGEST_SIDE for size in sizes for side in size):
        raise _unshowable("页面的尺寸不合规定")
    return sizes


def render_pages(pdf: bytes, scale: float, places: Sequence[int] | None = None) -> list[Rendered]:
    """Return pages (all by default) as (width, height, BGRX bytes) at `scale` pixels per point, coarser where too large.

    Raises UserError for a page that cannot be shown.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise _unshowable("文件已损坏，或设有打开密码") from None
    try:
        found = []
        for place in range(len(document)) if places is None else places:
            page = document[place]
            width, height = page.get_size()
            fitting = min(scale, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
            bitmap = page.render(scale=fitting, rev_byteorder=False, prefer_bgrx=True)
            found.append((bitmap.width, bitmap.height, bytes(bitmap.buffer)))
        return found
    except pypdfium2.PdfiumError:
        raise _unshowable("有的页面已损坏") from None
    finally:
        document.close()


def image_of(page: Rendered) -> QImage:
    """Return a rendered page as a picture of its own."""
    width, height, data = page
    return QImage(data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def _unshowable(why: str) -> UserError:
    return UserError("这份 PDF 不能在这里显示", why, "请用系统程序打开核对，或请申请人重新提供")
