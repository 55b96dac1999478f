"""Tables and forms as boxes: rows that continue over pages under a repeated head, forms that fill their page."""

from __future__ import annotations

from dataclasses import replace

from models.letters.page.blocks import Caption, Cell, FormTable, Run, Table
from models.letters.page.boxes import Box, small_box, space_box
from models.letters.page.grid import Grid, build_grid, column_edges, group_box, row_groups
from models.letters.page.items import Item, Metrics
from models.letters.page.lines import UNITS, place_aligned, set_lines
from models.letters.page.measures import (
    ASCENT,
    CELL_PADDING,
    FORM_BOTTOM,
    FORM_TOP,
    LEADING,
    LEFT,
    SMALL_LEADING,
    SMALL_PT,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    mm,
)

ROW_MIN = mm(8.6)
FORM_TABLE_GAP = mm(3)
SIGN_ROOM = mm(4)
"""What a row keeps above its text and its place to sign when it gives way."""


def table_boxes(table: Table, metrics: Metrics) -> list[Box]:
    """A table in the body; the head is repeated on each page, the total stays with the last row."""
    edges = column_edges([column.width for column in table.columns])
    head_rows = table.head or (tuple(Cell(column.label, kind="label") for column in table.columns),)
    head = build_grid(head_rows, [ROW_MIN] * len(head_rows), edges, table.size_pt, metrics)
    head_box = group_box(head, 0, len(head.heights))
    rows = [*table.rows, table.total] if table.total else list(table.rows)
    cells = [
        tuple(Cell(text, align=column.align) for text, column in zip(row, table.columns, strict=True))
        for row in rows
    ]
    grid = build_grid(cells, [ROW_MIN] * len(cells), edges, table.size_pt, metrics)
    boxes = _row_boxes(grid, TEXT_HEIGHT - head_box.height)
    for box in boxes:
        box.head = (head_box,)
    if table.total and len(boxes) > 1:
        boxes[-2].keeps_next = True
    head_box.keeps_next = True
    return [head_box, *boxes, space_box(0.8 * LEADING)]


def _row_boxes(grid: Grid, room: float, *, skip: int = 0) -> list[Box]:
    """One box per row group, the first ones skipped; a row that no page could hold is cut between its lines."""
    boxes = []
    for first, end in row_groups(grid)[skip:]:
        if sum(grid.heights[first:end]) <= room or end - first > 1:
            boxes.append(group_box(grid, first, end))
        else:
            boxes += _cut_row(grid, first, room)
    return boxes


def _cut_row(grid: Grid, row: int, room: float) -> list[Box]:
    count = int((room - 2 * CELL_PADDING) / (grid.size * SMALL_LEADING))
    cells = [placed for placed in grid.cells if placed.row == row]
    longest = max(len(placed.lines) for placed in cells)
    boxes = []
    for start in range(0, longest, count):
        parts = [replace(placed, row=0, lines=placed.lines[start : start + count]) for placed in cells]
        height = max(ROW_MIN, *(part.height(grid.size) for part in parts))
        boxes.append(group_box(Grid(grid.edges, [height], parts, grid.size), 0, 1))
    return boxes


def form_boxes(form: FormTable, metrics: Metrics, room: float) -> list[Box]:
    """A form; its stretching rows share what is left of `room` points, or give way if that makes it fit."""
    edges = column_edges(form.widths)
    heights = [mm(row.height_mm) for row in form.rows]
    grid = build_grid([row.cells for row in form.rows], heights, edges, form.size_pt, metrics)
    grid.heights = _fitted(form, grid, room, metrics)
    groups = row_groups(grid)
    heads = tuple(group_box(grid, first, end) for first, end in groups if end <= form.head_rows)
    for box in heads:
        box.keeps_next = True
    room_below = FORM_BOTTOM - FORM_TOP - sum(box.height for box in heads)
    boxes = _row_boxes(grid, room_below, skip=len(heads))
    for box in boxes:
        box.head = heads
    return [*heads, *boxes, space_box(FORM_TABLE_GAP)]


def _fitted(form: FormTable, grid: Grid, room: float, metrics: Metrics) -> list[float]:
    """The row heights after stretching, or after taking from stretching rows what their text does not need."""
    left = room - sum(grid.heights)
    shares = [row.stretch for row in form.rows]
    if left < 0 and any(shares):
        least = [0.0 if row.stretch else mm(row.height_mm) for row in form.rows]
        needed = build_grid(
            [row.cells for row in form.rows], least, grid.edges, form.size_pt, metrics
        ).heights
        shares = [
            max(height - need - SIGN_ROOM, 0.0) for height, need in zip(grid.heights, needed, strict=True)
        ]
        if sum(shares) < -left:
            return grid.heights
    if not any(shares):
        return grid.heights
    return [height + left * share / sum(shares) for height, share in zip(grid.heights, shares, strict=True)]


def caption_box(caption: Caption, metrics: Metrics) -> Box:
    """A line of small type with up to three parts, kept with what follows."""
    height = mm(8)

    def place(top: float) -> list[Item]:
        y = top + height - mm(2) - (1 - ASCENT) * SMALL_PT
        items: list[Item] = []
        for text, align in ((caption.left, "left"), (caption.center, "center"), (caption.right, "right")):
            if text:
                line = set_lines((Run(text),), 100 * UNITS, metrics)[0]
                items += place_aligned(line, y, align, LEFT, TEXT_WIDTH, size=SMALL_PT)  # type: ignore[arg-type]
        return items

    return small_box(place, height, keeps_next=True)
