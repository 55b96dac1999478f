"""Keeps the search index in step: triggers note what changed; its tokens are written by some later transaction.

A save notes the case's number and nothing else. Until the tokens are written, in an idle moment or with many others,
a search compares the text of the noted cases itself (`unindexed`), so that what it finds is always what was saved.
The note is part of the save: a kill between leaves it for the next start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from models.storage.database import Database, Row
from models.storage.search.grams import TOKENIZER_VERSION, changed_tokens, facet, haystack, tokens
from models.storage.search.initials import initials_table, spellings

BATCH = 2_000
# So many cases at most wait for their tokens; comparing them adds some two milliseconds to a search.
MOST_WAITING = 50

_COLUMNS = (
    "c.id, c.case_no, c.pack_id, c.matter_id, c.clause, c.domain, c.kind, c.stage, c.event_year, c.unit, "
    "c.handler_id, c.scope_key, c.remark, c.outcome, a.name, a.code, a.contact, "
    "(SELECT group_concat(l.number, char(10)) FROM letters l WHERE l.case_id = c.id AND l.number <> '') AS numbers"
)
_SOURCE = f"SELECT {_COLUMNS} FROM cases c JOIN applicants a ON a.id = c.applicant_id"
# CROSS JOIN keeps the order of the loops: the noted cases come first, and they are few.
_WAITING = (
    f"SELECT {_COLUMNS} FROM search_dirty d CROSS JOIN cases c ON c.id = d.case_id "
    "CROSS JOIN applicants a ON a.id = c.applicant_id"
)


class Unindexed(NamedTuple):
    """A case whose tokens are still to be written: its text as it is now, and by what the index knows its matter."""

    case_id: int
    hay: str
    matter: str


class SearchIndex:
    """Writes the tokens of changed cases, in an idle moment or when many wait, and tells which still wait."""

    def __init__(self, db: Database, initials: Path) -> None:
        self._db = db
        self._initials = initials

    def follow(self) -> None:
        """Index the noted cases once there are many; called inside every transaction, before its commit."""
        if self._db.value(f"SELECT 1 FROM search_dirty LIMIT 1 OFFSET {MOST_WAITING}"):
            self.flush()

    def settle(self) -> bool:
        """Index the noted cases in a transaction of its own, for an idle moment; tells whether there were any."""
        if not self._db.value("SELECT EXISTS (SELECT 1 FROM search_dirty)"):
            return False
        with self._db.atomic():
            self.flush()
        return True

    def unindexed(self) -> list[Unindexed]:
        """Return the noted cases, so that a search can compare their text instead of looking it up."""
        table: dict[str, str] | None = None
        found = []
        for row in self._db.execute(_WAITING):
            table = table or initials_table(self._initials)
            found.append(Unindexed(row["id"], _hay(row, table), matter_key(row["pack_id"], row["matter_id"])))
        return found

    def flush(self) -> None:
        """Index every case noted as changed; called inside a transaction."""
        dirty = [row[0] for row in self._db.all("SELECT case_id FROM search_dirty")]
        if dirty:
            self._db.execute("DELETE FROM search_dirty")
            for start in range(0, len(dirty), BATCH):
                self._index(dirty[start : start + BATCH])

    def rebuild(self, proceed: Callable[[int], bool] | None = None) -> int:
        """Index all cases anew, in transactions of some thousands; returns how many. Used after an upgrade."""
        with self._db.atomic():
            self._db.execute("INSERT INTO case_grams (case_grams) VALUES ('delete-all')")
            self._db.execute("DELETE FROM case_search")
            # What is noted from now on may have been read before it was changed, and stays noted.
            self._db.execute("DELETE FROM search_dirty")
        done = 0
        last = 0
        while True:
            ids = [
                r[0]
                for r in self._db.all("SELECT id FROM cases WHERE id > ? ORDER BY id LIMIT ?", (last, BATCH))
            ]
            if not ids or (proceed is not None and not proceed(done)):
                break
            with self._db.atomic():
                self._index(ids)
            done, last = done + len(ids), ids[-1]
        with self._db.atomic():
            self._db.execute("UPDATE search_state SET tokenizer = ?", (TOKENIZER_VERSION,))
        return done

    def is_current(self) -> bool:
        """Tell whether the file was indexed by this version of the rules."""
        return bool(self._db.value("SELECT tokenizer FROM search_state") == TOKENIZER_VERSION)

    def _index(self, case_ids: list[int]) -> None:
        marks = ",".join("?" * len(case_ids))
        old = self._db.all(
            f"SELECT case_id, hay, facets FROM case_search WHERE case_id IN ({marks})", case_ids
        )
        before = {row["case_id"]: (row["hay"], row["facets"]) for row in old}
        table = initials_table(self._initials)
        gone, come, fresh = [], [], []
        for row in self._db.all(f"{_SOURCE} WHERE c.id IN ({marks})", case_ids):
            case_id, now = row["id"], (_hay(row, table), _facets(row))
            was = before.get(case_id)
            if was == now:
                continue
            if was is None:
                come.append((case_id, " ".join(sorted(tokens(now[0]) | set(now[1].split())))))
            else:
                # A posting list belongs to one token: those that stay need not be touched.
                left, came = _changed(was, now)
                gone.append((case_id, " ".join(left)))
                come.append((case_id, " ".join(came)))
            fresh.append((case_id, *now, matter_key(row["pack_id"], row["matter_id"])))
        self._write(gone, come, fresh)

    def _write(
        self,
        gone: list[tuple[int, str]],
        come: list[tuple[int, str]],
        fresh: list[tuple[int, str, str, str]],
    ) -> None:
        """Write what left and what came; always both, so that the index's count of its rows stays right."""
        self._db.execute_many(
            "INSERT INTO case_grams (case_grams, rowid, tokens) VALUES ('delete', ?, ?)", gone
        )
        self._db.execute_many("INSERT INTO case_grams (rowid, tokens) VALUES (?, ?)", come)
        self._db.execute_many(
            "INSERT INTO case_search (case_id, hay, facets, matter) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (case_id) DO UPDATE SET hay = excluded.hay, facets = excluded.facets, "
            "matter = excluded.matter",
            fresh,
        )


def _changed(was: tuple[str, str], now: tuple[str, str]) -> tuple[set[str], set[str]]:
    """Return the tokens that left and those that came, of text and facets."""
    left, came = changed_tokens(was[0], now[0])
    old, new = set(was[1].split()), set(now[1].split())
    return left | (old - new), came | (new - old)


def matter_key(pack_id: str, matter_id: str) -> str:
    """Return by what the index knows a matter; its name is looked up in the pack, so that no case repeats it."""
    return f"{pack_id}/{matter_id}"


def _hay(row: Row, table: dict[str, str]) -> str:
    parts: list[str] = [
        row["case_no"],
        row["name"],
        row["code"],
        row["contact"],
        row["scope_key"],
        row["remark"],
    ]
    parts += [row["matter_id"], row["clause"], *(row["numbers"] or "").split("\n")]
    parts += spellings(row["name"], table)
    return haystack(parts)


def _facets(row: Row) -> str:
    named = (
        ("sta", row["stage"]),
        ("kin", row["kind"]),
        ("cla", row["clause"]),
        ("dom", row["domain"]),
        ("yea", row["event_year"]),
        ("uni", row["unit"]),
        ("han", row["handler_id"]),
        ("mat", row["matter_id"]),
        ("key", matter_key(row["pack_id"], row["matter_id"])),
    )
    return " ".join(facet(name, value) for name, value in named if value not in (None, ""))


def facet_terms(choices: Iterable[tuple[str, tuple[object, ...]]]) -> list[str]:
    """Return the index terms of chosen facets: values of one facet are alternatives, facets narrow together."""
    terms = []
    for name, values in choices:
        if values:
            terms.append("(" + " OR ".join(f'"{facet(name, value)}"' for value in values) + ")")
    return terms
