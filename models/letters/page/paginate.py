"""Pagination: boxes to pages, chains of boxes that belong together moved as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.letters.page.boxes import LETTER_FRAME, Box, Frame, snapped
from models.letters.page.items import Item

_HAIR = 0.05


@dataclass(slots=True)
class Sheet:
    """A page being filled: `y` is where the next box may start."""

    y: float
    frame: Frame
    items: list[Item] = field(default_factory=list)
    empty: bool = True


def paginate(boxes: Sequence[Box], first_top: float, frame: Frame = LETTER_FRAME) -> list[list[Item]]:
    """Return the items of each page; the first page's flow starts at `first_top`, the others' where `frame` does."""
    sheets = [Sheet(first_top, frame)]
    at = 0
    while at < len(boxes):
        end = _chain_end(boxes, at)
        _place_chain(sheets, boxes[at:end])
        at = end
    return [sheet.items for sheet in sheets]


def _chain_end(boxes: Sequence[Box], at: int) -> int:
    while at < len(boxes) - 1 and boxes[at].keeps_next:
        at += 1
    return at + 1


def _place_chain(sheets: list[Sheet], chain: Sequence[Box]) -> None:
    sheet = sheets[-1]
    wants_page = chain[0].starts_page and not sheet.empty
    if wants_page or (not sheet.empty and not _fits(chain, sheet)):
        sheet = _turn(sheets)
    for box in chain:
        if not sheet.empty and not _fits((box,), sheet):
            sheet = _turn(sheets)
        _put(sheet, box, turned=len(sheets) > 1)


def _turn(sheets: list[Sheet]) -> Sheet:
    frame = sheets[-1].frame
    sheets.append(Sheet(frame.top, frame))
    return sheets[-1]


def _fits(chain: Sequence[Box], sheet: Sheet) -> bool:
    y, empty = sheet.y, sheet.empty
    for box in chain:
        if box.blank and empty:
            continue
        if empty:
            y += sum(part.height for part in box.head)
        y = snapped(y) if box.snaps else y
        if y + box.extent > sheet.frame.bottom + _HAIR:
            return False
        y, empty = y + box.height, False
    return True


def _put(sheet: Sheet, box: Box, *, turned: bool) -> None:
    if box.blank and sheet.empty and turned:
        return
    for part in box.head if sheet.empty else ():
        sheet.items += part.place(sheet.y)
        sheet.y += part.height
    flow_top = snapped(sheet.y) if box.snaps else sheet.y
    top = sheet.frame.bottom - box.extent if box.bottom else flow_top
    sheet.items += box.place(top)
    sheet.y = top + box.height
    sheet.empty = False
