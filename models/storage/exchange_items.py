"""Records as they travel: independent of the row ids of any office, each with an id that stays its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.cases.canonical import canonical_json, sha256_hex
from models.storage.database import Database
from models.storage.exchange_columns import Scalar
from models.storage.exchange_kinds import KINDS

Key = tuple[str, str]
# A row id, or the ids of a natural key as the table holds them.
Place = int | tuple[int | str, ...]
STAND_IN_ROLE = "只读"


@dataclass(frozen=True)
class Item:
    """One record with references as uids. `values` are merged one by one.

    `stamp` is "moment|officer" of whoever gave the values; `uids` are the ids the record has in other offices.
    """

    kind: str
    uid: str
    place: Place | None
    fixed: Mapping[str, Scalar]
    values: Mapping[str, Scalar]
    stamp: str = ""
    uids: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Kind and uid."""
        return self.kind, self.uid


@dataclass(frozen=True)
class Scope:
    """Which part of the office is looked at: cases with all that belongs to them, and further records by id."""

    cases: frozenset[int] = frozenset()
    applicants: frozenset[int] = frozenset()
    notices: frozenset[int] = frozenset()
    letters: frozenset[int] = frozenset()
    wallets: bool = False


@dataclass
class Names:
    """Turns row ids into uids and back, for the kinds that others refer to; reads each once."""

    db: Database
    _uids: dict[tuple[str, int], str] = field(default_factory=dict)

    def uid(self, kind: str, row_id: int | None) -> str | None:
        """Return the uid of a row, None for no row."""
        if row_id is None:
            return None
        known = self._uids.get((kind, row_id))
        if known is None:
            known = str(self.db.value(f"SELECT uid FROM {table_of(kind)} WHERE id = ?", (row_id,)))
            self._uids[kind, row_id] = known
        return known

    def row(self, kind: str, uid: str | None) -> int | None:
        """Return the row of a uid, its own or one that another office knows it by; None when there is none."""
        if uid is None:
            return None
        found = self.db.value(f"SELECT id FROM {table_of(kind)} WHERE uid = ?", (uid,))
        if found is None:
            found = self.db.value("SELECT row_id FROM exchange_uids WHERE kind = ? AND uid = ?", (kind, uid))
        return None if found is None else int(found)


def table_of(kind: str) -> str:
    """Return the table that holds a kind of record, officers included."""
    return "officers" if kind == "officer" else KINDS[kind].table


def natural_uid(kind: str, parts: Iterable[Scalar]) -> str:
    """Return the uid of a record that is known by what it belongs to."""
    return sha256_hex(canonical_json([kind, *parts]))[:32]


def content_uid(office: str, kind: str, fixed: Mapping[str, Scalar], ordinal: int) -> str:
    """Return the uid of an own row that never changes: the same again after a restore, another for a second equal row."""
    return sha256_hex(canonical_json([office, kind, dict(fixed), ordinal]))[:32]


def ids_of(db: Database, sql: str, ids: Iterable[int]) -> frozenset[int]:
    """Return the first column of a query that takes a JSON list of ids."""
    return frozenset(int(row[0]) for row in db.all(sql, (json.dumps(sorted(ids)),)) if row[0] is not None)


def aliases(db: Database, kind: str) -> dict[int, tuple[str, ...]]:
    """Return the further uids of all rows of a kind."""
    found: dict[int, tuple[str, ...]] = {}
    rows = db.all("SELECT row_id, uid FROM exchange_uids WHERE kind = ? ORDER BY uid", (kind,))
    for row in rows:
        found[row["row_id"]] = (*found.get(row["row_id"], ()), row["uid"])
    return found
