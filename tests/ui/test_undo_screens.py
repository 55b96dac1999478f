"""Undo beside the case page: the office's list, readings, settings, officers, letters' words, applicants, views, hand-over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from models.services.views import ApplicantForm
from tests.e2e.hand import CODE, COMPANY, Hand, new_case, set_up

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hand(qapp: Any, tmp_path: Path) -> Iterator[Hand]:
    made = Hand(tmp_path / "数据")
    set_up(made)
    yield made
    assert made.window.desk.office.verify() == []
    made.leave()


def screen(hand: Hand, name: str) -> Any:
    hand.window.open_screen(name)
    hand.settle()
    return hand.page


def section(hand: Hand, name: str) -> Any:
    page = screen(hand, "settings")
    page.go_to(name)
    hand.settle()
    return page.page


def told(hand: Hand) -> str:
    bar = hand.window.undo.bar
    return str(bar.words._whole) if bar.isVisible() else ""


def undo(hand: Hand) -> None:
    hand.window.undo.bar.undo_button.click()
    hand.settle()


def by_key(hand: Hand, page: Any) -> None:
    # No window manager gives the focus back offscreen.
    hand.window.activateWindow()
    hand.wait(hand.window.isActiveWindow)
    hand.press(Qt.Key.Key_Z, page, CTRL)
    hand.settle()


def redo(hand: Hand) -> None:
    hand.window.undo.bar.redo_button.click()
    hand.settle()


def ask(hand: Hand, call: Any) -> Any:
    found: list[Any] = []
    hand.window.desk.read(call, found.append)
    hand.settle()
    return found[0]


def questions(page: Any, *texts: str) -> None:
    for text in texts:
        page.change_matter("13-1")
        QApplication.processEvents()
        page._dialog.add("check")
        page._dialog.form.text.setPlainText(text)
        page._dialog.form.save_button.click()
        page.hand.settle()
        page._dialog.reject()
        page.hand.settle()


def test_the_office_list_and_its_reset_are_undone_without_a_question(hand: Hand) -> None:
    page = screen(hand, "policy")
    page.hand = hand
    questions(page, "账册是否完整？", "人员名册是否齐备？")
    assert "账册" not in told(hand) and "人员名册是否齐备？" in told(hand)

    def values() -> list[str]:
        return [one.value for one in page.view.overrides]

    page.overrides.reset_button.click()
    hand.settle()
    assert values() == [] and QApplication.activeModalWidget() is None
    by_key(hand, page)
    assert sorted(values()) == ["人员名册是否齐备？", "账册是否完整？"]
    undo(hand)
    assert values() == ["账册是否完整？"]
    redo(hand)
    redo(hand)
    assert values() == []
    undo(hand)
    undo(hand)
    assert values() == ["账册是否完整？"]
    office, officer, pack_id = hand.window.desk.office, hand.window.desk.officer, page.presenter.pack_id
    changed = msgspec.structs.replace(page.view.overrides[0], value="账册是否齐全？")
    ask(hand, lambda: office.policy.set_override(pack_id, changed, actor=officer))
    undo(hand)
    assert "又有改动" in told(hand), "what was changed since is left alone"
    assert ask(hand, lambda: office.policy.overrides(pack_id)) == (changed,)


def test_a_reading_goes_back(hand: Hand) -> None:
    page = screen(hand, "policy")
    note = next(one for one in page.view.pack.notes if one.option)
    former = page.view.readings[note.setting]
    other = next(one.value for one in note.option if one.value != former)
    hand.wait(lambda: note.id in page.notes.cards)
    card = page.notes.cards[note.id]
    card.choose(other)
    card.adopt.click()
    hand.settle()
    assert page.view.readings[note.setting] == other and told(hand).startswith("已采用“")
    undo(hand)
    assert page.view.readings[note.setting] == former
    redo(hand)
    assert page.view.readings[note.setting] == other


def test_the_forms_of_settings_go_back(hand: Hand) -> None:
    page = section(hand, "unit")
    former = page.shown
    page.fields["contact"].edit.clear()
    hand.type(page.fields["contact"], "王女士")
    page.save()
    hand.settle()
    assert told(hand) == "已保存：单位"
    undo(hand)
    profile = ask(hand, hand.window.desk.office.profile)
    assert profile.contact == former.contact and page.fields["contact"].text == former.contact
    assert hand.window.desk.profile == profile and not page.dirty
    redo(hand)
    assert ask(hand, hand.window.desk.office.profile).contact == "王女士"
    lock = section(hand, "lock")
    lock.idle.set_text("15")
    lock.on_edited()
    lock.save()
    hand.settle()
    assert lock.shown.idle_minutes == 15
    undo(hand)
    assert lock.shown.idle_minutes == 0 and ask(hand, hand.window.desk.office.forms.lock).idle_minutes == 0


def test_a_setting_changed_by_another_window_is_left_alone(hand: Hand) -> None:
    page = section(hand, "unit")
    hand.type(page.fields["contact"], "王女士")
    page.save()
    hand.settle()
    office, officer, shown = hand.window.desk.office, hand.window.desk.officer, page.shown
    ask(
        hand,
        lambda: office.save_profile(replace(shown, phone="1"), actor=officer, expected_version=shown.version),
    )
    undo(hand)
    assert "又有改动" in told(hand) and ask(hand, office.profile).contact == "王女士"


def test_an_officer_out_of_use_comes_back_without_a_question(hand: Hand) -> None:
    page = section(hand, "officers")
    page.table.go_to(page.table.board.place_of(lambda one: one.officer.name == "李二"))
    page.active.click()
    page.save_button.click()
    hand.settle()
    assert QApplication.activeModalWidget() is None and "停用" in told(hand)
    assert "李二" not in [one.name for one in hand.window.desk.officers]
    undo(hand)
    assert "李二" in [one.name for one in hand.window.desk.officers]


def test_the_words_of_a_letter_go_back_to_unconfirmed(hand: Hand) -> None:
    page = section(hand, "wording")
    text = page.text
    assert text is not None and not text.own
    page.edit.setPlainText(text.text + "特此说明。")
    page.save()
    hand.settle()
    wording, kind = hand.window.desk.office.letters.wording, page.chosen_kind

    def now() -> Any:
        return next(one for one in ask(hand, lambda: wording.texts(kind)) if one.id == text.id)

    assert now().own
    undo(hand)
    assert now() == text
    redo(hand)
    assert now().text == text.text + "特此说明。"


def test_an_applicant_goes_back_and_a_merge_is_undone(hand: Hand) -> None:
    office, officer = hand.window.desk.office, hand.window.desk.officer
    forms = (
        ApplicantForm(kind="企业", name=COMPANY, code=CODE, contact="张三"),
        ApplicantForm(kind="单位", name="区教育局", phone="057188888888"),
        ApplicantForm(kind="单位", name="区教育局", phone="057188888888"),
    )
    company, kept, double = ask(
        hand, lambda: [office.applicants.save(form, actor=officer)[0].id for form in forms]
    )
    page = screen(hand, "applicants")
    page.go_to(str(company))
    hand.settle()
    page.edit()
    page.dialog.fields.texts["contact"].edit.clear()
    hand.type(page.dialog.fields.texts["contact"], "李四")
    page.dialog.save()
    hand.settle()
    assert page.panel.page.view.applicant.contact == "李四" and told(hand) == f"已保存：{COMPANY}"
    undo(hand)
    assert page.panel.page.view.applicant.contact == "张三"
    page.go_to(str(double))
    hand.settle()
    page._merge(kept, double, "重复登记")
    hand.settle()
    assert told(hand) == "已合并“区教育局”" and len(page.panel.page.merges) == 1
    undo(hand)
    assert page.panel.page.merges == ()
    redo(hand)
    undo(hand)
    assert page.panel.page.merges == (), "done again it is another merge, undone by its own number"


def test_views_come_back(hand: Hand) -> None:
    page = screen(hand, "cases")
    arranged = page.arranged
    arranged.save_view("本周")
    hand.settle()
    arranged.drop_view("本周")
    assert told(hand) == "已删除视图“本周”" and arranged.views == {}
    undo(hand)
    assert list(arranged.views) == ["本周"]
    undo(hand)
    assert arranged.views == {}


def test_a_hand_over_goes_back_to_whoever_had_the_case(hand: Hand) -> None:
    from ui.dialogs.hand_over_dialog import HandOverDialog

    office, officer = hand.window.desk.office, hand.window.desk.officer
    second = ask(hand, lambda: office.officers.add(name="赵四", roles=["经办"], actor=officer)[0])
    hand.window.desk.officers = (*hand.window.desk.officers, second)
    new_case(hand)
    hand.page.register_button.click()
    hand.wait(lambda: type(hand.page).__name__ == "CaseScreen" and hand.page.presenter.view is not None)
    hand.settle()
    page = hand.page
    page.extras.hand_over()
    dialog = page._dialog
    assert isinstance(dialog, HandOverDialog)
    combo = dialog.officer.combo
    combo.setCurrentIndex(combo.findText("赵四", Qt.MatchFlag.MatchStartsWith))
    combo.activated.emit(combo.currentIndex())
    dialog._finish()
    hand.settle()
    assert page.presenter.view.handler_name == "赵四"
    assert page.moves.undo_bar.words._whole == "已交给赵四 1 件"
    by_key(hand, page)
    assert page.presenter.view.handler_name == "王一"


def test_another_officer_does_not_undo(hand: Hand) -> None:
    page = screen(hand, "cases")
    page.arranged.save_view("本周")
    hand.sit_down("李二")
    assert told(hand) == ""
    said: list[str] = []
    hand.window.desk.said.connect(said.append)
    hand.press(Qt.Key.Key_Z, page, CTRL)
    hand.settle()
    assert said == ["本次打开后没有可以撤销的修改"]


def test_a_question_is_left_by_esc_and_taken_by_ctrl_enter(hand: Hand) -> None:
    from ui import messages

    done: list[str] = []
    box = messages.ask(hand.window, "登记？", "不能删除。", action="登记", then=lambda: done.append("x"))
    assert isinstance(box, QMessageBox)
    assert box.defaultButton().text() == "取消"
    hand.press(Qt.Key.Key_Escape, box)
    hand.settle()
    assert done == []
    box = messages.ask(hand.window, "登记？", "不能删除。", action="登记", then=lambda: done.append("x"))
    box.activateWindow()
    hand.wait(box.isActiveWindow)
    hand.press(Qt.Key.Key_Return, box, CTRL)
    hand.settle()
    assert done == ["x"]


@pytest.mark.parametrize("name", ["targets", "budgets"])
def test_an_entered_figure_is_taken_back_and_entered_again(hand: Hand, name: str) -> None:
    page = screen(hand, name)
    enter_figure(hand, page, "3", "6-17")
    assert history(page) == 1
    enter_figure(hand, page, "4", "6-18")
    assert history(page) == 2 and "4" in told(hand)
    undo(hand)
    assert history(page) == 1 and told(hand).startswith("已撤销：")
    hand.window.undo.bar.redo_button.click()
    hand.settle()
    assert history(page) == 2
    undo(hand)
    undo(hand)
    assert history(page) == 0
    topic = name.removesuffix("s")
    # What was taken back stays in the office's book.
    assert hand.window.desk.office._desk.db.value(f"SELECT count(*) FROM {topic}_progress") == 3


def test_a_figure_entered_by_somebody_else_since_is_left_alone(hand: Hand) -> None:
    page = screen(hand, "targets")
    enter_figure(hand, page, "3", "6-17")
    office, officer = hand.window.desk.office, hand.window.desk.officer
    office.progress.record_target(page.panel.row.id, value="5", as_of="2024-06-18", actor=officer)
    undo(hand)
    assert "之后又有改动" in told(hand)
    assert [figure.value for figure in office.progress.figures()[page.panel.row.id]] == [3, 5]


def history(page: Any) -> int:
    return int(page.panel.history.board.rowCount())


def enter_figure(hand: Hand, page: Any, value: str, day: str) -> None:
    entry = page.panel.entry
    hand.type(entry.value, value)
    hand.type(entry.day, day)
    hand.press(Qt.Key.Key_S, entry.value.edit, CTRL)
    hand.settle()
