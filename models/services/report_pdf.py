"""A report as a PDF to print and file: the joint between the tables of the reports and the pages of the letters."""

from __future__ import annotations

from datetime import datetime

from models.letters.page.blocks import Align, Column, Meta
from models.letters.page.sheet import Sheet
from models.reports.table import ColumnKind, Report, Value, shown
from models.services.press import LetterPress

_ALIGN: dict[ColumnKind, Align] = {
    "money": "right",
    "number": "right",
    "decimal": "right",
    "percent": "right",
    "date": "center",
    "text": "left",
    "long": "left",
}


def report_pdf(
    report: Report, *, press: LetterPress, author: str, created: datetime, landscape: bool = True
) -> bytes:
    """Return the PDF of a report on A4: head on every page, page numbers; raises UserError for a missing glyph."""
    return press.render(sheet_of(report, author=author, landscape=landscape), created=created)


def sheet_of(report: Report, *, author: str, landscape: bool = True) -> Sheet:
    """Return the report as a sheet for the letter press."""
    return Sheet(
        title=report.title,
        subtitle=report.subtitle,
        columns=tuple(Column(column.heading, column.width, _ALIGN[column.kind]) for column in report.columns),
        rows=tuple(_texts(report, row) for row in report.rows),
        total=_texts(report, report.total) if report.total else None,
        note=report.note,
        meta=Meta(report.title, author),
        landscape=landscape,
    )


def _texts(report: Report, row: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(shown(value, column.kind) for value, column in zip(row, report.columns, strict=True))
