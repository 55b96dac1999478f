"""Reads one cell as what its column holds; what can be read in two ways is refused, what was interpreted is noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from models.cases.text_input import parse_day, read_amount
from models.errors import UserError
from models.exchange.workbooks.cells import Cell
from models.exchange.workbooks.days import day_of_number, shown_day, without_time
from models.exchange.workbooks.identifiers import read_account, read_code, read_phone
from models.exchange.workbooks.reading import Read, folded, plain_text
from models.money import parse_yuan, yuan

_WAN_FORMAT = re.compile(r'万|億|亿|千|,(?=[^#0?]*$|[^#0?]*;)|"K"')
_TRUE, _FALSE = ("是", "TRUE", "√", "✓", "✔", "Y", "YES"), ("否", "FALSE", "×", "✗", "✘", "N", "NO")


def _refuse_unreadable(cell: Cell) -> None:
    if cell.kind == "formula":
        raise UserError(
            "单元格是公式，文件中没有它的计算结果",
            "公式没有经 Excel 或 WPS 计算保存",
            "请用 Excel 或 WPS 打开后保存一次，或改为直接填写数值",
        )
    if cell.kind == "error":
        raise UserError("单元格的公式出错", f"显示为 {cell.text}", "请改为直接填写")


def read_text(cell: Cell) -> Read:
    """Read text; a number or day that Excel made of it is taken as it is shown, with a remark."""
    if cell.kind == "text":
        return Read(plain_text(cell))
    if cell.kind == "day":
        text = shown_day(date.fromisoformat(cell.text), cell.format)
        return Read(text, f"单元格是日期，读作“{text}”")
    if cell.kind == "bool":
        return Read("是" if cell.text == "1" else "否")
    return Read(cell.text)


def read_money(cell: Cell) -> Read:
    """Read an amount in yuan as plain text; 万 counts only where it is written in the cell itself."""
    if cell.kind == "number":
        if _WAN_FORMAT.search(cell.format):
            raise UserError(
                "单元格的显示格式带有“万”等单位",
                f"显示的与实际数值 {cell.text} 不是一回事",
                "请改为常规数字格式，以元为单位填写",
            )
        return Read(yuan(parse_yuan(cell.text)))
    if cell.kind != "text":
        raise UserError("应当填写金额", f"单元格的内容是“{_shown(cell)}”", "请以元为单位填写数字")
    found = read_amount(cell.text)
    plain = folded(cell.text)
    note = (
        f"“{plain_text(cell)[:30]}”读作 {found.explanation}"
        if any(unit in plain for unit in "万亿百千十")
        else ""
    )
    return Read(yuan(found.fen), note)


def read_percent(cell: Cell) -> Read:
    """Read a percentage as plain text: 5, 5% and a cell formatted as 5% are all five per cent."""
    text = plain_text(cell)
    if cell.kind == "number":
        if "%" in cell.format:
            hundredfold = shifted(cell.text, 2)
            return Read(_hundredths(hundredfold), f"单元格显示为百分数，读作 {hundredfold}%")
        return Read(_hundredths(cell.text), _below_one(cell.text))
    if cell.kind != "text":
        raise UserError("应当填写百分数", f"单元格的内容是“{_shown(cell)}”", "请填写如 2.5")
    plain = folded(text)
    return Read(_hundredths(plain.removesuffix("%")), "" if plain.endswith("%") else _below_one(plain))


def _hundredths(text: str) -> str:
    return yuan(parse_yuan(text, label="比例", unit="百分数", example="2.5"))


def _below_one(text: str) -> str:
    return f"读作 {text}%，请核对是否少写了百分号" if text.startswith("0.") else ""


def shifted(number: str, places: int) -> str:
    """Return a decimal number with its point moved to the right, without floating point."""
    from decimal import Decimal

    text = format(Decimal(number).scaleb(places), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_count(cell: Cell, unit: str = "") -> Read:
    """Read a whole number, with or without its unit behind it."""
    if cell.kind not in ("number", "text"):
        raise UserError("应当填写整数", f"单元格的内容是“{_shown(cell)}”", "请填写不小于0的整数")
    text = folded(cell.text).removesuffix(folded(unit)) if unit else folded(cell.text)
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise UserError("应当填写不小于0的整数", f"填写的是“{_shown(cell)}”", "请改正后再导入")
    return Read(int(text))


def read_bool(cell: Cell) -> Read:
    """Read 是 or 否 in the ways they are ticked."""
    if cell.kind == "bool":
        return Read(cell.text == "1")
    mark = folded(cell.text).upper() if cell.kind == "text" else ""
    if mark in _TRUE:
        return Read(True)
    if mark in _FALSE:
        return Read(False)
    raise UserError("只能填写“是”或“否”", f"填写的是“{_shown(cell)}”", "请从下拉列表中选择")


def read_choice(cell: Cell, choices: tuple[str, ...]) -> Read:
    """Read one of the choices; spaces, width and quotation marks do not matter, anything else does."""
    wanted = folded(cell.text)
    found = [choice for choice in choices if folded(choice) == wanted]
    if len(found) != 1 or cell.kind not in ("text", "number"):
        raise UserError(
            "没有这一选项", f"填写的是“{_shown(cell)}”，可选：{'、'.join(choices)}", "请从下拉列表中选择"
        )
    return Read(found[0])


def read_day(cell: Cell) -> Read:
    """Read a day: a real date cell, 2024/6/30, 2024年6月30日, 20240630, or the number Excel keeps for a day."""
    if cell.kind == "day":
        return Read(date.fromisoformat(cell.text))
    if cell.kind == "number":
        day, note = day_of_number(cell.text, date1904=cell.date1904)
        return Read(day, note)
    if cell.kind != "text":
        raise UserError("应当填写日期", f"单元格的内容是“{_shown(cell)}”", "请按 2024-06-30 填写")
    return Read(parse_day(without_time(cell.text), today=None))


def _shown(cell: Cell) -> str:
    if cell.kind == "bool":
        return "TRUE" if cell.text == "1" else "FALSE"
    return plain_text(cell)[:30]


_READERS: Mapping[str, Callable[[Cell], Read]] = MappingProxyType(
    {
        "text": read_text,
        "code": read_code,
        "phone": read_phone,
        "account": read_account,
        "money": read_money,
        "percent": read_percent,
        "bool": read_bool,
        "date": read_day,
    }
)


def read_value(cell: Cell, kind: str, *, choices: tuple[str, ...] = (), unit: str = "") -> Read:
    """Read a cell as its column's kind; raises UserError telling what is wrong and how to set it right."""
    _refuse_unreadable(cell)
    if kind == "choice":
        return read_choice(cell, choices)
    if kind == "count":
        return read_count(cell, unit)
    return _READERS[kind](cell)
