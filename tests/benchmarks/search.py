"""Search, counts and indexed saves over many cases, as ratios to plain queries of the same run (goals P1, P5, P6).

Run by hand: python tests/benchmarks/search.py [10000 100000 1000000]; `run.py` prints these beside the list's.
"""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.cases.workflow.stages import LINES
from models.services.office import Office
from models.services.search import named_matters
from models.services.views import CaseFilter
from tests.benchmarks.made_cases import WORDS, copied, reopened
from tests.benchmarks.table import Line, bound_line, ratio_line, render

QUERIES = 600
SAVES = 400
SIZES = (10_000, 100_000, 1_000_000)
# One case in ten is old; the others are among the newest thousand, as in an office's day.
OLD_CASES = 0.1


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def queries(office: Office, chance: random.Random) -> list[str]:
    """Random parts of real names, numbers, remarks and initials, one to eight characters."""
    top = office._desk.db.value("SELECT max(case_id) FROM case_search")
    found = []
    while len(found) < QUERIES:
        hay = office._desk.db.value(
            "SELECT hay FROM case_search WHERE case_id = ?", (chance.randint(1, top),)
        )
        part = chance.choice(hay.split("\n"))
        start = chance.randrange(len(part))
        text = part[start : start + chance.randint(1, 8)].strip()
        if text and not text.isspace():
            found.append(text)
    return found


def like_rows(office: Office, text: str) -> list[int]:
    """The newest 200 cases by a plain comparison of every case's text, newest first."""
    where, values, named = [], [], named_matters(office.editions)
    for word in text.split():
        keys = named(word)
        where.append(f"(hay LIKE ? ESCAPE '!' OR matter IN ({', '.join('?' * len(keys))}))")
        values += ["%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%", *keys]
    sql = f"SELECT case_id FROM case_search WHERE {' AND '.join(where)} ORDER BY case_id DESC LIMIT 200"
    return [row[0] for row in office._desk.db.all(sql, values)]


def search_lines(office: Office, texts: list[str]) -> Iterator[Line]:
    """P1: the searches beside the newest 200 rows, and their rows beside those of LIKE."""

    def rows(text: str = "", **facets: tuple[object, ...]) -> list[int]:
        return [row.id for row in office.cases.rows(CaseFilter(text=text, **facets), limit=200)]  # type: ignore[arg-type]

    newest = statistics.median(timed(rows) for _ in range(50))
    times = sorted(timed(lambda t=text: rows(t)) for text in texts)
    chosen = {"stages": ("受理",), "years": (2024,)}
    faceted = sorted(timed(lambda t=text: rows(t, **chosen)) for text in texts)
    wrong = sum(like_rows(office, text) != rows(text) for text in texts)
    yield ratio_line(
        "P1", "search, median / newest 200 rows", statistics.median(times), newest, most=3, peer_name="newest"
    )
    yield bound_line("P1", "search, p99 of 600", times[int(len(times) * 0.99)], most=16, unit="ms")
    yield Line("P1", "search, worst of 600", f"{times[-1]:.1f} ms")
    yield bound_line(
        "P1", "search with two facets, p99", faceted[int(len(faceted) * 0.99)], most=16, unit="ms"
    )
    yield Line("P1", "queries with other rows than LIKE", f"{wrong} of {len(texts)}", "0", not wrong)


class SaveTimes(NamedTuple):
    """Milliseconds of commits at synchronous=FULL, taken in turns."""

    bare: list[float]
    bare_update: list[float]
    indexed: list[float]
    moved: list[float]
    service: list[float]


def save_times(office: Office, scratch: Path, count: int, chance: random.Random) -> SaveTimes:
    """Commit a row of a bare table, the same row of a bare table of cases, an indexed case, and through the service."""
    db, officer = office._desk.db, office.officers.list()[0]
    other = office.officers.add(name="钱四", roles=("经办",), actor=officer)[0]
    times = SaveTimes([], [], [], [], [])
    update = "UPDATE cases SET remark = ?, version = version + 1 WHERE id = ?"
    move = "UPDATE cases SET remark = ?, stage = ?, version = version + 1 WHERE id = ?"

    def save(sql: str, *values: object) -> None:
        with db.atomic():
            db.execute(sql, values)

    with contextlib.closing(bare_table(scratch / "bare.db", count)) as bare:
        for _ in range(SAVES):
            old = chance.random() < OLD_CASES
            case_id = chance.randint(1, count) if old else count - chance.randrange(1000)
            case = db.one("SELECT kind, handler_id FROM cases WHERE id = ?", (case_id,))
            assert case is not None
            remark, stage = "".join(chance.choices(WORDS, k=8)), chance.choice(LINES[case["kind"]])
            to = officer.id if case["handler_id"] == other.id else other.id
            turns: tuple[tuple[list[float], Callable[[], object]], ...] = (
                (times.bare, lambda: bare.execute("INSERT INTO t (x) VALUES ('x')")),
                (times.bare_update, lambda r=remark, i=case_id: bare.execute(update, (r, i))),
                (times.indexed, lambda r=remark, i=case_id: save(update, r, i)),
                (times.moved, lambda r=remark, s=stage, i=case_id: save(move, r[::-1], s, i)),
                (times.service, lambda i=case_id, t=to: office.cases.hand_over((i,), t, actor=officer)),
            )
            for kept, work in turns:
                kept.append(timed(work))
    return times


def bare_table(path: Path, count: int) -> sqlite3.Connection:
    """A database without any index: one small table, and cases of the same size of row."""
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)")
    bare.execute("CREATE TABLE cases (id INTEGER PRIMARY KEY, remark TEXT, version INTEGER, rest TEXT)")
    bare.execute("BEGIN")
    bare.executemany("INSERT INTO cases VALUES (?, '', 1, ?)", ((n, "x" * 300) for n in range(1, count + 1)))
    bare.execute("COMMIT")
    return bare


def save_lines(times: SaveTimes) -> Iterator[Line]:
    """P5: the medians' ratio counts; the mean and the whole save through the service are told beside it."""
    bare = statistics.median(times.bare)
    yield ratio_line(
        "P5", "indexed save / bare commit", statistics.median(times.indexed), bare, most=2.6, peer_name="bare"
    )
    yield ratio_line(
        "P5", "same, with a change of stage", statistics.median(times.moved), bare, most=2.6, peer_name="bare"
    )
    mean, bare_mean = statistics.mean(times.indexed), statistics.mean(times.bare)
    yield ratio_line("P5", "indexed save, mean of 400", mean, bare_mean, most=2.6, peer_name="bare")
    update = statistics.median(times.bare_update)
    told = ratio_line("", "", statistics.median(times.indexed), update, most=9).measured
    yield Line("P5", "indexed save / update of a bare row", told)
    told = ratio_line("", "", statistics.median(times.service), bare, most=9).measured
    yield Line("P5", "whole call of the service: handed over, record, hash chain", told)


def waiting_lines(office: Office, texts: list[str]) -> Iterator[Line]:
    """P1 while the last saves wait for the index: time of the searches, and their rows before and after."""

    def rows(text: str) -> list[int]:
        return [row.id for row in office.cases.rows(CaseFilter(text=text), limit=200)]

    count = len(office._desk.db.unindexed())
    times = [timed(lambda t=text: rows(t)) for text in texts]
    before = [rows(text) for text in texts]
    settling = timed(office.search.settle)
    wrong = sum(rows(text) != found for text, found in zip(texts, before, strict=True))
    yield Line(
        "P1", f"search while {count} saves wait, median", f"{statistics.median(times):.1f} ms, all written in {settling:.1f} ms"
    )  # fmt: skip
    yield Line("P1", "its rows other than after", f"{wrong} of {len(texts)}", "0", not wrong)


def count_lines(office: Office) -> Iterator[Line]:
    """P6: kept counters beside an indexed GROUP BY, and both the same, after the saves above."""
    db = office._desk.db
    kept = statistics.median(timed(office.cases.counts_by_stage) for _ in range(50))
    sql = "SELECT stage, count(*) FROM cases GROUP BY stage"
    grouped = statistics.median(timed(lambda: db.all(sql)) for _ in range(5))
    yield ratio_line("P6", "counts by stage / indexed GROUP BY", kept, grouped, most=1 / 50)
    wrong = dict(map(tuple, db.all(sql))) != office.cases.counts_by_stage()
    facets = office.browse.counts(CaseFilter()).facets
    columns = {"stages": "stage", "clauses": "clause", "domains": "domain", "kinds": "kind", "units": "unit"}
    columns |= {"years": "event_year", "handlers": "ifnull(handler_id, 0)"}
    for field, column in columns.items():
        recount = dict(map(tuple, db.all(f"SELECT {column}, count(*) FROM cases GROUP BY 1")))
        wrong += recount != {value: number for value, number in facets[field].items() if number}
    yield Line("P6", "counts that differ from a recount", f"{int(wrong)} of 8", "0", not wrong)


def measure(count: int) -> list[Line]:
    """All lines of one size, on a copy of the kept office."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        office = reopened(copied(count, Path(name) / "data"))
        try:
            chance = random.Random(3)
            lines = list(search_lines(office, queries(office, chance)))
            lines += save_lines(save_times(office, Path(name), count, chance))
            lines += waiting_lines(office, queries(office, chance)[:100])
            return [*lines, *count_lines(office)]
        finally:
            office.close()


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or SIZES):
        print(render(f"{size:,} cases", measure(size)), flush=True)
