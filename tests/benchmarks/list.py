"""The case list over many cases against Qt's own SQL models: key press, page and random jump, memory (goals P2, P3).

"Repaint only" is what it costs to change the list to rows that were read before, and to paint them.

Run by hand: python tests/benchmarks/list.py [10000 100000 1000000]
Each model runs in a process of its own, so that the memory is its own.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.made_cases import NOW, kept_folder
from tests.benchmarks.table import Line, bound_line, ratio_line, render

SQL = (
    "SELECT c.case_no, a.name, c.clause || c.matter_id, c.stage, c.due_on, c.ceiling_fen, c.determined_fen, "
    "o.name, c.registered_on FROM cases c JOIN applicants a ON a.id = c.applicant_id "
    "LEFT JOIN officers o ON o.id = c.handler_id ORDER BY c.id DESC"
)
SIZE = (1280, 800)
JUMPS = 40
REST_S = 0.025
ROUNDS = 24
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


class Paints(QObject):
    """Tells whether a table was painted since it was last asked to forget."""

    def __init__(self, viewport: Any) -> None:
        super().__init__(viewport)
        self.seen = False
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


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

        found = []
        for place in places:
            found.append(timed(lambda p=place: jump(p)))
            self.rest()
        return statistics.median(found)

    def rest(self) -> None:
        """Let the loop turn as long as it does between two jumps of a key held down (30 a second)."""
        end = time.perf_counter() + REST_S
        self.until(lambda: time.perf_counter() >= end)


def ours(folder: Path) -> dict[str, float]:
    """Our model behind our table."""
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
    theme.dress(table)
    table.show()
    bench.app.processEvents()
    before = memory_mb()
    filled: list[int] = []
    paints = Paints(table.viewport())

    def on_filled(count: int) -> None:
        filled.append(count)
        paints.seen = False

    model.filled.connect(on_filled)

    def show(text: str, order: CaseOrder | None = None) -> None:
        filled.clear()
        model.show(CaseFilter(text=text), order or CaseOrder())
        # The loop that brings the rows may paint them in the same turn; painting them twice would count double.
        bench.until(lambda: bool(filled))
        if not paints.seen:
            table.viewport().repaint()

    first = timed(lambda: show(""))
    bench.until(lambda: tasks.idle)
    count = model.rowCount()
    chance = random.Random(5)
    results = {"first": first}
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
    results["key"], results["repaint"] = in_turns(bench, desk, model, table, show)
    table.hide()
    results |= screen_keys(bench, desk)
    tasks.stop()
    desk.office.close()
    return results


def screen_keys(bench: Bench, desk: Any) -> dict[str, float]:
    """From a key in the search field of the whole screen to its painted list, beside painting that screen anew."""
    from ui.screens.cases.view import CasesScreen

    desk.profile, desk.officers = desk.office.profile(), tuple(desk.office.officers.list())
    desk.officer = desk.officers[0]
    screen: Any = CasesScreen(desk, None)  # type: ignore[arg-type]
    screen.resize(*SIZE)
    bench.theme.dress(screen)
    screen.show()
    screen.on_shown()
    bench.until(lambda: desk.tasks.idle)
    filled: list[int] = []
    paints = Paints(screen.table.viewport())

    def on_filled(count: int) -> None:
        filled.append(count)
        paints.seen = False

    screen.model.filled.connect(on_filled)

    def typed(text: str) -> None:
        filled.clear()
        screen.search.setText(text)
        bench.until(lambda: bool(filled))
        if not paints.seen:
            screen.table.viewport().repaint()

    times = in_turns(bench, desk, screen.model, screen.table, typed)
    return dict(zip(("screen_key", "screen_paint"), times, strict=True))


def in_turns(
    bench: Bench, desk: Any, model: Any, table: Any, search: Callable[[str], None]
) -> tuple[float, float]:
    """Medians of searching for a text, and of showing the rows of a text that were read before; both painted.

    A text searched for, then the next one's rows shown; in the next round the other way round. Both change the list
    to other rows with other marks; only the search lies between.
    """
    from models.services.views import CaseFilter

    most = model.screenful
    read = {text: desk.office.browse.page(CaseFilter(text=text), limit=most) for text in TEXTS}
    words = {text: desk.office.search.words(text) for text in TEXTS}

    def shown(text: str) -> None:
        rows = read[text].rows
        model._begin(model._generation, read[text], len(rows) if len(rows) < most else None, words[text])
        table.viewport().repaint()

    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS):
        for place, text in enumerate(TEXTS):
            way = (turn + place) % 2
            times[way].append(timed(lambda t=text, work=(search, shown)[way]: work(t)))
            bench.until(lambda: desk.tasks.idle)
    return statistics.median(times[0]), statistics.median(times[1])


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


def measure(count: int) -> list[Line]:
    """All lines of one size; each model has a process of its own."""
    folder = kept_folder(count)
    mine, query, table = (child(kind, folder) for kind in ("ours", "query", "table"))
    jumps = "QSqlQueryModel"
    return [
        ratio_line("P2", "key press → painted list / repaint only", mine["key"], mine["repaint"], most=1.3),
        ratio_line(
            "P2", "key press → painted list / QSqlTableModel.setFilter", mine["key"], table["key"], most=1 / 3
        ),
        ratio_line(
            "P2",
            "the same in the whole screen / repaint only",
            mine["screen_key"],
            mine["screen_paint"],
            most=1.3,
        ),
        ratio_line("P3", "page jump", mine["page"], query["page"], most=1.4, peer_name=jumps),
        Line("P3", "jump to anywhere", f"{mine['random']:.1f} ms ({jumps} {query['random']:.1f} ms)"),
        Line("P3", "jump to anywhere, sorted by amount", f"{mine['random_sorted']:.1f} ms"),
        Line("P3", "first page, newly sorted by name", f"{mine['sort_by_name']:.1f} ms"),
        Line("P3", "first rows", f"{mine['first']:.1f} ms ({jumps} {query['first']:.1f} ms)"),
        bound_line("P3", "memory above the bare window", mine["memory"], most=50, unit="MB"),
        Line("P3", f"memory of {jumps}", f"{query['memory']:.0f} MB"),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["ours"]:
        print(json.dumps(ours(Path(sys.argv[2]))))
    elif sys.argv[1:2] and sys.argv[1] in ("query", "table"):
        print(json.dumps(qt_model(Path(sys.argv[2]), sys.argv[1])))
    else:
        for size in map(int, sys.argv[1:] or ("10000", "100000", "1000000")):
            print(render(f"{size:,} cases", measure(size)), flush=True)
