"""A report as a PDF to print and file: the joint between the tables of the reports and the pages of the letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.letters.page.blocks import Align, Column, Meta
from models.letters.page.measures import CELL_PADDING, PAGE_HEIGHT, PAGE_WIDTH
from models.letters.page.sheet import SIDE_MARGIN, Sheet
from models.reports.table import ColumnKind, Report, ReportColumn, Value, shown
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
# What breaks only at its ends: a figure, a number, a code.
_UNBROKEN = re.compile(r"[!-~]+")
_USUAL_PT, _LEAST_PT = 9.0, 5.5


@dataclass(frozen=True)
class Imprint:
    """What a table printed from the screen carries besides its words: whose it is, who printed it and when."""

    unit: str = ""
    printed: str = ""


def report_pdf(
    report: Report, *, press: LetterPress, author: str, created: datetime, landscape: bool = True
) -> bytes:
    """Return the PDF of a report on A4: head on every page, page numbers; raises UserError for a missing glyph."""
    return press.render(sheet_of(report, author=author, landscape=landscape), created=created)


def sheet_of(
    report: Report,
    *,
    author: str,
    landscape: bool = True,
    imprint: Imprint | None = None,
    size_pt: float = 9.0,
) -> Sheet:
    """Return the report as a sheet for the letter press."""
    mark = imprint or Imprint()
    return Sheet(
        title=report.title,
        subtitle=report.subtitle,
        columns=tuple(Column(column.heading, column.width, _ALIGN[column.kind]) for column in report.columns),
        rows=tuple(_texts(report.columns, row) for row in report.rows),
        total=_texts(report.columns, report.total) if report.total else None,
        note=report.note,
        meta=Meta(report.title, author),
        landscape=landscape,
        size_pt=size_pt,
        left=mark.unit,
        foot=mark.printed,
    )


def printed_sheet(report: Report, *, author: str, imprint: Imprint) -> Sheet:
    """Return the report on the paper that suits it: upright where its columns have room, else across and smaller."""
    wanted = _wanted_widths(report)
    upright = _size_in(PAGE_WIDTH, wanted)
    landscape = upright < _USUAL_PT
    size = min(_size_in(PAGE_HEIGHT, wanted) if landscape else upright, _USUAL_PT)
    size = max(size, _LEAST_PT)
    columns = tuple(
        ReportColumn(column.heading, column.kind, width * size / 2 + 2 * CELL_PADDING)
        for column, width in zip(report.columns, wanted, strict=True)
    )
    fitted = Report(report.title, columns, report.rows, report.subtitle, report.total, report.note)
    return sheet_of(fitted, author=author, landscape=landscape, imprint=imprint, size_pt=size)


def _size_in(paper: float, widths: Sequence[float]) -> float:
    """The type in points at which columns of so many half-width characters fill a paper of that width."""
    room = paper - 2 * SIDE_MARGIN - 2 * CELL_PADDING * len(widths)
    return 2 * room / sum(widths)


def _wanted_widths(report: Report) -> list[float]:
    """Each column's width in half-width characters, at least its longest figure or number, which must not leave its cell."""
    widths = [max(column.width, _unbroken(column.heading)) for column in report.columns]
    for row in report.all_rows():
        if len(row) == len(widths):
            for place, (value, column) in enumerate(zip(row, report.columns, strict=True)):
                widths[place] = max(widths[place], _unbroken(shown(value, column.kind)))
    return widths


def _unbroken(text: str) -> float:
    """The width of the longest stretch that is not broken, in half-width characters; one Han character is two."""
    longest = max((sum(map(_wide, part)) for part in _UNBROKEN.findall(text)), default=0.0)
    return max(longest, max(map(_wide, text), default=0.0))


def _wide(char: str) -> float:
    """The width of a character in the faces of the cells, rounded up, in half-width characters."""
    if unicodedata.east_asian_width(char) in "WF":
        return 2.1
    return 1.5 if char.isupper() or char in "@%&" else 1.15


def _texts(columns: Sequence[ReportColumn], row: Sequence[Value]) -> tuple[str, ...]:
    if len(row) == 1 and len(columns) > 1:
        return (shown(row[0], "text"),)
    return tuple(shown(value, column.kind) for value, column in zip(row, columns, strict=True))
