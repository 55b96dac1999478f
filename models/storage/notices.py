"""Stored public notices over batches of cases, and the objections raised."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.ids import new_uid
from models.storage.database import Database, Row

OPEN, ENDED = "公示中", "期满"


def insert(db: Database, *, title: str, began_on: date, days: int, ends_on: date, officer_id: int) -> int:
    """Add a notice; `ends_on` is the last day of its period."""
    values = {"uid": new_uid(), "title": title, "began_on": began_on.isoformat(), "days": days}
    return db.insert(
        "notices", {**values, "ends_on": ends_on.isoformat(), "state": OPEN, "officer_id": officer_id}
    )


def add_case(db: Database, notice_id: int, case_id: int) -> None:
    """Put a case into the notice's batch."""
    db.execute("INSERT INTO notice_cases (notice_id, case_id) VALUES (?, ?)", (notice_id, case_id))


def remove_case(db: Database, notice_id: int, case_id: int, why: str) -> None:
    """Note that a case left the batch and why."""
    db.execute(
        "UPDATE notice_cases SET removed = ? WHERE notice_id = ? AND case_id = ?", (why, notice_id, case_id)
    )


def get(db: Database, notice_id: int) -> Row | None:
    """Return a notice."""
    return db.one("SELECT * FROM notices WHERE id = ?", (notice_id,))


def all_notices(db: Database, limit: int) -> list[Row]:
    """Return the notices, newest first."""
    return db.all("SELECT * FROM notices ORDER BY id DESC LIMIT ?", (limit,))


def case_ids(db: Database, notice_id: int, *, still_in: bool = False) -> list[int]:
    """Return the cases of a batch."""
    where = " AND removed = ''" if still_in else ""
    rows = db.all(
        f"SELECT case_id FROM notice_cases WHERE notice_id = ?{where} ORDER BY case_id", (notice_id,)
    )
    return [row["case_id"] for row in rows]


def waiting(db: Database, notice_id: int) -> int:
    """Return how many cases of a batch are still on notice; some may have gone on one by one."""
    return int(
        db.value(
            "SELECT count(*) FROM notice_cases nc JOIN cases c ON c.id = nc.case_id "
            "WHERE nc.notice_id = ? AND nc.removed = '' AND c.stage = '公示'",
            (notice_id,),
        )
        or 0
    )


def latest_of_case(db: Database, case_id: int) -> Row | None:
    """Return the notice that the case is or was last in, without those it was taken out of."""
    return db.one(
        "SELECT n.* FROM notice_cases nc JOIN notices n ON n.id = nc.notice_id "
        "WHERE nc.case_id = ? AND nc.removed = '' ORDER BY n.id DESC LIMIT 1",
        (case_id,),
    )


def add_objection(db: Database, notice_id: int, values: dict[str, Any]) -> int:
    """Add an objection with the real name of who raised it."""
    return db.insert("objections", {"notice_id": notice_id, **values, "upheld": None, "closed_on": None})


def objections(db: Database, notice_id: int) -> list[Row]:
    """Return the objections of a notice."""
    return db.all("SELECT * FROM objections WHERE notice_id = ? ORDER BY id", (notice_id,))


def objection(db: Database, objection_id: int) -> Row | None:
    """Return an objection."""
    return db.one("SELECT * FROM objections WHERE id = ?", (objection_id,))


def open_objections(db: Database, case_id: int) -> int:
    """Return how many objections against the case (or its whole batch) have no outcome yet."""
    return int(
        db.value(
            "SELECT count(*) FROM objections j JOIN notice_cases nc ON nc.notice_id = j.notice_id "
            "WHERE nc.case_id = ? AND nc.removed = '' AND (j.case_id IS NULL OR j.case_id = nc.case_id) "
            "AND j.closed_on IS NULL",
            (case_id,),
        )
        or 0
    )


def set_state(db: Database, notice_id: int, state: str) -> None:
    """Save whether the notice is open."""
    db.execute("UPDATE notices SET state = ?, version = version + 1 WHERE id = ?", (state, notice_id))
