"""Reads a list of recognised applicants (免申即享): a sheet or pasted lines with names, codes, perhaps levels."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.errors import UserError
from models.exchange.workbooks.cells import Cell, SheetGrid
from models.exchange.workbooks.columns import (
    CODE,
    FACT,
    NAME,
    IntakeColumn,
    columns_of,
    heading_parts,
    spellings,
)
from models.exchange.workbooks.heads import head_row, read_head
from models.exchange.workbooks.intake import CONTENTS, GUIDE, IntakeBook
from models.exchange.workbooks.intake_row import IntakeRow
from models.exchange.workbooks.rows import RowReader
from models.policy.model import Matter

MAX_LISTED = 5_000
_LEVELS = ("级别", "等级", "等次", "认定级别", "层级")
_PASTED = ("申请人名称", "统一社会信用代码", "级别")
FactsRaw = Mapping[str, str | bool | int]


def list_columns(
    matter: Matter, settings: Mapping[str, str], *, given: FactsRaw, event_date: date | None
) -> tuple[IntakeColumn, ...]:
    """Return the columns that a list may have; what the officer gave for all rows need not stand in it."""
    columns = []
    choices = [fact for fact in matter.fact if fact.type == "choice"]
    for column in columns_of(matter, settings):
        required = column.required and column.key != CODE.key
        if column.key.startswith(FACT) and column.key.removeprefix(FACT) in given:
            required = False
        if column.key == "event_date" and event_date is not None:
            required = False
        if len(choices) == 1 and column.key == FACT + choices[0].key:
            column = replace(column, aliases=(*column.aliases, *_LEVELS))
        columns.append(replace(column, required=required))
    return tuple(columns)


def read_list(
    sheets: tuple[SheetGrid, ...],
    matter: Matter,
    settings: Mapping[str, str],
    *,
    given: FactsRaw,
    event_date: date | None,
) -> IntakeBook:
    """Return the rows of a list, each with the facts and the day given for all; UserError when there is no list."""
    columns = list_columns(matter, settings, given=given, event_date=event_date)
    rows: list[IntakeRow] = []
    book = IntakeBook((), (), ())
    found = False
    for sheet in sheets:
        start = 0 if sheet.hidden or sheet.name in (GUIDE, CONTENTS) else head_row(sheet, (NAME,), least=1)
        if not start:
            continue
        found = True
        head = read_head(sheet, start, columns)
        book = IntakeBook((), (*book.faults, *head.faults), (*book.notes, *head.notes))
        if head.faults:
            continue
        reader = RowReader(sheet, head, matter)
        for row in sorted(sheet.rows):
            if row >= head.first_row and not reader.skipped(row):
                rows.append(_completed(reader.read(row), given, event_date))
    if not found:
        raise UserError(
            "没有找到名单", "表头应有“申请人名称”（或“企业名称”“名称”）列", "请补上表头", field="file"
        )
    if len(rows) > MAX_LISTED:
        raise UserError("名单过长", f"共 {len(rows)} 行，最多 {MAX_LISTED} 行", "请分几次导入", field="file")
    return replace(book, rows=tuple(rows))


def _completed(row: IntakeRow, given: FactsRaw, event_date: date | None) -> IntakeRow:
    return replace(row, facts={**given, **row.facts}, event_date=row.event_date or event_date)


def pasted(text: str) -> tuple[SheetGrid, ...]:
    """Return pasted lines as a sheet: names, codes and levels in this order, unless a first line of headings says else."""
    if len(text) > 2_000_000:
        raise UserError("粘贴的内容过长", f"共 {len(text)} 个字", "请改用工作簿", field="text")
    mark = "\t" if "\t" in text else ","
    lines = text.replace("，", ",").replace("\x00", "").splitlines()
    try:
        records = [[part.strip() for part in record] for record in csv.reader(lines, delimiter=mark)]
    except csv.Error:
        raise UserError("粘贴的内容看不懂", "引号没有成对", "请从表格中重新复制", field="text") from None
    records = [record for record in records if any(record)]
    known = spellings(NAME)
    if records and not any(heading_parts(part)[0] in known for record in records[:5] for part in record):
        records.insert(0, list(_PASTED[: max(map(len, records))]))
    rows = {
        number: {column: Cell("text", part) for column, part in enumerate(record, 1) if part}
        for number, record in enumerate(records, 1)
    }
    return (SheetGrid("粘贴的名单", False, rows),)


def from_csv(data: bytes) -> tuple[SheetGrid, ...]:
    """Return a CSV file (UTF-8 or GB 18030) as a sheet."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    return pasted(text)
