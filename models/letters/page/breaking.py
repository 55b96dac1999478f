"""Line breaking after GB/T 15834: greedy, what may not stand at a line's edge is pushed down to the next line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

# Closing marks, points, connectors, 间隔号 and 分隔号, and signs that belong to the figure before them.
NO_LINE_START = frozenset(
    "。，、；：？！．》〉」』】〗〕）］｝”’…—–～·•／％‰℃°′″々ー"
    "﹐﹑﹒﹔﹕﹖﹗｡｣､"
    ")]},.;:!?%/-~"
)  # fmt: skip
# Opening marks, 分隔号, and signs that belong to the figure after them.
NO_LINE_END = frozenset("“‘（〔［｛《〈「『【〖｢([{／/¥￥＄$£€№＃#")


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before `text[at]` (0 < at < len(text)).

    破折号 and 省略号 stay whole because neither of their halves may start a line.
    """
    before, after = text[at - 1], text[at]
    if after in NO_LINE_START or before in NO_LINE_END or after == " ":
        return False
    return before == " " or not (_joins(before) and _joins(after))


def _joins(char: str) -> bool:
    """Whether a character sticks to its like: Latin, Greek and Cyrillic letters, digits and ASCII signs."""
    return "!" <= char <= "~" or "\u00c0" <= char <= "\u04ff"


def break_lines(
    text: str, widths: Sequence[int], line_width: int, first_width: int | None = None
) -> list[tuple[int, int]]:
    """Return the (start, end) of each line; the lines joined are the text.

    `widths` holds one advance per character in any whole unit, `line_width` and `first_width` the room in the same
    unit. Blanks at a line's end take no room. What cannot be broken and is longer than a line is cut where it is full.
    """
    ends = list(accumulate(widths, initial=0))
    lines: list[tuple[int, int]] = []
    start, length = 0, len(text)
    room = line_width if first_width is None else first_width
    while start < length:
        end = _line_end(text, ends, start, room)
        lines.append((start, end))
        start, room = end, line_width
    return lines


def _line_end(text: str, ends: list[int], start: int, room: int) -> int:
    length = len(text)
    full = max(bisect_right(ends, ends[start] + room) - 1, start + 1)
    full = _past_blanks(text, full)
    if full >= length:
        return length
    at = full
    while at > start and not may_break(text, at):
        at -= 1
    return at if at > start else full


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at
