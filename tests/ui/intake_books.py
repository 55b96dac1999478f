"""Intake workbooks and lists as officers and mischief make them, for the tests of the dialogs and the gallery."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "services"))
sys.path.append(str(Path(__file__).resolve().parents[1] / "exchange"))

import openpyxl
from casework import credit_code
from sheets import filled, headings_of, in_order, own, row, saved

from models.policy.pack import Pack

RD_CURRENT = "年度研发投入额（元）"


def good_rows(count: int, first: int = 1) -> list[dict[str, Any]]:
    """Sound rows for 13-1, an applicant each."""
    return [row(serial) for serial in range(first, first + count)]


def faulty_rows() -> list[dict[str, Any]]:
    """Rows for 13-1 with one fault, two faults, and a double of the first sound row."""
    return [
        row(30, 发生日期="昨天"),
        row(31, 申请人名称=None, **{RD_CURRENT: "五百wan"}),
        row(1),
        row(33, 电话="12"),
    ]


def write_intake(
    folder: Path, pack: Pack, rows: Sequence[dict[str, Any]], *, name: str = "13-1 研发投入补助.xlsx"
) -> Path:
    """Write a filled template."""
    path = folder / name
    path.write_bytes(filled(pack, rows))
    return path


def write_unnamed(folder: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Write a workbook whose sheet does not say its matter."""
    path = folder / "申报表.xlsx"
    path.write_bytes(saved(own([in_order(one) for one in rows], name="Sheet1")))
    return path


def write_two_sheets(folder: Path, pack: Pack) -> Path:
    """Write a workbook with a sheet for 13-1 and a faulty one for 33-1."""
    book = own([in_order(row(1)), in_order(row(2))])
    page = book.create_sheet("33-1")
    headings = headings_of(pack, "33-1")
    page.append(headings)
    values = {
        "申请人名称": "杭州软件有限公司",
        "统一社会信用代码/身份证号": credit_code(70),
        "发生日期": "2024-06-01",
    }
    page.append([values.get(heading) for heading in headings])
    path = folder / "两个事项.xlsx"
    path.write_bytes(saved(book))
    return path


def write_bomb(folder: Path) -> Path:
    """Write a small file that would unpack to 60 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    path = folder / "炸弹.xlsx"
    path.write_bytes(stream.getvalue())
    return path


def write_list(folder: Path, rows: Sequence[Sequence[object]], name: str = "小巨人名单.xlsx") -> Path:
    """Write a recognised list as departments publish it: a title, headings, numbered lines."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["2024年国家级专精特新“小巨人”企业名单"])
    book.active.append(["序号", "企业名称", "统一社会信用代码"])
    for number, values in enumerate(rows, 1):
        book.active.append([number, *values])
    path = folder / name
    path.write_bytes(saved(book))
    return path
