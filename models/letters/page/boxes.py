"""Boxes: what flows down the pages, each with its height and the items it sets once its place is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.letters.page.items import Item
from models.letters.page.lines import Line, place_line
from models.letters.page.measures import ASCENT, BOTTOM, EM, FORM_BOTTOM, FORM_TOP, PITCH, TOP, baseline


class Frame(NamedTuple):
    """The part of a page that boxes flow through, as distances from its top."""

    top: float
    bottom: float


LETTER_FRAME, FORM_FRAME = Frame(TOP, BOTTOM), Frame(FORM_TOP, FORM_BOTTOM)

Place = Callable[[float], list[Item]]


@dataclass(slots=True)
class Box:
    """A piece that is never split.

    `height` moves on to the next box, `extent` is what must fit on the page. A box that `snaps` starts on a grid
    line; one that `keeps_next` stays on a page with its successor; a `blank` one vanishes at the top of a page;
    `head` is set again above it when it is the first of its table on a page; a `bottom` one stands at the foot.
    """

    height: float
    extent: float
    place: Place
    snaps: bool = True
    keeps_next: bool = False
    blank: bool = False
    body: bool = False
    head: tuple[Box, ...] = ()
    starts_page: bool = False
    bottom: bool = False


def line_box(line: Line, *, body: bool = True, keeps_next: bool = False) -> Box:
    """A line of body type on the grid."""

    def place(top: float) -> list[Item]:
        # The type is a little larger than the grid's em; both share one centre line.
        return place_line(line, top + ASCENT * EM)

    return Box(PITCH, EM, place, body=body, keeps_next=keeps_next)


def small_box(place: Place, height: float, *, keeps_next: bool = False) -> Box:
    """A piece off the grid, such as a caption or a row of a table."""
    return Box(height, height, place, snaps=False, keeps_next=keeps_next)


def space_box(height: float, *, keeps_next: bool = False) -> Box:
    """Empty space of `height` points, dropped at the top of a page."""
    return Box(height, 0.0, lambda top: [], snaps=False, blank=True, keeps_next=keeps_next)


def blank_box(lines: float = 1.0, *, keeps_next: bool = False) -> Box:
    """Blank lines of body height."""
    return space_box(lines * PITCH, keeps_next=keeps_next)


def snapped(y: float) -> float:
    """The first grid line at or below `y`, give or take a hair."""
    return TOP + math.ceil((y - TOP) / PITCH - 0.02) * PITCH


def keep_together(boxes: Sequence[Box]) -> None:
    """Let every box stay on a page with the next one, the last excepted."""
    for box in boxes[:-1]:
        box.keeps_next = True


def title_baseline(top: float, size: float) -> float:
    """The base line of larger type centred on a grid line whose em box starts at `top`."""
    return baseline(top + (EM - size) / 2, size)
