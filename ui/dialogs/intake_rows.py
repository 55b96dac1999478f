"""What an import shows, as plain lines: the faults in the order of the workbook, and what became of each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.services.intake_views import IntakePreview, IntakeResult
from ui.itemmodels.board_table_model import BoardColumn
from ui.itemmodels.case_columns import money

SHORT_SHEET = 6


@dataclass(frozen=True)
class FaultLine:
    """A fault, or a remark that keeps nothing out; row 0 is the whole sheet, column 0 the whole row."""

    sheet: str
    row: int
    column: int
    title: str
    text: str
    name: str = ""

    @property
    def message(self) -> str:
        """Place, applicant and words in one line: 第 5 行 · 研发费用（某某公司）：……"""
        return f"{self.title}{f'（{self.name}）' if self.name else ''}：{self.text}"


FAULT_COLUMNS = (
    BoardColumn(
        "错误和提示", 200, lambda one: f"{one.title}\n{one.text}", "two_lines", stretch=True,
        tip=lambda one: one.message,
    ),
)  # fmt: skip


def fault_lines(preview: IntakePreview) -> list[FaultLine]:
    """Return every fault of a workbook."""
    return _lines(preview, preview.all_faults, lambda one: said(one.what, one.why, one.remedy))


def note_lines(preview: IntakePreview) -> list[FaultLine]:
    """Return the remarks of a workbook."""
    return _lines(preview, preview.all_notes, lambda one: said(one.text))


def sheets_of(preview: IntakePreview) -> list[str]:
    """Return the names of the sheets that have rows."""
    return list(dict.fromkeys(row.row.sheet for row in preview.rows))


def said(*parts: str) -> str:
    """Return parts of a message as sentences."""
    return "".join(f"{part.rstrip('。')}。" for part in parts if part)


def _lines(preview: IntakePreview, found: Sequence[Any], words: Callable[[Any], str]) -> list[FaultLine]:
    several = len(sheets_of(preview)) > 1
    names = {(row.row.sheet, row.row.row): row.row.form.name for row in preview.rows}
    return [
        FaultLine(
            one.sheet,
            one.row,
            one.column,
            _place(one, several),
            words(one),
            names.get((one.sheet, one.row), ""),
        )
        for one in found
    ]


def _place(one: Any, several: bool) -> str:
    sheet = f"工作表“{one.sheet}”" if one.sheet and not one.row else ""
    if one.row and several:
        # The heading must stay in view beside it; the whole name stands in the choice of sheets.
        sheet = one.sheet if len(one.sheet) <= SHORT_SHEET else f"{one.sheet[:SHORT_SHEET]}…"
    row = f"第 {one.row} 行" if one.row else ""
    return " · ".join(part for part in (sheet, row, one.heading) if part) or "工作簿"


@dataclass(frozen=True)
class ResultLine:
    """What became of a row."""

    place: str
    name: str
    state: str
    case_no: str = ""
    ceiling_fen: int | None = None
    words: str = ""


TONES = {"已导入": "ok", "未导入": "bad", "已登记": "quiet"}
RESULT_COLUMNS = (
    BoardColumn("行", 70, lambda one: one.place),
    BoardColumn("申请人", 170, lambda one: one.name, stretch=True),
    BoardColumn("结果", 78, lambda one: one.state, "state", extra=lambda one: TONES[one.state]),
    BoardColumn("办件编号", 160, lambda one: one.case_no),
    BoardColumn("政策上限（元）", 130, lambda one: money(one.ceiling_fen), "amount", spare=1),
    BoardColumn("说明", 190, lambda one: one.words, stretch=True),
)


def result_lines(preview: IntakePreview, result: IntakeResult) -> list[ResultLine]:
    """Return a line for each row of the workbook, those not imported first."""
    made = {(case.sheet, case.row): case for case in result.cases}
    faults: dict[tuple[str, int], list[str]] = {}
    for fault in result.faults:
        faults.setdefault((fault.sheet, fault.row), []).append(said(fault.what, fault.why))
    several = len(sheets_of(preview)) > 1
    lines = []
    for one in preview.rows:
        key = (one.row.sheet, one.row.row)
        place = f"{one.row.sheet} 第 {one.row.row} 行" if several else str(one.row.row)
        if (case := made.get(key)) is not None:
            name = case.applicant_name
            lines.append(ResultLine(place, name, "已导入", case.case_no, case.ceiling_fen, one.matter_name))
        elif key in faults:
            lines.append(ResultLine(place, one.row.form.name, "未导入", words="".join(faults[key])))
        else:
            lines.append(ResultLine(place, one.row.form.name, "已登记", one.case_no, words="没有重复导入"))
    return sorted(lines, key=lambda line: ("未导入", "已导入", "已登记").index(line.state))


def result_words(result: IntakeResult) -> str:
    """Return what an import did in one line."""
    parts = [f"已导入 {len(result.cases)} 件"]
    parts += [f"其中新增主体 {result.new_applicants} 个"] if result.new_applicants else []
    rows = len({(fault.sheet, fault.row) for fault in result.faults if fault.row})
    parts += [f"{rows} 行有错未导入"] if rows else []
    parts += [f"{result.present} 行早已登记，没有重复导入"] if result.present else []
    return "，".join(parts)
