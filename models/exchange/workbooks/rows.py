"""Reads the rows of an intake sheet, with a fault for each cell that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.cases.applicant import PERSONAL, ApplicantForm, Member
from models.cases.identity import mask_account, mask_number, mask_phone
from models.errors import UserError
from models.exchange.workbooks.applicant_kind import kind_of
from models.exchange.workbooks.cells import Cell, SheetGrid
from models.exchange.workbooks.columns import FACT, IntakeColumn
from models.exchange.workbooks.faults import CellFault, CellNote, fault_of
from models.exchange.workbooks.heads import Head
from models.exchange.workbooks.intake_row import IntakeRow
from models.exchange.workbooks.reading import Value
from models.exchange.workbooks.values import read_value
from models.money import parse_yuan
from models.policy.model import ApplicantKind, Matter

EXAMPLE_MARK, OWN_EXAMPLE = "示例", "本行不导入"
WAN_FEN = 10_000_00
_TOTALS = ("合计", "总计", "小计", "共计")


class RowReader:
    """Reads the rows of one sheet for one matter."""

    def __init__(self, sheet: SheetGrid, head: Head, matter: Matter) -> None:
        self._sheet, self._head, self._matter = sheet, head, matter
        monthly = matter.award is not None and any(tier.form == "per_month" for tier in matter.award.tier)
        self._sums_are_large = not monthly and not set(matter.applicants) & set(PERSONAL)
        self._merged = {
            (row, column): (top, left)
            for top, left, bottom, right in sheet.merges
            for row in range(max(top, head.first_row), min(bottom, top + 5_000) + 1)
            for column in range(left, min(right, left + 200) + 1)
            if (row, column) != (top, left) and column == left
        }

    def skipped(self, row: int) -> str:
        """Return why a row is left aside without being a fault: empty, the example, a line of totals."""
        cells = {number: self._cell(row, number) for number in self._head.columns}
        if not any(cells.values()) or not any(n in self._sheet.rows.get(row, {}) for n in self._head.columns):
            return "空行"
        number, _ = self._head.place_of("name")
        name = cells.get(number)
        text = "".join(name.text.split()).strip("（(【[") if name else ""
        if text.startswith(EXAMPLE_MARK):
            # The template's own example is silent; whatever else begins like one is told.
            return "空行" if OWN_EXAMPLE in text else "示例行"
        code = cells.get(self._head.place_of("code")[0])
        return "合计行" if text.rstrip("：:") in _TOTALS and code is None else ""

    def read(self, row: int) -> IntakeRow:
        """Return a row with all its faults."""
        values: dict[str, Value] = {}
        faults: list[CellFault] = []
        notes: list[CellNote] = []
        if row in self._sheet.hidden_rows:
            error = UserError("这一行已隐藏", "隐藏或被筛选掉的行不导入", "请取消隐藏或筛选，或删去这一行")
            faults.append(fault_of(error, self._sheet.name, row))
        for number, column in self._head.columns.items():
            try:
                value, note = self._value(row, number, column)
            except UserError as error:
                faults.append(fault_of(error, self._sheet.name, row, number, column.heading))
                continue
            if value is not None and value != "":
                values[column.key] = value
            if note:
                notes.append(CellNote(self._sheet.name, row, number, column.heading, note))
        kind, doubt = kind_of(self._matter, str(values.get("kind", "")), str(values.get("code", "")))
        if doubt is not None and "code" in values:
            number, heading = self._head.place_of("kind")
            faults.append(fault_of(doubt, self._sheet.name, row, number, heading))
        return self._row(row, values, kind, faults, notes)

    def _value(self, row: int, number: int, column: IntakeColumn) -> tuple[Value, str]:
        cell = self._cell(row, number)
        own = self._sheet.rows.get(row, {}).get(number)
        if cell is None:
            if column.required:
                raise UserError(f"没有填写“{column.heading}”", "", "请补充填写")
            return None, ""
        if own is None and column.kind in ("money", "percent", "count"):
            raise UserError("合并单元格跨了几行", "不能断定各行的数额", "请取消合并，逐行填写")
        found = read_value(cell, column.kind, choices=column.choices, unit=column.unit)
        note = found.note or self._doubt(column, found.value)
        if own is None:
            note = f"{note}；取自合并单元格" if note else "取自合并单元格"
        return found.value, note

    def _doubt(self, column: IntakeColumn, value: Value) -> str:
        """A sum below 万元 in a column of yuan may have been meant in 万元; it is taken as written, but told."""
        if column.kind != "money" or not self._sums_are_large or not isinstance(value, str):
            return ""
        return f"读作 {value} 元，请确认单位是元" if 0 < parse_yuan(value) < WAN_FEN else ""

    def _cell(self, row: int, number: int) -> Cell | None:
        own = self._sheet.rows.get(row, {}).get(number)
        if own is not None or (row, number) not in self._merged:
            return own
        top, left = self._merged[row, number]
        return self._sheet.rows.get(top, {}).get(left)

    def _row(
        self,
        row: int,
        values: Mapping[str, Value],
        kind: ApplicantKind,
        faults: list[CellFault],
        notes: list[CellNote],
    ) -> IntakeRow:
        def text(key: str) -> str:
            return str(values.get(key, ""))

        members = (Member(text("member_name"), text("member_id"), "配偶"),) if text("member_name") else ()
        form = ApplicantForm(
            kind=kind, name=text("name"), code=text("code"), contact=text("contact"), phone=text("phone"),
            bank=text("bank"), account=text("account"), members=members,
        )  # fmt: skip
        facts = {
            key.removeprefix(FACT): _fact(value) for key, value in values.items() if key.startswith(FACT)
        }
        day = values.get("event_date")
        same = next((f.key for f in self._matter.fact if f.label == self._matter.scope_label), "")
        return IntakeRow(
            sheet=self._sheet.name,
            row=row,
            matter_id=self._matter.id,
            form=form,
            event_date=day if isinstance(day, date) else None,
            facts=facts,
            applied_fen=parse_yuan(text("applied")) if text("applied") else None,
            scope=text("scope") or (str(facts.get(same, "")) if same else ""),
            remark=text("remark"),
            head=self._head,
            texts={
                number: _masked(column, cell.text, personal=kind in PERSONAL)
                for number, column in self._head.columns.items()
                if (cell := self._cell(row, number)) is not None
            },
            faults=tuple(faults),
            notes=tuple(notes),
        )


def _fact(value: Value) -> str | bool | int:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is not None else ""


def _masked(column: IntakeColumn, text: str, *, personal: bool) -> str:
    plain = " ".join(text.split())
    if column.kind == "code" and (personal or column.key == "member_id"):
        return mask_number(plain)
    if column.kind == "phone":
        return mask_phone(plain)
    return mask_account(plain) if column.kind == "account" else plain
