"""The layout: a document and the faces' metrics in, pages of placed items out; pure, and testable without a PDF."""

from __future__ import annotations

from models.letters.page.blocks import Align, Document, Form, Run
from models.letters.page.boxes import FORM_FRAME, LETTER_FRAME
from models.letters.page.compose import compose
from models.letters.page.head import head_of
from models.letters.page.items import Item, Metrics, Page, Text
from models.letters.page.lines import UNITS, place_aligned, set_lines
from models.letters.page.measures import (
    FORM_PAGE_NUMBER_DASH_TOP,
    LEFT,
    PAGE_HEIGHT,
    PAGE_NUMBER_DASH_TOP,
    PAGE_WIDTH,
    PALE,
    RIGHT,
    SMALL_PT,
    TEXT_WIDTH,
)
from models.letters.page.paginate import paginate

WATERMARK, WATERMARK_PT, WATERMARK_ANGLE = "草稿", 180.0, 45.0
FOOT_PT = 9.0


def lay_out(document: Document, metrics: Metrics) -> tuple[Page, ...]:
    """Return the pages of a document, every item at its place."""
    head = head_of(document, metrics)
    frame = FORM_FRAME if document.form == "表格" else LETTER_FRAME
    flows = paginate(compose(document, metrics, head.flow_top), head.flow_top, frame)
    pages = []
    for number, flow in enumerate(flows, 1):
        items: list[Item] = [*_watermark()] if document.draft else []
        items += head.items if number == 1 else ()
        items += flow
        if document.foot:
            items += _foot(document.foot, number, len(flows), metrics)
        elif _is_numbered(document, number, len(flows)):
            items.append(_page_number(number, document.form, metrics))
        pages.append(Page(number, tuple(items)))
    return tuple(pages)


def _is_numbered(document: Document, number: int, count: int) -> bool:
    """信函格式 leaves out the first page's number, a form of one page needs none."""
    if document.form == "信函格式":
        return number > 1
    return document.form == "文件格式" or count > 1


def _page_number(number: int, form: Form, metrics: Metrics) -> Text:
    """页码 between two dashes, odd pages right, even pages left, one character in."""
    text = f"— {number} —"
    _, dash_top = metrics.ink("—", "song")
    width = sum(metrics.advances(text, "song")) * SMALL_PT / UNITS
    x = RIGHT - SMALL_PT - width if number % 2 else LEFT + SMALL_PT
    top = FORM_PAGE_NUMBER_DASH_TOP if form == "表格" else PAGE_NUMBER_DASH_TOP
    return Text(x, top + dash_top * SMALL_PT / UNITS, text, "song", SMALL_PT, SMALL_PT)


def _foot(words: str, number: int, count: int, metrics: Metrics) -> list[Item]:
    """Who printed a form and when, and which page of how many it is."""
    y = FORM_PAGE_NUMBER_DASH_TOP + FOOT_PT
    sides: tuple[tuple[str, Align], ...] = ((words, "left"), (f"第 {number} 页　共 {count} 页", "right"))
    return [
        item
        for text, align in sides
        for line in set_lines((Run(text, "song"),), int(TEXT_WIDTH / FOOT_PT * UNITS), metrics)[:1]
        for item in place_aligned(line, y, align, LEFT, TEXT_WIDTH, size=FOOT_PT)
    ]


def _watermark() -> list[Item]:
    """草稿 aslant across the page, pale instead of transparent: PDF/A viewers and printers agree on it."""
    half = len(WATERMARK) * WATERMARK_PT / 2
    # The run is turned about its origin; step back half its length and down half its height along the slant.
    diagonal = 2**-0.5
    x = PAGE_WIDTH / 2 - half * diagonal + 0.38 * WATERMARK_PT * diagonal
    y = PAGE_HEIGHT / 2 + half * diagonal + 0.38 * WATERMARK_PT * diagonal
    return [Text(x, y, WATERMARK, "hei", WATERMARK_PT, WATERMARK_PT, color=PALE, angle=WATERMARK_ANGLE)]
