"""F1 opens the handbook on the topic of the page; searching narrows and marks; the keys are listed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.e2e.hand import Hand, set_up
from ui.actions import COMMANDS, PAGE_KEYS
from ui.dialogs.help_dialog import HelpDialog
from ui.navigation import SCREENS


@pytest.fixture
def hand(tmp_path: Path, qapp):
    made = Hand(tmp_path / "数据")
    set_up(made)
    yield made
    made.leave()


def dialog(hand, screen: str) -> HelpDialog:
    keys = [(command.key, command.title) for command in COMMANDS] + list(PAGE_KEYS)
    return HelpDialog(hand.window.desk, screen, keys, hand.window)


def test_the_page_decides_the_topic(hand):
    assert hand.window.current_name() == "workbench"
    assert dialog(hand, "workbench").list.currentItem().text() == "工作台和办件列表"
    hand.window.new_case()
    hand.settle()
    assert hand.window.current_name() == "new_case"
    assert "登记一件申请" in dialog(hand, "new_case").text.toPlainText()


def test_searching_narrows_and_marks(hand):
    shown = dialog(hand, "case")
    whole = shown.list.count()
    shown.search.setText("四舍五入")
    assert 0 < shown.list.count() < whole
    assert shown.text.extraSelections()
    shown.search.setText("没有的词")
    assert shown.list.count() == 0 and "没有找到" in shown.text.toPlainText()
    shown.search.setText("")
    assert shown.list.count() == whole


def test_every_key_is_listed(hand):
    shown = dialog(hand, "case")
    shown.open_topic("keys")
    text = shown.text.toPlainText()
    assert all(command.title in text for command in COMMANDS)
    assert all(meaning in text for _, meaning in PAGE_KEYS)


def opened(hand, monkeypatch) -> list[tuple[str, str, str]]:
    """Note what the help shows instead of waiting in it: its owner, its topic, the line at its cursor."""
    seen: list[tuple[str, str, str]] = []

    def note(shown: HelpDialog) -> None:
        line = shown.text.textCursor().block().text()
        seen.append((type(shown.parent()).__name__, shown.list.currentItem().text(), line))
        shown.deleteLater()

    monkeypatch.setattr(HelpDialog, "exec", note)
    return seen


def test_f1_explains_the_step_the_page_the_dialog_and_the_message(hand, monkeypatch):
    from models.errors import UserError
    from tests.e2e.hand import new_case
    from ui.messages import problem_box

    seen = opened(hand, monkeypatch)
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    hand.settle()
    page = hand.page
    page.guide.go_to(6)
    hand.press(Qt.Key.Key_F1, hand.window)
    page._change_facts()
    dialog = page._dialog
    dialog.activateWindow()
    hand.wait(dialog.isActiveWindow)
    hand.press(Qt.Key.Key_F1, dialog)
    dialog.reject()
    box = problem_box(hand.window, UserError("核定额超过政策上限", "", "请改为上限以内的数"))
    box.show()
    box.activateWindow()
    hand.wait(box.isActiveWindow)
    hand.press(Qt.Key.Key_F1, box)
    box.reject()
    hand.window.activateWindow()
    hand.wait(hand.window.isActiveWindow)
    hand.window.open_screen("settings")
    hand.page.go_to("lock")
    hand.settle()
    hand.press(Qt.Key.Key_F1, hand.window)
    assert seen[0] == ("MainWindow", "审核、公示和拨付", "拨付")
    assert seen[1][:2] == ("FactsDialog", "登记一件申请")
    assert seen[2][:2] == ("QMessageBox", "三个金额和算式")
    assert seen[3] == ("MainWindow", "设置、人员和口令", "口令和锁定")


def test_a_question_mark_lists_the_keys_on_every_screen_but_is_typed_in_fields(hand, monkeypatch):
    seen = opened(hand, monkeypatch)
    for entry in SCREENS:
        hand.window.open_screen(entry.name)
        hand.settle()
        hand.window.header.setFocus()
        hand.press(Qt.Key.Key_Question, hand.window)
        hand.press(Qt.Key.Key_F1, hand.window)
    assert [topic for _, topic, _ in seen[::2]] == ["快捷键一览"] * len(SCREENS)
    assert len(seen) == 2 * len(SCREENS)
    hand.window.open_screen("cases")
    hand.settle()
    hand.type(hand.page.search, "a?")
    assert hand.page.search.text() == "a?" and len(seen) == 2 * len(SCREENS)


def test_f1_explains_the_first_page_too(tmp_path: Path, qapp, monkeypatch):
    made = Hand(tmp_path / "另一处")
    seen = opened(made, monkeypatch)
    made.press(Qt.Key.Key_F1, made.window)
    assert [topic for _, topic, _ in seen] == ["第一次使用"]
    set_up(made)
    made.press(Qt.Key.Key_F1, made.window)
    assert seen[-1][1] == "工作台和办件列表" and len(seen) == 2
    made.leave()
