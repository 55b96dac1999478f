"""Stored determinations with their receipts, opinions, suspensions and extensions of the clock."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.storage.database import Database, Row


def add_determination(db: Database, case_id: int, values: dict[str, Any]) -> int:
    """Add the determination that holds from now on; the former ones stay, no longer current."""
    set_none_current(db, case_id)
    return db.insert("determinations", {"case_id": case_id, **values, "current": 1})


def set_none_current(db: Database, case_id: int) -> None:
    """Let no determination of the case hold any more (reopened, superseded)."""
    db.execute("UPDATE determinations SET current = 0 WHERE case_id = ? AND current = 1", (case_id,))


def determinations(db: Database, case_id: int) -> list[Row]:
    """Return the determinations of a case, newest first, with the officer's name."""
    return db.all(
        "SELECT d.*, o.name FROM determinations d JOIN officers o ON o.id = d.officer_id "
        "WHERE d.case_id = ? ORDER BY d.id DESC",
        (case_id,),
    )


def all_receipts(db: Database) -> list[Row]:
    """Return every determination with its receipt and the case it belongs to."""
    return db.all(
        "SELECT d.*, c.case_no, c.determined_fen "
        "FROM determinations d JOIN cases c ON c.id = d.case_id ORDER BY d.id"
    )


def add_opinion(
    db: Database,
    case_id: int,
    *,
    stage: str,
    move: str,
    label: str,
    opinion: str,
    reason: str,
    officer_id: int,
) -> int:
    """Add an opinion given with a move."""
    values = {
        "case_id": case_id,
        "stage": stage,
        "move": move,
        "label": label,
        "opinion": opinion,
        "reason": reason,
    }
    now = db.clock.now().isoformat(timespec="seconds")
    return db.insert("opinions", {**values, "officer_id": officer_id, "given_at": now})


def unrecorded_opinions(db: Database) -> list[tuple[str, str]]:
    """Return case number and label of every opinion that no line of the record tells in the same words."""
    rows = db.all(
        "SELECT c.case_no, p.label FROM opinions p JOIN cases c ON c.id = p.case_id WHERE NOT EXISTS ("
        "SELECT 1 FROM events e WHERE e.case_id = p.case_id AND e.action = p.move AND e.at = p.given_at "
        "AND e.detail = p.opinion AND e.reason = p.reason) ORDER BY p.id"
    )
    return [(row["case_no"], row["label"]) for row in rows]


def opinions(db: Database, case_id: int) -> list[Row]:
    """Return the opinions of a case in the order given."""
    return db.all(
        "SELECT p.*, o.name FROM opinions p JOIN officers o ON o.id = p.officer_id WHERE p.case_id = ? ORDER BY p.id",
        (case_id,),
    )


def begin_suspension(db: Database, case_id: int, kind: str, reason: str, day: date, officer_id: int) -> int:
    """Begin a stop of the clock."""
    values = {"case_id": case_id, "kind": kind, "reason": reason, "began_on": day.isoformat()}
    return db.insert("suspensions", {**values, "ended_on": None, "officer_id": officer_id})


def end_suspensions(db: Database, case_id: int, day: date) -> None:
    """End whatever stops the case's clock."""
    db.execute(
        "UPDATE suspensions SET ended_on = ? WHERE case_id = ? AND ended_on IS NULL",
        (day.isoformat(), case_id),
    )


def suspensions(db: Database, case_id: int) -> list[Row]:
    """Return the stops of a case's clock in order."""
    return db.all("SELECT * FROM suspensions WHERE case_id = ? ORDER BY id", (case_id,))


def add_extension(db: Database, case_id: int, days: int, reason: str, day: date, officer_id: int) -> int:
    """Add an extension in working days."""
    values = {"case_id": case_id, "days": days, "reason": reason, "extended_on": day.isoformat()}
    return db.insert("extensions", {**values, "officer_id": officer_id})


def add_closed_suspension(
    db: Database, case_id: int, kind: str, reason: str, first: date, last: date, officer_id: int
) -> int:
    """Note the time between the end of a clock and its restart as time that does not count."""
    values = {"case_id": case_id, "kind": kind, "reason": reason or kind, "began_on": first.isoformat()}
    return db.insert("suspensions", {**values, "ended_on": last.isoformat(), "officer_id": officer_id})


def extensions(db: Database, case_id: int) -> list[Row]:
    """Return the extensions of a case's term in order."""
    return db.all("SELECT * FROM extensions WHERE case_id = ? ORDER BY id", (case_id,))
