"""The PDF: fonts, subsets, PDF/A-2b and the drawing of laid-out pages."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.letters.page.blocks import Document
    from models.letters.page.sheet import Sheet
    from models.letters.pdf.fonts import FontSet


def render(
    document: Document | Sheet, *, fonts: FontSet, created: Date, profile: bytes | None = None
) -> bytes:
    """Return the PDF/A-2b of a document or of a table on sheets, dated `created`; `profile` replaces the bundled sRGB profile.

    The same document, fonts and date give the same bytes. A FontSet shared by many letters makes each of them cheap.
    Raises UserError naming the characters that no font can draw. ReportLab is loaded at the first call.
    """
    from models.letters.pdf.writer import draw_document

    return draw_document(document, fonts=fonts, created=created, profile=profile)
