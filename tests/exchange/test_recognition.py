"""免申即享: a list is held against the register row by row; only what nobody has yet is drafted, never twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from casework import Casework, credit_code
from sheets import saved

from models.errors import UserError
from models.reports.workbook import to_workbook
from models.services.recognition import RecognitionPreview
from models.services.views import CaseFilter

DAY = date(2024, 6, 1)
GIANT = {"first_time": True}


def workbook(
    tmp_path: Path,
    rows: list[list[object]],
    headings: tuple[str, ...] = ("序号", "企业名称", "统一社会信用代码"),
) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["2024年国家级专精特新“小巨人”企业名单"])
    book.active.append(list(headings))
    for row in rows:
        book.active.append(row)
    path = tmp_path / "名单.xlsx"
    path.write_bytes(saved(book))
    return path


def outcomes(preview: RecognitionPreview) -> list[tuple[str, str]]:
    return [(row.state, row.found) for row in preview.rows]


def test_each_row_is_told_apart(work: Casework, tmp_path: Path) -> None:
    known, paid, running = work.applicant("甲公司"), work.applicant("乙公司"), work.applicant("丙公司")
    twins = work.applicant("同名公司"), work.applicant("同名公司")
    done = work.register("28-4", paid, GIANT)
    work.approve(done.id, 100_000_000)
    work.register("28-4", running, GIANT)
    path = workbook(
        tmp_path,
        [
            [1, "甲公司", known.code],
            [2, " 乙 公司", None],
            [3, "丙公司", running.code],
            [4, "新公司", credit_code(900)],
            [5, "无名公司", None],
            [6, twins[0].name, None],
            [7, "甲公司", known.code],
            [8, "别名", known.code],
            [9, "丙公司", credit_code(901)],
            [10, "坏码公司", "91330108MA27X9999A"],
        ],
    )
    preview = work.office.recognition.preview(path, matter_id="28-4", event_date=DAY, facts=GIANT)
    assert outcomes(preview) == [
        ("拟办", "代码"), ("已享受", "名称"), ("在办", "代码"), ("拟办", "新主体"),
        *[("未匹配", "")] * 2, *[("有错", "")] * 4,
    ]  # fmt: skip
    first, second, third = preview.rows[:3]
    assert first.ceiling_fen == 100_000_000 and preview.total_fen == 200_000_000
    assert done.case_no in second.cases[0] and "1,000,000.00" in second.text
    assert third.cases[0].endswith("（登记）")
    words = [row.all_faults[0].what for row in preview.rows[4:]]
    assert "没有这一主体" in words[0] and "同名" in words[1] and "重复" in words[2]
    assert words[3] == "名称与代码不符" and words[4] == "代码与名称不符" and "信用代码" in words[5]
    report = work.office.recognition.report(preview)
    assert "拟办 2" in report.subtitle and to_workbook(report)


def test_good_rows_are_registered_once(work: Casework, tmp_path: Path) -> None:
    path = workbook(tmp_path, [[1, "新公司", credit_code(900)], [2, "坏", None]])
    office = work.office
    preview = office.recognition.preview(path, matter_id="28-4", event_date=DAY, facts=GIANT)
    with pytest.raises(UserError, match="名单有错"):
        office.recognition.run(preview, actor=work.handler)
    tried, _ = office.recognition.run(preview, actor=work.handler, accept_good=True, dry_run=True)
    assert len(tried.cases) == 1 and office.cases.count(CaseFilter(matters=("28-4",))) == 0
    done, changes = office.recognition.run(preview, actor=work.handler, accept_good=True)
    assert [case.ceiling_fen for case in done.cases] == [100_000_000] and done.new_applicants == 1
    assert changes.cases == {done.cases[0].case_id}
    again = office.recognition.preview(path, matter_id="28-4", event_date=DAY, facts=GIANT)
    assert again.rows[0].state == "在办"
    stale, _ = office.recognition.run(preview, actor=work.handler, accept_good=True)
    assert stale.cases == () and office.cases.count(CaseFilter(matters=("28-4",))) == 1


def test_levels_and_names_of_products(work: Casework, tmp_path: Path) -> None:
    headings = ("企业名称", "信用代码", "级别", "软件产品名称及版本")
    code = credit_code(900)
    path = workbook(
        tmp_path,
        [["软件公司", code, "国家级", "甲V1"], ["软件公司", code, "市级", "乙V1"], ["软件公司", code, "其他", "丙V1"],
         ["软件公司", code, "区级", "丁V1"], ["软件公司", code, "省级", None]],
        headings,
    )  # fmt: skip
    preview = work.office.recognition.preview(path, matter_id="33-1", event_date=DAY)
    assert [(row.state, row.ceiling_fen) for row in preview.rows] == [
        ("拟办", 50_000_000), ("拟办", 10_000_000), ("不符合", 0), ("有错", None), ("有错", None),
    ]  # fmt: skip
    done, _ = work.office.recognition.run(preview, actor=work.handler, accept_good=True)
    assert len(done.cases) == 2 and len({work.view(case.case_id).applicant.id for case in done.cases}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "甲公司\n乙公司，{code}\n",
        "企业名称\t统一社会信用代码\n甲公司\t\n乙公司\t{code}\n",
        '"甲公司"\r\n\r\n乙公司,{code}\r\n',
        "2024年第一批名单\n\n企业名称\t统一社会信用代码\n甲公司\t\n乙公司\t{code}\n",
    ],
)
def test_pasted_lines_and_csv(work: Casework, tmp_path: Path, text: str) -> None:
    work.applicant("甲公司")
    content = text.format(code=credit_code(900))
    preview = work.office.recognition.preview(content, matter_id="28-4", event_date=DAY, facts=GIANT)
    assert outcomes(preview) == [("拟办", "名称"), ("拟办", "新主体")]
    for encoding in ("utf-8-sig", "gb18030"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(content.encode(encoding))
        found = work.office.recognition.preview(path, matter_id="28-4", event_date=DAY, facts=GIANT)
        assert outcomes(found) == outcomes(preview)


def test_what_is_missing_is_told(work: Casework, tmp_path: Path) -> None:
    path = workbook(tmp_path, [[1, "甲", credit_code(1)]])
    preview = work.office.recognition.preview(path, matter_id="28-4", facts=GIANT)
    assert [fault.heading for fault in preview.faults] == ["发生日期"]
    preview = work.office.recognition.preview(path, matter_id="28-4", event_date=DAY)
    assert "首次认定" in preview.faults[0].heading
    for text, words in (("", "名单"), ('甲,"乙', "")):
        try:
            work.office.recognition.preview(text, matter_id="28-4", event_date=DAY, facts=GIANT)
        except UserError as error:
            assert words in error.message
    with pytest.raises(UserError, match="没有编号"):
        work.office.recognition.preview(path, matter_id="99-1", event_date=DAY)
    outside = work.office.recognition.preview(
        path, matter_id="28-4", event_date=date(2023, 6, 1), facts=GIANT
    )
    assert outside.rows[0].state == "不符合"


def test_a_matter_without_money(work: Casework, tmp_path: Path) -> None:
    company = work.applicant("甲公司")
    facts = {"filing": "首次申报", "self_assessed": True, "technology": "软件"}
    preview = work.office.recognition.preview("甲公司", matter_id="17-3", event_date=DAY, facts=facts)
    assert preview.rows[0].state == "拟办" and preview.rows[0].ceiling_fen is None
    work.register("17-3", company, facts, event_date="2024-02-01")
    again = work.office.recognition.preview("甲公司", matter_id="17-3", event_date=DAY, facts=facts)
    assert again.rows[0].state == "在办"
