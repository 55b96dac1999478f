"""One cell read as what its column holds: what has one reading is taken, what has two is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.exchange.workbooks.cells import Cell
from models.exchange.workbooks.references import plain_number
from models.exchange.workbooks.values import read_value

LEVELS = ("国家级", "“专精特新”企业", "其他")


def text(value: str) -> Cell:
    return Cell("text", value)


def number(value: str, format: str = "General") -> Cell:
    return Cell("number", value, format)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("money", number("5300000"), "5300000.00"),
        ("money", number("0.1"), "0.10"),
        ("money", text("5,300,000.00"), "5300000.00"),
        ("money", text("５３０００００"), "5300000.00"),
        ("money", text(" 5 300 000 "), "5300000.00"),
        ("money", text("530万"), "5300000.00"),
        ("money", text("530 万元"), "5300000.00"),
        ("money", text("￥530.05元"), "530.05"),
        ("money", text("五百三十万元"), "5300000.00"),
        ("money", number("530", '#,##0.00_ ;"元"'), "530.00"),
        ("date", Cell("day", "2024-06-30"), date(2024, 6, 30)),
        ("date", text("2024/6/30"), date(2024, 6, 30)),
        ("date", text("2024年6月30日"), date(2024, 6, 30)),
        ("date", text("２０２４．６．３０"), date(2024, 6, 30)),
        ("date", text("20240630"), date(2024, 6, 30)),
        ("date", text("2024-06-30 00:00:00"), date(2024, 6, 30)),
        ("date", text("2024-06-30T08:00:00Z"), date(2024, 6, 30)),
        ("date", number("20240630"), date(2024, 6, 30)),
        ("date", number("45473"), date(2024, 6, 30)),
        ("date", Cell("number", "44011", "General", True), date(2024, 6, 30)),
        ("bool", text("是"), True),
        ("bool", text(" 否 "), False),
        ("bool", text("√"), True),
        ("bool", Cell("bool", "0"), False),
        ("choice", text("国家级 "), "国家级"),
        ("choice", text('"专精特新"企业'), "“专精特新”企业"),
        ("count", number("3"), 3),
        ("count", text("３家"), 3),
        ("percent", number("2.5"), "2.50"),
        ("percent", number("0.025", "0.0%"), "2.50"),
        ("percent", text("2.5％"), "2.50"),
        ("code", text(" 9133 0108 MA27 X000 1 ８ "), "91330108MA27X00018"),
        ("phone", number("13812345678"), "13812345678"),
        ("phone", number("88886666"), "88886666"),
        ("phone", text("0571-8888 6666"), "0571-8888 6666"),
        ("account", number("123456789012345"), "123456789012345"),
        ("text", number("202406"), "202406"),
        ("text", Cell("day", "2024-06-01", 'yyyy"年"m"月"'), "2024年6月"),
        ("text", text(" 甲\n乙 "), "甲 乙"),
    ],
)
def test_taken(kind: str, cell: Cell, value: object) -> None:
    assert read_value(cell, kind, choices=LEVELS, unit="家").value == value


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        ("money", number("530", '0.00"万元"'), "万"),
        ("money", number("5300000", '0!.0,"万"'), "万"),
        ("money", number("5300000", "#,##0.00,"), "万"),
        ("money", number("1.005"), "两位小数"),
        ("money", number("-1"), "负"),
        ("money", text("-1"), "负"),
        ("money", text("53,00,000"), "看不懂"),
        ("money", text("约530万"), "看不懂"),
        ("money", text("二百三万"), "看不懂"),
        ("money", Cell("day", "2024-06-30"), "金额"),
        ("money", Cell("formula", ""), "公式"),
        ("money", Cell("error", "#REF!"), "公式出错"),
        ("date", text("2024-02-30"), "不存在"),
        ("date", text("6月30日"), "看不懂"),
        ("date", text("2024年6月"), "看不懂"),
        ("date", text("24/6/30"), "看不懂"),
        ("date", number("202406"), "看不懂"),
        ("date", number("2024"), "看不懂"),
        ("date", number("99999"), "看不懂"),
        ("bool", number("1"), "是"),
        ("bool", text("是的"), "是"),
        ("choice", text("国家"), "选项"),
        ("count", number("2.5"), "整数"),
        ("count", text("-3"), "整数"),
        ("percent", text("百分之五"), "不是数字"),
        ("code", number("913301080000000000"), "末几位"),
        ("code", text("9.133E+17"), "科学计数法"),
        ("phone", number("57188886666"), "区号"),
        ("phone", number("2.5"), "数字"),
        ("account", number("6222021202041230000"), "末几位"),
        ("account", text("6.222E+18"), "科学计数法"),
        ("text", Cell("formula", ""), "公式"),
    ],
)
def test_refused(kind: str, cell: Cell, words: str) -> None:
    with pytest.raises(UserError) as refused:
        read_value(cell, kind, choices=LEVELS, unit="家")
    assert words in refused.value.message and refused.value.remedy


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        ("money", text("530万"), "5,300,000.00"),
        ("date", number("45473"), "2024-06-30"),
        ("percent", number("0.05"), "0.05%"),
        ("percent", number("0.05", "0%"), "5%"),
        ("account", number("123456789"), "0"),
        ("text", Cell("day", "2024-06-01", "yyyy-mm-dd"), "2024年6月1日"),
    ],
)
def test_what_was_interpreted_is_noted(kind: str, cell: Cell, words: str) -> None:
    assert words in read_value(cell, kind).note


@pytest.mark.parametrize("cell", [number("5300000"), text("5,300,000.00"), text("2024")])
def test_plain_amounts_carry_no_remark(cell: Cell) -> None:
    assert read_value(cell, "money").note == ""


@given(st.integers(0, 10**13))
def test_every_amount_survives_the_number_of_a_cell(fen: int) -> None:
    """A double carries 15 digits; amounts below 10^13 yuan come back to the 分."""
    stored = repr(float(Decimal(fen) / 100))
    assert read_value(number(plain_number(float(stored))), "money").value == f"{fen // 100}.{fen % 100:02d}"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_survives_its_serial_number(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read_value(number(str(serial)), "date").value == day
