"""F1 opens the handbook on the topic of the page; searching narrows and marks; the keys are listed."""

from pathlib import Path

import pytest

from tests.e2e.hand import Hand, set_up
from ui.actions import COMMANDS, PAGE_KEYS
from ui.dialogs.help_dialog import HelpDialog


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
