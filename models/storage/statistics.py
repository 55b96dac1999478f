"""Sums over cases for reports: one pass of SQL per report, grouped by what the report asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from models.storage.case_rows import conditions
from models.storage.database import Database, Row
from models.storage.rows import CaseFilter

# What a report groups by → the column; names come from here, never from outside.
GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "clause": "c.clause",
        "domain": "c.domain",
        "unit": "c.unit",
        "month": "substr(c.registered_on, 1, 7)",
        "year": "c.event_year",
        "stage": "c.stage",
        "kind": "c.kind",
        "matter": "c.matter_id",
        "officer": "c.handler_id",
        "applicant": "c.applicant_id",
    }
)
AWARD = "奖补"
_CLOSED = "c.closed_on IS NOT NULL"


@dataclass(frozen=True)
class GroupSums:
    """One group: cases, of these open, and sums in 分.

    `determined_fen` is what cases hold in the ledger (refused and withdrawn ones hold nothing), `paid_fen` what was
    paid less what came back, `share_fen` what the district bears of the determined sum.
    """

    key: str
    cases: int
    open_cases: int
    applied_fen: int
    ceiling_fen: int
    determined_fen: int
    paid_fen: int
    share_fen: int = 0


def sums(
    db: Database,
    group: str,
    filter: CaseFilter,
    *,
    today: date,
    largest: int | None = None,
) -> list[GroupSums]:
    """Return the sums by group; with `largest` only so many groups with the largest determined sums.

    Amounts are those of awards, unless the filter asks for other kinds: fee reductions and guarantee limits are no
    expenditure and must not be added to it. The filter's text and due state are not looked at.
    """
    key = GROUPS[group]
    where, values = _where(filter, today)
    money = "1" if filter.kinds else f"c.kind = '{AWARD}'"
    order = f"ORDER BY determined DESC, cases DESC, 1 LIMIT {int(largest)}" if largest is not None else ""
    rows = db.all(
        f"SELECT {key} AS key, count(*) AS cases, sum(NOT ({_CLOSED})) AS open_cases, "
        f"sum(c.applied_fen * ({money})) AS applied, sum(c.ceiling_fen * ({money})) AS ceiling, "
        f"sum(c.held_fen * ({money})) AS determined, "
        f"sum((c.paid_fen - c.recovered_fen) * ({money})) AS paid FROM cases c{where} GROUP BY 1 {order}",
        values,
    )
    carried = _carried_by_others(db, key, where, values, money)
    return [_sums(row, carried.get(row["key"], 0)) for row in rows]


def _sums(row: Row, carried: int) -> GroupSums:
    determined = int(row["determined"] or 0)
    return GroupSums(
        "" if row["key"] is None else str(row["key"]),
        int(row["cases"]),
        int(row["open_cases"] or 0),
        int(row["applied"] or 0),
        int(row["ceiling"] or 0),
        determined,
        int(row["paid"] or 0),
        determined - carried,
    )


def _carried_by_others(
    db: Database, key: str, where: str, values: Sequence[Any], money: str
) -> dict[object, int]:
    """What city or others bear of the determined sums, by group."""
    more = " AND " if where else " WHERE "
    rows = db.all(
        f"SELECT {key} AS key, sum((c.held_fen - min(d.district_share_fen, c.held_fen)) * ({money})) AS carried "
        f"FROM determinations d JOIN cases c ON c.id = d.case_id{where}{more}d.current = 1 "
        "AND d.district_share_fen IS NOT NULL AND c.hold <> 'none' GROUP BY 1",
        values,
    )
    return {row["key"]: int(row["carried"] or 0) for row in rows}


def names(db: Database, table: str, ids: Sequence[int]) -> dict[int, str]:
    """Return the names of officers or applicants by id."""
    assert table in ("officers", "applicants")
    found: dict[int, str] = {}
    for at in range(0, len(ids), 500):
        part = ids[at : at + 500]
        rows = db.all(f"SELECT id, name FROM {table} WHERE id IN ({', '.join('?' * len(part))})", tuple(part))
        found |= {row["id"]: row["name"] for row in rows}
    return found


def clocks(db: Database, group: str, filter: CaseFilter, *, today: date) -> list[Row]:
    """Return id, group, start, end, term and extension of every case whose clock has started.

    Cases that were withdrawn or terminated came to no decision and are left out.
    """
    where, values = _where(filter, today)
    more = " AND " if where else " WHERE "
    return db.all(
        f"SELECT c.id, {GROUPS[group]} AS key, c.clock_from, c.clock_to, c.term_days + c.extended_days AS days, "
        f"c.due_on, c.clock FROM cases c{where}{more}c.clock_from IS NOT NULL AND c.term_days IS NOT NULL "
        "AND c.outcome NOT IN ('撤回', '终止')",
        values,
    )


def stopped_cases(db: Database) -> frozenset[int]:
    """Return the cases whose clock was ever stopped for a time."""
    return frozenset(row["case_id"] for row in db.all("SELECT DISTINCT case_id FROM suspensions"))


def refused(db: Database, filter: CaseFilter, *, today: date) -> list[Row]:
    """Return the cases that were refused, with the reason given in the move that refused them."""
    where, values = _where(filter, today)
    more = " AND " if where else " WHERE "
    return db.all(
        "SELECT c.id, c.case_no, c.pack_id, c.matter_id, c.clause, c.outcome, c.closed_on, a.name, "
        "(SELECT p.reason FROM opinions p WHERE p.case_id = c.id AND p.reason <> '' ORDER BY p.id DESC LIMIT 1) AS reason "
        f"FROM cases c JOIN applicants a ON a.id = c.applicant_id{where}{more}c.outcome IN ('不予受理', '不予核准') ORDER BY c.id",
        values,
    )


def unmet(db: Database, case_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the checks answered 不符合 by case."""
    found: dict[int, list[str]] = {}
    for at in range(0, len(case_ids), 500):
        part = tuple(case_ids[at : at + 500])
        marks = ", ".join("?" * len(part))
        sql = f"SELECT case_id, check_id FROM answers WHERE verdict = '不符合' AND case_id IN ({marks}) ORDER BY case_id, check_id"
        for row in db.all(sql, part):
            found.setdefault(row["case_id"], []).append(row["check_id"])
    return found


def _where(filter: CaseFilter, today: date) -> tuple[str, list[Any]]:
    where, values = conditions(filter, today, today)
    return (f" WHERE {' AND '.join(where)}" if where else ""), values
