"""What a laid-out page carries: text, rules and codes at their places, measured from the top left corner in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from models.letters.page.blocks import Face
from models.letters.page.measures import BLACK

Color = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Text:
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


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of the given weight."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    color: Color = BLACK


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code whose modules fill a square of `size` points."""

    x: float
    y: float
    size: float
    payload: str


Item = Text | Rule | Code


@dataclass(frozen=True, slots=True)
class Page:
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


def moved(item: Item, dx: float, dy: float) -> Item:
    """The same item, shifted."""
    if isinstance(item, Rule):
        return Rule(item.x0 + dx, item.y0 + dy, item.x1 + dx, item.y1 + dy, item.weight, item.color)
    return replace(item, x=item.x + dx, y=item.y + dy)
