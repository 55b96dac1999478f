"""Finds in a finance bureau's list, pasted with its titles, which case each amount and voucher belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import UserError
from ui.itemmodels.payment_sheet_model import AMOUNT, VOUCHER, SheetLine
from ui.pasted import Rows, with_unit

# What the lists of finance bureaus and our own list call the columns; the rest of a list is left aside.
NUMBERS = ("办件编号",)
NAMES = ("收款单位(个人)", "收款单位", "申报主体", "主体", "单位名称", "企业名称", "姓名")
AMOUNTS = ("本次拨付", "拨付金额", "实拨金额", "金额")
VOUCHERS = ("凭证号", "支付凭证号", "凭证编号", "凭证")
_TOTALS = ("合计", "总计", "小计")
_SEARCHED_ROWS = 5
_UNIT = re.compile(r"\((?:单位:)?(?:人民币)?([十百千万亿]*)元?\)$")
_STATED_UNIT = re.compile(r"单位:(?:人民币)?([十百千万亿]*)元")

Found = list[tuple[int, int, str]]


@dataclass(frozen=True)
class _Head:
    row: int
    numbers: tuple[int, ...]
    names: tuple[int, ...]
    amounts: tuple[int, ...]
    vouchers: tuple[int, ...]


def read_list(rows: Rows, lines: Sequence[SheetLine]) -> Found:
    """Return (line, column, text) for each cell to be written; empty where no row carries titles.

    Raises UserError for a line that is nobody's, is somebody's twice, or names one case and another's payee.
    """
    head = next(
        (found for at in range(min(_SEARCHED_ROWS, len(rows) - 1)) if (found := _head(rows, at))), None
    )
    if head is None:
        return []
    titles = [_titled(cell, _stated_unit(rows)) for cell in rows[head.row]]
    found: Found = []
    seen: dict[int, int] = {}
    for number, row in enumerate(rows[head.row + 1 :], head.row + 2):
        place = _place_of(row, head, lines, number)
        if place is None:
            continue
        if place in seen:
            raise UserError(
                f"粘贴的第 {number} 行与第 {seen[place]} 行是同一件",
                f"{lines[place].row.case_no} {lines[place].row.applicant_name}",
                "一件一次登记一笔，请合并后再粘贴，或分两次登记",
            )
        seen[place] = number
        for columns, target in ((head.amounts, AMOUNT), (head.vouchers, VOUCHER)):
            found += [(place, target, with_unit(titles[at], _cell(row, at))) for at in columns]
    return found


def _head(rows: Rows, at: int) -> _Head | None:
    titles = [_title(cell) for cell in rows[at]]

    def where(known: Sequence[str]) -> tuple[int, ...]:
        return tuple(place for place, title in enumerate(titles) if title in known)

    head = _Head(at, where(NUMBERS), where(NAMES), where(AMOUNTS), where(VOUCHERS))
    if not (head.numbers or head.names) or not (head.amounts or head.vouchers):
        return None
    for columns in (head.amounts, head.vouchers):
        if len(columns) > 1:
            several = "、".join(f"“{rows[at][place][:20]}”" for place in columns)
            raise UserError("不知道取哪一栏", f"标题中有 {several}", "请只留一栏再粘贴")
    return head


def _place_of(row: list[str], head: _Head, lines: Sequence[SheetLine], number: int) -> int | None:
    """Return the line meant by a pasted one: the case number decides, the name must agree with it."""
    case_no = next(filter(None, (_folded(_cell(row, at)) for at in head.numbers)), "")
    names = [name for at in head.names if (name := _folded(_cell(row, at)))]
    if not (case_no or names) or any(word in _TOTALS for word in (case_no, *names)):
        return None
    shown = next(filter(None, (_cell(row, at) for at in (*head.numbers, *head.names))))[:30]
    mine = [at for at, line in enumerate(lines) if not case_no or _folded(line.row.case_no) == case_no]
    if not case_no or (mine and names):
        named = [at for at in mine if _folded(lines[at].row.applicant_name) in names]
        if case_no and not named:
            raise UserError(
                f"粘贴的第 {number} 行办件编号与单位名称对不上",
                f"{shown} 是“{lines[mine[0]].row.applicant_name}”的",
                "没有粘贴任何一行，请核对",
            )
        mine = named
    if not mine:
        what = f"粘贴的第 {number} 行“{shown}”不在本次所选的办件中"
        raise UserError(what, "没有粘贴任何一行", "请先选上这件，或去掉这一行")
    if len(mine) > 1:
        raise UserError(f"粘贴的第 {number} 行“{shown}”有 {len(mine)} 件", "", "请连同办件编号一列复制")
    return mine[0]


def _title(words: str) -> str:
    """Return a title as it is compared: half width, without spaces and the unit in brackets."""
    return _UNIT.sub("", _folded(words))


def _titled(title: str, stated: str) -> str:
    """Return the unit of an amount's title as `with_unit` reads it, a unit stated for the whole list included.

    Raises UserError for a unit that no amount can be written in, such as 千元.
    """
    if _title(title) not in AMOUNTS:
        return ""
    unit = match[1] if (match := _UNIT.search(_folded(title))) else stated
    if unit not in ("", "万", "亿"):
        raise UserError(f"清单的金额单位是“{unit}元”", "没有粘贴任何一行", "请换算成元或万元再粘贴")
    return f"({unit}元)" if unit else ""


def _stated_unit(rows: Rows) -> str:
    """Return the 万 that a line of its own states for the whole list, empty for 元."""
    for row in rows[: _SEARCHED_ROWS + 1]:
        for cell in row:
            if _title(cell) not in AMOUNTS and (match := _STATED_UNIT.search(_folded(cell))):
                return match[1]
    return ""


def _folded(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


def _cell(row: list[str], at: int) -> str:
    return row[at] if at < len(row) else ""
