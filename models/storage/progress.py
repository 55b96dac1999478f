"""Stored progress of targets and budget lines, one row per report; corrections are new rows, what is taken back stays."""

from __future__ import annotations

from datetime import date

from models.storage.database import Database, Row


def add_target(
    db: Database,
    *,
    pack_id: str,
    target_id: str,
    value: str,
    as_of: date,
    evidence: str,
    officer_id: int,
    now: str,
) -> int:
    """Add a reported figure of a target."""
    values = {"pack_id": pack_id, "target_id": target_id, "value": value, "as_of": as_of.isoformat()}
    return db.insert(
        "target_progress", {**values, "evidence": evidence, "officer_id": officer_id, "recorded_at": now}
    )


def targets(db: Database, pack_id: str) -> list[Row]:
    """Return the reported figures of a pack that stand, in the order entered, with the officer's name."""
    return _standing(db, "target_progress", pack_id)


def add_budget(
    db: Database,
    *,
    pack_id: str,
    budget_id: str,
    executed_fen: int,
    as_of: date,
    evidence: str,
    officer_id: int,
    now: str,
) -> int:
    """Add the executed sum of a budget line as of a day, in 分."""
    values = {"pack_id": pack_id, "budget_id": budget_id, "executed_fen": executed_fen}
    values |= {"as_of": as_of.isoformat(), "evidence": evidence, "officer_id": officer_id}
    return db.insert("budget_progress", {**values, "recorded_at": now})


def budgets(db: Database, pack_id: str) -> list[Row]:
    """Return the executed sums of a pack that stand, in the order entered, with the officer's name."""
    return _standing(db, "budget_progress", pack_id)


def withdraw(db: Database, topic: str, entry_id: int, *, officer_id: int, now: str) -> None:
    """Take a figure back; `topic` is the table it stands in."""
    values = {"topic": topic, "entry_id": entry_id, "officer_id": officer_id, "withdrawn_at": now}
    db.insert("progress_withdrawals", values)


def _standing(db: Database, table: str, pack_id: str) -> list[Row]:
    return db.all(
        f"SELECT p.*, o.name AS officer_name FROM {table} p JOIN officers o ON o.id = p.officer_id "
        "WHERE p.pack_id = ? AND NOT EXISTS (SELECT 1 FROM progress_withdrawals w WHERE w.topic = ? "
        "AND w.entry_id = p.id) ORDER BY p.id",
        (pack_id, table),
    )


def committed_by_clause(db: Database, pack_id: str) -> dict[str, tuple[int, int]]:
    """Return by clause the sum held by award cases (reserved or approved) and the sum paid, in 分.

    Of an amount shared with the city only the district's part weighs on its budget. Fee reductions and guarantee limits are no expenditure and are left out.
    """
    rows = db.all(
        "SELECT c.clause, COALESCE(SUM(COALESCE(MIN(d.district_share_fen, c.held_fen), c.held_fen)), 0) AS held, "
        "COALESCE(SUM(c.paid_fen - c.recovered_fen), 0) AS paid FROM cases c "
        "LEFT JOIN determinations d ON d.case_id = c.id AND d.current = 1 "
        "WHERE c.pack_id = ? AND c.kind = '奖补' GROUP BY c.clause",
        (pack_id,),
    )
    return {row["clause"]: (int(row["held"]), int(row["paid"])) for row in rows}
