"""A table on sheets of its own, upright or across: title, repeated head, rows, totals, remark, page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.letters.page.blocks import Align, Cell, Column, Meta, Run
from models.letters.page.boxes import Box
from models.letters.page.grid import build_grid, column_edges, group_box
from models.letters.page.items import Item, Metrics, Page
from models.letters.page.lines import UNITS, Line, centered, place_aligned, set_lines
from models.letters.page.measures import ASCENT, PAGE_HEIGHT, PAGE_WIDTH, SMALL_LEADING, mm

SIDE_MARGIN, END_MARGIN = mm(18), mm(16)
HEADING_PT, WORDS_PT, SMALL_WORDS_PT = 18.0, 10.5, 9.0
ROW_MIN = mm(6.4)
WORDS_PITCH = WORDS_PT * 1.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be printed alone; `landscape` lays the paper across, `size_pt` is the type in the cells.

    `left` and `right` stand above the table (whose it is, the unit of money), `foot` at the bottom left of each page.
    A row of one text in a table of several columns is a heading across all of them.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    meta: Meta
    subtitle: str = ""
    total: tuple[str, ...] | None = None
    note: str = ""
    landscape: bool = True
    size_pt: float = 9.0
    left: str = ""
    right: str = ""
    foot: str = ""

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height of the paper in points."""
        return (PAGE_HEIGHT, PAGE_WIDTH) if self.landscape else (PAGE_WIDTH, PAGE_HEIGHT)


def lay_out_sheet(sheet: Sheet, metrics: Metrics) -> tuple[Page, ...]:
    """Return the pages of a sheet; the head of the table stands on each, a row is never cut."""
    width, height = sheet.paper
    room = width - 2 * SIDE_MARGIN
    edges = column_edges([column.width for column in sheet.columns], SIDE_MARGIN, room)
    head_cells = [[Cell(column.label, kind="label") for column in sheet.columns]]
    head = group_box(build_grid(head_cells, [ROW_MIN], edges, sheet.size_pt, metrics), 0, 1)
    flows: list[list[Item]] = [[]]
    y = _opening(flows[0], sheet, metrics, room)
    y = _put(flows[-1], head, y)
    bottom = height - END_MARGIN - WORDS_PITCH
    for row in _row_boxes(sheet, edges, metrics):
        if y + row.height > bottom:
            flows.append([])
            y = _put(flows[-1], head, END_MARGIN)
        y = _put(flows[-1], row, y)
    _closing(flows, sheet, metrics, room, y, bottom)
    return tuple(
        Page(number, (*flow, *_foot(number, len(flows), sheet, metrics)))
        for number, flow in enumerate(flows, 1)
    )


def _put(flow: list[Item], box: Box, y: float) -> float:
    flow += box.place(y)
    return y + box.height


def _row_boxes(sheet: Sheet, edges: list[float], metrics: Metrics) -> Iterator[Box]:
    """One box a row, each from a grid of its own: a list may have thousands."""
    for row in [*sheet.rows, sheet.total] if sheet.total else sheet.rows:
        cells = _row_cells(sheet, row)
        yield group_box(build_grid([cells], [ROW_MIN], edges, sheet.size_pt, metrics), 0, 1)


def _row_cells(sheet: Sheet, row: tuple[str, ...]) -> list[Cell]:
    if len(row) == 1 and len(sheet.columns) > 1:
        return [Cell(row[0], col_span=len(sheet.columns), kind="label", align="left")]
    return [Cell(text, align=column.align) for text, column in zip(row, sheet.columns, strict=True)]


def _opening(flow: list[Item], sheet: Sheet, metrics: Metrics, room: float) -> float:
    """Set title and subtitle and return where the table begins."""
    size = HEADING_PT
    natural = sum(metrics.advances(sheet.title, "xiaobiaosong")) * size / UNITS
    size = min(size, size * room / natural) if natural else size
    y = END_MARGIN + ASCENT * size
    flow.append(centered(sheet.title, "xiaobiaosong", y, metrics, size=size, center=SIDE_MARGIN + room / 2))
    y = END_MARGIN + size * SMALL_LEADING
    for line in _words(sheet.subtitle, metrics, room):
        flow += place_aligned(line, y + ASCENT * WORDS_PT, "center", SIDE_MARGIN, room, size=WORDS_PT)
        y += WORDS_PITCH
    if sheet.left or sheet.right:
        sides: tuple[tuple[str, Align], ...] = ((sheet.left, "left"), (sheet.right, "right"))
        for text, align in sides:
            for line in _words(text, metrics, room)[:1]:
                flow += place_aligned(
                    line, y + mm(1) + ASCENT * SMALL_WORDS_PT, align, SIDE_MARGIN, room, size=SMALL_WORDS_PT
                )
        y += WORDS_PITCH
    return y + mm(2)


def _closing(
    flows: list[list[Item]], sheet: Sheet, metrics: Metrics, room: float, y: float, bottom: float
) -> None:
    """Set the remark below the table, on a page of its own where there is no room left."""
    lines = _words(sheet.note, metrics, room)
    y += mm(2)
    if lines and y + len(lines) * WORDS_PITCH > bottom:
        flows.append([])
        y = END_MARGIN
    for line in lines:
        flows[-1] += place_aligned(line, y + ASCENT * WORDS_PT, "left", SIDE_MARGIN, room, size=WORDS_PT)
        y += WORDS_PITCH


def _words(text: str, metrics: Metrics, room: float) -> Sequence[Line]:
    if not text:
        return ()
    return set_lines((Run(text),), int(room / WORDS_PT * UNITS), metrics, justify=False)


def _foot(number: int, count: int, sheet: Sheet, metrics: Metrics) -> Iterator[Item]:
    width, height = sheet.paper
    y = height - END_MARGIN + ASCENT * WORDS_PT / 2
    size = SMALL_WORDS_PT
    yield centered(f"第 {number} 页　共 {count} 页", "song", y, metrics, size=size, center=width / 2)
    room = (width - 2 * SIDE_MARGIN) * 0.4
    for line in set_lines((Run(sheet.foot),), int(room / size * UNITS), metrics, justify=False)[:1]:
        yield from place_aligned(line, y, "left", SIDE_MARGIN, room, size=size)
