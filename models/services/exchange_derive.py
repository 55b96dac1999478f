"""Computes anew what this office derives for itself from a case that a package brought or changed."""

from __future__ import annotations

from datetime import date

from models.cases.case import Case
from models.money import yuan_grouped
from models.services import case_clock
from models.services.case_intake import refresh_ceiling
from models.services.desk import Desk
from models.services.evaluation import evaluate, key_of
from models.storage import cases as stored_cases
from models.storage import exchange_write


def refresh(desk: Desk, case_id: int) -> str:
    """Save sums, scope of the cap, ceiling and due day; returns what the officer should know, or nothing."""
    exchange_write.recount(desk.db, case_id)
    case = desk.case(case_id)
    pack = desk.editions.pack(case.pack_id, case.pack_hash)
    key = key_of(desk, pack, pack.matter(case.matter_id), case.applicant_id, case.event_date, case.scope_key)
    due: date | None = case_clock.due_on(desk, case)
    values = {"cap_key": key, "due_on": due, "event_year": case.event_date.year}
    stored_cases.update(desk.db, case_id, values, expected_version=None)
    case = refresh_ceiling(desk, desk.case(case_id))
    return _cap_notice(desk, case) if case.hold != "none" else ""


def _cap_notice(desk: Desk, case: Case) -> str:
    """Two offices may each have kept to the cap and together passed it; nobody else would tell."""
    room = evaluate(desk, case).headroom
    together = room.prior_fen + case.held_fen
    if room.cap_fen is None or together <= room.cap_fen:
        return ""
    return (
        f"{case.case_no}：同一封顶范围内两个单位合计占用 {yuan_grouped(together)} 元，"
        f"超过封顶 {yuan_grouped(room.cap_fen)} 元，请核对"
    )
