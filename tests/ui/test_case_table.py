"""The case list as a window over key pages: right rows wherever one looks, few rows in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import resources
from models.clock import FixedClock
from models.services.case_browsing import CaseOrder, CasePage
from models.services.views import CaseFilter, CaseRow
from ui.desk import Desk
from ui.icons import Icons
from ui.itemmodels.case_table_model import KEPT_PAGES, PAGE, STEP, CaseTableModel
from ui.tasks import Tasks
from ui.theme import Theme

TOTAL = 12_345


def case_row(number: int) -> CaseRow:
    return CaseRow(
        id=number,
        case_no=f"BJ-KJ-2024-{number:05d}",
        stage="审查",
        kind="奖补",
        matter_id="13-1",
        matter_name="研发投入补助",
        clause="（十三）",
        applicant_id=1,
        applicant_name=f"第{number}号公司",
        applicant_code="",
        handler_id=1,
        handler_name="王一",
        unit="区科技局",
        event_year=2024,
        registered_on=date(2024, 6, 1),
        due_on=None,
        waiting=False,
        applied_fen=None,
        ceiling_fen=115_000_00,
        determined_fen=None,
        paid_fen=0,
        updated_at="",
    )


class ManyCases:
    """Answers as the browser of the list does, newest first, and counts what it is asked and how many rows it passes."""

    def __init__(self, total: int, *, kept: bool = True) -> None:
        self.total, self.kept, self.reads, self.passed = total, kept, 0, 0

    def page(
        self,
        filter: CaseFilter,
        order: CaseOrder,
        *,
        limit: int,
        after: tuple[int] | None = None,
        skip: int = 0,
        proceed: object = None,
    ) -> CasePage:
        self.reads += 1
        self.passed = max(self.passed, skip)
        start = (self.total if after is None else after[-1] - 1) - skip
        rows = [case_row(number) for number in range(start, max(start - limit, 0), -1)]
        return CasePage(rows, (rows[-1].id,) if rows else None)

    def anchors(
        self,
        filter: CaseFilter,
        order: CaseOrder,
        *,
        step: int,
        after: tuple[int] | None = None,
        most: int,
        proceed: object = None,
    ) -> list[tuple[int]]:
        start = self.total + 1 if after is None else after[-1]
        return [(start - step * n,) for n in range(1, most + 1) if start - step * n >= 1]

    def count_kept(self, filter: CaseFilter) -> int | None:
        return self.total if self.kept else None

    def words(self, text: str) -> tuple[str, ...]:
        return tuple(text.split())


def office_of(cases: ManyCases) -> SimpleNamespace:
    return SimpleNamespace(browse=cases, search=cases, clock=FixedClock(datetime(2024, 6, 20)))


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    theme = Theme(resources.path)
    errors: list[Exception] = []
    tasks = Tasks(errors.append)
    made = Desk(theme=theme, icons=Icons(theme, resources.path), tasks=tasks, resource_path=resources.path)
    made.office = office_of(ManyCases(TOTAL))
    yield made
    assert tasks.stop() and errors == []


def number_at(model: CaseTableModel, place: int, qtbot: QtBot) -> str:
    model.data(model.index(place, 0))
    qtbot.waitUntil(lambda: model.row(place) is not None)
    return str(model.data(model.index(place, 0)))


def test_first_page_then_anywhere(desk: Desk, qtbot: QtBot) -> None:
    model = CaseTableModel(desk)
    model.show(CaseFilter())
    qtbot.waitUntil(lambda: model.rowCount() == TOTAL)
    assert desk.office.browse.reads == 1, "one page is enough to paint"
    for place in (0, 99, 100, 5_000, 12_344, 7, 5_099, 3_333):
        assert number_at(model, place, qtbot) == f"BJ-KJ-2024-{TOTAL - place:05d}"


def test_a_row_on_its_way_shows_dots(desk: Desk, qtbot: QtBot) -> None:
    model = CaseTableModel(desk)
    model.show(CaseFilter())
    qtbot.waitUntil(lambda: model.rowCount() == TOTAL)
    assert model.data(model.index(5_000, 1)) == "…"


def test_memory_stays_small(desk: Desk, qtbot: QtBot) -> None:
    model = CaseTableModel(desk)
    model.show(CaseFilter())
    qtbot.waitUntil(lambda: model.rowCount() == TOTAL)
    for place in range(0, TOTAL, PAGE):
        number_at(model, place, qtbot)
    assert sum(len(rows) for rows in model._store.pages.values()) <= KEPT_PAGES * PAGE


def test_showing_another_filter_drops_late_pages(desk: Desk, qtbot: QtBot) -> None:
    model = CaseTableModel(desk)
    model.show(CaseFilter())
    qtbot.waitUntil(lambda: model.rowCount() == TOTAL)
    model.data(model.index(9_000, 0))
    desk.office = office_of(ManyCases(3))
    model.show(CaseFilter(text="第"))
    qtbot.waitUntil(lambda: desk.tasks.idle and model.rowCount() == 3)
    assert [model.data(model.index(place, 0)) for place in range(3)] == [
        f"BJ-KJ-2024-{n:05d}" for n in (3, 2, 1)
    ]


def test_amounts_stand_right_and_words_left(desk: Desk, qtbot: QtBot) -> None:
    model = CaseTableModel(desk)
    model.show(CaseFilter())
    qtbot.waitUntil(lambda: model.rowCount() == TOTAL)
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    amount = titles.index("政策上限（元）")
    assert model.data(model.index(0, amount)) == "115,000.00"
    assert model.data(model.index(0, amount), Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.data(model.index(0, 0), Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft


def test_a_jump_far_down_passes_over_few_rows(desk: Desk, qtbot: QtBot) -> None:
    model = CaseTableModel(desk)
    model.show(CaseFilter())
    qtbot.waitUntil(lambda: model.rowCount() == TOTAL and desk.tasks.idle)
    assert number_at(model, 12_000, qtbot) == f"BJ-KJ-2024-{TOTAL - 12_000:05d}"
    assert desk.office.browse.passed < STEP


def test_the_first_page_is_shown_before_the_count_is_known(desk: Desk, qtbot: QtBot) -> None:
    desk.office = office_of(ManyCases(TOTAL, kept=False))
    model = CaseTableModel(desk)
    model.show(CaseFilter(text="第"))
    qtbot.waitUntil(lambda: model.rowCount() == PAGE)
    assert not model.is_counted
    model.set_count(TOTAL)
    assert model.rowCount() == TOTAL
    assert number_at(model, 7_777, qtbot) == f"BJ-KJ-2024-{TOTAL - 7_777:05d}"


def test_chosen_rows_that_were_never_seen_are_fetched(desk: Desk, qtbot: QtBot) -> None:
    model = CaseTableModel(desk)
    model.show(CaseFilter())
    qtbot.waitUntil(lambda: model.rowCount() == TOTAL)
    got: list[tuple[CaseRow, ...]] = []
    model.rows_between([(2, 4), (9_000, 9_400)], 300, got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert [row.id for row in got[0]] == [TOTAL - 2, TOTAL - 3, *range(TOTAL - 9_000, TOTAL - 9_298, -1)]


def test_a_search_begins_with_what_the_table_shows(desk: Desk, qtbot: QtBot) -> None:
    desk.office = office_of(ManyCases(TOTAL, kept=False))
    model = CaseTableModel(desk)
    model.screenful = 25
    model.show(CaseFilter(text="第"))
    qtbot.waitUntil(lambda: model.rowCount() == 25)
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.set_count(TOTAL)
    assert model.rowCount() == TOTAL
    qtbot.waitUntil(lambda: bool(changed))
    assert changed[0] == (25, PAGE - 1), "what is shown already is not painted again"
    for place in (0, 24, 25, 49, 50, 12_000):
        assert number_at(model, place, qtbot) == f"BJ-KJ-2024-{TOTAL - place:05d}"
    model.reload()
    qtbot.waitUntil(lambda: model.rowCount() == PAGE)


def test_few_found_are_counted_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.office = office_of(ManyCases(24, kept=False))
    model = CaseTableModel(desk)
    model.screenful = 25
    model.show(CaseFilter(text="第"))
    qtbot.waitUntil(lambda: model.rowCount() == 24)
    assert model.is_counted
