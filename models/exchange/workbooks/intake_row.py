"""A row of an intake workbook as read: applicant, day, facts, its faults and remarks, and how a preview shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.cases.applicant import ApplicantForm
from models.errors import UserError
from models.exchange.workbooks.columns import FACT
from models.exchange.workbooks.faults import CellFault, CellNote, fault_of
from models.exchange.workbooks.heads import Head

_COLUMNS = {
    "name": "name",
    "code": "code",
    "phone": "phone",
    "account": "account",
    "kind": "kind",
    "event_date": "event_date",
    "applied_fen": "applied",
    "scope_key": "scope",
    "remark": "remark",
}


@dataclass(frozen=True)
class ShownCell:
    """A cell of the preview: what stands in it (numbers of people masked), its faults and remarks."""

    column: int
    heading: str
    text: str
    faults: tuple[CellFault, ...] = ()
    notes: tuple[CellNote, ...] = ()


@dataclass(frozen=True)
class IntakeRow:
    """One row as read; what is faulty is empty. `facts` are as the services take them, money as text in yuan."""

    sheet: str
    row: int
    matter_id: str
    form: ApplicantForm
    event_date: date | None
    facts: Mapping[str, str | bool | int]
    applied_fen: int | None
    scope: str
    remark: str
    head: Head
    texts: Mapping[int, str]
    faults: tuple[CellFault, ...] = ()
    notes: tuple[CellNote, ...] = ()

    def fault(self, error: UserError) -> CellFault:
        """Return a fault of this row for an error that names a field of applicant or case."""
        number, heading = self.head.place_of(column_key(error.field))
        return fault_of(error, self.sheet, self.row, number, heading)

    def cells(self, more: tuple[CellFault, ...] = ()) -> tuple[ShownCell, ...]:
        """Return the row's cells for a preview, with further faults found later."""
        return tuple(
            ShownCell(
                number,
                column.heading,
                self.texts.get(number, ""),
                tuple(one for one in (*self.faults, *more) if one.column == number),
                tuple(one for one in self.notes if one.column == number),
            )
            for number, column in self.head.columns.items()
        )


def column_key(field: str) -> str:
    """Return the key of the column that a field of applicant or case is read from."""
    if field.startswith("members."):
        return "member_id"
    return _COLUMNS.get(field) or (FACT + field if field else "")
