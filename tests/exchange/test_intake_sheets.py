"""Sheets as officers and enterprises really fill them in: every row is taken rightly or refused with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from casework import credit_code, id_number
from handmade import build, plain_book, rows_xml, sheet_xml, text_cell
from sheets import HEADINGS, filled, headings_of, in_order, own, row, saved

from models.errors import UserError
from models.exchange.workbooks.book import read_book
from models.exchange.workbooks.columns import columns_of, spellings
from models.exchange.workbooks.intake import IntakeBook, read_intake
from models.policy.pack import Pack


def read(pack: Pack, data: bytes, **more: Any) -> IntakeBook:
    return read_intake(read_book(data), pack, pack.default_settings(), **more)


def faults(book: IntakeBook) -> list[tuple[int, str]]:
    found = [*book.faults, *(fault for one in book.rows for fault in one.faults)]
    return [(fault.row, fault.letter) for fault in found]


def test_every_matter_has_its_own_headings(pack: Pack) -> None:
    for matter in pack.matters:
        seen: set[str] = set()
        for column in columns_of(matter, pack.default_settings()):
            assert not spellings(column) & seen, (matter.id, column.heading)
            seen |= spellings(column)


def test_the_example_row_is_passed_over_and_data_is_read(pack: Pack) -> None:
    book = read(pack, filled(pack, [row(1), row(2, **{"年度研发投入额（元）": "530万"})]))
    assert [one.row for one in book.rows] == [3, 4] and not faults(book)
    first = book.rows[0]
    assert first.form.name == "杭州1号科技有限公司" and first.form.code == credit_code(1)
    assert first.event_date == date(2024, 6, 30) and first.applied_fen == 11_500_000
    assert first.facts == {"sme_scale": True, "rd_current": "5300000.00", "rd_previous": "3000000.00"}
    assert book.rows[1].facts == first.facts
    assert book.notes == ()


def test_an_example_row_written_over_is_data(pack: Pack) -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(filled(pack, [])))
    page = book.worksheets[0]
    for number, value in enumerate(in_order(row(5)), 1):
        page.cell(2, number).value = value
    assert [one.row for one in read(pack, saved(book)).rows] == [2]


def test_titles_above_blank_rows_totals_and_reordered_columns(pack: Pack) -> None:
    values = row(1)
    headings = [*reversed(HEADINGS), "所属街道"]
    sheet = [
        ["滨江区2024年研发投入补助申报汇总表"],
        [],
        headings,
        [],
        [str(values.get(heading, "")) for heading in headings],
        ["", "", "", "", "", "", "", "", "", "", "", ""],
        ["", "", "2300000", "", "", "", "", "", "", "", "", "合 计"],
    ]
    sheet[4][-1] = "西兴街道"
    book = read(pack, plain_book("13-1", sheet))
    assert [one.row for one in book.rows] == [5] and not faults(book)
    told = " ".join(note.message for note in book.notes)
    assert "所属街道" in told and "合计行" in told


def test_merged_text_is_shared_merged_amounts_are_refused(pack: Pack) -> None:
    book = own([in_order(row(1)), in_order(row(1, 发生日期=date(2024, 5, 1)))])
    page = book.active
    for letter in "ABCDEF":
        page.merge_cells(f"{letter}2:{letter}3")
    found = read(pack, saved(book))
    assert [one.form.name for one in found.rows] == ["杭州1号科技有限公司"] * 2 and not faults(found)
    page.merge_cells("I2:I3")
    found = read(pack, saved(book))
    assert faults(found) == [(3, "I")] and "合并" in found.rows[1].faults[0].what


def test_headings_in_two_merged_rows(pack: Pack) -> None:
    book = own([["元"] * 12, in_order(row(1))])
    for number in range(1, 13):
        book.active.merge_cells(start_row=1, end_row=2, start_column=number, end_column=number)
    assert [one.row for one in read(pack, saved(book)).rows] == [3]


@pytest.mark.parametrize(
    ("changes", "letters"),
    [
        ({"统一社会信用代码/身份证号": 9.13301080000001e17}, ["B"]),
        ({"电话": 57188886666}, ["D"]),
        ({"账号": 6222021202041234567}, ["F"]),
        ({"发生日期": "2024-02-30"}, ["G"]),
        ({"发生日期": None}, ["G"]),
        ({"经营规模符合国家科技型中小企业认定标准": 1}, ["H"]),
        ({"年度研发投入额（元）": "530 万左右"}, ["I"]),
        ({"年度研发投入额（元）": "=1+1"}, ["I"]),
        ({"上年度研发投入额（元）": None}, ["J"]),
        ({"申请额（元）": -1}, ["K"]),
        ({"申请人名称": None, "上年度研发投入额（元）": 0.005}, ["A", "J"]),
    ],
)
def test_each_fault_has_its_row_and_column(pack: Pack, changes: dict[str, Any], letters: list[str]) -> None:
    book = read(pack, saved(own([in_order(row(1)), in_order(row(2, **changes))])))
    assert faults(book) == [(3, letter) for letter in letters]
    assert all(fault.heading and fault.remedy for fault in book.rows[1].faults)


def test_small_sums_are_taken_as_written_and_told(pack: Pack) -> None:
    book = read(
        pack, saved(own([in_order(row(1, **{"年度研发投入额（元）": 530, "上年度研发投入额（元）": 300}))]))
    )
    assert book.rows[0].facts["rd_current"] == "530.00"
    assert [note.column for note in book.rows[0].notes] == [9, 10]
    assert all("单位" in note.text for note in book.rows[0].notes)


def test_hidden_rows_are_refused_and_hidden_sheets_left_aside(pack: Pack) -> None:
    book = own([in_order(row(1)), in_order(row(2))])
    book.active.row_dimensions[3].hidden = True
    assert faults(read(pack, saved(book))) == [(3, "")]
    other = book.copy_worksheet(book.active)
    other.title, other.sheet_state = "13-1 旧表", "hidden"
    book.active.row_dimensions[3].hidden = False
    found = read(pack, saved(book))
    assert len(found.rows) == 2 and any("隐藏" in note.text for note in found.notes)


def test_a_missing_and_a_misspelt_heading_are_named(pack: Pack) -> None:
    headings = ["年度研发投入" if h == "年度研发投入额（元）" else h for h in HEADINGS if h != "发生日期"]
    book = read(pack, saved(own([["甲"] * 11], headings=headings)))
    told = [fault.what for fault in book.faults]
    assert "缺少“发生日期”列" in told and "缺少“年度研发投入额（元）”列" in told
    assert any("年度研发投入" in fault.what and "没有认出" in fault.what for fault in book.faults)
    assert book.rows == ()


def test_a_heading_in_wan_or_twice_is_refused(pack: Pack) -> None:
    headings = [
        h.replace("年度研发投入额（元）", "年度研发投入额（万元）") if h.startswith("年度") else h
        for h in HEADINGS
    ]
    book = read(pack, saved(own([in_order(row(1))], headings=headings)))
    assert [fault.what for fault in book.faults] == ["表头的单位是“万元”"]
    book = read(pack, saved(own([[*in_order(row(1)), "x"]], headings=[*HEADINGS, "联系人"])))
    assert "两次" in book.faults[0].what and book.faults[0].letter == "M"


@pytest.mark.parametrize(
    ("above", "under", "refused"),
    [
        ("金额单位：万元", "", True),
        ("填报单位：区科技局　　单位: 万元", "", True),
        ("（万元）", "", True),
        ("", "（万元）", True),
        ("", "单位：千元", True),
        ("单位：元", "", False),
        ("年营业收入2000万元以上的企业填报", "", False),
    ],
)
def test_a_line_that_states_another_unit_is_refused(
    pack: Pack, above: str, under: str, refused: bool
) -> None:
    cells = [[*[None] * 8, under, under, None, None]] if under else []
    book = own([*cells, in_order(row(1))], headings=HEADINGS)
    if above:
        book.worksheets[0].insert_rows(1)
        book.worksheets[0].cell(1, 1).value = above
    found = read(pack, saved(book))
    assert [fault.row for fault in found.faults] == [2 if under else 1] * refused
    assert all("写明单位" in fault.what for fault in found.faults) and len(found.rows) == (not refused)


def test_headings_in_other_words_full_width_and_with_stars(pack: Pack) -> None:
    headings = [
        "＊企业名称", "统一社会\n信用代码", "联系人", "联系电话：", "开户银行", "银行账号", "发生日期*", HEADINGS[7],
        "年度研发投入额(元)（必填）", "上年度研发投入额", "申请金额", "备 注",
    ]  # fmt: skip
    book = read(pack, saved(own([in_order(row(1))], headings=headings)))
    assert len(book.rows) == 1 and not faults(book) and not book.notes


def test_which_matter_a_sheet_is_for(pack: Pack) -> None:
    data = saved(own([in_order(row(1))], name="研发"))
    found = read(pack, data)
    assert found.rows == () and "不知道工作表是哪个事项" in found.faults[0].what
    assert read(pack, data, matter_id="13-1").rows[0].matter_id == "13-1"
    named = saved(own([in_order(row(1))], name="13-1 研发"))
    assert "不同" in read(pack, named, matter_id="13-2").faults[0].what
    assert "没有编号" in read(pack, saved(own([in_order(row(1))], name="99-9"))).faults[0].what
    above = plain_book("表", [["事项编号：13-1"], list(HEADINGS), [str(v) for v in in_order(row(1))]])
    assert read(pack, above).rows[0].matter_id == "13-1"


def test_a_column_names_the_matter_of_each_row(pack: Pack) -> None:
    headings = ["事项", *HEADINGS, "首版次软件产品认定级别", "软件产品名称及版本"]
    blank = dict.fromkeys(HEADINGS[7:10])
    book = own(
        [
            ["13-1 研发投入补助", *in_order(row(1)), None, None],
            ["33-1", *in_order(row(2) | blank), "省级", "甲软件V1.0"],
            ["没有", *in_order(row(3)), None, None],
        ],
        name="汇总", headings=headings,
    )  # fmt: skip
    found = read(pack, saved(book))
    assert [(one.matter_id, one.row) for one in found.rows] == [("13-1", 2), ("33-1", 3)]
    assert found.rows[1].facts == {"level": "省级"} and found.rows[1].scope == "甲软件V1.0"
    assert [(fault.row, fault.letter) for fault in found.faults] == [(4, "A")]


def test_a_workbook_without_an_intake_sheet_is_refused(pack: Pack) -> None:
    for data in (plain_book("一", [["甲", "乙"]]), build({"一": sheet_xml("")})):
        with pytest.raises(UserError, match="表头"):
            read(pack, data)


def test_too_many_rows_are_refused(pack: Pack) -> None:
    cells = [text_cell(str(value)) for value in in_order(row(1))]
    heading = [text_cell(value) for value in HEADINGS]
    data = build({"13-1": sheet_xml(rows_xml([heading, *[cells] * 5001]))})
    with pytest.raises(UserError, match="行数过多"):
        read(pack, data)


@pytest.mark.parametrize(
    ("matter_id", "code", "typed", "kind"),
    [
        ("16-1", credit_code(1), None, "企业"),
        ("16-1", credit_code(1), "单位", "单位"),
        ("16-1", "12330108470310123" + "N", None, None),
        ("48-1", id_number(1), None, "个人"),
        ("48-1", credit_code(1), None, "企业"),
        ("54-3", id_number(1), None, None),
        ("54-3", id_number(1), "家庭", "家庭"),
    ],
)
def test_the_kind_of_the_applicant(
    pack: Pack, matter_id: str, code: str, typed: str | None, kind: str | None
) -> None:
    headings = headings_of(pack, matter_id)
    values: dict[str, Any] = {"申请人名称": "甲", "统一社会信用代码/身份证号": code, "主体类别": typed}
    found = read(pack, saved(own([[values.get(h) for h in headings]], name=matter_id, headings=headings)))
    told = [fault.heading for fault in found.rows[0].faults]
    assert ("主体类别" in told) is (kind is None)
    assert kind is None or found.rows[0].form.kind == kind


def test_numbers_of_people_are_masked_in_the_preview(pack: Pack) -> None:
    headings = headings_of(pack, "49-1")
    values = {"申请人名称": "张三家", "统一社会信用代码/身份证号": id_number(1), "电话": "13812345678",
              "账号": "6222021202041234567", "配偶姓名": "李四", "配偶身份证号": id_number(2)}  # fmt: skip
    found = read(pack, saved(own([[values.get(h) for h in headings]], name="49-1", headings=headings)))
    shown = " ".join(cell.text for cell in found.rows[0].cells())
    for secret in (id_number(1), id_number(2), "13812345678", "6222021202041234567"):
        assert secret not in shown
    assert found.rows[0].form.members[0].id_number == id_number(2)
