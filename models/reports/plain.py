"""Reports as CSV, the open format for archives: UTF-8 with a mark so that Excel reads it."""

from __future__ import annotations

import csv
import io

from models.money import yuan
from models.reports.table import Report, Value
from models.reports.workbook import FORMULA_STARTS, text


def to_csv(report: Report) -> bytes:
    """Return headings and rows; money in yuan with two decimals, dates as ISO."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.heading for column in report.columns])
    for row in report.rows:
        writer.writerow([_plain(v, c.kind) for v, c in zip(row, report.columns, strict=True)])
    return ("\ufeff" + stream.getvalue()).encode("utf-8")


def _plain(value: Value, kind: str) -> str:
    if value is None:
        return ""
    if kind == "money" and isinstance(value, int):
        return yuan(value)
    if isinstance(value, str):
        return safe(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def safe(value: str) -> str:
    """Return text that no spreadsheet runs as a formula; CSV knows no types, so a quote keeps it text."""
    clean = text(value)
    return f"'{clean}" if clean.startswith(FORMULA_STARTS) else clean
