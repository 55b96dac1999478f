"""From an approved case over a public notice with an objection to the payments, through the real window."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.e2e.hand import Hand, new_case, set_up
from tests.e2e.journey import answer_all, issue, stage


@pytest.fixture
def hand(qapp: object, tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Hand(tmp_path / "滨惠办 数据")
    yield made
    made.leave()


def approve(hand: Hand) -> int:
    """Carry a 13-1 case to the notice and return its id."""
    new_case(hand)
    hand.page.register_button.click()
    hand.wait(lambda: type(hand.page).__name__ == "CaseScreen" and hand.page.presenter.view is not None)
    hand.settle()
    answer_all(hand)
    for name, opinion in (("受理", ""), ("开始审查", ""), ("审查通过", "符合条件。")):
        hand.move(name, opinion=opinion)
    page = hand.page.guide.determination
    hand.page.guide.go_to(2)
    hand.type(page.amount, "11.5万")
    hand.type(page.basis, "依专项审计报告。")
    page.save()
    hand.settle()
    hand.move("提交初审", opinion="拟核定115,000元。")
    hand.sit_down("李二")
    hand.move("初审通过", opinion="同意。")
    hand.sit_down("赵三")
    hand.move("同意", opinion="同意。")
    hand.sit_down("王一")
    case_id: int = hand.page.presenter.case_id
    return case_id


def test_notice_with_objection_then_payments_in_parts(hand: Hand) -> None:
    set_up(hand)
    name_contact(hand)
    case_id = approve(hand)
    publish(hand)
    object_and_settle(hand)
    hand.clock.moment += timedelta(days=14)
    hand.page.refresh()
    hand.settle()
    assert hand.page.panel.end_button.isEnabled()
    hand.page.presenter.end(
        hand.page.panel.page.notice.id, lambda notice: hand.page.refresh(), owner=hand.page
    )
    hand.settle()
    assert "已转入“批复”" in hand.page.panel._next.text()

    hand.window.open_case(case_id)
    hand.settle()
    assert stage(hand) == "批复"
    issue(hand, "approval")
    hand.move("转拨付")
    pay_in_parts(hand)
    hand.window.open_case(case_id)
    hand.settle()
    hand.move("归档")
    assert stage(hand) == "归档"


def name_contact(hand: Hand) -> None:
    """A public notice names whom to turn to with an objection."""
    desk = hand.window.desk
    office, officer = desk.office, desk.officer

    def call() -> tuple[object, object]:
        profile = office.profile()
        changed = replace(profile, contact="王一", phone="0571-87700000")
        return office.save_profile(changed, actor=officer, expected_version=profile.version)

    desk.write(call)
    hand.settle()


def publish(hand: Hand) -> None:
    hand.window.open_screen("notices")
    hand.settle()
    page = hand.page
    assert page.new_button.isEnabled()
    page.begin()
    hand.settle()
    assert "2024年6月27日" in page.dialog.days.below.text(), "five working days, the weekend left out"
    page.dialog.title.edit.clear()
    hand.type(page.dialog.title, "六月第一批公示")
    page.dialog.go_button.click()
    hand.settle()
    assert page.panel.page.notice.title == "六月第一批公示"
    assert not page.panel.end_button.isEnabled() and "公示期未满" in page.panel._next.text()
    letters: list[object] = []
    page.presenter.issue_letter(page.panel.page.notice.case_ids, letters.append, owner=page)
    hand.settle()
    assert letters


def object_and_settle(hand: Hand) -> None:
    page = hand.page
    page._object()
    page.dialog.finish()
    hand.settle()
    assert page.dialog.isVisible() and "异议人姓名" in page.dialog.name.below.text(), "real name is wanted"
    for field, text in ((page.dialog.name, "周某"), (page.dialog.contact, "13900000000")):
        hand.type(field, text)
    hand.type(page.dialog.area, "研发费用口径存疑。")
    page.dialog.finish()
    hand.settle()
    (objection,) = page.panel.page.notice.objections
    assert objection.closed_on is None
    page._settle(objection)
    page.dialog.finish()
    assert page.dialog.isVisible(), "nothing is chosen before the officer chooses"
    page.dialog.verdict._buttons[0][0].click()
    hand.type(page.dialog.area, "经核对审计报告，口径一致，已书面答复。")
    page.dialog.finish()
    hand.settle()
    assert page.panel.page.notice.objections[0].upheld is False


def pay_in_parts(hand: Hand) -> None:
    hand.window.open_screen("payments")
    hand.settle()
    page = hand.page
    entry = page.panel.entry
    sheet = openpyxl.load_workbook(io.BytesIO(page.presenter.workbook(())()))  # type: ignore[arg-type]
    assert any("115000" in str(cell.value).replace(",", "") for row in sheet.active for cell in row)
    for amount, voucher in (("20万", "2024-001"), ("5万", "2024-001")):
        entry.amount.edit.clear()
        hand.type(entry.amount, amount)
        entry.day.set_text("今天")
        entry.voucher.set_text(voucher)
        entry.finish()
        hand.go_on_if_asked()
        hand.settle()
    assert page.panel.view.case.paid_fen == 50_000_00, "too much was refused, the rest went through"
    assert entry.amount.text == ""
    entry.rest_button.click()
    assert entry.amount.text == "65,000.00"
    entry.day.set_text("今天")
    entry.voucher.set_text("2024-002")
    entry.finish()
    hand.settle()
    box, view = QApplication.activeModalWidget(), page.panel.view
    assert isinstance(box, QMessageBox) and box.defaultButton().text() == "取消"
    for words in ("65,000.00 元", view.case.case_no, view.applicant.name):
        assert words in box.text()
    assert "2024-002" in box.informativeText()
    hand.go_on_if_asked()
    hand.settle()
    assert page.panel.view.case.remaining_fen == 0
    assert page.table.rows == []
