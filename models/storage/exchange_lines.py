"""Lines of the event log for the way between offices: own ones to send, foreign ones kept beside their own chain.

A foreign line is shown from a copy in this office's store, chained under the other office's uid, so that a change
here is found like any other. What the line's own hash covers besides is kept with the copy: the line can be
verified as its office wrote it, and passed on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.cases.events import (
    ChainFault,
    Event,
    EventLine,
    append,
    changes_json,
    line_hash,
    parse_changes,
)
from models.storage.database import Database, Row
from models.storage.events import OWN_CHAIN, head

_IN = "IN (SELECT value FROM json_each(?))"
_LINES = (
    "SELECT e.*, x.office, x.unit, x.seq AS origin_seq, x.origin_case_id, x.origin_officer_id, "
    "x.officer AS origin_officer, x.officer_name AS origin_name, x.previous_hash AS origin_previous, "
    "x.hash AS origin_hash FROM events e LEFT JOIN exchange_lines x ON x.event_id = e.id "
)


@dataclass(frozen=True)
class TravellingLine:
    """A line as its office wrote it, with the uids that its row ids stand for; `case` is ours."""

    office: str
    unit: str
    line: EventLine
    case: int
    officer: str


def of_cases(db: Database, office: str, unit: str, case_ids: Iterable[int]) -> list[TravellingLine]:
    """Return the record of cases, own lines and foreign ones, each as its office wrote it."""
    officers = {row["id"]: row["uid"] for row in db.all("SELECT id, uid FROM officers")}
    rows = db.all(f"{_LINES} WHERE e.case_id {_IN} ORDER BY e.id", (json.dumps(sorted(case_ids)),))
    return [_line(row, office, unit, officers) for row in rows]


def _line(row: Row, office: str, unit: str, officers: dict[int, str]) -> TravellingLine:
    event = Event(
        at=row["at"],
        officer_id=row["officer_id"],
        officer_name=row["officer_name"],
        action=row["action"],
        label=row["label"],
        case_id=row["case_id"],
        changes=parse_changes(row["changes"]),
        reason=row["reason"],
        detail=row["detail"],
    )
    if row["chain"] == OWN_CHAIN:
        line = EventLine(row["seq"], event, row["previous_hash"], row["hash"])
        return TravellingLine(office, unit, line, row["case_id"], officers.get(event.officer_id, ""))
    event = replace(
        event,
        officer_id=row["origin_officer_id"],
        officer_name=row["origin_name"],
        case_id=row["origin_case_id"],
    )
    line = EventLine(row["origin_seq"], event, row["origin_previous"], row["origin_hash"])
    return TravellingLine(row["office"], row["unit"], line, row["case_id"], row["origin_officer"])


def is_true(line: EventLine) -> bool:
    """Tell whether a line's content fits its own hash."""
    return line.hash == line_hash(line.seq, line.event, line.previous_hash)


def known_hashes(db: Database, office: str, hashes: Iterable[str]) -> frozenset[str]:
    """Return which of the lines of an office are here; `office` "" is this office's own chain."""
    listed = json.dumps(sorted(hashes))
    if office == OWN_CHAIN:
        sql, values = f"SELECT hash FROM events WHERE chain = '' AND hash {_IN}", (listed,)
        return frozenset(row[0] for row in db.all(sql, values))
    sql = f"SELECT hash FROM exchange_lines WHERE office = ? AND hash {_IN}"
    return frozenset(row[0] for row in db.all(sql, (office, listed)))


def forks(db: Database, office: str, numbers: dict[int, str]) -> tuple[int, ...]:
    """Return the line numbers under which an office once sent other lines: its log was restored or rewritten."""
    rows = db.all(
        f"SELECT DISTINCT seq, hash FROM exchange_lines WHERE office = ? AND seq {_IN}",
        (office, json.dumps(sorted(numbers))),
    )
    return tuple(sorted({row["seq"] for row in rows if numbers[row["seq"]] != row["hash"]}))


def keep(db: Database, foreign: TravellingLine, officer_id: int) -> None:
    """Keep a line of another office: the copy that is shown, chained on, and what its own hash covers."""
    origin = foreign.line.event
    named = f"{origin.officer_name or '系统'}（{foreign.unit}）" if foreign.unit else origin.officer_name
    event = replace(origin, officer_id=officer_id, officer_name=named, case_id=foreign.case)
    line = append(head(db, foreign.office), event)
    values = {
        "chain": foreign.office,
        "seq": line.seq,
        "case_id": foreign.case,
        "officer_id": officer_id,
        "changes": changes_json(event.changes),
        "previous_hash": line.previous_hash,
        "hash": line.hash,
    }
    texts = ("at", "officer_name", "action", "label", "reason", "detail")
    event_id = db.insert("events", values | {name: getattr(event, name) for name in texts})
    db.execute(
        "INSERT INTO chain_heads (chain, seq, hash) VALUES (?, ?, ?) "
        "ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        (foreign.office, line.seq, line.hash),
    )
    values = {
        "event_id": event_id,
        "office": foreign.office,
        "unit": foreign.unit,
        "seq": foreign.line.seq,
        "origin_case_id": origin.case_id,
        "origin_officer_id": origin.officer_id,
        "officer": foreign.officer,
        "officer_name": origin.officer_name,
        "previous_hash": foreign.line.previous_hash,
        "hash": foreign.line.hash,
    }
    db.insert("exchange_lines", values)


def verify(db: Database) -> list[ChainFault]:
    """Return every foreign line that no longer is what its office wrote."""
    found = []
    for row in db.all(f"{_LINES} WHERE e.chain <> '' ORDER BY e.id"):
        if row["origin_hash"] is None:
            found.append(ChainFault(row["seq"], "插入", f"外单位记录第 {row['seq']} 条没有来历，是插入的"))
            continue
        try:
            sound = is_true(_line(row, "", "", {}).line)
        except ValueError:
            sound = False
        if not sound:
            what = f"{row['unit']}第 {row['origin_seq']} 条记录与其出具时的校验值不符"
            found.append(ChainFault(row["origin_seq"], "改动", what))
    return found
