"""The case list as the window browses it: pages in any order, keys that lead far down, counts beside the filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.policy.pack import Pack
from models.services import case_clock, office_rules
from models.services.case_lists import matter_names
from models.services.desk import Desk
from models.services.search import named_matters
from models.services.views import CaseFilter, CaseRow
from models.storage import case_facets, case_order, case_rows
from models.storage.case_facets import FacetCounts
from models.storage.case_order import SORTS, Anchor, Listing
from models.storage.database import Stopped
from models.storage.rows import CaseOrder
from models.storage.search.query import words_of

__all__ = ["SORTS", "Anchor", "CaseOrder", "CasePage", "Counts", "Stopped"]
NEWEST_FIRST = CaseOrder()
Proceed = Callable[[], bool]


@dataclass(frozen=True)
class CasePage:
    """A page of the list and the key of its last row, from which the next page follows."""

    rows: list[CaseRow]
    last: Anchor | None


@dataclass(frozen=True)
class Counts:
    """How many cases pass the filter, and how many each choice of a facet would leave."""

    total: int
    facets: FacetCounts


class CaseBrowser:
    """Reads for the case list. `proceed` is asked now and then; when it says no, Stopped ends the reading."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._named: tuple[tuple[Pack, ...], dict[tuple[str, str], str]] | None = None

    def page(
        self,
        filter: CaseFilter,
        order: CaseOrder = NEWEST_FIRST,
        *,
        limit: int,
        after: Anchor | None = None,
        skip: int = 0,
        proceed: Proceed | None = None,
    ) -> CasePage:
        """Return `limit` rows that follow the row of key `after`, `skip` passed over; from the top without a key."""
        with self._desk.db.stoppable(proceed):
            if words_of(filter.text) and order == NEWEST_FIRST and not skip:
                found = self._newest(filter, limit, after)
                return CasePage(found, (found[-1].id,) if found else None)
            wanted = self._listing(filter, order)
            keys = case_order.page_keys(self._desk.db, wanted, after=after, skip=skip, limit=limit)
            found = case_rows.rows_of(self._desk.db, [key[-1] for key in keys], self._names())
        return CasePage(found, keys[-1] if keys else None)

    def anchors(
        self,
        filter: CaseFilter,
        order: CaseOrder = NEWEST_FIRST,
        *,
        step: int,
        after: Anchor | None = None,
        most: int = 64,
        proceed: Proceed | None = None,
    ) -> list[Anchor]:
        """Return the keys of every `step`-th row behind `after`, at most so many; fewer mean that the end is near."""
        found: list[Anchor] = []
        with self._desk.db.stoppable(proceed):
            wanted = self._listing(filter, order)
            while len(found) < most:
                key = case_order.next_anchor(self._desk.db, wanted, after=after, step=step)
                if key is None:
                    break
                found.append(key)
                after = key
        return found

    def count_kept(self, filter: CaseFilter) -> int | None:
        """Return how many cases pass a filter of facets alone, from kept counters; None where they must be counted."""
        return case_facets.count_kept(self._desk.db, filter)

    def count(self, filter: CaseFilter, *, proceed: Proceed | None = None) -> int:
        """Return how many cases pass the filter."""
        kept = self.count_kept(filter)
        if kept is not None:
            return kept
        with self._desk.db.stoppable(proceed):
            return case_rows.count(
                self._desk.db,
                filter,
                today=self._desk.clock.today(),
                soon=soon(self._desk),
                named=named_matters(self._desk.editions),
            )

    def counts(self, filter: CaseFilter, *, proceed: Proceed | None = None) -> Counts:
        """Return how many cases pass, and the counts beside the filters."""
        with self._desk.db.stoppable(proceed):
            total, facets = case_facets.facet_counts(
                self._desk.db,
                filter,
                today=self._desk.clock.today(),
                soon=soon(self._desk),
                named=named_matters(self._desk.editions),
            )
        return Counts(total, facets)

    def due_counts(self, filter: CaseFilter, *, proceed: Proceed | None = None) -> dict[str, int]:
        """Return how many cases are 逾期, 今日, 临近 and 待补正."""
        with self._desk.db.stoppable(proceed):
            return case_facets.due_counts(
                self._desk.db,
                filter,
                today=self._desk.clock.today(),
                soon=soon(self._desk),
                named=named_matters(self._desk.editions),
            )

    def ids(
        self,
        filter: CaseFilter,
        order: CaseOrder = NEWEST_FIRST,
        *,
        most: int,
        proceed: Proceed | None = None,
    ) -> tuple[int, ...]:
        """Return the ids of the first cases of the list, at most so many."""
        with self._desk.db.stoppable(proceed):
            wanted = self._listing(filter, order)
            keys = case_order.page_keys(self._desk.db, wanted, after=None, skip=0, limit=most)
        return tuple(key[-1] for key in keys)

    def pages(
        self, filter: CaseFilter, order: CaseOrder = NEWEST_FIRST, *, limit: int = 5_000
    ) -> Iterator[CasePage]:
        """Give the whole list page by page."""
        after = None
        while (page := self.page(filter, order, limit=limit, after=after)).rows:
            yield page
            after = page.last

    def file(
        self,
        filter: CaseFilter,
        order: CaseOrder,
        columns: Sequence[str],
        kind: Literal["xlsx", "csv"],
        *,
        proceed: Callable[[int, int], bool] | None = None,
    ) -> bytes:
        """Return the list as Excel or CSV, see `case_export`."""
        from models.services.case_export import case_list_file

        return case_list_file(self._desk, filter, order, columns, kind, proceed=proceed)

    def _listing(self, filter: CaseFilter, order: CaseOrder) -> Listing:
        return case_order.listing(
            self._desk.db,
            filter,
            order,
            today=self._desk.clock.today(),
            soon=soon(self._desk) if filter.due in ("临近", "正常") else self._desk.clock.today(),
            named=named_matters(self._desk.editions),
        )

    def _newest(self, filter: CaseFilter, limit: int, after: Anchor | None) -> list[CaseRow]:
        """Newest first the search index itself gives the order; what it does not know is asked of the rows."""
        return case_rows.rows(
            self._desk.db,
            filter,
            today=self._desk.clock.today(),
            soon=soon(self._desk) if filter.due in ("临近", "正常") else self._desk.clock.today(),
            names=self._names(),
            named=named_matters(self._desk.editions),
            limit=limit,
            after=after[-1] if after else None,
        )

    def _names(self) -> dict[tuple[str, str], str]:
        # Packs do not change while they are open; each key press asks for all the names.
        packs = self._desk.editions.packs
        if self._named is None or self._named[0] != packs:
            self._named = (packs, matter_names(self._desk))
        return self._named[1]


def soon(desk: Desk) -> date:
    """Return the last day that counts as 临近: the first warning from today in working days."""
    today = desk.clock.today()
    return case_clock.calendar(desk).add_workdays(today, office_rules.warn_days(desk)[0])
