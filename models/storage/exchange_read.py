"""Reads cases with all that belongs to them as records that can travel."""

from __future__ import annotations

import json
from collections.abc import Iterable

from models.cases.canonical import canonical_json
from models.storage.database import Database, Row
from models.storage.exchange_columns import Scalar
from models.storage.exchange_items import (
    Item,
    Key,
    Names,
    Place,
    Scope,
    aliases,
    content_uid,
    ids_of,
    natural_uid,
)
from models.storage.exchange_kinds import (
    APPLICANT_PARTS,
    FACT,
    KINDS,
    LEAD,
    STATE,
    STATE_COLUMNS,
    Kind,
    group_text,
)

_IN = "IN (SELECT value FROM json_each(?))"


def collect(db: Database, office: str, scope: Scope) -> dict[Key, Item]:
    """Return every record of the scope by kind and uid; `office` is this office's own uid."""
    return _Collector(db, office, scope).run()


class _Collector:
    def __init__(self, db: Database, office: str, scope: Scope) -> None:
        self._db = db
        self._office = office
        self._cases = scope.cases
        self._wallets = scope.wallets
        self._names = Names(db)
        self._applicants = scope.applicants | ids_of(
            db, f"SELECT applicant_id FROM cases WHERE id {_IN}", scope.cases
        )
        of_cases = "SELECT {0} FROM {1} WHERE case_id " + _IN
        self._notices = scope.notices | ids_of(db, of_cases.format("notice_id", "notice_cases"), scope.cases)
        self._letters = scope.letters | ids_of(db, of_cases.format("letter_id", "letter_cases"), scope.cases)
        self._found: dict[Key, Item] = {}

    def run(self) -> dict[Key, Item]:
        for kind in KINDS.values():
            known = aliases(self._db, kind.name)
            counted: dict[str, int] = {}
            for row in self._rows(kind):
                item = self._item(kind, row, known, counted)
                self._found[item.key] = item
        return self._found

    def _rows(self, kind: Kind) -> list[Row]:
        every = {
            "applicant": self._applicants,
            "case": self._cases,
            "notice": self._notices,
            "letter": self._letters,
        }
        if kind.name in every:
            return self._select(kind.table, "id", every[kind.name])
        if kind.name == "objection":
            rows = self._select(kind.table, "notice_id", self._notices)
            return [row for row in rows if row["case_id"] is None or row["case_id"] in self._cases]
        rows = self._select(kind.table, "case_id", self._cases)
        if kind.name == "attachment" and self._wallets:
            rows += self._select(kind.table, "applicant_id", self._applicants)
        return rows

    def _select(self, table: str, column: str, ids: Iterable[int]) -> list[Row]:
        # rowid is the id, or for natural keys the order in which rows came.
        return self._db.all(
            f"SELECT * FROM {table} WHERE {column} {_IN} ORDER BY rowid", (json.dumps(sorted(ids)),)
        )

    def _item(self, kind: Kind, row: Row, known: dict[int, tuple[str, ...]], counted: dict[str, int]) -> Item:
        fixed = self._fixed(kind, row)
        values = self._values(kind, row)
        place: Place = tuple(row[name] for name in kind.key) if kind.key else int(row["id"])
        others: tuple[str, ...] = ()
        if kind.key:
            uid = natural_uid(kind.name, [fixed[name] for name in kind.key])
        elif kind.own_uid:
            uid, others = row["uid"], known.get(row["id"], ())
        elif row["id"] in known:
            uid = known[row["id"]][0]
        else:
            body = canonical_json(fixed)
            counted[body] = counted.get(body, -1) + 1
            uid = content_uid(self._office, kind.name, fixed, counted[body])
        stamp = ""
        if kind.stamp:
            by, at = kind.stamp
            stamp = f"{row[at]}|{self._names.uid('officer', row[by])}"
        return Item(kind.name, uid, place, fixed, values, stamp, others)

    def _fixed(self, kind: Kind, row: Row) -> dict[str, Scalar]:
        special: dict[str, Scalar] = {}
        if kind.name == "case":
            special = {"office": row["origin"] or self._office}
        elif kind.name == "letter":
            special = self._letter_home(row)
        elif kind.name == "attachment":
            size, media_type = self._db.all(
                "SELECT size, media_type FROM files WHERE sha256 = ?", (row["sha256"],)
            )[0]
            special = {"size": size, "media_type": media_type}
        refs = kind.refs()
        return {
            name: special[name]
            if name in special
            else self._names.uid(refs[name], row[name])
            if name in refs
            else row[name]
            for name in kind.fixed
        }

    def _letter_home(self, row: Row) -> dict[str, Scalar]:
        home = self._db.one(
            "SELECT office, sequence, serial FROM exchange_letters WHERE letter_id = ?", (row["id"],)
        )
        if home is None:
            return {"office": self._office, "sequence": row["sequence"], "serial": row["serial"]}
        return {"office": home["office"], "sequence": home["sequence"], "serial": home["serial"]}

    def _values(self, kind: Kind, row: Row) -> dict[str, Scalar]:
        refs = kind.refs()
        virtual: dict[str, Scalar] = {}
        if kind.name == "applicant":
            virtual = {name: self._parts(name, row["id"]) for name in APPLICANT_PARTS}
        elif kind.name == "case":
            virtual = {STATE: self._state(row), LEAD: self._lead(row)}
        values = {
            name: virtual[name]
            if name in virtual
            else self._names.uid(refs[name], row[name])
            if name in refs
            else row[name]
            for name in kind.fields
        }
        for name, columns in kind.groups.items():
            values[name] = virtual.get(name) or group_text({column: row[column] for column in columns})
        if kind.name == "case":
            facts = json.loads(row["facts_raw"])
            values |= {f"{FACT}{key}": canonical_json(value) for key, value in sorted(facts.items())}
        return values

    def _parts(self, name: str, applicant_id: int) -> str:
        table, columns = APPLICANT_PARTS[name]
        rows = self._db.all(
            f"SELECT {', '.join(columns)} FROM {table} WHERE applicant_id = ? ORDER BY id", (applicant_id,)
        )
        return canonical_json([list(row) for row in rows])

    def _lead(self, row: Row) -> str:
        lead = self._db.value("SELECT office FROM exchange_leads WHERE case_id = ?", (row["id"],))
        return str(lead or row["origin"] or self._office)

    def _state(self, row: Row) -> str:
        """Where the case stands: the columns, which determination holds, and the story of its clock."""
        officer = self._names
        values: dict[str, object] = {
            name: officer.uid(column.ref, row[name]) if column.ref else row[name]
            for name, column in STATE_COLUMNS.items()
        }
        values["current"] = self._current(row["id"])
        for name, columns in (
            ("suspensions", "kind, reason, began_on, ended_on"),
            ("extensions", "days, reason, extended_on"),
        ):
            rows = self._db.all(
                f"SELECT {columns}, officer_id FROM {name} WHERE case_id = ? ORDER BY id", (row["id"],)
            )
            values[name] = [[*tuple(one)[:-1], officer.uid("officer", one["officer_id"])] for one in rows]
        return group_text(values)

    def _current(self, case_id: int) -> str | None:
        """The receipt's hash names the determination that holds: it is the same in every office."""
        found: str | None = self._db.value(
            "SELECT receipt_hash FROM determinations WHERE case_id = ? AND current = 1", (case_id,)
        )
        return found
