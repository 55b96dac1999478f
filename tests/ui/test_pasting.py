"""Cells copied in Excel come into checklists, lists of parts, facts and entries; in doubt nothing is taken."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.errors import UserError
from models.policy.model import Fact, Matter
from ui.pasted import by_titles, is_table, one_line, rows_of, with_unit
from ui.screens.case.lines import STATES, VERDICTS
from ui.widgets.answer_list import AnswerList
from ui.widgets.answer_row import Line
from ui.widgets.cell_edit import CellEdit
from ui.widgets.facts_form import FactsForm
from ui.widgets.fields import TextField, take_row
from ui.widgets.part_rows import PartField, PartRows
from ui.widgets.pasted_answers import read_answers

TITLES = ("姓名", "身份证号", "关系")


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def paste(widget: object) -> None:
    QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)  # type: ignore[call-overload]


# --- taking the clipboard apart

plain_cells = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")), max_size=8)


@given(st.lists(st.lists(plain_cells, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_spreadsheet_writes_is_read_back(rows):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t").writerows(rows)
    kept = list(rows)
    while kept and not any(kept[-1]):
        kept.pop()
    while kept and not any(kept[0]):
        kept.pop(0)
    assert rows_of(out.getvalue()) == kept


@given(st.text(max_size=60))
def test_any_clipboard_is_taken_apart_without_line_breaks(text):
    assert not any(set("\r\n\t") & set(cell) for row in rows_of(text) for cell in row)
    assert not set("\r\n\t") & set(one_line(text))


def test_a_cell_with_a_line_break_stays_one_cell():
    assert rows_of('甲\t"两\n行"\r\n乙\t3\r\n') == [["甲", "两 行"], ["乙", "3"]]
    assert not is_table(rows_of("张三\r\n"))


def test_titles_say_the_order_and_strangers_are_refused():
    assert by_titles(TITLES, rows_of("关系\t姓名\n户主\t张三\n配偶\t李四")) == [
        {2: "户主", 0: "张三"},
        {2: "配偶", 0: "李四"},
    ]
    with pytest.raises(UserError, match="年龄"):
        by_titles(TITLES, rows_of("姓名\t关系\t年龄\n张三\t户主\t3"))
    with pytest.raises(UserError, match="第 1 行有 3 格"):
        by_titles(TITLES, rows_of("1\t2\t3"), 1)


@pytest.mark.parametrize(
    ("title", "cell", "read"),
    [
        ("研发投入额（万元）", "530", "530万"),
        ("研发投入额(单位：万元)", "530.5", "530.5万"),
        ("总投资（亿元）", "1.2", "1.2亿"),
        ("研发投入额（元）", "530", "530"),
        ("研发投入额（万元）", "530万元", "530万元"),
        ("研发投入额（万元）", "", ""),
    ],
)
def test_the_unit_of_a_title_is_heeded(title, cell, read):
    assert with_unit(title, cell) == read


# --- one line


def test_a_single_cell_brings_no_line_break_into_a_field(qtbot: QtBot) -> None:
    edit = CellEdit()
    qtbot.addWidget(edit)
    copy("杭州某某公司\r\n")
    paste(edit)
    assert edit.text() == "杭州某某公司"
    copy("甲\t乙\r\n")
    edit.clear()
    edit.paste()
    assert edit.text() == "甲 乙"


# --- lists of parts


@pytest.fixture
def members(qtbot: QtBot) -> PartRows:
    rows = PartRows(
        "家庭成员",
        (
            PartField("name", "姓名", 2),
            PartField("id_number", "身份证号", 3),
            PartField("relation", "关系", 1),
        ),
        dict,
    )
    qtbot.addWidget(rows)
    rows.fill([{"name": "张三", "id_number": "1", "relation": "户主"}])
    return rows


def test_rows_are_added_below_and_announced_once(members: PartRows) -> None:
    said: list[int] = []
    members.edited.connect(lambda: said.append(1))
    copy("李四\t2\t配偶\r\n李小四\t3\t子女\r\n")
    members.add_button.click()
    paste(members.edits[1]["name"])
    assert [part["name"] for part in members.parts] == ["张三", "李四", "李小四"]
    assert members.parts[2] == {"name": "李小四", "id_number": "3", "relation": "子女"}
    assert said == [1]


def test_a_column_goes_down_from_the_field_it_is_pasted_into(members: PartRows) -> None:
    copy("9\r\n8\r\n")
    paste(members.edits[0]["id_number"])
    assert members.parts == (
        {"name": "张三", "id_number": "9", "relation": "户主"},
        {"name": "", "id_number": "8", "relation": ""},
    )


def test_too_many_columns_change_nothing(members: PartRows) -> None:
    copy("1\t2\t3\t4\n")
    paste(members.edits[0]["name"])
    assert [part["name"] for part in members.parts] == ["张三"]
    assert "4 格" in members._fault.text() and not members._fault.isHidden()


# --- checklists

LINES = (
    Line("a", "研发新增额达到200万元吗？", (), "符合", "", True),
    Line("b", "经营规模符合科技型中小企业标准吗？", (), "", "", False),
    Line("c", "专项审计报告是否完整？", (), "", "", False),
    Line("d", "是否重复享受？", (), "", "", False),
)


def given_(text: str, current: str = "b", answers=VERDICTS):
    return [tuple(one) for one in read_answers(LINES, current, rows_of(text), answers)]


def test_a_column_of_verdicts_goes_down_from_the_current_line():
    assert given_("符合\n待补\n不符合\n") == [("b", "符合", ""), ("c", "待补", ""), ("d", "不符合", "")]
    assert given_("1\n3", "c") == [("c", "符合", ""), ("d", "待补", "")]
    assert given_("已收\t原件\n不适用", answers=STATES) == [("b", "已收", "原件"), ("c", "不适用", "")]


def test_titles_decide_whatever_the_order_and_automatic_lines_are_left():
    text = "检查内容\t结论\t备注\n是否重复享受?\t符合\t已查\n研发新增额达到200万元吗\t不符合\t\n专项审计报告是否完整？\t待补\t缺附注"
    assert given_(text) == [("d", "符合", "已查"), ("c", "待补", "缺附注")]


@pytest.mark.parametrize(
    ("text", "current", "words"),
    [
        ("符合\n可以", "b", "第 2 行“可以”"),
        ("符合\n符合\n符合\n符合", "b", "只有 3 项"),
        ("符合\n符合", "a", "不能确定"),
        ("你好", "b", "第 1 行“你好”不是结论"),
        ("别的事\t符合\n是否重复享受？\t符合", "b", "在这里没有"),
        ("是否重复享受？\t符合\n是否重复享受？\t待补", "b", "重复"),
    ],
)
def test_in_doubt_nothing_is_taken(text, current, words):
    with pytest.raises(UserError) as caught:
        given_(text, current)
    assert words in caught.value.message


def test_all_lines_from_the_first_may_be_pasted_with_the_automatic_ones():
    assert given_("不符合\n符合\n符合\n待补", "a") == [
        ("b", "符合", ""),
        ("c", "符合", ""),
        ("d", "待补", ""),
    ]


@given(
    st.lists(st.sampled_from(["符合", "不符合", "待补", "", "是", "1"]), max_size=6), st.sampled_from("abcd")
)
def test_a_pasted_column_never_answers_more_than_it_says(cells, current):
    try:
        found = read_answers(LINES, current, rows_of("\n".join(cells)) or [["?"]], VERDICTS)
    except UserError as error:
        assert error.what
        return
    assert "a" not in [one.id for one in found]
    assert len(found) <= len([cell for cell in cells if cell])


def test_the_list_announces_each_answer_with_its_remark(qtbot: QtBot) -> None:
    listed = AnswerList(VERDICTS)
    qtbot.addWidget(listed)
    listed.show_lines(LINES)
    said, counts, faults = [], [], []
    listed.answered.connect(lambda key, answer: said.append((key, answer, listed.rows[key].remark.text())))
    listed.pasted.connect(counts.append)
    listed.refused.connect(faults.append)
    copy("符合\t\n待补\t缺第3页\n")
    paste(listed.rows["b"])
    assert said == [("b", "符合", ""), ("c", "待补", "缺第3页")] and counts == [2]
    copy("胡说\n")
    paste(listed.rows["b"])
    assert len(said) == 2 and "胡说" in faults[0].message


# --- facts and entries

FACTS = (
    Fact("rd", "年度研发投入额", "money", unit="元"),
    Fact("before", "上年度研发投入额", "money", unit="元"),
    Fact("sme", "规模符合", "bool"),
    Fact("level", "级别", "choice", choices=("国家级", "省级")),
    Fact("months", "月数", "count", unit="个月"),
)


@pytest.fixture
def form(qtbot: QtBot) -> FactsForm:
    matter = Matter("13-1", "研发投入补助", "奖补", "企业", ("企业",), "", "", fact=FACTS)
    made = FactsForm(matter, today=date(2024, 6, 20))
    qtbot.addWidget(made)
    return made


WANTED = {
    "event_date": "2024-06-18",
    "rd": "5300000.00",
    "before": "3000000.00",
    "sme": True,
    "level": "省级",
    "months": 12,
}


@pytest.mark.parametrize(
    "text",
    [
        "6-18\t530万\t3,000,000.00\t是\t省级\t12\r\n",
        "六月十八日\n5300000\n300万\n√\n省级\n12个月\n",
        "级别\t月数（个月）\t规模符合\t事实发生日期\t上年度研发投入额（万元）\t年度研发投入额\n省级\t12\t有\t2024/6/18\t300\t530万\n",
        "事实发生日期\t6-18\n年度研发投入额（万元）：\t530\n上年度研发投入额\t300万\n规模符合\t是\n级别\t省级\n月数\t12\n其他\t不用\n",
    ],
)
def test_a_copied_row_of_facts_fills_the_form(form: FactsForm, text: str) -> None:
    said: list[int] = []
    form.edited.connect(lambda: said.append(1))
    copy(text)
    paste(form.fields["event_date"].edit)
    assert form.values() == WANTED
    assert said and "530万元" in form.fields["rd"].below.text()


def test_a_word_that_is_no_choice_is_told_beside_it(form: FactsForm) -> None:
    copy("1\t2\t也许\t市级\t12")
    paste(form.fields["rd"].edit)
    assert form.fields["sme"].value is None and "也许" in form.fields["sme"].below.text()
    assert form.fields["level"].value is None and "省级" in form.fields["level"].below.text()


@pytest.mark.parametrize("unit", ["单位：万元", "金额单位: 万元", "单位：人民币千元"])
def test_a_unit_stated_for_everything_is_refused(form: FactsForm, unit: str) -> None:
    first = form.fields["rd"]
    copy(f"{unit}\t\n年度研发投入额\t530\n上年度研发投入额\t300\n")
    paste(first.edit)
    assert form.values() == {} and "写明单位是" in first.below.text()


def test_two_applications_at_once_are_refused(form: FactsForm) -> None:
    copy("6-18\t1\n6-19\t2\n")
    paste(form.fields["event_date"].edit)
    assert form.values() == {} and "2 行" in form.fields["event_date"].below.text()


def test_one_row_fills_an_entry(qtbot: QtBot) -> None:
    fields = [TextField(name) for name in ("金额", "日期", "凭证号")]
    for field in fields:
        qtbot.addWidget(field)
    take_row(fields)
    copy("100\t6-18\tPZ-1\r\n")
    paste(fields[0].edit)
    assert [field.text for field in fields] == ["100", "6-18", "PZ-1"]
    copy("1\n2\n")
    paste(fields[0].edit)
    assert fields[0].text == "100" and "一次填一笔" in fields[0].below.text()
