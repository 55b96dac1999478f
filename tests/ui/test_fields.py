"""Fields tell what was understood while typing, and filling them announces nothing."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.errors import UserError
from models.policy.model import Fact, Matter
from ui.widgets.facts_form import FactsForm

TODAY = date(2024, 6, 20)
FACTS = (
    Fact("rd", "年度研发投入额", "money"),
    Fact("sme", "规模符合", "bool"),
    Fact("level", "级别", "choice", choices=("国家级", "省级")),
    Fact("months", "月数", "count", unit="个月"),
    Fact("ratio", "比例", "percent"),
    Fact("basis", "依据文件", "text"),
)


@pytest.fixture
def form(qtbot: QtBot) -> FactsForm:
    matter = Matter("13-1", "研发投入补助", "奖补", "企业", ("企业",), "", "", fact=FACTS)
    made = FactsForm(matter, today=TODAY)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5300000", "5,300,000.00 元（530万元）"),
        ("5,300,000.00", "人民币伍佰叁拾万元整"),
        ("1.2亿", "120,000,000.00 元"),
    ],
)
def test_money_is_told_back(form: FactsForm, typed: str, words: str) -> None:
    field = form.fields["rd"]
    field.edit.setText(typed)
    field.edit.textEdited.emit(typed)
    assert words in field.below.text()


def test_a_wrong_amount_is_told_beside_the_field(form: FactsForm) -> None:
    QTest.keyClicks(form.fields["rd"].edit, "12,34")
    assert form.fields["rd"].edit.property("fault") is True
    assert "年度研发投入额" in form.fields["rd"].below.text()
    assert "rd" not in form.values()


def test_values_are_what_services_take(form: FactsForm) -> None:
    form.fill(
        {
            "event_date": "6-18",
            "rd": "530万",
            "sme": False,
            "level": "省级",
            "months": "12个月",
            "ratio": "5%",
        }
    )
    form.fields["basis"].set_text(" 区科技计划办法 ")
    assert form.values() == {
        "event_date": "2024-06-18",
        "rd": "5300000.00",
        "sme": False,
        "level": "省级",
        "months": 12,
        "ratio": "5",
        "basis": "区科技计划办法",
    }
    assert form.faults(complete=True) == ()


def test_missing_and_wrong_facts_name_their_fields(form: FactsForm) -> None:
    form.fill({"event_date": "2月30日", "rd": "abc"})
    assert {error.field for error in form.faults(complete=False)} == {"event_date", "rd"}
    assert {error.field for error in form.faults(complete=True)} == {
        "event_date",
        *(fact.key for fact in FACTS),
    }


def test_a_half_typed_figure_survives_as_a_draft(form: FactsForm) -> None:
    form.fill({"event_date": "2024-06", "rd": "53000", "sme": True})
    again = form.typed()
    form.fill({})
    assert form.values() == {}
    form.fill(again)
    assert form.typed() == again and again["event_date"] == "2024-06"


def test_filling_announces_nothing(form: FactsForm) -> None:
    said: list[str] = []
    form.edited.connect(lambda: said.append("edited"))
    form.left.connect(lambda: said.append("left"))
    form.fill({"event_date": "2024-06-18", "rd": "1", "sme": True, "level": "省级"})
    form.show_faults((UserError("不对", field="rd"),))
    assert said == []


def test_no_choice_is_made_for_the_officer(form: FactsForm) -> None:
    assert form.fields["sme"].value is None and form.fields["level"].value is None
