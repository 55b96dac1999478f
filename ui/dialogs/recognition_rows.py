"""A recognised list held against the register, as plain lines in groups: who gets a case, who has one, who cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.cases.applicant import PERSONAL
from models.cases.identity import mask_number
from models.money import yuan_grouped
from models.services.intake_views import IntakeResult
from models.services.recognition import RecognitionPreview
from models.services.recognition_match import RecognisedRow
from ui.dialogs.intake_rows import said
from ui.itemmodels.board_table_model import BoardColumn, Heading
from ui.itemmodels.case_columns import money

# State of a row → the title of its group and the tone of its label, in the order shown.
GROUPS = {
    "已登记": ("已登记", "ok"),
    "拟办": ("可登记", "ok"),
    "未登记": ("没有登记成", "bad"),
    "已享受": ("已享受，不再登记", "info"),
    "在办": ("已有办件在办，不再登记", "info"),
    "不符合": ("不符合条件，不登记", "wait"),
    "未匹配": ("未匹配到主体", "wait"),
    "有错": ("有错", "bad"),
}


@dataclass(frozen=True)
class ListedLine:
    """One row of the list; a fault of the whole list has no row."""

    row: int
    name: str
    code: str
    state: str
    found: str = ""
    ceiling_fen: int | None = None
    words: str = ""
    cases: str = ""

    @property
    def whole(self) -> str:
        """Everything about the row in one paragraph."""
        place = f"第 {self.row} 行 " if self.row else ""
        return f"{place}{self.name}：{self.words or GROUPS[self.state][0]}{f'　{self.cases}' if self.cases else ''}"


COLUMNS = (
    BoardColumn("行", 48, lambda one: str(one.row) if one.row else ""),
    BoardColumn("名称和代码", 200, lambda one: f"{one.name}\n{one.code}".rstrip(), "two_lines", stretch=True),
    BoardColumn("结果", 78, lambda one: one.state, "state", extra=lambda one: GROUPS[one.state][1], spare=2),
    BoardColumn("比对依据", 76, lambda one: one.found, "quiet", spare=1),
    BoardColumn("政策上限（元）", 124, lambda one: money(one.ceiling_fen), "amount"),
    BoardColumn(
        "办件和说明", 190, lambda one: f"{one.words or one.cases}\n{one.cases if one.words else ''}".rstrip(),
        "two_lines", stretch=True, tip=lambda one: one.whole,
    ),
)  # fmt: skip


def listed_lines(preview: RecognitionPreview, result: IntakeResult | None = None) -> list[ListedLine]:
    """Return a line per row, and one per fault of the whole list; with a result what became of each."""
    lines = [
        ListedLine(one.row, "名单", "", "有错", words=f"{one.heading}：{said(one.what, one.why, one.remedy)}")
        for one in preview.faults
    ]
    made = {(case.sheet, case.row): case for case in result.cases} if result else {}
    late: dict[tuple[str, int], str] = {}
    for fault in result.faults if result else ():
        late[(fault.sheet, fault.row)] = said(fault.what, fault.why, fault.remedy)
    for one in preview.rows:
        key = (one.row.sheet, one.row.row)
        line = _line(one)
        if (case := made.get(key)) is not None:
            line = ListedLine(
                line.row, line.name, line.code, "已登记", line.found, case.ceiling_fen, "", case.case_no
            )
        elif result is not None and one.state == "拟办":
            words = late.get(key, "预览之后已有办件")
            line = ListedLine(line.row, line.name, line.code, "未登记", line.found, words=words)
        lines.append(line)
    return lines


def grouped(lines: list[ListedLine]) -> list[Any]:
    """Return the lines under a heading per group, with count and sum."""
    shown: list[Any] = []
    for state, (title, _) in GROUPS.items():
        mine = [one for one in lines if one.state == state]
        if mine:
            total = sum(one.ceiling_fen or 0 for one in mine)
            money_words = f"，政策上限合计 {yuan_grouped(total)} 元" if total else ""
            shown += [Heading(title, f"{len(mine)} 行{money_words}"), *mine]
    return shown


def summary(preview: RecognitionPreview, result: IntakeResult | None) -> str:
    """Return the outcome in one line: how many, and how much at most."""
    if result is not None:
        total = sum(case.ceiling_fen or 0 for case in result.cases)
        new = f"，其中新增主体 {result.new_applicants} 个" if result.new_applicants else ""
        return f"已登记 {len(result.cases)} 件{new}；政策上限合计 {yuan_grouped(total)} 元"
    count = len(preview.of_state("拟办"))
    total = f"，政策上限合计 {yuan_grouped(preview.total_fen)} 元" if preview.total_fen else ""
    return f"可登记 {count} 件{total}" if count else "没有可以登记的行"


def _line(one: RecognisedRow) -> ListedLine:
    personal = one.row.form.kind in PERSONAL
    code = mask_number(one.row.form.code) if personal else one.row.form.code
    faults = "".join(said(fault.what, fault.why, fault.remedy) for fault in one.all_faults)
    return ListedLine(
        one.row.row,
        one.row.form.name or "（没有名称）",
        code,
        one.state,
        one.found,
        one.ceiling_fen if one.state == "拟办" else None,
        one.text or faults,
        "、".join(one.cases),
    )
