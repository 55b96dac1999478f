"""Keeps the search index in step: triggers note what changed; its tokens are written by some later transaction.

A save notes the case's number and nothing else. Until the tokens are written, in an idle moment or with many others,
a search compares the text of the noted cases itself (`unindexed`), so that what it finds is always what was saved.
The note is part of the save: a kill between leaves it for the next start.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from models.storage.database import Database, Row
from models.storage.search.grams import TOKENIZER_VERSION, changed_tokens, facet, haystack, tokens
from models.storage.search.initials import initials_table, spellings
from models.storage.search.state import IndexState, load_state, save_state

BATCH = 2_000
# So many pages of the index are joined in one transaction.
PAGES_JOINED = 256
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
        # A search asks with every key; the texts are made once for what stands in the tables.
        self._texts: dict[int, tuple[tuple[object, ...], Unindexed]] = {}
        self._joining = False

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
        found = []
        for row in self._db.execute(_WAITING):
            written = tuple(row)
            text = self._texts.get(row["id"])
            if text is None or text[0] != written:
                if len(self._texts) > MOST_WAITING:
                    self._texts.clear()
                matter = matter_key(row["pack_id"], row["matter_id"])
                hay = _hay(row, initials_table(self._initials))
                text = self._texts[row["id"]] = (written, Unindexed(row["id"], hay, matter))
            found.append(text[1])
        return found

    def flush(self) -> None:
        """Index every case noted as changed; called inside a transaction."""
        dirty = [row[0] for row in self._db.all("SELECT case_id FROM search_dirty")]
        if dirty:
            self._db.execute("DELETE FROM search_dirty")
            state = self._begun()
            for start in range(0, len(dirty), BATCH):
                self._index(dirty[start : start + BATCH], state)

    def rebuild(self, proceed: Callable[[int], bool] | None = None) -> int:
        """Index all cases anew, in transactions of some thousands; returns how many. `proceed(done)` may stop it."""
        with self._db.atomic():
            self._begin()
        done = 0
        while (proceed is None or proceed(done)) and (some := self.renew(BATCH)):
            done += some
        while self.join():
            pass
        return done

    def renew(self, most: int) -> int:
        """Index the next cases by the rules of today, in one transaction; returns how many, 0 when all are in.

        Meanwhile everything is found by comparing each case, and a change of a case writes what is due of it. The
        next start goes on where the last one ended, and two programs at one file take turns.
        """
        with self._db.atomic():
            state = self._begun()
            if state.reach is None:
                return 0
            sql = "SELECT id FROM cases WHERE id > ? ORDER BY id LIMIT ?"
            ids = [row[0] for row in self._db.all(sql, (state.reach, most))]
            if ids:
                self._index(ids, state, renewing=True)
                marks = ",".join("?" * len(ids))
                self._db.execute(f"DELETE FROM search_dirty WHERE case_id IN ({marks})", ids)
            save_state(self._db, IndexState(TOKENIZER_VERSION, ids[-1] if len(ids) == most else None))
            return len(ids)

    def join(self) -> bool:
        """Join some of the parts in which a new index was written: each costs every search; tells whether any are left.

        Only for a whole index just made; the parts that later saves add are joined by SQLite, some with each.
        """
        connection = self._db.connection
        with self._db.atomic():
            before = connection.total_changes
            # Below zero SQLite begins to join all parts, else it goes on.
            pages = PAGES_JOINED if self._joining else -PAGES_JOINED
            self._db.execute("INSERT INTO case_grams (case_grams, rank) VALUES ('merge', ?)", (pages,))
            # One change is the command itself.
            self._joining = connection.total_changes - before > 1
        return self._joining

    def is_current(self) -> bool:
        """Tell whether every case was indexed by this version of the rules."""
        return load_state(self._db).whole

    def progress(self) -> tuple[int, int]:
        """Return up to which case the index is renewed, and the last case of all."""
        last = int(self._db.value("SELECT max(id) FROM cases") or 0)
        state = load_state(self._db)
        return (last if state.whole else state.reach or 0), last

    def _begun(self) -> IndexState:
        """Return the state, an index of other rules emptied first: nothing could be taken out of it by these."""
        state = load_state(self._db)
        return state if state.whole or state.under_way else self._begin()

    def _begin(self) -> IndexState:
        self._db.execute("INSERT INTO case_grams (case_grams) VALUES ('delete-all')")
        state = IndexState(TOKENIZER_VERSION, 0)
        save_state(self._db, state)
        return state

    def _index(self, case_ids: list[int], state: IndexState, *, renewing: bool = False) -> None:
        """Write text and tokens of some cases; those that the renewal has not reached get their tokens from it."""
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
            if renewing or (was is None and state.holds(case_id)):
                come.append((case_id, " ".join(sorted(tokens(now[0]) | set(now[1].split())))))
            elif was is not None and was != now and state.holds(case_id):
                # A posting list belongs to one token: those that stay need not be touched.
                left, came = _changed(was, now)
                gone.append((case_id, " ".join(left)))
                come.append((case_id, " ".join(came)))
            if was != now:
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
