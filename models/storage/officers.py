"""Stored officers with their roles and PIN hash."""

from __future__ import annotations

import json
from dataclasses import dataclass

from models.cases.officers import ROLES, Officer, parse_roles
from models.ids import new_uid
from models.storage.database import Database, Row

_COLUMNS = "id, name, roles, active, version"


@dataclass(frozen=True)
class PinRecord:
    """The salted hash of an officer's PIN and the failed tries in a row."""

    pin: str
    failures: int
    tried_at: str


def all_officers(db: Database, *, active_only: bool = False) -> tuple[Officer, ...]:
    """Return the officers in the order in which they were added."""
    where = " WHERE active = 1" if active_only else ""
    return tuple(_officer(row) for row in db.all(f"SELECT {_COLUMNS} FROM officers{where} ORDER BY id"))


def get(db: Database, officer_id: int) -> Officer | None:
    """Return an officer by id."""
    row = db.one(f"SELECT {_COLUMNS} FROM officers WHERE id = ?", (officer_id,))
    return None if row is None else _officer(row)


def version(db: Database, officer_id: int) -> int:
    """Return the version of an officer's row."""
    return int(db.value("SELECT version FROM officers WHERE id = ?", (officer_id,)) or 0)


def insert(db: Database, name: str, roles: frozenset[str], pin: str = "") -> Officer:
    """Add an officer; `pin` is already hashed."""
    values = {"uid": new_uid(), "name": name, "roles": _roles_json(roles), "pin": pin}
    officer_id = db.insert("officers", values)
    return Officer(officer_id, name, parse_roles(roles))


def update(db: Database, officer: Officer, *, expected_version: int | None = None) -> bool:
    """Save name, roles and whether active; False when another window saved first."""
    values = {"name": officer.name, "roles": _roles_json(officer.roles), "active": int(officer.active)}
    return db.update("officers", officer.id, values, expected_version=expected_version)


def pin_record(db: Database, officer_id: int) -> PinRecord:
    """Return the officer's PIN record."""
    row = db.one("SELECT pin, failures, tried_at FROM officers WHERE id = ?", (officer_id,))
    return PinRecord("", 0, "") if row is None else PinRecord(row["pin"], row["failures"], row["tried_at"])


def save_pin_record(db: Database, officer_id: int, record: PinRecord) -> None:
    """Save PIN hash, failures and the moment of the last try."""
    db.execute(
        "UPDATE officers SET pin = ?, failures = ?, tried_at = ? WHERE id = ?",
        (record.pin, record.failures, record.tried_at, officer_id),
    )


def names(db: Database) -> dict[int, str]:
    """Return the names of all officers by id; there are few."""
    return {row["id"]: row["name"] for row in db.all("SELECT id, name FROM officers")}


def _roles_json(roles: frozenset[str]) -> str:
    return json.dumps([role for role in ROLES if role in roles], ensure_ascii=False)


def _officer(row: Row) -> Officer:
    return Officer(row["id"], row["name"], parse_roles(json.loads(row["roles"])), bool(row["active"]))
