"""Search, counts and indexed saves over many cases, as ratios to plain queries of the same run (goals P1, P5, P6).

Run by hand: python tests/benchmarks/search.py [10000 100000 1000000]
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from made_cases import kept_office

from models.services.office import Office
from models.services.search import named_matters
from models.services.views import CaseFilter

QUERIES = 600


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


def same_rows(office: Office, texts: list[str]) -> int:
    """How many of the queries give other rows than a plain comparison of every case."""
    db, wrong, named = office._desk.db, 0, named_matters(office.editions)
    for text in texts:
        where, values = [], []
        for word in text.split():
            keys = named(word)
            where.append(f"(hay LIKE ? ESCAPE '!' OR matter IN ({', '.join('?' * len(keys))}))")
            values += ["%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%", *keys]
        sql = f"SELECT case_id FROM case_search WHERE {' AND '.join(where)} ORDER BY case_id DESC LIMIT 200"
        plain = [row[0] for row in db.all(sql, values)]
        wrong += plain != [row.id for row in office.cases.rows(CaseFilter(text=text), limit=200)]
    return wrong


def save_times_ms(office: Office, folder: Path) -> tuple[float, float]:
    """Medians of commits at synchronous=FULL, taken in turns: a row into a bare table, a changed case with its tokens."""
    import sqlite3

    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)")
    db = office._desk.db

    def save(number: int) -> None:
        with db.atomic():
            db.execute(
                "UPDATE cases SET remark = ?, stage = ?, version = version + 1 WHERE id = ?",
                (f"备注{number}", "审查" if number % 2 else "核定", number),
            )

    pairs = []
    for number in range(1, 401):
        plain = timed(lambda: bare.execute("INSERT INTO t (x) VALUES ('x')"))
        pairs.append((plain, timed(lambda n=number: save(n))))
    bare.close()
    return statistics.median(one for one, _ in pairs), statistics.median(one for _, one in pairs)


def run(count: int) -> None:
    """Print one block of the table."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        office = kept_office(folder / "data", count)
        db, chance = office._desk.db, random.Random(3)
        newest = statistics.median(
            timed(lambda: office.cases.rows(CaseFilter(), limit=200)) for _ in range(50)
        )
        texts = queries(office, chance)
        times = sorted(timed(lambda t=t: office.cases.rows(CaseFilter(text=t), limit=200)) for t in texts)
        filtered = sorted(
            timed(
                lambda t=t: office.cases.rows(CaseFilter(text=t, stages=("受理",), years=(2024,)), limit=200)
            )
            for t in texts
        )
        wrong = same_rows(office, texts if count <= 100_000 else texts[:100])
        kept = statistics.median(timed(office.cases.counts_by_stage) for _ in range(50))
        grouped = statistics.median(
            timed(lambda: db.all("SELECT stage, count(*) FROM cases GROUP BY stage")) for _ in range(5)
        )
        bare, saved = save_times_ms(office, folder)
        p50, p99 = statistics.median(times), times[int(len(times) * 0.99)]
        print(f"{count:>9,} cases, file {(office.folder / 'binhui.db').stat().st_size / 1e6:.0f} MB")
        print(f"  newest 200 rows                {newest:8.2f} ms")
        print(f"  P1 search median               {p50:8.2f} ms  {p50 / newest:5.2f} ×  goal ≤ 3 ×")
        print(f"  P1 search p99 / worst          {p99:8.2f} / {times[-1]:.2f} ms      goal p99 < 16 ms")
        print(f"  P1 with facets p99             {filtered[int(len(filtered) * 0.99)]:8.2f} ms")
        print(f"  P1 queries with other rows     {wrong:8d}     of {len(texts)}  goal 0")
        print(
            f"  P5 indexed save / bare commit  {saved:8.2f} / {bare:.2f} ms  {saved / bare:5.2f} ×  goal ≤ 2.6 ×"
        )
        print(
            f"  P6 kept counts / GROUP BY      {kept:8.3f} / {grouped:.2f} ms  1/{grouped / kept:.0f}  goal ≤ 1/50"
        )
        office.close()


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ("10000", "100000", "1000000")):
        run(size)
