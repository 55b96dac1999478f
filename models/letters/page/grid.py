"""Ruled grids: cells with spans to row groups with heights, for tables in a letter and for forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from models.letters.page.blocks import Align, Cell, Face, Run
from models.letters.page.boxes import Box, small_box
from models.letters.page.items import Item, Metrics, Rule
from models.letters.page.lines import UNITS, Line, place_aligned, set_lines
from models.letters.page.measures import ASCENT, CELL_PADDING, GRID_WEIGHT, LEFT, SMALL_LEADING, TEXT_WIDTH
from models.letters.page.titles import break_title

LABEL_FACE: Face = "hei"


@dataclass(slots=True)
class Placed:
    """A cell at its place in the grid, its text broken into lines."""

    cell: Cell
    row: int
    column: int
    lines: list[Line]
    foot: list[Line]

    @property
    def row_end(self) -> int:
        """The row after the cell."""
        return self.row + self.cell.row_span

    def height(self, size: float) -> float:
        """The height that the text needs."""
        gap = 0.6 if self.foot and self.lines else 0.0
        return (len(self.lines) + len(self.foot) + gap) * size * SMALL_LEADING + 2 * CELL_PADDING


@dataclass(slots=True)
class Grid:
    """A grid ready to be cut into boxes: column edges in points, row heights, placed cells."""

    edges: list[float]
    heights: list[float]
    cells: list[Placed]
    size: float


def column_edges(widths: Sequence[float], left: float = LEFT, room: float = TEXT_WIDTH) -> list[float]:
    """The x of every column edge, relative widths scaled to the room."""
    total = sum(widths)
    return [left + room * part / total for part in accumulate(widths, initial=0.0)]


def build_grid(
    rows: Sequence[Sequence[Cell]],
    min_heights: Sequence[float],
    edges: list[float],
    size: float,
    metrics: Metrics,
) -> Grid:
    """Place the cells of all rows, break their texts and find the row heights (points)."""
    cells: list[Placed] = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            cells.append(_placed(cell, r, column, edges, size, metrics))
            taken |= {(r + i, column + j) for i in range(cell.row_span) for j in range(cell.col_span)}
            column += cell.col_span
    return Grid(edges, _heights(cells, min_heights, size), cells, size)


def _placed(
    cell: Cell, row: int, column: int, edges: Sequence[float], size: float, metrics: Metrics
) -> Placed:
    width = edges[column + cell.col_span] - edges[column] - 2 * CELL_PADDING
    room = max(int(width * UNITS / size + 0.5), UNITS)
    face: Face = LABEL_FACE if cell.kind == "label" else "fangsong"

    parts = cell.text.split("\n") if cell.text else []
    if cell.kind == "label":
        lines = [line for part in parts for line in _label_lines(part, face, room, metrics)]
    else:
        lines = _lines(parts, face, room, metrics)
    return Placed(cell, row, column, lines, _lines(cell.foot, face, room, metrics))


def _lines(parts: Sequence[str], face: Face, room: int, metrics: Metrics) -> list[Line]:
    return [
        line
        for part in parts
        for line in set_lines((Run(part, face),), room, metrics, justify=False) or [Line((), ())]
    ]


def _label_lines(text: str, face: Face, room: int, metrics: Metrics) -> list[Line]:
    """The lines of a label, broken at words as a title is."""
    return _lines(break_title(text, tuple(metrics.advances(text, face)), room), face, room, metrics)


def _heights(cells: Sequence[Placed], min_heights: Sequence[float], size: float) -> list[float]:
    heights = list(min_heights)
    for placed in sorted(cells, key=lambda placed: placed.cell.row_span):
        lack = placed.height(size) - sum(heights[placed.row : placed.row_end])
        if lack > 0:
            heights[placed.row_end - 1] += lack
    return heights


def row_groups(grid: Grid) -> list[tuple[int, int]]:
    """Runs of rows (first, after last) that a spanning cell ties together."""
    groups: list[tuple[int, int]] = []
    start, tied = 0, 0
    for row in range(len(grid.heights)):
        tied = max([tied, *(placed.row_end for placed in grid.cells if placed.row == row)])
        if row + 1 >= tied:
            groups.append((start, row + 1))
            start = row + 1
    return groups


def group_box(grid: Grid, first: int, end: int) -> Box:
    """The box of rows `first` to `end`."""
    cells = [placed for placed in grid.cells if first <= placed.row < end]
    tops = list(accumulate(grid.heights[first:end], initial=0.0))

    def place(top: float) -> list[Item]:
        items: list[Item] = []
        rules: dict[tuple[float, float, float, float], None] = {}
        for placed in cells:
            y0, y1 = top + tops[placed.row - first], top + tops[min(placed.row_end, end) - first]
            x0, x1 = grid.edges[placed.column], grid.edges[placed.column + placed.cell.col_span]
            rules |= dict.fromkeys([(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)])
            items += _cell_items(placed, x0, x1, y0, y1, grid.size)
        return [*(Rule(*rule, GRID_WEIGHT) for rule in rules), *items]

    return small_box(place, tops[-1])


def _cell_items(placed: Placed, x0: float, x1: float, y0: float, y1: float, size: float) -> list[Item]:
    cell, pitch = placed.cell, size * SMALL_LEADING
    label = cell.kind == "label"
    valign = cell.valign or ("top" if placed.foot and not label else "middle")
    align: Align = cell.align or ("center" if label else "left")
    slack = (
        y1 - y0 - pitch * (len(placed.lines) + len(placed.foot)) if valign == "middle" else 2 * CELL_PADDING
    )
    y = y0 + max(slack, 0.0) / 2 + (pitch - size) / 2 + ASCENT * size
    left, room = x0 + CELL_PADDING, x1 - x0 - 2 * CELL_PADDING
    items: list[Item] = []
    for line in placed.lines:
        items += place_aligned(line, y, align, left, room, size=size)
        y += pitch
    y = y1 - CELL_PADDING - pitch * len(placed.foot) + (pitch - size) / 2 + ASCENT * size
    for line in placed.foot:
        items += place_aligned(line, y, "right", left, room, size=size)
        y += pitch
    return items
