"""What an import shows before and after: rows with their faults, what they would become, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.exchange.workbooks.faults import CellFault, CellNote
from models.exchange.workbooks.intake_row import IntakeRow, ShownCell

RowState = Literal["可导入", "有错", "已登记"]


@dataclass(frozen=True)
class PreviewRow:
    """A row with what the register says to it; `applicant_id` None means a new applicant would be added."""

    row: IntakeRow
    state: RowState
    matter_name: str
    applicant_id: int | None = None
    case_no: str = ""
    faults: tuple[CellFault, ...] = ()
    notes: tuple[CellNote, ...] = ()

    @property
    def cells(self) -> tuple[ShownCell, ...]:
        """The row's cells with their faults and remarks."""
        return self.row.cells(self.faults)

    @property
    def all_faults(self) -> tuple[CellFault, ...]:
        """The faults of reading, then those found against the register."""
        return (*self.row.faults, *self.faults)

    @property
    def all_notes(self) -> tuple[CellNote, ...]:
        """The remarks of reading, then those found against the register."""
        return (*self.row.notes, *self.notes)


@dataclass(frozen=True)
class IntakePreview:
    """A workbook as it would be imported now; `faults` and `notes` are those of no single row."""

    name: str
    digest: str
    rows: tuple[PreviewRow, ...]
    faults: tuple[CellFault, ...] = ()
    notes: tuple[CellNote, ...] = ()
    imported_before: str = ""

    @property
    def good(self) -> tuple[PreviewRow, ...]:
        """The rows that can be imported."""
        return tuple(row for row in self.rows if row.state == "可导入")

    @property
    def faulty(self) -> tuple[PreviewRow, ...]:
        """The rows with faults."""
        return tuple(row for row in self.rows if row.state == "有错")

    @property
    def present(self) -> tuple[PreviewRow, ...]:
        """The rows whose case is registered already."""
        return tuple(row for row in self.rows if row.state == "已登记")

    @property
    def all_faults(self) -> tuple[CellFault, ...]:
        """Every fault, in the order of the workbook."""
        return (*self.faults, *(fault for row in self.rows for fault in row.all_faults))

    @property
    def all_notes(self) -> tuple[CellNote, ...]:
        """Every remark, in the order of the workbook."""
        return (*self.notes, *(note for row in self.rows for note in row.all_notes))


@dataclass(frozen=True)
class ImportedCase:
    """A case that an import registered (or would register, in a dry run)."""

    sheet: str
    row: int
    case_id: int
    case_no: str
    applicant_name: str
    matter_id: str
    ceiling_fen: int | None


@dataclass(frozen=True)
class IntakeResult:
    """What an import did; in a dry run case numbers and ids are those that a real one would give now."""

    cases: tuple[ImportedCase, ...]
    new_applicants: int
    present: int
    faults: tuple[CellFault, ...]
    dry_run: bool = False
    cancelled: bool = False
