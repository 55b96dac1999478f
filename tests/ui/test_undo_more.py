"""Redo, attachments, a first determination and an empty amount applied for; moves that ask, and those that do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.e2e.hand import Hand, new_case, set_up

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hand(qapp: Any, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    new_case(made)
    made.page.register_button.click()
    made.wait(lambda: type(made.page).__name__ == "CaseScreen" and made.page.presenter.view is not None)
    made.settle()
    yield made
    assert made.window.desk.office.verify() == []
    made.leave()


def undo(hand: Hand) -> None:
    hand.press(Qt.Key.Key_Z, hand.page, CTRL)
    hand.settle()


def redo(hand: Hand, key: Any = Qt.Key.Key_Y, modifier: Any = CTRL) -> None:
    hand.press(key, hand.page, modifier)
    hand.settle()


def told(hand: Hand) -> str:
    bar = hand.page.moves.undo_bar
    return str(bar.words._whole) if bar.isVisible() else ""


def to_determination(hand: Hand) -> None:
    page = hand.page
    for check in page.presenter.view.checks:
        if not check.automatic:
            page.presenter.answer(check.id, "符合", "")
    for item in page.presenter.view.materials:
        page.presenter.receive(item.id, "已收", "")
    hand.settle()
    for name in ("受理", "开始审查", "审查通过"):
        hand.move(name, "符合")


def test_what_was_undone_can_be_done_again_until_something_else_is_done(hand: Hand) -> None:
    page = hand.page
    first, second = [one.id for one in page.presenter.view.checks if not one.automatic][:2]
    page.presenter.answer(first, "符合", "")
    page.presenter.answer(second, "不符合", "")
    hand.settle()
    undo(hand)
    undo(hand)
    bar = page.moves.undo_bar
    assert bar.redo_button.isVisible() and not bar.undo_button.isVisible()

    def verdicts() -> list[str]:
        found = {one.id: one.verdict for one in page.presenter.view.checks}
        return [found[first], found[second]]

    assert verdicts() == ["", ""]
    redo(hand)
    assert verdicts() == ["符合", ""]
    redo(hand, Qt.Key.Key_Z, CTRL_SHIFT)
    assert verdicts() == ["符合", "不符合"] and told(hand).startswith("已重做：")
    undo(hand)
    page.presenter.answer(second, "待补", "缺页")
    hand.settle()
    redo(hand)
    assert verdicts() == ["符合", "待补"], "another edit ends what can be done again"


def test_a_removed_file_comes_back_to_its_paper(hand: Hand, tmp_path: Path) -> None:
    page = hand.page
    paper = page.presenter.view.materials[0]
    file = tmp_path / "审计报告.pdf"
    file.write_bytes(b"%PDF-1.4")
    page.extras.files.add([file], case_id=page.presenter.case_id, material_id=paper.id)
    hand.settle()
    assert told(hand) == "已添加“审计报告.pdf”"
    (kept,) = page.presenter.view.files
    page.guide.go_to(1)
    page.guide.papers.files.files.remove(kept)
    hand.settle()
    assert page.presenter.view.files == () and told(hand) == "已移除“审计报告.pdf”"
    undo(hand)
    assert page.presenter.view.files == (kept,)
    redo(hand)
    assert page.presenter.view.files == ()
    undo(hand)
    undo(hand)
    assert page.presenter.view.files == (), "adding it is taken back too"
    actions = [event.action for event in page.presenter.view.events if event.action.startswith("file_")]
    assert sorted(actions) == ["file_added", *["file_removed"] * 3, *["file_restored"] * 2]


def test_a_file_whose_bytes_are_gone_is_told_and_stays_away(
    hand: Hand, tmp_path: Path, monkeypatch: Any
) -> None:
    page, problems = hand.page, []
    monkeypatch.setattr("ui.messages.show_problem", lambda parent, problem: problems.append(problem.what))
    file = tmp_path / "证书.pdf"
    file.write_bytes(b"%PDF-1.4 x")
    page.extras.files.add([file], case_id=page.presenter.case_id, material_id="")
    hand.settle()
    (kept,) = page.presenter.view.files
    page.guide.papers.files.files.remove(kept)
    hand.settle()
    bytes_file = next((tmp_path / "数据" / "files").rglob(kept.sha256))
    data = bytes_file.read_bytes()
    bytes_file.unlink()
    undo(hand)
    assert problems == ["“证书.pdf”文件缺失"] and page.presenter.view.files == ()
    bytes_file.write_bytes(data)
    undo(hand)
    assert page.presenter.view.files == (kept,), "once put right it can be undone after all"


def test_a_first_determination_is_taken_back_and_made_again(hand: Hand) -> None:
    to_determination(hand)
    page = hand.page
    page.presenter.determine(11_500_000, "专项审计", "", lambda: None, lambda error: None)
    hand.settle()
    assert told(hand) == "已核定 115,000.00 元"
    undo(hand)
    view = page.presenter.view
    assert view.case.determined_fen is None and view.determination is None and len(view.determinations) == 1
    assert view.headroom is None or view.headroom.reserved_fen == 0
    redo(hand)
    assert page.presenter.view.determination.amount_fen == 11_500_000
    undo(hand)
    page.presenter.determine(10_000_000, "专项审计", "评审意见", lambda: None, lambda error: None)
    hand.settle()
    assert page.presenter.view.case.determined_fen == 10_000_000


def test_an_amount_applied_for_that_was_empty_is_empty_again(hand: Hand) -> None:
    page = hand.page
    case = page.presenter.view.case
    assert case.applied_fen is None
    facts = {**case.facts_raw, "event_date": case.event_date.isoformat()}
    page.presenter.save_facts(facts, 11_000_000)
    hand.settle()
    assert page.presenter.view.case.applied_fen == 11_000_000
    undo(hand)
    assert page.presenter.view.case.applied_fen is None
    redo(hand)
    assert page.presenter.view.case.applied_fen == 11_000_000
    undo(hand)
    undo(hand)
    assert page.presenter.view.case.applied_fen is None, "undo is not an edit of its own"


def test_facts_that_let_an_amount_lapse_tell_so(hand: Hand) -> None:
    to_determination(hand)
    page = hand.page
    page.presenter.determine(11_500_000, "专项审计", "", lambda: None, lambda error: None)
    hand.settle()
    case = page.presenter.view.case
    facts = {**case.facts_raw, "rd_current": "6300000.00", "event_date": case.event_date.isoformat()}
    page.presenter.save_facts(facts, case.applied_fen)
    hand.settle()
    assert told(hand) == "申报事实已修改，核定额须重新填写"
    undo(hand)
    assert page.presenter.view.case.facts_raw == case.facts_raw
    assert page.presenter.view.case.determined_fen is None


def test_a_move_that_can_be_corrected_does_not_ask_and_tells_how(hand: Hand) -> None:
    page = hand.page
    check = next(one for one in page.presenter.view.checks if not one.automatic)
    page.presenter.answer(check.id, "符合", "")
    for item in page.presenter.view.materials:
        page.presenter.receive(item.id, "已收", "")
    hand.settle()
    number = page.presenter.view.case.case_no
    page._on_move(next(one for one in page.presenter.view.moves if one.label == "受理"))
    hand.settle()
    assert page.presenter.view.case.stage == "受理" and QApplication.activeModalWidget() is None
    assert told(hand).startswith(f"已办理“受理” {number}。") and "内容仍可修改" in told(hand)
    assert not page.moves.undo_bar.undo_button.isVisible()
    undo(hand)
    answered = next(one for one in page.presenter.view.checks if one.id == check.id)
    assert answered.verdict == "符合", "nothing from before the move is taken back by key"


def test_a_move_that_nothing_takes_back_asks_once_naming_the_case(hand: Hand) -> None:
    to_determination(hand)
    page = hand.page
    page.presenter.determine(11_500_000, "专项审计", "", lambda: None, lambda error: None)
    hand.settle()
    hand.move("提交初审", "符合")
    assert told(hand).endswith("退回：全部流转—退回修改、退回审查（复核或审批）")
    hand.sit_down("李二")
    hand.move("初审通过", "同意")
    hand.sit_down("赵三")
    hand.move("同意", "同意")
    hand.sit_down("王一")
    case, applicant = page.presenter.view.case, page.presenter.view.applicant
    hand.press(Qt.Key.Key_Return, page, CTRL)
    hand.settle()
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    for words in (case.case_no, applicant.name, "115,000.00 元", "开始公示"):
        assert words in box.text()
    assert box.defaultButton().text() == "取消" and box.escapeButton().text() == "取消"
    hand.press(Qt.Key.Key_Return, box)
    hand.settle()
    assert page.presenter.view.case.notice == "" and QApplication.activeModalWidget() is None
    hand.move("开始公示")
    assert page.presenter.view.case.notice == "公示中"
    hand.clock.moment += timedelta(days=14)
    page.presenter.refresh()
    hand.settle()
    hand.move("公示期满")
    assert page.presenter.view.case.stage == "批复"
