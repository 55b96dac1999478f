"""Sheets of many writers come out as the same cells; what is no sound workbook is refused before it is parsed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from handmade import MAIN, build, number_cell, plain_book, rows_xml, sheet_xml, text_cell

from models.errors import UserError
from models.exchange.workbooks import package
from models.exchange.workbooks.book import read_book, read_path

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="164"/><xf numFmtId="57"/></cellXfs></styleSheet>'
)


def cells(data: bytes, sheet: int = 0) -> dict[tuple[int, int], tuple[str, str]]:
    grid = read_book(data)[sheet]
    return {(r, c): (cell.kind, cell.text) for r, row in grid.rows.items() for c, cell in row.items()}


def test_the_least_workbook_is_read_without_references_styles_or_dimension() -> None:
    assert cells(plain_book("一", [["甲", "乙"], ["丙", ""]])) == {
        (1, 1): ("text", "甲"),
        (1, 2): ("text", "乙"),
        (2, 1): ("text", "丙"),
    }


def test_cells_agree_with_openpyxl() -> None:
    book = openpyxl.Workbook()
    page = book.active
    values = [
        ["文字", 1, 2.5, -0.1, True, None],
        [date(2024, 6, 30), datetime(2024, 2, 29, 13, 5), 1e15, "=1+1"],
    ]
    for row in values:
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert cells(stream.getvalue()) == {
        (1, 1): ("text", "文字"), (1, 2): ("number", "1"), (1, 3): ("number", "2.5"), (1, 4): ("number", "-0.1"),
        (1, 5): ("bool", "1"), (2, 1): ("day", "2024-06-30"), (2, 2): ("day", "2024-02-29"),
        (2, 3): ("number", "1000000000000000"), (2, 4): ("formula", ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("style", "settings", "raw", "found"),
    [
        (1, "", "45473", ("day", "2024-06-30")),
        (2, "", "45444", ("day", "2024-06-01")),
        (3, "", "45473.75", ("day", "2024-06-30")),
        (1, '<workbookPr date1904="1"/>', "44011", ("day", "2024-06-30")),
        (0, "", "45473", ("number", "45473")),
        (0, "", "1234.5600000000001", ("number", "1234.56")),
        (0, "", "5.3E6", ("number", "5300000")),
    ],
)
def test_days_and_numbers_by_their_format(
    style: int, settings: str, raw: str, found: tuple[str, str]
) -> None:
    data = build(
        {"一": sheet_xml(rows_xml([[number_cell(raw, style=style)]]))}, styles=STYLES, settings=settings
    )
    assert cells(data) == {(1, 1): found}


def test_prefixed_names_rich_text_phonetics_and_escapes() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>杭</t></r><r><t>州</t></r><rPh sb="0" eb="1"><t>hang</t></rPh></si>'
        "<si><t>一_x000A_二</t></si></sst>"
    )
    rows = '<x:row r="3"><x:c r="B3" t="s"><x:v>0</x:v></x:c><x:c r="D3" t="s"><x:v>1</x:v></x:c></x:row>'
    data = build({"一": sheet_xml(rows, prefix="x:")}, strings=strings, target="/xl/Sheets/S{}.xml")
    assert cells(data) == {(3, 2): ("text", "杭州"), (3, 4): ("text", "一\n二")}


def test_inline_rich_text_without_its_phonetics() -> None:
    rich = "<is><r><t>滨</t></r><r><t>江</t></r><rPh sb='0' eb='1'><t>bin</t></rPh></is>"
    assert cells(build({"一": sheet_xml(f"<row><c t='inlineStr'>{rich}</c></row>")})) == {
        (1, 1): ("text", "滨江")
    }


def test_formulas_with_and_without_results() -> None:
    row = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>A1</f><v></v></c>'
        '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="d"><v>2024-06-30T00:00:00</v></c>'
        '<c r="F1"><f>1+1</f><v></v></c>'
    )
    found = cells(build({"一": sheet_xml(f'<row r="1">{row}</row>')}))
    assert found == {
        (1, 1): ("number", "2"),
        (1, 2): ("formula", ""),
        (1, 4): ("error", "#DIV/0!"),
        (1, 5): ("day", "2024-06-30"),
        (1, 6): ("formula", ""),
    }


def test_hidden_rows_columns_sheets_and_merges() -> None:
    rows = f'<row r="1">{text_cell("甲", "A1")}</row><row r="2" hidden="1">{text_cell("乙", "A2")}</row>'
    xml = sheet_xml(
        rows, before='<cols><col min="2" max="3" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    )  # fmt: skip
    grid, other = read_book(build({"一": xml, "二": xml}, states={"二": "veryHidden"}))
    assert grid.hidden_rows == {2} and grid.hidden_columns == {2, 3} and grid.merges == ((1, 1, 2, 2),)
    assert not grid.hidden and other.hidden


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def encrypted_member() -> bytes:
    data = bytearray(plain_book("一", [["甲"]]))
    for at in range(len(data)):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    return bytes(data)


OLD = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
MANY = {f"x/{n}": b"" for n in range(package.MAX_MEMBERS + 1)}
LOL = (
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet xmlns="%s">&b;</worksheet>'
    % MAIN.encode()
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        ("名称,代码\n甲,1\n".encode(), "不是 Excel 工作簿"),
        (b"%PDF-1.7", "不是 Excel 工作簿"),
        (OLD, "旧格式"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\0" * (package.MAX_FILE_BYTES + 1), "过大"),
        (zipped(**MANY), "过大"),
        (zipped(**{"word/document.xml": b"<a/>"}), "Word"),
        (zipped(**{"xl/workbook.bin": b""}), "xlsb"),
        (zipped(mimetype=b"application/vnd.oasis", **{"content.xml": b"<a/>"}), "ods"),
        (zipped(**{"readme.txt": b"x"}), "不是 Excel 工作簿"),
        (zipped(**{"xl/workbook.xml": b"<workbook><sheets/>"}), "损坏"),
        (encrypted_member(), "密码"),
        (build({"一": ""}, extra={"xl/worksheets/sheet1.xml": LOL}), "文档类型声明"),
        (build({"一": sheet_xml("<row><c t='s'><v>7</v></c></row>")}), "不存在的文字"),
        (build({"一": sheet_xml("<row><c><v>1e999999</v></c></row>")}), "无法识别"),
        (build({"一": sheet_xml("<row r='9999999'><c><v>1</v></c></row>")}), "超出范围"),
        (build({"一": sheet_xml("<row><c r='XFE1'><v>1</v></c></row>")}), "超出范围"),
        (build({}), "没有工作表"),
        (plain_book("一", [["甲"]])[:-30], "Excel 工作簿"),
    ],
)
def test_what_is_no_sound_workbook_is_refused_in_plain_words(data: bytes, words: str) -> None:
    with pytest.raises(UserError) as refused:
        read_book(data)
    assert words in refused.value.message


def test_a_large_file_is_not_even_read(tmp_path, monkeypatch) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(50 * package.MB)
    with pytest.raises(UserError, match="过大"):
        read_path(path)
    with pytest.raises(UserError, match="读不到"):
        read_path(tmp_path / "没有.xlsx")
    with pytest.raises(UserError, match="读不到"):
        read_path(tmp_path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch) -> None:
    def unpacked(*_: object) -> bytes:
        raise AssertionError("the bomb was unpacked")

    data = zipped(**{"xl/worksheets/sheet1.xml": b"0" * (package.MAX_MEMBER_BYTES + 1)})
    assert len(data) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "read", unpacked)
    with pytest.raises(UserError, match="解压后过大"):
        read_book(data)


@pytest.mark.parametrize(("sizes", "good"), [([900, 900], True), ([1001], False), ([1000, 1000, 1], False)])
def test_limits_of_one_part_and_of_all_together(
    monkeypatch: pytest.MonkeyPatch, sizes: list[int], good: bool
) -> None:
    monkeypatch.setattr(package, "MAX_MEMBER_BYTES", 1000)
    monkeypatch.setattr(package, "MAX_TOTAL_BYTES", 2000)
    data = zipped(**{f"x/{n}": b"0" * size for n, size in enumerate(sizes)}, **{"xl/workbook.xml": b""})
    if good:
        package.open_package(data)
        return
    with pytest.raises(UserError, match="解压后过大"):
        package.open_package(data)
