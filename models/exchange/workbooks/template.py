"""Writes empty intake workbooks: one sheet per matter with typed columns, lists to choose from, notes and an example."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from models.exchange.workbooks.columns import IntakeColumn, columns_of
from models.exchange.workbooks.example import example_values
from models.exchange.workbooks.guide_sheet import write_contents, write_guide
from models.exchange.workbooks.intake import CHOICES, CONTENTS, GUIDE
from models.policy.model import Matter
from models.policy.pack import Pack

LAST_ROW = 5_001
_INLINE_LIST = 250
_FORMATS = {"money": "#,##0.00", "percent": "0.##", "count": "0", "date": "yyyy-mm-dd"}
_PROMPTS = {
    "money": "以元为单位的数字，最多两位小数。也可写 230万，单位须写在单元格内。",
    "percent": "百分数，如 2.5 表示 2.5%。",
    "count": "不小于0的整数。",
    "date": "如 2024-06-30。",
    "code": "18位，文本格式。",
    "bool": "填“是”或“否”。",
}


def write_template(pack: Pack, settings: Mapping[str, str], matters: Sequence[Matter] = ()) -> bytes:
    """Return an empty intake workbook for the matters given; for all of the pack, with contents, when none is."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    chosen = tuple(matters) or pack.matters
    lists = _Lists(book)
    sheets = {matter.id: _write_sheet(book, pack, matter, settings, lists) for matter in chosen}
    write_guide(book.create_sheet(GUIDE), pack)
    if len(chosen) > 1:
        write_contents(book.create_sheet(CONTENTS, 0), pack, chosen, sheets)
    lists.finish()
    book.active = 0
    book.properties.title = f"{pack.number}办件导入表"
    book.properties.creator = "滨惠办"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_name(matter: Matter) -> str:
    """Return the name of a matter's sheet: its id, then as much of its name as Excel allows."""
    title = f"{matter.id} {matter.name}"
    return "".join("·" if char in "[]:*?/\\'" else char for char in title)[:31]


class _Lists:
    """Lists too long for a cell's own rule stand on a hidden sheet."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._sheet: Any = None
        self._known: dict[tuple[str, ...], str] = {}

    def formula(self, choices: tuple[str, ...]) -> str:
        """Return what a drop-down refers to."""
        joined = ",".join(choices)
        if len(joined) <= _INLINE_LIST and not any("," in choice or '"' in choice for choice in choices):
            return f'"{joined}"'
        if choices not in self._known:
            from openpyxl.utils import get_column_letter

            if self._sheet is None:
                self._sheet = self._book.create_sheet(CHOICES)
            column = len(self._known) + 1
            for row, choice in enumerate(choices, 1):
                self._sheet.cell(row, column, choice)
            letter = get_column_letter(column)
            self._known[choices] = f"{CHOICES}!${letter}$1:${letter}${len(choices)}"
        return self._known[choices]

    def finish(self) -> None:
        """Put the hidden sheet last."""
        if self._sheet is not None:
            self._book.move_sheet(self._sheet, len(self._book.sheetnames))
            self._sheet.sheet_state = "hidden"


def _write_sheet(book: Any, pack: Pack, matter: Matter, settings: Mapping[str, str], lists: _Lists) -> str:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet_name(matter))
    columns = columns_of(matter, settings)
    example = example_values(pack, matter, columns)
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "@")
        _write_heading(page.cell(1, index), column)
        _write_example(page.cell(2, index), column, example.get(column.key))
        rule = _rule(column, lists)
        if rule is not None:
            page.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
    page.freeze_panes = "B2"
    page.row_dimensions[1].height = 32
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    return str(page.title)


def _write_heading(cell: Any, column: IntakeColumn) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="808080")
    cell.value, cell.data_type = column.heading, "s"
    cell.font = Font(bold=True, color="9C1C1C" if column.required else "1F2937")
    cell.fill = PatternFill("solid", fgColor="FBE9E7" if column.required else "E8EEF7")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    words = ["必填。" if column.required else "可不填。", _PROMPTS.get(column.kind, ""), column.help]
    if column.choices:
        words.append(f"可选：{'、'.join(column.choices)}。")
    cell.comment = Comment("".join(words), "滨惠办", height=120, width=260)


def _write_example(cell: Any, column: IntakeColumn, value: Any) -> None:
    from openpyxl.styles import Font, PatternFill

    cell.value = value
    cell.number_format = _FORMATS.get(column.kind, "@")
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = Font(italic=True, color="808080")
    cell.fill = PatternFill("solid", fgColor="F3F4F6")


def _rule(column: IntakeColumn, lists: _Lists) -> Any:
    """Return the rule that guides typing; it warns, so that other accepted writings are not shut out."""
    from openpyxl.worksheet.datavalidation import DataValidation

    common: dict[str, Any] = {"allow_blank": True, "showErrorMessage": True, "errorStyle": "warning"}
    choices = ("是", "否") if column.kind == "bool" else column.choices
    if choices:
        rule = DataValidation(type="list", formula1=lists.formula(choices), **common | {"errorStyle": "stop"})
    elif column.kind == "money":
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", **common)
    elif column.kind == "percent":
        rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", **common)
    elif column.kind == "count":
        rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", **common)
    elif column.kind == "date":
        rule = DataValidation(type="date", operator="greaterThanOrEqual", formula1="36526", **common)
    elif column.kind == "code":
        rule = DataValidation(type="textLength", operator="equal", formula1="18", **common)
    else:
        return None
    rule.errorTitle, rule.error = column.heading[:30], _PROMPTS.get(column.kind, "请从下拉列表中选择。")
    rule.promptTitle, rule.prompt = column.heading[:30], (_PROMPTS.get(column.kind, "") + column.help)[:250]
    rule.showInputMessage = bool(rule.prompt)
    return rule
