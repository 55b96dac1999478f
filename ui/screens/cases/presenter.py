"""The case list: which filter the chips and the search mean, and the counts beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.services.views import CaseFilter
from ui.desk import Desk

QUICK: tuple[tuple[str, str], ...] = (
    ("all", "全部"),
    ("open", "在办"),
    ("mine", "我经办"),
    ("waiting", "待补正"),
    ("overdue", "逾期"),
)


class CasesPresenter:
    """Between the list page and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def filter_of(self, *, text: str, quick: str, stage: str) -> CaseFilter:
        """Return the filter for what is typed and chosen."""
        return CaseFilter(
            text=text.strip(),
            stages=(stage,) if stage else (),
            open_only=quick == "open",
            handlers=(self._desk.officer.id,) if quick == "mine" else (),
            waiting=True if quick == "waiting" else None,
            due="逾期" if quick == "overdue" else "",
        )

    def counts_by_stage(self, then: Callable[[dict[str, int]], None], *, owner: Any) -> None:
        """Fetch the number of cases per stage."""
        office = self._desk.office
        self._desk.read(office.cases.counts_by_stage, then, key="cases.counts", owner=owner)
