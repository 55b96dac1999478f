"""What a laid-out page carries: text, rules and codes at their places, measured from the top left corner in points."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from models.letters.page.blocks import Face
from models.letters.page.measures import BLACK

Color = tuple[float, float, float]


class Text(NamedTuple):
    """A run of one face on a base line.

    A character as wide as 1000 metric units moves the pen by `em` and `gap` points, times `scale`; the type itself is
    set at `size`. `angle` turns the run counter-clockwise about its origin, in degrees.
    """

    x: float
    y: float
    text: str
    face: Face
    size: float
    em: float
    gap: float = 0.0
    scale: float = 1.0
    color: Color = BLACK
    angle: float = 0.0


class Rule(NamedTuple):
    """A straight line of the given weight."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    color: Color = BLACK


class Code(NamedTuple):
    """A QR code whose modules fill a square of `size` points."""

    x: float
    y: float
    size: float
    payload: str


Item = Text | Rule | Code


class Page(NamedTuple):
    """One page, numbered from 1."""

    number: int
    items: tuple[Item, ...]


class Metrics(Protocol):
    """What the layout has to know of the faces; `models.letters.pdf.fonts.FontSet` tells it."""

    def advances(self, text: str, face: Face) -> list[int]:
        """The advance of each character in 1/1000 em: 1000 for Han and full-width marks."""
        ...

    def ink(self, text: str, face: Face) -> tuple[int, int]:
        """The lowest and highest ink of a text above the base line in 1/1000 em."""
        ...
