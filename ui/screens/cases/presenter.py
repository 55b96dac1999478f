"""The case list: which filter the chips and the search mean, and the words and order of the choices beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.cases.workflow.stages import LINES, SIDE_STAGES
from models.policy.model import KINDS
from models.services.case_browsing import CaseOrder, Counts
from models.services.views import CaseFilter
from ui.desk import Desk
from ui.itemmodels.case_columns import BY_KEY
from ui.tasks import Job
from ui.widgets.facet_chip import Choice

QUICK: tuple[tuple[str, str], ...] = (
    ("all", "全部"),
    ("open", "在办"),
    ("mine", "我经办"),
    ("waiting", "待补正"),
    ("overdue", "逾期"),
)
# Field of the filter, title of its chip; in the order of the chips.
FACETS: tuple[tuple[str, str], ...] = (
    ("stages", "阶段"),
    ("clauses", "条款"),
    ("domains", "领域"),
    ("years", "年度"),
    ("units", "单位"),
    ("handlers", "经办"),
    ("kinds", "类别"),
    ("due", "时限"),
)
DUE_WORDS = {"逾期": "已逾期", "今日": "今日到期", "临近": "临近到期"}
STAGES = tuple(dict.fromkeys([*(stage for line in LINES.values() for stage in line), *SIDE_STAGES]))
SCREEN = "cases"
Chosen = Mapping[str, Sequence[Any]]


class CasesPresenter:
    """Between the list page and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._counting: dict[str, Job] = {}

    def filter_of(self, *, text: str, quick: str = "all", chosen: Chosen | None = None) -> CaseFilter:
        """Return the filter for what is typed and chosen."""
        picked = {field: tuple(values) for field, values in (chosen or {}).items() if values}
        due = picked.pop("due", ())
        mine = (self._desk.officer.id,) if quick == "mine" else ()
        handlers = picked.pop("handlers", ())
        return CaseFilter(
            text=text.strip(),
            open_only=quick == "open",
            handlers=mine or tuple(int(one) for one in handlers),
            waiting=True if quick == "waiting" else None,
            due="逾期" if quick == "overdue" else due[0] if due else "",
            years=tuple(int(one) for one in picked.pop("years", ())),
            **picked,
        )

    def choices(self, field: str, counted: Mapping[Any, int], chosen: Sequence[Any]) -> list[Choice]:
        """Return the choices of a facet in their order, those without any case left out unless chosen."""
        words, order = self._words(field), self._order(field)
        values = [
            value
            for value in {**dict.fromkeys(chosen, 0), **counted}
            if counted.get(value) or value in chosen
        ]
        places = {value: place for place, value in enumerate(order)}
        if field == "years":
            values.sort(reverse=True)
        else:
            values.sort(key=lambda value: (places.get(value, len(places)), str(words.get(value, value))))
        return [Choice(value, str(words.get(value, value)), counted.get(value, 0)) for value in values]

    def fetch_counts(self, chosen: CaseFilter, then: Callable[[Counts], None], *, owner: Any) -> None:
        """Fetch the count of the list and the counts beside the filters."""
        office = self._desk.office
        self._counting["counts"] = self._desk.browse(
            lambda proceed: office.browse.counts(chosen, proceed=proceed),
            then,
            key="cases.counts",
            owner=owner,
        )

    def fetch_due(self, chosen: CaseFilter, then: Callable[[dict[str, int]], None], *, owner: Any) -> None:
        """Fetch how many cases are overdue, due today, due soon, waiting."""
        office = self._desk.office
        self._counting["due"] = self._desk.browse(
            lambda proceed: office.browse.due_counts(chosen, proceed=proceed),
            then,
            key="cases.due",
            owner=owner,
        )

    def stop_counting(self) -> None:
        """Stop counts that belong to an earlier filter, so that the rows of the next one need not wait for them."""
        for job in self._counting.values():
            job.cancel()
        self._counting.clear()

    def load_arranged(self, then: Callable[[dict[str, Any]], None], *, owner: Any) -> None:
        """Fetch what the officer at the desk arranged: columns, order, saved views."""
        office, officer = self._desk.office, self._desk.officer
        self._desk.read(
            lambda: office.officer_views.load(officer.id, SCREEN), then, key="cases.arranged", owner=owner
        )

    def keep_arranged(self, arranged: dict[str, Any]) -> None:
        """Keep what the officer arranged."""
        office, officer = self._desk.office, self._desk.officer
        self._desk.read(lambda: office.officer_views.keep(officer.id, SCREEN, arranged), lambda done: None)

    def _words(self, field: str) -> dict[Any, str]:
        pack = self._desk.office.editions.current
        if field == "handlers":
            return {0: "（未分配）"} | {one.id: one.name for one in self._desk.officers}
        if field == "clauses":
            return {clause.number: f"{clause.number}{clause.heading}" for clause in pack.clauses}
        if field == "domains":
            return {domain.number: f"{domain.number}、{domain.heading}" for domain in pack.document.domain}
        if field == "years":
            return {}
        return DUE_WORDS if field == "due" else {}

    def _order(self, field: str) -> Sequence[Any]:
        pack = self._desk.office.editions.current
        if field == "clauses":
            return [clause.number for clause in pack.clauses]
        if field == "domains":
            return [domain.number for domain in pack.document.domain]
        return {"stages": STAGES, "kinds": tuple(KINDS), "due": tuple(DUE_WORDS)}.get(field, ())


def order_of(stored: object) -> CaseOrder:
    """Return a stored order, the newest first where nothing usable is stored."""
    if isinstance(stored, list | tuple) and len(stored) == 2:
        sorts = {column.sort for column in BY_KEY.values() if column.sort}
        if stored[0] in sorts:
            return CaseOrder(str(stored[0]), bool(stored[1]))
    return CaseOrder()
