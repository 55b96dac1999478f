"""Stored payments and recoveries; rows are never changed, a mistake is set right by a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.storage.database import Database, Row

PAID, RECOVERED = "拨付", "追回"


def add(db: Database, case_id: int, kind: str, amount_fen: int, values: dict[str, Any]) -> int:
    """Add a payment or recovery and keep the case's sums."""
    now = db.clock.now().isoformat(timespec="seconds")
    row = {"case_id": case_id, "kind": kind, "amount_fen": amount_fen, **values, "recorded_at": now}
    payment_id = db.insert("payments", row)
    column = "paid_fen" if kind == PAID else "recovered_fen"
    db.execute(
        f"UPDATE cases SET {column} = {column} + ?, version = version + 1, updated_at = ? WHERE id = ?",
        (amount_fen, now, case_id),
    )
    return payment_id


def of_case(db: Database, case_id: int) -> list[Row]:
    """Return the payments and recoveries of a case in order."""
    return db.all(
        "SELECT p.*, o.name FROM payments p JOIN officers o ON o.id = p.officer_id WHERE p.case_id = ? ORDER BY p.id",
        (case_id,),
    )


def due(db: Database, case_ids: Sequence[int] | None) -> list[Row]:
    """Return the cases in 拨付 with money still to be paid, with the applicant's account."""
    where = ""
    values: tuple[int, ...] = ()
    if case_ids is not None:
        where, values = f" AND c.id IN ({', '.join('?' * len(case_ids))})", tuple(case_ids)
    return db.all(
        "SELECT c.id, c.case_no, c.pack_id, c.matter_id, c.clause, c.determined_fen, c.paid_fen, a.name, a.bank, "
        "a.account, d.district_share_fen FROM cases c JOIN applicants a ON a.id = c.applicant_id "
        "LEFT JOIN determinations d ON d.case_id = c.id AND d.current = 1 WHERE c.stage = '拨付' "
        f"AND COALESCE(d.district_share_fen, c.determined_fen) > c.paid_fen{where} ORDER BY c.case_no",
        values,
    )
