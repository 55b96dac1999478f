"""A corrected version of the pack: a quiet line on the case page, what changes, the move with its reason, or why not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.e2e.hand import Hand, new_case, set_up
from tests.services.corrected_pack import second_version


def words(widget: object) -> str:
    return "\n".join(part.text() for part in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def registered(folder: Path) -> int:
    hand = Hand(folder)
    set_up(hand)
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    hand.settle()
    case_id: int = hand.page.presenter.case_id
    assert not hand.page.pack_bar.isVisible(), "nothing to tell"
    hand.leave()
    second_version(folder)
    return case_id


def at_case(folder: Path, case_id: int) -> Hand:
    hand = Hand(folder)
    hand.window.open_case(case_id)
    hand.settle()
    hand.settle()
    assert hand.page.pack_bar.isVisible()
    return hand


def test_the_officer_sees_what_changes_and_moves_the_case(qapp: object, tmp_path: Path) -> None:
    case_id = registered(tmp_path)
    hand = at_case(tmp_path, case_id)
    hand.page.pack_bar.look_button.click()
    hand.settle()
    dialog = hand.page._dialog
    shown = words(dialog)
    assert "115,000.00" in shown and "92,000.00" in shown and "两年口径是否相同？" in shown
    hand.press(Qt.Key.Key_Return, dialog, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible() and "理由" in dialog.fault.text(), "not without a reason"
    hand.type(dialog._area, "按更正后的版本办理")
    hand.press(Qt.Key.Key_Return, dialog, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    hand.settle()
    view = hand.page.presenter.view
    assert view.assessment.ceiling_fen == 92_000_00
    assert not hand.page.pack_bar.isVisible()
    assert any("按更正后的版本办理" in event.text or "转换政策包版本" in event.text for event in view.events)
    hand.leave()


def test_a_refusal_is_told_with_its_reason(qapp: object, tmp_path: Path) -> None:
    case_id = registered(tmp_path)
    hand = at_case(tmp_path, case_id)
    office, officer = hand.window.desk.office, hand.window.desk.officer

    def determine() -> None:
        view = office.cases.view(case_id, actor=officer)
        for item in view.materials:
            office.cases.receive(case_id, item.id, "已收", actor=officer)
        for check in view.checks:
            if not check.automatic:
                office.cases.answer(case_id, check.id, "符合", actor=officer)
        for _ in range(3):
            move = next(
                one for one in office.cases.view(case_id, actor=officer).moves if one.permitted and one.target
            )
            office.cases.move(case_id, move.name, opinion="同意。", actor=officer)
        office.cases.determine(case_id, amount_fen=115_000_00, basis="条款", actor=officer)

    hand.window.desk.read(determine, lambda nothing: hand.page.presenter.refresh())
    hand.settle()
    hand.settle()
    hand.page.pack_bar.look_button.click()
    hand.settle()
    dialog = hand.page._dialog
    assert "现在不能转换" in words(dialog) and "核定额" in words(dialog)
    assert not dialog._area.isVisible()
    dialog.reject()
    hand.leave()
