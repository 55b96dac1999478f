"""Exports keep figures as figures, dates as dates, and never hand Excel a formula."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

import resources
from models.policy.loader import load_pack
from models.policy.standing import BudgetState, Figure, standing
from models.reports.boards import budgets_report, targets_report
from models.reports.plain import to_csv
from models.reports.table import Report, ReportColumn, shown
from models.reports.workbook import to_workbook

REPORT = Report(
    "办件表",
    (
        ReportColumn("申请人"),
        ReportColumn("金额（元）", "money"),
        ReportColumn("日期", "date"),
        ReportColumn("备注", "long"),
    ),
    (
        ("杭州某公司", 11_500_000, date(2024, 6, 30), "=1+1"),
        ("𬭎科技", None, None, "+86"),
        ("@甲", 1, date(2024, 1, 1), "-\x00x"),
    ),
    total=("合计", 11_500_001, None, ""),
)


@pytest.fixture(scope="module")
def pack():
    return load_pack(resources.path("policy", "bz-2024-12"))


def read(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_workbook_keeps_types():
    page = read(to_workbook(REPORT))
    assert page["B4"].value == 115000 and page["B4"].number_format == "#,##0.00"
    assert page["B6"].value == 0.01
    assert page["C4"].value.date() == date(2024, 6, 30)
    assert page["B5"].value is None
    assert page["B7"].value == 115000.01


@pytest.mark.parametrize(("cell", "text"), [("D4", "=1+1"), ("D5", "+86"), ("A6", "@甲"), ("D6", "-x")])
def test_formula_like_text_stays_text(cell, text):
    found = read(to_workbook(REPORT))[cell]
    assert (found.value, found.data_type) == (text, "s")
    assert found.quotePrefix


def test_csv_is_plain():
    lines = to_csv(REPORT).decode("utf-8-sig").splitlines()
    assert lines[1] == "杭州某公司,115000.00,2024-06-30,'=1+1"
    assert len(lines) == 4


def test_shown_values():
    assert shown(11_500_000, "money") == "115,000.00"
    assert shown(None, "money") == ""
    assert shown(Decimal("12.5"), "percent") == "12.5%"
    assert shown(12345, "number") == "12,345"


def test_target_board_lists_every_target(pack):
    year = pack.document.validity.period
    standings = [standing(target, (), year=year) for target in pack.targets]
    standings[0] = standing(pack.targets[0], [Figure(date(2024, 6, 30), Decimal(9))], year=year)
    report = targets_report(pack, standings, today=date(2024, 7, 1))
    assert len(report.rows) == 66
    assert "已达标 1 项" in report.subtitle and "未填报 65 项" in report.subtitle
    page = read(to_workbook(report))
    assert page.max_row == 3 + 66 + 1
    assert all(row[9] for row in report.rows)


def test_budget_board_lists_every_line(pack):
    states = [
        BudgetState(line, int(Decimal(line.amount_yi) * 10**10), None, None, None, None)
        for line in pack.budgets
    ]
    states[0] = BudgetState(pack.budgets[0], 611 * 10**9, 305_500_000_000, 0, 0, date(2024, 6, 30))
    report = budgets_report(pack, states, today=date(2024, 7, 1))
    assert len(report.rows) == 18
    assert report.rows[0][8] == Decimal("50.0")
    assert report.rows[-1][3] == Decimal("108.9")
    assert report.rows[-1][4] == 1089 * 10**9
