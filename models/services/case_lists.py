"""Lists of cases: the table, its counts, the workbench."""

from __future__ import annotations

from datetime import date

from models.cases.officers import APPROVER, HANDLER, REVIEWER, Officer
from models.cases.workflow.stages import STAGE_ORDER
from models.errors import UserError
from models.services import case_clock, office_rules
from models.services.desk import Desk
from models.services.search import named_matters
from models.services.views import CaseFilter, CaseRow, WorkbenchView
from models.storage import case_rows
from models.storage import cases as stored

MAX_LIMIT = 10_000
_SHOWN = 50
# In which stages a case waits for whom; a handler's own cases wait in every stage he works in.
_HANDLER_STAGES = (
    "登记",
    "受理",
    "审查",
    "核定",
    "批复",
    "推荐",
    "结果",
    "转办",
    "反馈",
    "办结",
    "立项",
    "进展",
)
_REVIEW_STAGES = ("初审", "复审")
_APPROVAL_STAGES = ("审批",)


def rows(desk: Desk, filter: CaseFilter, *, limit: int, after: int | None = None) -> list[CaseRow]:
    """Return list rows; see `CaseService.rows`."""
    return case_rows.rows(
        desk.db,
        filter,
        today=desk.clock.today(),
        soon=_soon(desk, filter),
        names=matter_names(desk),
        named=named_matters(desk.editions),
        limit=max(1, min(limit, MAX_LIMIT)),
        after=after,
    )


def count(desk: Desk, filter: CaseFilter) -> int:
    """Return how many cases pass the filter."""
    return case_rows.count(
        desk.db,
        filter,
        today=desk.clock.today(),
        soon=_soon(desk, filter),
        named=named_matters(desk.editions),
    )


def counts_by_stage(desk: Desk) -> dict[str, int]:
    """Return the number of cases per stage, in the order in which cases go through them, closed ones last."""
    totals: dict[str, int] = {}
    for (_, stage), number in case_rows.stage_counts(desk.db).items():
        totals[stage] = totals.get(stage, 0) + number
    return {stage: totals[stage] for stage in STAGE_ORDER if stage in totals}


def find(desk: Desk, case_no: str) -> int:
    """Return the id of a case by its number."""
    case_id = stored.id_of(desk.db, case_no.strip().upper())
    if case_id is None:
        raise UserError(
            "没有这一办件", f"编号“{case_no.strip()[:40]}”", "办件编号形如 BJ-KJ-2024-00017，请核对"
        )
    return case_id


def matter_names(desk: Desk) -> dict[tuple[str, str], str]:
    """Return the names of all matters by pack and id."""
    return {(pack.id, matter.id): matter.name for pack in desk.editions.packs for matter in pack.matters}


def workbench(desk: Desk, actor: Officer) -> WorkbenchView:
    """Return what waits for the officer today."""

    def chosen(**conditions: object) -> tuple[CaseRow, ...]:
        return tuple(rows(desk, CaseFilter(**conditions), limit=_SHOWN))  # type: ignore[arg-type]

    mine = (actor.id,)
    waiting: list[CaseRow] = []
    if HANDLER in actor.roles:
        waiting += [row for row in chosen(handlers=mine, stages=_HANDLER_STAGES) if not row.waiting]
    if REVIEWER in actor.roles:
        waiting += [row for row in chosen(stages=_REVIEW_STAGES) if row.handler_id != actor.id]
    if APPROVER in actor.roles:
        waiting += [row for row in chosen(stages=_APPROVAL_STAGES) if row.handler_id != actor.id]
    return WorkbenchView(
        due_today=chosen(due="今日"),
        overdue=chosen(due="逾期"),
        waiting_for_me=tuple(waiting[:_SHOWN]),
        waiting_for_applicant=chosen(waiting=True),
        in_notice=chosen(stages=("公示",)),
        unpaid=chosen(stages=("拨付",)),
        recent=tuple(rows(desk, CaseFilter(handlers=mine), limit=12)),
        counts_by_stage=counts_by_stage(desk),
    )


def _soon(desk: Desk, filter: CaseFilter) -> date:
    """The last day that counts as 临近: the first warning from today in working days."""
    today = desk.clock.today()
    if filter.due not in ("临近", "正常"):
        return today
    return case_clock.calendar(desk).add_workdays(today, office_rules.warn_days(desk)[0])
