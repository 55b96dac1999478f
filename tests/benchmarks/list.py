"""The case list over many cases against Qt's own SQL models: key press, page and random jump, memory (goals P2, P3).

Run by hand: python tests/benchmarks/list.py [10000 100000 1000000]
Each model runs in a process of its own, so that the memory is its own. BENCH_KEEP names a folder of made offices.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QEventLoop, QTimer

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

SQL = (
    "SELECT c.case_no, a.name, c.clause || c.matter_id, c.stage, c.due_on, c.ceiling_fen, c.determined_fen, "
    "o.name, c.registered_on FROM cases c JOIN applicants a ON a.id = c.applicant_id "
    "LEFT JOIN officers o ON o.id = c.handler_id ORDER BY c.id DESC"
)
SIZE = (1280, 800)
JUMPS = 40
TEXTS = ("杭", "杭州", "滨江科技", "hzkj", "0099", "有限公司", "智能", "BJ-KJ", "王", "cq")


def memory_mb() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


class Bench:
    """A table in a window, and the way to wait until it shows what it should."""

    def __init__(self, folder: Path) -> None:
        from ui.application import build_application

        self.app, self.folder = build_application([]), folder
        import resources
        from ui.fonts import screen_font
        from ui.theme import Theme

        self.app.setFont(screen_font(resources.path))
        self.theme = Theme(resources.path)
        self.theme.apply(self.app, dark=False)
        self.table: Any = None
        self._wake = QTimer()
        self._wake.start(2)

    def until(self, ready: Callable[[], bool]) -> None:
        """Let the loop turn until something holds."""
        # A sleeping loop, as it is between two keys: spinning would take the interpreter from the reader.
        while not ready():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def jumps(self, places: list[int], ready: Callable[[int], bool]) -> float:
        """Median of scrolling to a place and painting its rows."""

        def jump(place: int) -> None:
            self.table.verticalScrollBar().setValue(place)
            # The view asks for what it is to paint.
            self.table.viewport().repaint()
            if not ready(place):
                self.until(lambda: ready(place))
                self.table.viewport().repaint()

        return statistics.median(timed(lambda p=p: jump(p)) for p in places)


def ours(folder: Path) -> dict[str, float]:
    """Our model behind our table."""
    from made_cases import NOW

    import resources
    from models.clock import FixedClock
    from models.services.case_browsing import CaseOrder
    from models.services.office import open_office
    from models.services.views import CaseFilter
    from ui.desk import Desk
    from ui.icons import Icons
    from ui.itemmodels.case_table_model import CaseTableModel
    from ui.tasks import Tasks
    from ui.widgets.case_table import CaseTable

    bench = Bench(folder)
    theme = bench.theme
    tasks = Tasks(lambda error: print(error, file=sys.stderr))
    desk = Desk(theme=theme, icons=Icons(theme, resources.path), tasks=tasks, resource_path=resources.path)
    desk.office = open_office(folder, clock=FixedClock(NOW), resources=resources.path())
    model = CaseTableModel(desk)
    bench.table = table = CaseTable(model, theme, "办件")
    table.resize(*SIZE)
    table.show()
    bench.app.processEvents()
    before = memory_mb()
    filled: list[int] = []
    model.filled.connect(filled.append)

    def show(text: str, order: CaseOrder | None = None) -> None:
        filled.clear()
        model.show(CaseFilter(text=text), order or CaseOrder())
        bench.until(lambda: bool(filled))
        table.viewport().repaint()

    first = timed(lambda: show(""))
    bench.until(lambda: tasks.idle)
    count = model.rowCount()
    chance = random.Random(5)
    results = {"first": first, "keys": 0.0}
    pages = list(range(0, count - 100, 25))[1 : JUMPS + 1]
    results["page"] = bench.jumps(pages, lambda place: model.row(place) is not None)
    far = [chance.randrange(count - 100) for _ in range(JUMPS)]
    results["random"] = bench.jumps(far, lambda place: model.row(place) is not None)
    show("", CaseOrder("ceiling", True))
    bench.until(lambda: tasks.idle)
    far = [chance.randrange(count - 100) for _ in range(JUMPS)]
    results["random_sorted"] = bench.jumps(far, lambda place: model.row(place) is not None)
    results["sort_by_name"] = timed(lambda: show("", CaseOrder("applicant", False)))
    results["memory"] = memory_mb() - before
    show("")
    bench.until(lambda: tasks.idle)
    table.verticalScrollBar().setValue(0)
    keys = [timed(lambda t=t: show(t)) for t in TEXTS for _ in range(5)]
    results["key"] = statistics.median(keys)
    results["repaint"] = statistics.median(timed(lambda: repainted(model, table)) for _ in range(30))
    tasks.stop()
    desk.office.close()
    return results


def repainted(model: Any, table: Any) -> None:
    """A list that says it is new, and is painted."""
    model.beginResetModel()
    model.endResetModel()
    table.viewport().repaint()


def qt_model(folder: Path, kind: str) -> dict[str, float]:
    """Qt's own SQL models behind a plain table, everything fetched, as a jump to any row needs it."""
    from PySide6.QtCore import Qt
    from PySide6.QtSql import QSqlDatabase, QSqlQueryModel, QSqlTableModel
    from PySide6.QtWidgets import QTableView

    bench = Bench(folder)
    db = QSqlDatabase.addDatabase("QSQLITE")
    db.setDatabaseName(str(folder / "binhui.db"))
    assert db.open()
    bench.table = table = QTableView()
    table.resize(*SIZE)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.show()
    bench.app.processEvents()
    before = memory_mb()
    model: Any = QSqlQueryModel() if kind == "query" else QSqlTableModel(None, db)

    def begin() -> None:
        if kind == "query":
            model.setQuery(SQL, db)
        else:
            model.setTable("cases")
            model.setSort(0, Qt.SortOrder.DescendingOrder)
            model.select()
        table.setModel(model)
        table.viewport().repaint()

    results = {"first": timed(begin)}
    if kind == "table":
        results["key"] = statistics.median(
            timed(
                lambda t=t: (
                    model.setFilter(f"remark LIKE '%{t}%' OR case_no LIKE '%{t}%'"),
                    table.viewport().repaint(),
                )
            )
            for t in TEXTS[:5]
        )
        return results
    while model.canFetchMore():
        model.fetchMore()
    count = model.rowCount()
    chance = random.Random(5)
    pages = list(range(0, count - 100, 25))[1 : JUMPS + 1]
    results["page"] = bench.jumps(pages, lambda place: True)
    results["random"] = bench.jumps([chance.randrange(count - 100) for _ in range(JUMPS)], lambda place: True)
    results["memory"] = memory_mb() - before
    return results


def child(kind: str, folder: Path) -> dict[str, float]:
    """Run one model in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, kind, str(folder)],
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return dict(json.loads(done.stdout.splitlines()[-1]))


def run(count: int) -> None:
    """Print one block of the table."""
    from made_cases import kept_office

    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        office = kept_office(Path(name) / "data", count)
        folder = office.folder
        office.close()
        mine, query, table = (child(kind, folder) for kind in ("ours", "query", "table"))
    print(f"{count:>9,} cases")
    print(f"  first rows            {mine['first']:8.1f} ms   QSqlQueryModel {query['first']:.1f}")
    print(
        f"  P2 key → painted      {mine['key']:8.1f} ms   repaint {mine['repaint']:.1f}"
        f"  {mine['key'] / mine['repaint']:.2f} ×  goal ≤ 1.3 ×"
    )
    print(
        f"  P2 setFilter          {table['key']:8.1f} ms   {mine['key'] / table['key']:.2f} ×  goal ≤ 0.33 ×"
    )
    print(
        f"  P3 page jump          {mine['page']:8.1f} ms   QSqlQueryModel {query['page']:.1f}"
        f"  {mine['page'] / query['page']:.2f} ×  goal ≤ 1.4 ×"
    )
    print(f"  random jump           {mine['random']:8.1f} ms   QSqlQueryModel {query['random']:.1f}")
    print(
        f"  random jump, sorted   {mine['random_sorted']:8.1f} ms   first page by name {mine['sort_by_name']:.1f}"
    )
    print(
        f"  P3 memory             {mine['memory']:8.0f} MB   QSqlQueryModel {query['memory']:.0f}  goal ≤ 50"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["ours"]:
        print(json.dumps(ours(Path(sys.argv[2]))))
    elif sys.argv[1:2] and sys.argv[1] in ("query", "table"):
        print(json.dumps(qt_model(Path(sys.argv[2]), sys.argv[1])))
    else:
        for size in map(int, sys.argv[1:] or ("10000", "100000", "1000000")):
            run(size)
