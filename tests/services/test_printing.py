"""What is printed from the screen: read back from the PDF, on the right paper, nothing cut off."""

from __future__ import annotations

import io
from dataclasses import replace

import pdfplumber
import pytest
from casework import Casework

from models.errors import UserError
from models.letters.page.sheet import SIDE_MARGIN
from models.reports.case_list import COLUMNS, USUAL
from models.reports.table import Report, ReportColumn
from models.services import printing
from models.services.views import CaseFilter
from models.storage.rows import CaseOrder

LONG = "杭州滨江高新技术产业开发区新一代人工智能与量子精密测量联合创新研究院（有限合伙）"
FORM_SIDES = (28.0 / 25.4 * 72, (28.0 + 156.0) / 25.4 * 72)


def texts_of(pdf: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [page.extract_text().replace("\u3000", " ") for page in opened.pages]


def joined(pdf: bytes) -> str:
    """All words without the line ends that the cells put between them."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(char["text"] for page in opened.pages for char in page.chars).replace("\u3000", "")


def assert_inside_cells(pdf: bytes, left: float, right: float) -> None:
    """No character leaves the margins, crosses a rule, or stands below the paper's foot."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            upright = [one for one in page.lines if abs(one["x0"] - one["x1"]) < 0.1]
            for char in page.chars:
                assert char["x0"] >= left - 1 and char["x1"] <= right + 1, char["text"]
                assert char["bottom"] <= page.height - 10, char["text"]
                middle = (char["top"] + char["bottom"]) / 2
                for rule in upright:
                    if rule["top"] < middle < rule["bottom"]:
                        crossed = char["x0"] + 0.8 < rule["x0"] < char["x1"] - 0.8
                        assert not crossed, f"{char['text']} crosses a rule on page {page.page_number}"


@pytest.fixture
def filled(work: Casework) -> Casework:
    for number in range(60):
        name = LONG if number == 7 else f"杭州第{number}号公司"
        case = work.register(applicant=work.applicant(name), applied_fen=115_000_00)
        if number == 0:
            work.approve(case.id, 115_000_00)
    return work


def test_the_case_list_tells_its_filter_unit_and_printer(filled: Casework) -> None:
    pdf = filled.office.prints.case_list(
        CaseFilter(clauses=("（十三）",), open_only=True), CaseOrder("id", False), USUAL, actor=filled.handler
    )
    pages = texts_of(pdf)
    assert len(pages) >= 3
    assert "办件表" in pages[0] and "范围：条款：（十三） 在办" in pages[0]
    assert "杭州市滨江区科学技术局" in pages[0]
    for number, text in enumerate(pages, 1):
        assert f"第 {number} 页 共 {len(pages)} 页" in text
        assert "打印：王一 2024-06-05 09:30" in text
        assert "办件编号" in text and "政策上限（元）" in text
    whole = joined(pdf)
    assert LONG in whole and all(f"杭州第{n}号公司" in whole for n in range(60) if n != 7)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        width = float(opened.pages[0].width)
    assert width > 800, "nine columns want the paper across"
    assert_inside_cells(pdf, SIDE_MARGIN, width - SIDE_MARGIN)


@pytest.mark.parametrize(
    ("columns", "across"), [(("case_no", "applicant_name", "stage"), False), (tuple(COLUMNS), True)]
)
def test_the_paper_follows_the_columns(filled: Casework, columns: tuple[str, ...], across: bool) -> None:
    pdf = filled.office.prints.case_list(CaseFilter(), CaseOrder(), columns, actor=filled.handler)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        assert (page.width > page.height) is across
        width = float(page.width)
    assert_inside_cells(pdf, SIDE_MARGIN, width - SIDE_MARGIN)


def test_a_long_figure_widens_its_column(work: Casework) -> None:
    columns = (ReportColumn("名称", "long", 60), ReportColumn("金额（元）", "money", 4))
    report = Report("表", columns, (("甲", 9_999_999_999_99),))
    pdf = work.office.prints.table(report, actor=work.handler)
    assert_inside_cells(pdf, SIDE_MARGIN, 595.3 - SIDE_MARGIN)
    assert "9,999,999,999.99" in texts_of(pdf)[0]


def test_a_heading_row_spans_the_table(work: Casework) -> None:
    columns = (ReportColumn("甲", width=8), ReportColumn("乙", width=60))
    report = Report("表", columns, (("2024 年 3 件 核定 345,000.00 元 已拨付 115,000.00 元",), ("1", "2")))
    assert (
        "2024 年 3 件 核定 345,000.00 元" in texts_of(work.office.prints.table(report, actor=work.handler))[0]
    )


def test_too_many_rows_and_a_stop_are_told(filled: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    prints = filled.office.prints
    with pytest.raises(UserError, match="取消"):
        prints.case_list(
            CaseFilter(), CaseOrder(), USUAL, actor=filled.handler, proceed=lambda done, total: False
        )
    monkeypatch.setattr(printing, "MOST_ROWS", 59)
    with pytest.raises(UserError, match="不宜打印"):
        prints.case_list(CaseFilter(), CaseOrder(), USUAL, actor=filled.handler)


def test_the_case_sheet_has_everything_of_the_page(work: Casework) -> None:
    case = work.register(applicant=work.applicant(LONG, contact="陈工", phone="13800000000"))
    work.to_approval(case.id, 115_000_00)
    view = work.view(case.id)
    pdf = work.office.prints.case_sheet(case.id, actor=work.reader)
    whole = joined(pdf)
    for words in (
        LONG, case.case_no, view.applicant.code, "13800000000", view.clause.text,
        "5,300,000.00", "2,300,000.00", "115,000.00", "壹拾壹万伍仟元整", "专项审计报告",
        "拟同意", "同意", "签名：", "打印：钱五",
    ):  # fmt: skip
        assert words in whole, words
    for check in view.checks:
        assert check.question in whole
    for item in view.materials:
        assert item.name in whole
    pages = texts_of(pdf)
    assert f"第 1 页 共 {len(pages)} 页" in pages[0]
    assert_inside_cells(pdf, *FORM_SIDES)


def test_long_remarks_go_on_over_pages(work: Casework) -> None:
    case = work.register()
    view = work.view(case.id)
    check = next(one for one in view.checks if not one.automatic)
    remark = "".join(f"第{n}处所见与申报不一致，已电话核实；" for n in range(100))[:1990]
    work.office.cases.answer(case.id, check.id, "待补", remark, actor=work.handler)
    for item in view.materials:
        work.office.cases.receive(case.id, item.id, "待补", remark[:490], actor=work.handler)
    pdf = work.office.prints.case_sheet(case.id, actor=work.handler)
    assert_inside_cells(pdf, *FORM_SIDES)
    whole = joined(pdf)
    assert remark[:200] in whole and remark[-60:] in whole


def test_a_case_without_award_has_no_arithmetic(work: Casework) -> None:
    matter = next(one for one in work.office.editions.current.matters if one.kind == "服务")
    kind = matter.applicants[0]
    case = work.register(matter.id, work.applicant(kind=kind), facts={})
    whole = joined(work.office.prints.case_sheet(case.id, actor=work.handler))
    assert "金额测算" not in whole and "六、办理意见" in whole


def test_the_checklist_has_three_boxes_a_line_and_places_to_sign(work: Casework) -> None:
    case = work.register()
    view = work.view(case.id)
    pdf = work.office.prints.checklist(case.id, actor=work.handler)
    whole = joined(pdf)
    assert whole.count("□") == 3 * (len(view.checks) + len(view.materials))
    assert "核对人意见" in whole and whole.count("签名：") == 2
    assert_inside_cells(pdf, *FORM_SIDES)


def test_every_matter_prints_both_forms(work: Casework) -> None:
    """A label, a clause or a paper of any of the matters must not leave its cell."""
    from models.services.case_forms import Origin, case_form, checklist_form

    case = work.register()
    view = work.view(case.id)
    pack = work.office.editions.current
    origin = Origin("区科技局", "《意见》", "打印：王一")
    press = work.office._desk.press
    assert press is not None
    for matter in pack.matters[::9]:
        shown = replace(
            view,
            matter=matter,
            clause=pack.clause_of(matter),
            materials=tuple(
                replace(view.materials[0], id=one.id, name=one.name) for one in pack.materials_of(matter)
            ),
            checks=tuple(
                replace(view.checks[-1], id=one.id, question=one.question) for one in pack.checks_of(matter)
            ),
        )
        for make in (case_form, checklist_form):
            pdf = press.render(make(shown, origin), created=work.clock.now())
            assert_inside_cells(pdf, *FORM_SIDES)
