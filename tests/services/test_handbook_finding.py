"""F1 finds the right passage: every screen, step, settings page, dialog and message."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import resources
from models.services.handbook import load_topics
from models.services.handbook_finding import (
    passage_for_dialog,
    passage_for_message,
    passage_for_place,
    passages,
)

ROOT = Path(__file__).resolve().parents[2]
TOPICS = load_topics(resources.path("help"))
PLACES = {(one.topic, one.heading) for one in passages(TOPICS)}
# A choice among drafts or a progress bar: what stands behind it explains more.
UNEXPLAINED = {"HelpDialog", "_RecordDialog"}


def test_every_place_named_in_the_index_is_there():
    for topic in TOPICS:
        for named in (*topic.screens, *topic.dialogs):
            heading = named.partition("#")[2]
            assert (topic.name, heading) in PLACES, f"{topic.name}: {named}"


def test_every_screen_every_settings_page_and_every_step_has_its_passage():
    from ui.navigation import SCREENS
    from ui.screens.case.guide import STEPS
    from ui.screens.settings.view import SECTIONS

    for place in (*(one.name for one in SCREENS), "new_case", "set_up"):
        named = {one.partition("#")[0] for topic in TOPICS for one in topic.screens}
        assert place in named
    for section in SECTIONS:
        assert passage_for_place(TOPICS, f"settings:{section.name}") in PLACES
    found = [passage_for_place(TOPICS, f"case:{step}") for step in range(len(STEPS))]
    assert found[1:] == [
        ("guide", "材料"),
        ("amounts", ""),
        ("review", ""),
        ("letters", ""),
        ("guide", "办理记录"),
        ("review", "拨付"),
        ("guide", "内部备注"),
    ]
    assert passage_for_place(TOPICS, "") == ("start", "")


def test_every_dialog_has_its_passage():
    names = set()
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(base, ast.Name) and base.id in ("QDialog", "QMessageBox") for base in node.bases
            ):
                names.add(node.name)
    assert len(names) > 25
    missing = {
        name for name in names - UNEXPLAINED if (passage_for_dialog(TOPICS, name) or ("", "")) not in PLACES
    }
    assert missing == set()


@pytest.mark.parametrize(
    ("message", "topic", "heading"),
    [
        ("核定额超过政策上限\n上限为 115,000.00 元", "amounts", None),
        ("口令不对，已连续输错 4 次，请等待 5 秒后再试", "settings", "口令和锁定"),
        ("交换包残缺，整个拒绝", "exchange", "单位之间交换"),
        ("备份位置不能写入，自动备份没有完成", "safety", None),
        ("文号已被占用，作废的号不再使用", "letters", None),
        ("异议尚未处理完，不能结束公示", "review", "公示"),
        ("凭证号没有填写，请填写拨付的凭证号", "review", "拨付"),
        ("统一社会信用代码校验位不对", "new_case", None),
        ("导入的工作簿没有写明事项", "exchange", "从 Excel 导入办件"),
        ("班只用于周六、周日调休上班", "messages", "设置中的规则"),
        ("银行账号应为8至32位数字，填写了 5 位", "messages", "代码、电话和账号不对"),
        ("没有这一办件，编号 7 不存在，请刷新列表后再试", "messages", "请刷新后再试"),
        ("账号单元格是数值，不是文本，末几位已经丢失", "messages", "表格导入的单元格"),
        ("wqxz", "messages", ""),
    ],
)
def test_a_message_leads_to_what_explains_it(message, topic, heading):
    found = passage_for_message(TOPICS, message)
    assert found[0] == topic and heading in (None, found[1]), found


def test_every_message_of_the_program_leads_somewhere():
    """The words of each UserError in the source, with what is filled in left out."""
    words = set()
    for folder in ("models", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UserError":
                    words.add("".join(_texts(node)))
    assert len(words) > 300
    led = [passage_for_message(TOPICS, text) for text in words]
    assert set(led) <= PLACES
    # The beginning of that topic explains how to read any message; nearly all are led to a passage of their own.
    assert led.count(("messages", "")) < len(led) / 20


def _texts(node: ast.AST) -> list[str]:
    return [
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
