"""Refused cases with the grounds they were refused on."""

from __future__ import annotations

from datetime import date

from models.errors import UserError
from models.reports.statistics import Refusal
from models.services import effective_packs
from models.services.desk import Desk
from models.services.evaluation import evaluate
from models.services.views import CaseFilter
from models.storage import statistics as stored
from models.storage.database import Row

NOT_MET = "不符合"
UNSAID = "（未写明理由）"
# Automatic findings are computed again case by case; beyond this many the written reasons must do.
MAX_EVALUATED = 5_000


def refusals_of(desk: Desk, filter: CaseFilter) -> list[Refusal]:
    """Return the refused cases; grounds are failed checks (answered or automatic), else the reason written."""
    rows = stored.refused(desk.db, filter, today=desk.clock.today())
    answered = stored.unmet(desk.db, [row["id"] for row in rows])
    found = []
    for place, row in enumerate(rows):
        questions = _failed(desk, row) if place < MAX_EVALUATED else ()
        if not questions and row["id"] in answered:
            questions = tuple(answered[row["id"]])
        reason = " ".join((row["reason"] or "").split())
        grounds = questions or ((reason,) if reason else (UNSAID,))
        closed = date.fromisoformat(row["closed_on"]) if row["closed_on"] else None
        name = _matter_name(desk, row)
        found.append(
            Refusal(row["case_no"], row["clause"], name, row["name"], row["outcome"], closed, grounds)
        )
    return found


def _failed(desk: Desk, row: Row) -> tuple[str, ...]:
    try:
        evaluation = evaluate(desk, desk.case(row["id"]))
    except UserError:
        return ()
    return tuple(check.question for check in evaluation.checks if check.verdict == NOT_MET)


def _matter_name(desk: Desk, row: Row) -> str:
    try:
        return effective_packs.effective(desk, row["pack_id"]).pack.matter(row["matter_id"]).name
    except UserError:
        return str(row["matter_id"])
