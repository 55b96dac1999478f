"""Several new cases are begun side by side; a matter chosen elsewhere is never ignored; office standards come on request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from models.policy.overrides import Override
from tests.e2e.hand import COMPANY, Hand, new_case, set_up
from ui.drafts import DELAY_MS


@pytest.fixture
def hand(qapp: object, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    yield made
    made.leave()


def begun(hand: Hand, matter_id: str, name: str = "") -> None:
    hand.type(hand.page.matter_panel.search, matter_id)
    hand.press(Qt.Key.Key_Return, hand.page.matter_panel.search)
    if name:
        hand.type(hand.page.applicant.name, name)
    hand.settle()


def scopes(hand: Hand) -> set[str]:
    found: list[tuple[str, ...]] = []
    hand.live(DELAY_MS + 50)
    desk = hand.window.desk
    desk.read(lambda: desk.office.drafts.scopes(desk.officer.id), found.append)
    hand.settle()
    return {one for one in found[0] if one.startswith("new-case")}


def test_a_matter_chosen_elsewhere_asks_about_the_draft(hand: Hand) -> None:
    new_case(hand)
    hand.window.open_screen("workbench")
    hand.window.new_case("33-1")
    hand.settle()
    dialog = hand.page.flow.dialog
    assert dialog.isVisible() and COMPANY in dialog.list.item(0).text()
    assert dialog.another_button.isDefault(), "another matter was chosen"
    dialog.another_button.click()
    hand.settle()
    assert hand.page.matter.id == "33-1" and hand.page.applicant.name.text == ""
    hand.type(hand.page.applicant.name, "杭州海潮工业设计有限公司")
    hand.settle()
    assert scopes(hand) == {"new-case", "new-case:2"}
    hand.window.new_case("13-1")
    hand.settle()
    dialog = hand.page.flow.dialog
    assert dialog.go_on_button.isDefault(), "it was begun before"
    dialog.go_on_button.click()
    hand.settle()
    assert hand.page.matter.id == "13-1" and hand.page.applicant.name.text == COMPANY
    assert "另有 1 件草稿" in hand.page.parts._words.text()


def test_giving_up_the_question_keeps_everything(hand: Hand) -> None:
    new_case(hand)
    hand.window.new_case("33-1")
    hand.settle()
    hand.page.flow.dialog.reject()
    hand.settle()
    assert type(hand.page).__name__ == "CasesScreen" and scopes(hand) == {"new-case"}


def test_another_case_beside_the_restored_draft(hand: Hand) -> None:
    new_case(hand)
    hand.window.open_screen("workbench")
    hand.window.new_case()
    hand.settle()
    assert hand.page.applicant.name.text == COMPANY, "no question where only one thing can be meant"
    hand.page.parts.another_asked.emit()
    hand.settle()
    assert hand.page.matter is None and hand.app.focusWidget() is hand.page.matter_panel.search
    hand.clock.moment += timedelta(minutes=1)
    begun(hand, "12-1", "杭州云栖精密仪器有限公司")
    hand.window.open_screen("workbench")
    hand.settle()
    assert scopes(hand) == {"new-case", "new-case:2"}
    hand.window.new_case()
    hand.settle()
    assert hand.page.matter.id == "12-1", "the latest"
    hand.page.flow._start_over()
    hand.settle()
    assert scopes(hand) == {"new-case"}, "only this draft is thrown away"


def test_typing_faster_than_the_store_loses_nothing(hand: Hand) -> None:
    hand.window.new_case()
    begun(hand, "13-1", COMPANY)
    assert hand.page.applicant.name.text == COMPANY
    assert scopes(hand) == {"new-case"}


def test_the_office_standard_is_filled_in_only_on_request(hand: Hand) -> None:
    desk = hand.window.desk
    basis = "滨江区会展场租补贴办法（滨商务〔2024〕3号）"
    override = Override("44-1", "standard", "set", "ratio", "40", basis=basis)
    desk.write(lambda: (None, desk.office.policy.set_override("bz-2024-12", override, actor=desk.officer)))
    hand.window.new_case("44-1")
    hand.settle()
    fields = hand.page.facts.fields
    assert fields["ratio"].text == "" and fields["ratio_basis"].text == "", "never by itself"
    offered = [b for b in fields["ratio"].findChildren(QPushButton) if b.text().startswith("引用本单位标准")]
    assert len(offered) == 1 and "40%" in offered[0].text() and basis in offered[0].accessibleName()
    offered[0].click()
    hand.settle()
    assert fields["ratio"].text == "40" and fields["ratio_basis"].text == basis
    hand.window.new_case("13-1")
    hand.settle()
    hand.page.flow.dialog.another_button.click()
    hand.settle()
    assert not [b for b in hand.page.facts.findChildren(QPushButton) if "本单位标准" in b.text()]
