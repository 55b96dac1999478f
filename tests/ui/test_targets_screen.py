"""The screens 指标 and 预算 on a real office: what is entered is stored, shown, drawn and handed out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt

from tests.e2e.hand import Hand, set_up
from ui.widgets.exporting import export_to


@pytest.fixture
def hand(qapp: object, tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Hand(tmp_path / "滨惠办 数据")
    set_up(made)
    yield made
    made.leave()


def opened(hand: Hand, name: str) -> Any:
    hand.window.open_screen(name)
    hand.settle()
    return hand.page


def enter(hand: Hand, page: Any, value: str, day: str, evidence: str = "") -> None:
    entry = page.panel.entry
    for field, text in ((entry.value, value), (entry.day, day), (entry.evidence, evidence)):
        hand.type(field, text)
    hand.press(Qt.Key.Key_S, entry.value.edit, Qt.KeyboardModifier.ControlModifier)
    hand.settle()


def test_a_figure_is_entered_by_keyboard(hand: Hand) -> None:
    page = opened(hand, "targets")
    assert page.panel.row.id == "1-T1" and page.panel.row.state == "未填报"
    hand.press(Qt.Key.Key_Return, page.table)
    assert hand.app.focusWidget() is page.panel.entry.value.edit
    enter(hand, page, "4.9亿元", "6-18", "区发改局6月月报")
    assert page.panel.row.id == "1-T1" and page.panel.row.state == "序时达标"
    assert page.panel.entry.value.text == ""
    assert "6月18日 4.9亿元" in page.panel.curve.accessibleDescription()
    assert page.panel.history.board.rowCount() == 1
    assert (
        next(chip for chip in page.chips.buttons() if chip.property("state") == "序时达标").text()
        == "序时达标 1"
    )


def test_arrows_step_over_headings(hand: Hand) -> None:
    page = opened(hand, "targets")
    page.table.setFocus()
    for _ in range(9):
        hand.press(Qt.Key.Key_Down, page.table)
    assert page.panel.row.id == "2D-T1"


def test_faults_stand_beside_their_fields(hand: Hand) -> None:
    page = opened(hand, "targets")
    enter(hand, page, "很多", "6-31")
    assert "不是数字" in page.panel.entry.value.below.text()
    assert page.panel.entry.day.edit.property("fault")
    page.panel.entry.value.edit.clear()
    page.panel.entry.day.edit.clear()
    enter(hand, page, "3", "6-21")
    assert "晚于今天" in page.panel.entry.day.below.text()
    assert page.panel.row.state == "未填报"


def test_typing_is_kept_as_a_draft(hand: Hand) -> None:
    page = opened(hand, "targets")
    hand.type(page.panel.entry.value, "7.5")
    page.go_to("1-T3")
    hand.settle()
    assert page.panel.entry.value.text == ""
    page.go_to("1-T1")
    hand.settle()
    assert page.panel.entry.value.text == "7.5"


def test_only_workers_may_enter(hand: Hand) -> None:
    page = opened(hand, "targets")
    office = hand.window.desk.office
    admin = hand.window.desk.officer
    done: list[Any] = []
    hand.window.desk.read(
        lambda: office.officers.add(name="孙五", roles=["只读"], actor=admin),
        lambda answer: done.append(answer[0]),
    )
    hand.wait(lambda: bool(done))
    hand.window.desk.sit_down(done[0])
    hand.settle()
    assert not page.panel.entry.save_button.isEnabled()
    assert "只读" in page.panel.entry._why_not.text()


def test_filters_and_summaries(hand: Hand) -> None:
    page = opened(hand, "targets")
    hand.type(page.search, "担保")
    page._apply()
    assert {row.id for row in page.shown()} == {"38-T2", "38-T3", "38-T4"}
    hand.type(page.search, "没有")
    page._apply()
    assert page.swap.place == 1
    page._on_clear()
    assert page.swap.place == 0 and len(page.shown()) == 66
    page.steps.turn_to(2)
    place = page.units.board.place_of(lambda one: one.key == "滨江供电分公司")
    page.units.go_to(place)
    hand.press(Qt.Key.Key_Return, page.units)
    assert page.steps.place == 0
    assert [row.id for row in page.shown()] == ["5-T1", "5-T2", "5-T3"]


def test_boards_are_handed_out(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand, "targets")
    hand.type(page.search, "担保")
    page._apply()
    desk = hand.window.desk
    export_to(desk, page, tmp_path / "指标.xlsx", page.presenter.file("xlsx", page.shown()))
    export_to(desk, page, tmp_path / "指标.pdf", page.presenter.file("pdf", page.shown()))
    page = opened(hand, "budgets")
    export_to(desk, page, tmp_path / "预算.xlsx", page.presenter.file("xlsx"))
    export_to(desk, page, tmp_path / "预算.pdf", page.presenter.file("pdf"))
    hand.settle()
    assert openpyxl.load_workbook(tmp_path / "指标.xlsx").active.max_row == 3 + 3 + 1
    assert openpyxl.load_workbook(tmp_path / "预算.xlsx").active.max_row == 3 + 18 + 1
    assert (tmp_path / "指标.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "预算.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_that_cannot_be_written_is_told(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Exception] = []
    monkeypatch.setattr(hand.window.desk, "show_problem", told.append)
    page = opened(hand, "budgets")
    export_to(hand.window.desk, page, tmp_path / "没有" / "预算.pdf", page.presenter.file("pdf"))
    hand.settle()
    assert "没有导出“预算.pdf”" in str(told[0])


def test_an_executed_sum_is_entered(hand: Hand) -> None:
    page = opened(hand, "budgets")
    assert "108.9 亿元" in page._note.text() and "44.5 亿元" in page._note.text()
    enter(hand, page, "26.55亿", "5-31", "区财政局执行月报")
    row = page.panel.row
    assert row.id == "2-B" and row.executed == "26.55 亿元\n2,655,000,000.00"
    assert str(row.rate) == "43.5" and str(row.share_due) == "41.5"
    assert page.panel.history.board.rowCount() == 1


def test_from_a_target_to_its_clause(hand: Hand) -> None:
    page = opened(hand, "targets")
    page.go_to("38-T1")
    hand.settle()
    page.panel._ask_clause()
    hand.settle()
    assert type(hand.page).__name__ == "PolicyScreen"
    assert hand.page.text._key == "（三十八）"
