"""Stored merges of applicants, kept so that each can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable

from models.storage.database import Database, Row


def cases_of(db: Database, applicant_id: int) -> list[int]:
    """Return the ids of an applicant's cases."""
    return [
        row[0] for row in db.all("SELECT id FROM cases WHERE applicant_id = ? ORDER BY id", (applicant_id,))
    ]


def insert(db: Database, kept_id: int, merged_id: int, moved: list[int], reason: str, officer_id: int) -> int:
    """Note a merge and hide the double."""
    db.execute(
        "UPDATE applicants SET merged_into = ?, version = version + 1 WHERE id = ?", (kept_id, merged_id)
    )
    values = {"kept_id": kept_id, "merged_id": merged_id, "moved": json.dumps(moved), "reason": reason}
    now = db.clock.now().isoformat(timespec="seconds")
    return db.insert("applicant_merges", {**values, "officer_id": officer_id, "merged_at": now})


def get(db: Database, merge_id: int) -> Row | None:
    """Return a merge."""
    return db.one("SELECT * FROM applicant_merges WHERE id = ?", (merge_id,))


def of_applicant(db: Database, applicant_id: int) -> list[Row]:
    """Return the merges into an applicant that still hold."""
    return db.all(
        "SELECT * FROM applicant_merges WHERE kept_id = ? AND undone_at = '' ORDER BY id DESC",
        (applicant_id,),
    )


def undo(db: Database, merge_id: int) -> None:
    """Note that a merge was undone and show the double again."""
    now = db.clock.now().isoformat(timespec="seconds")
    db.execute("UPDATE applicant_merges SET undone_at = ? WHERE id = ?", (now, merge_id))
    db.execute(
        "UPDATE applicants SET merged_into = NULL, version = version + 1 "
        "WHERE id = (SELECT merged_id FROM applicant_merges WHERE id = ?)",
        (merge_id,),
    )


def reassign(db: Database, case_ids: Iterable[int], from_id: int, to_id: int) -> None:
    """Give cases to another applicant; the cap scope of each goes with it."""
    db.execute_many(
        "UPDATE cases SET applicant_id = ?, version = version + 1, "
        "cap_key = replace(cap_key, ?, ?) WHERE id = ? AND applicant_id = ?",
        [(to_id, f"|a{from_id}|", f"|a{to_id}|", case_id, from_id) for case_id in case_ids],
    )
