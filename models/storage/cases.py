"""Stored cases: insert, read, update by version, who prepared them, and what takes from a cap."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from models.cases.caps import Taker
from models.cases.case import Case
from models.storage.database import Database, Row

_DATES = (
    "event_date",
    "registered_on",
    "decided_on",
    "clock_from",
    "clock_to",
    "due_on",
    "accepted_on",
    "closed_on",
)
_BOOLS = ("refusal_proposed", "result_recorded")
_PLAIN = [
    "id",
    "uid",
    "case_no",
    "pack_id",
    "pack_hash",
    "matter_id",
    "kind",
    "applicant_id",
    "stage",
    "version",
    "handler_id",
    "applied_fen",
    "ceiling_fen",
    "determined_fen",
    "basis",
    "paid_fen",
    "recovered_fen",
    "scope_key",
    "cap_key",
    "hold",
    "held_fen",
    "hold_months",
    "remark",
    "unit",
    "outcome",
    "closed_from",
    "decision",
    "decision_round",
    "suspension",
    "clock",
    "first_reviewer_id",
    "second_reviewer_id",
    "approver_id",
    "notice",
    "progress_count",
    "term_days",
    "extended_days",
    "created_by",
    "updated_at",
]


def get(db: Database, case_id: int) -> Case | None:
    """Return a case by id."""
    row = db.one("SELECT * FROM cases WHERE id = ?", (case_id,))
    if row is None:
        return None
    found = case_of(row)
    return found if found.determined_fen is None else replace(found, share_fen=_share(db, case_id))


def _share(db: Database, case_id: int) -> int | None:
    """Return what the district bears of the amount in force, None where nothing is shared."""
    asked = "SELECT district_share_fen FROM determinations WHERE case_id = ? AND current = 1"
    found = db.value(asked, (case_id,))
    return None if found is None else int(found)


def case_of(row: Row) -> Case:
    """Return the case for a full row."""
    values: dict[str, Any] = {name: row[name] for name in _PLAIN}
    values |= {name: _day(row[name]) for name in _DATES}
    values |= {name: bool(row[name]) for name in _BOOLS}
    return Case(**values, facts_raw=json.loads(row["facts_raw"]))


def _day(text: str | None) -> Any:
    return date.fromisoformat(text) if text else None


def insert(db: Database, values: Mapping[str, Any]) -> int:
    """Insert a case; values as `stored` gives them."""
    return db.insert("cases", stored(values))


def update(db: Database, case_id: int, values: Mapping[str, Any], *, expected_version: int | None) -> bool:
    """Save changed fields and the moment; False when the expected version is no longer there."""
    now = db.clock.now().isoformat(timespec="seconds")
    return db.update(
        "cases", case_id, {**stored(values), "updated_at": now}, expected_version=expected_version
    )


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as columns hold them: ISO days, 0/1, JSON."""
    result: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, bool):
            value = int(value)
        elif name in ("facts_raw", "facts_parsed") and not isinstance(value, str):
            value = json.dumps(value, ensure_ascii=False, sort_keys=True)
        result[name] = value
    return result


def id_of(db: Database, case_no: str) -> int | None:
    """Return the id of a case by its number."""
    found = db.value("SELECT id FROM cases WHERE case_no = ?", (case_no,))
    return None if found is None else int(found)


def preparers(db: Database, case_id: int) -> frozenset[int]:
    """Return all officers who ever determined or submitted the case."""
    rows = db.all("SELECT officer_id FROM case_preparers WHERE case_id = ?", (case_id,))
    return frozenset(row["officer_id"] for row in rows)


def add_preparers(db: Database, case_id: int, officer_ids: frozenset[int]) -> None:
    """Remember officers as preparers of the case."""
    db.execute_many(
        "INSERT OR IGNORE INTO case_preparers (case_id, officer_id) VALUES (?, ?)",
        [(case_id, officer_id) for officer_id in sorted(officer_ids)],
    )


def takers(db: Database, cap_key: str, *, other_than: int | None) -> tuple[Taker, ...]:
    """Return the cases that take from a cap: used once approved, reserved while open."""
    if not cap_key:
        return ()
    rows = db.all(
        "SELECT c.id, c.case_no, a.name, c.held_fen, c.hold, c.hold_months FROM cases c "
        "JOIN applicants a ON a.id = c.applicant_id "
        "WHERE c.cap_key = ? AND c.cap_key <> '' AND c.hold <> 'none' AND c.id <> ? ORDER BY c.id",
        (cap_key, other_than or 0),
    )
    return tuple(
        Taker(
            row["id"],
            row["case_no"],
            row["name"],
            row["held_fen"],
            row["hold"],
            row["hold_months"],
        )
        for row in rows
    )


def similar(db: Database, case: Case, year: int, limit: int = 10) -> list[Row]:
    """Return other cases of the same applicant, year and kind that were not refused or withdrawn."""
    return db.all(
        "SELECT id, case_no, matter_id, pack_id, stage, determined_fen FROM cases WHERE applicant_id = ? AND id <> ? "
        "AND kind = ? AND event_year = ? AND outcome NOT IN ('不予受理', '不予核准', '撤回', '终止', '撤销') "
        "ORDER BY id LIMIT ?",
        (case.applicant_id, case.id, case.kind, year, limit),
    )


def determined_amounts(db: Database, pack_id: str, matter_id: str, *, other_than: int) -> list[int]:
    """Return the approved amounts under a matter in ascending order."""
    rows = db.all(
        "SELECT determined_fen FROM cases WHERE matter_id = ? AND pack_id = ? AND hold = 'used' AND id <> ? "
        "AND determined_fen IS NOT NULL ORDER BY determined_fen",
        (matter_id, pack_id, other_than),
    )
    return [row[0] for row in rows]


def matters_in_use(db: Database) -> list[tuple[str, str]]:
    """Return pack and matter of every kind of case there is."""
    return [(row[0], row[1]) for row in db.all("SELECT DISTINCT pack_id, matter_id FROM cases")]


def of_matter(db: Database, pack_id: str, matter_id: str) -> list[Case]:
    """Return all cases of a matter."""
    rows = db.all("SELECT * FROM cases WHERE matter_id = ? AND pack_id = ? ORDER BY id", (matter_id, pack_id))
    return [case_of(row) for row in rows]


def running(db: Database) -> list[Case]:
    """Return all cases whose clock runs."""
    return [case_of(row) for row in db.all("SELECT * FROM cases WHERE due_on IS NOT NULL ORDER BY id")]


def sum_faults(db: Database) -> list[tuple[str, str]]:
    """Return where kept sums and counters differ from a recount: paid, recovered, cases by stage."""
    found = [
        (row["case_no"], "拨付或追回合计与明细不符")
        for row in db.all(
            "SELECT c.case_no FROM cases c LEFT JOIN (SELECT case_id, "
            "sum(CASE kind WHEN '拨付' THEN amount_fen ELSE 0 END) AS paid, "
            "sum(CASE kind WHEN '追回' THEN amount_fen ELSE 0 END) AS recovered FROM payments GROUP BY case_id) p "
            "ON p.case_id = c.id WHERE c.paid_fen <> ifnull(p.paid, 0) OR c.recovered_fen <> ifnull(p.recovered, 0)"
        )
    ]
    counted = db.all(
        "SELECT s.kind, s.stage FROM stage_counts s WHERE s.cases <> "
        "(SELECT count(*) FROM cases c WHERE c.kind = s.kind AND c.stage = s.stage)"
    )
    return found + [(f"{row['kind']} {row['stage']}", "按环节的计数与办件不符") for row in counted]
