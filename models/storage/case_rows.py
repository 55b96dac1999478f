"""Read queries of the case list: key-paged, newest first, without work per row beyond the row itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.cases.applicant import PERSONAL
from models.cases.identity import mask_number
from models.cases.workflow import CLOSED_STAGES
from models.storage.database import Database, Row
from models.storage.rows import CaseFilter, CaseRow
from models.storage.search.query import Matching, Named, found_ids, matching, words_of

_COLUMNS = (
    "c.id, c.case_no, c.stage, c.kind, c.pack_id, c.matter_id, c.clause, c.applicant_id, c.handler_id, c.unit, "
    "c.event_year, c.registered_on, c.due_on, c.suspension, c.applied_fen, c.ceiling_fen, c.determined_fen, "
    "c.paid_fen, c.updated_at, a.name AS applicant_name, a.code AS applicant_code, a.kind AS applicant_kind, "
    "o.name AS handler_name"
)
_NAMES = "CROSS JOIN applicants a ON a.id = c.applicant_id LEFT JOIN officers o ON o.id = c.handler_id"
_FROM = "FROM cases c JOIN applicants a ON a.id = c.applicant_id LEFT JOIN officers o ON o.id = c.handler_id"
MatterNames = dict[tuple[str, str], str]


def rows(
    db: Database,
    filter: CaseFilter,
    *,
    today: date,
    soon: date,
    names: MatterNames,
    named: Named,
    limit: int,
    after: int | None = None,
) -> list[CaseRow]:
    """Return list rows, newest first, older than case id `after`; `names` gives matter names by pack and id."""
    if words_of(filter.text):
        return _searched(
            db, filter, today=today, soon=soon, names=names, named=named, limit=limit, after=after
        )
    where, values = conditions(filter, today, soon)
    if after is not None:
        where.append("c.id < ?")
        values.append(after)
    clause = f" WHERE {' AND '.join(where)}" if where else ""
    found = db.all(f"SELECT {_COLUMNS} {_FROM}{clause} ORDER BY c.id DESC LIMIT ?", (*values, limit))
    return [case_row(row, names) for row in found]


def rows_of(db: Database, case_ids: Sequence[int], names: MatterNames) -> list[CaseRow]:
    """Return the rows of these cases, in this order."""
    if not case_ids:
        return []
    marks = ",".join("?" * len(case_ids))
    found = {row["id"]: row for row in db.all(f"SELECT {_COLUMNS} {_FROM} WHERE c.id IN ({marks})", case_ids)}
    return [case_row(found[case_id], names) for case_id in case_ids if case_id in found]


def _searched(
    db: Database,
    filter: CaseFilter,
    *,
    today: date,
    soon: date,
    names: MatterNames,
    named: Named,
    limit: int,
    after: int | None,
) -> list[CaseRow]:
    """The index gives candidates in pages; what it does not know (days, the applicant's page) is asked of the rows."""
    where, values = conditions(filter, today, soon)
    if not where:
        return _found(db, matching(db, filter, named, after=after), names, limit)
    rest = "".join(f" AND {condition}" for condition in where)
    found: list[CaseRow] = []
    while len(found) < limit:
        ids = found_ids(db, filter, named, limit=limit, after=after)
        if not ids:
            break
        marks = ",".join("?" * len(ids))
        sql = f"SELECT {_COLUMNS} {_FROM} WHERE c.id IN ({marks}){rest} ORDER BY c.id DESC"
        found += [case_row(row, names) for row in db.all(sql, (*ids, *values))]
        after = ids[-1]
        if len(ids) < limit:
            break
    return found[:limit]


def _found(db: Database, wanted: Matching, names: MatterNames, limit: int) -> list[CaseRow]:
    """A text and nothing else, as it is typed: keys and rows in one statement."""
    keys = f"{wanted.sql} ORDER BY 1 DESC LIMIT ?"
    # CROSS JOIN keeps the order of the loops: the keys come first, and they are few.
    sql = f"WITH k (id) AS ({keys}) SELECT {_COLUMNS} FROM k CROSS JOIN cases c ON c.id = k.id {_NAMES} ORDER BY k.id DESC"
    return [case_row(row, names) for row in db.all(sql, (*wanted.values, limit))]


def count(db: Database, filter: CaseFilter, *, today: date, soon: date, named: Named) -> int:
    """Return how many cases pass the filter; whole stages are read from the kept counters."""
    if filter == CaseFilter(stages=filter.stages, kinds=filter.kinds):
        counted = stage_counts(db)
        return sum(
            number
            for (kind, stage), number in counted.items()
            if (not filter.stages or stage in filter.stages) and (not filter.kinds or kind in filter.kinds)
        )
    where, values = conditions(replace(filter, text=""), today, soon)
    if not words_of(filter.text):
        return int(db.value(f"SELECT count(*) FROM cases c WHERE {' AND '.join(where)}", values) or 0)
    total = matching(db, filter, named)
    rest = "".join(f" AND {condition}" for condition in where)
    sql = f"SELECT count(*) FROM cases c WHERE c.id IN ({total.sql}){rest}"
    return int(db.value(sql, (*total.values, *values)) or 0)


def stage_counts(db: Database) -> dict[tuple[str, str], int]:
    """Return the number of cases by kind and stage from the counters that triggers keep."""
    counted = db.all("SELECT kind, stage, cases FROM stage_counts WHERE cases > 0")
    return {(row["kind"], row["stage"]): row["cases"] for row in counted}


def conditions(filter: CaseFilter, today: date, soon: date) -> tuple[list[str], list[Any]]:
    """Return the WHERE parts and values of a filter over `cases c`, its text apart."""
    where: list[str] = []
    values: list[Any] = []
    for column, chosen in (
        ("c.stage", filter.stages),
        ("c.kind", filter.kinds),
        ("c.matter_id", filter.matters),
        ("c.clause", filter.clauses),
        ("c.domain", filter.domains),
        ("c.unit", filter.units),
        ("c.event_year", filter.years),
        ("c.handler_id", filter.handlers),
        ("c.id", filter.ids),
    ):
        if chosen:
            where.append(f"{column} IN ({', '.join('?' * len(chosen))})")
            values += list(chosen)
    _add(where, values, "c.applicant_id = ?", filter.applicant_id)
    _add(where, values, "c.registered_on >= ?", filter.registered_from)
    _add(where, values, "c.registered_on <= ?", filter.registered_to)
    if filter.waiting is not None:
        # The second term is what the partial index on suspensions asks for.
        where.append(
            "c.suspension = '补正' AND c.suspension <> ''" if filter.waiting else "c.suspension <> '补正'"
        )
    if filter.open_only:
        where.append(f"c.stage NOT IN ({', '.join('?' * len(CLOSED_STAGES))})")
        values += list(CLOSED_STAGES)
    _add_due(where, values, filter, today, soon)
    return where, values


def _add(where: list[str], values: list[Any], condition: str, value: object) -> None:
    if value is not None:
        where.append(condition)
        values.append(value.isoformat() if isinstance(value, date) else value)


def _add_due(where: list[str], values: list[Any], filter: CaseFilter, today: date, soon: date) -> None:
    day = today.isoformat()
    if filter.due == "逾期":
        where.append("c.due_on < ?")
        values.append(day)
    elif filter.due == "今日":
        where.append("c.due_on = ?")
        values.append(day)
    elif filter.due == "临近":
        where.append("c.due_on >= ? AND c.due_on <= ?")
        values += [day, soon.isoformat()]
    elif filter.due == "正常":
        where.append("c.due_on > ?")
        values.append(soon.isoformat())
    elif filter.due == "暂停":
        where.append("c.clock = '暂停'")
    elif filter.due == "无时限":
        where.append("c.due_on IS NULL AND c.clock <> '暂停'")


def case_row(row: Row, names: MatterNames) -> CaseRow:
    """Return one list row."""
    # Unpacked in the order of _COLUMNS: asking a row for each column by name takes longer than all the rest.
    (
        case_id, case_no, stage, kind, pack_id, matter_id, clause, applicant_id, handler_id, unit,
        event_year, registered_on, due_on, suspension, applied_fen, ceiling_fen, determined_fen,
        paid_fen, updated_at, applicant_name, applicant_code, applicant_kind,
        handler_name,
    ) = row  # fmt: skip
    # In the order of CaseRow's fields: naming each costs as much again.
    return CaseRow(
        case_id,
        case_no,
        stage,
        kind,
        matter_id,
        names.get((pack_id, matter_id), matter_id),
        clause,
        applicant_id,
        applicant_name,
        mask_number(applicant_code) if applicant_kind in PERSONAL else applicant_code,
        handler_id,
        handler_name or "",
        unit,
        event_year,
        date.fromisoformat(registered_on),
        date.fromisoformat(due_on) if due_on else None,
        suspension == "补正",
        applied_fen,
        ceiling_fen,
        determined_fen,
        paid_fen,
        updated_at,
    )
