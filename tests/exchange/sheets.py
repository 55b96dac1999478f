"""Fills in intake workbooks in tests as an officer does: rows by heading."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
from casework import credit_code

from models.exchange.workbooks.columns import columns_of
from models.exchange.workbooks.template import write_template
from models.policy.pack import Pack

HEADINGS = (
    "申请人名称", "统一社会信用代码/身份证号", "联系人", "电话", "开户行", "账号", "发生日期",
    "经营规模符合国家科技型中小企业认定标准", "年度研发投入额（元）", "上年度研发投入额（元）", "申请额（元）", "备注",
)  # fmt: skip


def row(serial: int = 1, **changed: Any) -> dict[str, Any]:
    """A sound row for 13-1."""
    values: dict[str, Any] = {
        "申请人名称": f"杭州{serial}号科技有限公司",
        "统一社会信用代码/身份证号": credit_code(serial),
        "联系人": "王某",
        "电话": "13812345678",
        "开户行": "工商银行滨江支行",
        "账号": "6222021202041234567",
        "发生日期": date(2024, 6, 30),
        "经营规模符合国家科技型中小企业认定标准": "是",
        "年度研发投入额（元）": 5300000,
        "上年度研发投入额（元）": 3000000,
        "申请额（元）": 115000,
        "备注": "",
    }
    return values | changed


def filled(pack: Pack, rows: Sequence[Mapping[str, Any]], matter_id: str = "13-1") -> bytes:
    """Return the template of a matter with rows appended by heading."""
    data = write_template(pack, pack.default_settings(), [pack.matter(matter_id)])
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    columns = {cell.value: cell.column for cell in page[1]}
    at = page.max_row
    for number, values in enumerate(rows, 1):
        for heading, value in values.items():
            cell = page.cell(at + number, columns[heading])
            cell.value = value
    return saved(book)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def own(rows: Sequence[Sequence[Any]], name: str = "13-1", headings: Sequence[str] = HEADINGS) -> Any:
    """Return an openpyxl workbook of one sheet: headings, then rows as given."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    page.append(list(headings))
    for values in rows:
        page.append(list(values))
    return book


def in_order(values: Mapping[str, Any]) -> list[Any]:
    return [values.get(heading) for heading in HEADINGS]


def headings_of(pack: Pack, matter_id: str) -> list[str]:
    return [column.heading for column in columns_of(pack.matter(matter_id), pack.default_settings())]
