"""The stored event log: appends chained lines inside the caller's transaction, reads them back as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.cases.events import (
    ChainFault,
    Change,
    Event,
    EventLine,
    Head,
    append,
    changes_json,
    parse_changes,
    verify_chain,
)
from models.gauge import Gauge
from models.storage.database import Database, Row

# Lines that came with a package of another office keep their own chain under that office's id.
OWN_CHAIN = ""
_COLUMNS = "chain, seq, case_id, officer_id, at, officer_name, action, label, changes, reason, detail, previous_hash, hash"


@dataclass(frozen=True)
class StoredEvent:
    """An event with its row id, for lists."""

    id: int
    event: Event


def head(db: Database, chain: str = OWN_CHAIN) -> Head:
    """Return where the log ends now."""
    row = db.one("SELECT seq, hash FROM chain_heads WHERE chain = ?", (chain,))
    return Head() if row is None else Head(row["seq"], row["hash"])


def append_event(db: Database, event: Event) -> int:
    """Append one line to the own chain and return its row id; must run inside `db.atomic()`."""
    line = append(head(db), event)
    cursor = db.execute(
        f"INSERT INTO events ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            OWN_CHAIN,
            line.seq,
            event.case_id,
            event.officer_id,
            event.at,
            event.officer_name,
            event.action,
            event.label,
            changes_json(event.changes),
            event.reason,
            event.detail,
            line.previous_hash,
            line.hash,
        ),
    )
    db.execute(
        "INSERT INTO chain_heads (chain, seq, hash) VALUES (?, ?, ?) "
        "ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        (OWN_CHAIN, line.seq, line.hash),
    )
    return int(cursor.lastrowid or 0)


def events_of_case(db: Database, case_id: int) -> tuple[StoredEvent, ...]:
    """Return the record of one case, newest first."""
    rows = db.all(f"SELECT id, {_COLUMNS} FROM events WHERE case_id = ? ORDER BY id DESC", (case_id,))
    return tuple(StoredEvent(row["id"], _event(row, _changes(row["changes"]))) for row in rows)


def verify_log(db: Database, gauge: Gauge | None = None) -> list[ChainFault]:
    """Return every fault of every chain; reads the log in its stored order, counting the lines."""
    gauge = gauge or Gauge()
    found: list[ChainFault] = []
    chains = [row[0] for row in db.all("SELECT chain FROM chain_heads UNION SELECT chain FROM events")]
    for chain in chains:
        unreadable: list[ChainFault] = []
        lines = list(gauge.over(_lines(db, chain, unreadable)))
        found += unreadable + verify_chain(lines, head(db, chain))
    return found


def _lines(db: Database, chain: str, unreadable: list[ChainFault]) -> Iterator[EventLine]:
    for row in db.execute(f"SELECT {_COLUMNS} FROM events WHERE chain = ? ORDER BY id", (chain,)):
        try:
            changes = parse_changes(row["changes"])
        except ValueError:
            unreadable.append(
                ChainFault(row["seq"], "改动", f"第 {row['seq']} 条记录的内容无法读取，已被改动")
            )
            changes = ()
        yield EventLine(row["seq"], _event(row, changes), row["previous_hash"], row["hash"])


def _changes(text: str) -> tuple[Change, ...]:
    try:
        return parse_changes(text)
    except ValueError:
        return (Change("", "记录", "", "（内容无法读取，请运行校验）"),)


def _event(row: Row, changes: tuple[Change, ...]) -> Event:
    return Event(
        at=row["at"],
        officer_id=row["officer_id"],
        officer_name=row["officer_name"],
        action=row["action"],
        label=row["label"],
        case_id=row["case_id"],
        changes=changes,
        reason=row["reason"],
        detail=row["detail"],
    )
