"""Puts copied cells into the facts form: a row, a row under its titles, or two columns of label and value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from models.errors import UserError
from ui.pasted import Rows, by_label, by_titles
from ui.widgets.fields import TextField

YES = ("是", "有", "√", "✓", "TRUE", "1")
NO = ("否", "无", "×", "✗", "FALSE", "0")

_STATED_UNIT = re.compile(r"^(?:金额)?单位:(?:人民币)?([十百千万亿]+元)$")
_DATE_TITLES = ("发生日期", "事实发生日期", "事项发生日期")


def take_facts(fields: Sequence[Any], edited: Callable[[], None]) -> None:
    """Let every text field among these take copied cells for itself and the fields behind it."""
    labels = [field.title.removesuffix("（元）") for field in fields]

    def taker(start: int) -> Callable[[Rows], None]:
        return lambda rows: _paste(fields, labels, start, rows, edited)

    for place, field in enumerate(fields):
        if isinstance(field, TextField):
            field.edit.take_cells = taker(place)


def _paste(
    fields: Sequence[Any], labels: Sequence[str], start: int, rows: Rows, edited: Callable[[], None]
) -> None:
    try:
        found = _cells(labels, start, rows)
    except UserError as error:
        fields[start].show_fault(error)
        return
    for place, text in found.items():
        _fill(fields[place], text)
    edited()


def _cells(labels: Sequence[str], start: int, rows: Rows) -> dict[int, str]:
    _require_own_units(rows)
    # Copied tables call the date by its general name; it stands first on every form.
    rows = [
        [labels[0] if cell.strip().rstrip("：:") in _DATE_TITLES else cell for cell in row] for row in rows
    ]
    named = by_label(labels, rows)
    if named is not None:
        return named
    if all(len(row) == 1 for row in rows):
        rows = [[row[0] for row in rows]]
    found = by_titles(labels, rows, start)
    if len(found) > 1:
        raise UserError(f"粘贴了 {len(found)} 行", "这里填一件申请", "请只复制一行，或连同标题复制两行")
    return found[0]


def _require_own_units(rows: Rows) -> None:
    """Refuse 单位：万元 in a cell of its own: which of the fields it is meant for cannot be told."""
    for row in rows:
        for cell in row:
            if match := _STATED_UNIT.search("".join(unicodedata.normalize("NFKC", cell).split())):
                raise UserError(
                    f"粘贴的内容写明单位是“{match[1]}”",
                    "没有粘贴任何一栏",
                    "请把单位写在各栏标题里，如“研发投入额（万元）”，或写成 530万",
                )


def _fill(field: Any, text: str) -> None:
    """Fill a field; a choice takes only its own words, and 是 and 否 in their usual forms."""
    if isinstance(field, TextField):
        field.type(text)
        return
    choices = field.choices
    value = choices.get(text)
    if value is None and set(choices.values()) == {True, False}:
        value = True if text.upper() in YES else False if text.upper() in NO else None
    if value is None and text:
        field.show_fault(UserError(f"“{text[:20]}”不在选项里，可选：{'、'.join(choices)}"))
        return
    field.set_value(value)
    field.show_fault(None)
