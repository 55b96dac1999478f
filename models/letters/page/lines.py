"""Lines of type: runs broken to a width, and a line set at a place, justified, ranged or centred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.letters.page.blocks import Align, Face, Run
from models.letters.page.breaking import break_lines
from models.letters.page.items import Item, Metrics, Text
from models.letters.page.measures import BLACK, BODY_PT, EM, LEFT, TEXT_WIDTH

UNITS = 1000
"""Metric units per em."""

MAX_STRETCH_EM = 3
"""A line short by more than this (a long figure went to the next line) keeps its natural spacing."""


class Line(NamedTuple):
    """One line: its runs and their widths in metric units, the indent in the same units, the room it may fill."""

    runs: tuple[Run, ...]
    widths: tuple[int, ...]
    indent: int = 0
    stretch_to: int | None = None

    @property
    def width(self) -> int:
        """The width of the line without its indent."""
        return sum(self.widths)

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)


def set_lines(
    runs: Sequence[Run],
    room: int,
    metrics: Metrics,
    *,
    first_indent: int = 0,
    rest_indent: int = 0,
    justify: bool = True,
) -> list[Line]:
    """Break runs into lines within `room`; indents and room in 1/1000 em. All but the last line fill the room."""
    text = "".join(run.text for run in runs)
    advances = [advance for run in runs for advance in metrics.advances(run.text, run.face)]
    spans = break_lines(text, advances, room - rest_indent, room - first_indent)
    lines = []
    parts: tuple[Run, ...]
    sizes: tuple[int, ...]
    for start, end in spans:
        indent = rest_indent if start else first_indent
        target = room - indent if justify and end < len(text) else None
        shown = max(start + len(text[start:end].rstrip(" ")), start + 1)
        if len(runs) == 1:
            parts, sizes = (Run(text[start:shown], runs[0].face),), (sum(advances[start:shown]),)
        else:
            parts = _slice(runs, start, shown)
            sizes = _sums(parts, advances, start)
        lines.append(Line(parts, sizes, indent, target))
    return lines


def _slice(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    parts: list[Run] = []
    at = 0
    for run in runs:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            parts.append(run if piece == run.text else Run(piece, run.face))
        at += len(run.text)
    return tuple(parts)


def _sums(parts: Sequence[Run], advances: Sequence[int], start: int) -> tuple[int, ...]:
    sums = []
    for part in parts:
        sums.append(sum(advances[start : start + len(part.text)]))
        start += len(part.text)
    return tuple(sums)


def place_line(line: Line, y: float, *, x: float = LEFT, size: float = BODY_PT, em: float = EM) -> list[Item]:
    """Set a line on base line `y` from the left edge `x`."""
    gap = _gap(line) * em / UNITS
    x += line.indent * em / UNITS
    items: list[Item] = []
    for run, width in zip(line.runs, line.widths, strict=True):
        items.append(Text(x, y, run.text, run.face, size, em, gap))
        x += width * em / UNITS + gap * len(run.text)
    return items


def _gap(line: Line) -> float:
    """The extra space after each character, in metric units, that makes the line fill its room."""
    if line.stretch_to is None:
        return 0.0
    slack, count = line.stretch_to - line.width, sum(len(run.text) for run in line.runs)
    if slack <= 0 or slack > MAX_STRETCH_EM * UNITS or count < 2:
        return 0.0
    return slack / (count - 1)


def place_aligned(
    line: Line, y: float, align: Align, x: float, room: float, *, size: float, em: float | None = None
) -> list[Item]:
    """Set a line on base line `y` within `room` points from `x`, flush left, centred or flush right."""
    em = size if em is None else em
    slack = room - (line.width + line.indent) * em / UNITS
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    return place_line(line, y, x=x + slack * share, size=size, em=em)


def centered(
    text: str,
    face: Face,
    y: float,
    metrics: Metrics,
    *,
    size: float,
    em: float | None = None,
    center: float = LEFT + TEXT_WIDTH / 2,
    color: tuple[float, float, float] = BLACK,
) -> Text:
    """One run centred on `center`."""
    em = size if em is None else em
    width = sum(metrics.advances(text, face)) * em / UNITS
    return Text(center - width / 2, y, text, face, size, em, color=color)
