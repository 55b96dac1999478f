"""The rows of a long list that are at hand, and the keys from which any page is reached in few steps."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.services.case_browsing import Anchor, CasePage
from models.services.views import CaseRow

PAGE = 50
# A key for every so many rows; between two keys rows are passed over inside the store.
STEP = 1_000
KEPT_PAGES = 80


@dataclass
class CasePages:
    """At most some thousand rows, however long the list is."""

    pages: OrderedDict[int, list[CaseRow]] = field(default_factory=OrderedDict)
    asked: set[int] = field(default_factory=set)
    anchors: dict[int, Anchor] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget everything."""
        self.pages.clear()
        self.asked.clear()
        self.anchors.clear()

    def row(self, place: int) -> CaseRow | None:
        """Return the row at a place, None when it is not at hand."""
        rows = self.pages.get(place // PAGE)
        within = place % PAGE
        return rows[within] if rows is not None and within < len(rows) else None

    def keep(self, page: int, brought: CasePage) -> int:
        """Keep a page; the ones not looked at for longest go. Returns how many of its rows were at hand before."""
        known = len(self.pages.get(page, ()))
        self.pages[page] = brought.rows
        if brought.last is not None and len(brought.rows) == PAGE:
            self.anchors[(page + 1) * PAGE] = brought.last
        while len(self.pages) > KEPT_PAGES:
            gone, _ = self.pages.popitem(last=False)
            self.asked.discard(gone)
        return known

    def touch(self, page: int) -> None:
        """Remember that a page was looked at just now."""
        if page in self.pages:
            self.pages.move_to_end(page)

    def way_to(self, start: int) -> tuple[Anchor | None, int]:
        """Return the nearest key before a place and how many rows lie between."""
        # Copied first: the reader asks while the window's thread may be adding keys.
        near = max((place for place in tuple(self.anchors) if place <= start), default=0)
        return self.anchors.get(near), start - near


def first_places(ranges: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Return the first so many places of some ranges."""
    kept: list[tuple[int, int]] = []
    for first, end in ranges:
        if most > 0:
            kept.append((first, min(end, first + most)))
            most -= min(end - first, most)
    return kept
