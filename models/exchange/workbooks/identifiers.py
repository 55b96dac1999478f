"""Reads codes, telephone numbers and accounts: digits that a number cell may have lost are never made up."""

from __future__ import annotations

import re

from models.cases.identity import tidy_code
from models.errors import UserError
from models.exchange.workbooks.cells import Cell
from models.exchange.workbooks.reading import Read, folded, plain_text

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}", re.ASCII)


def read_code(cell: Cell) -> Read:
    """Read an 18-character code; a number has lost its last digits, so that it is never taken."""
    if cell.kind != "text":
        raise UserError(
            "代码单元格是数值，不是文本" if cell.kind == "number" else "代码单元格不是文本",
            "Excel 的数值只保留15位，末几位已经丢失" if cell.kind == "number" else "",
            "请把单元格设为文本格式后重新填写全部18位",
        )
    _refuse_scientific(cell)
    return Read(tidy_code(cell.text))


def read_phone(cell: Cell) -> Read:
    """Read a telephone number; a number cell is taken only where no leading zero can have been lost."""
    if cell.kind == "text":
        _refuse_scientific(cell)
        return Read(plain_text(cell))
    digits = _digits(cell)
    mobile = len(digits) == 11 and digits.startswith("1")
    if mobile or len(digits) in (7, 8) or (len(digits) == 10 and digits.startswith(("400", "800"))):
        return Read(digits)
    raise UserError(
        "电话单元格是数值", f"读作 {digits[:20]}，区号前的0可能已经丢失", "请把单元格设为文本格式后重新填写"
    )


def read_account(cell: Cell) -> Read:
    """Read a bank account; a number of more than 15 digits has lost its end and is refused."""
    if cell.kind == "text":
        _refuse_scientific(cell)
        return Read(plain_text(cell))
    digits = _digits(cell)
    if len(digits) > 15:
        raise UserError(
            "账号单元格是数值，不是文本",
            "Excel 的数值只保留15位，末几位已经丢失",
            "请把单元格设为文本格式后重新填写",
        )
    return Read(digits, "账号单元格是数值，请核对开头有没有0")


def _refuse_scientific(cell: Cell) -> None:
    if _SCIENTIFIC.fullmatch(folded(cell.text).upper()):
        raise UserError(
            "数字变成了科学计数法",
            f"填写的是“{cell.text.strip()[:30]}”，末几位已经丢失",
            "请把单元格设为文本格式后重新填写",
        )


def _digits(cell: Cell) -> str:
    if cell.kind != "number" or not (cell.text.isascii() and cell.text.isdigit()):
        raise UserError("应当填写数字", f"单元格的内容是“{cell.text[:30]}”", "请设为文本格式后重新填写")
    return cell.text
