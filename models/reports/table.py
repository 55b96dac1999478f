"""A report as a table of typed columns: what every export (Excel, CSV, PDF, screen) is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from models.money import yuan_grouped

Value = str | int | Decimal | date | datetime | None
ColumnKind = Literal["text", "money", "number", "decimal", "percent", "date", "long"]


@dataclass(frozen=True)
class ReportColumn:
    """A column: its heading, what its values are (money in 分), and its width relative to the others."""

    heading: str
    kind: ColumnKind = "text"
    width: float = 10.0


@dataclass(frozen=True)
class Report:
    """A table with its title, the line under it, and an optional last row of totals."""

    title: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    subtitle: str = ""
    total: tuple[Value, ...] | None = None
    note: str = ""

    def all_rows(self) -> Sequence[tuple[Value, ...]]:
        """Return the rows with the totals last."""
        return (*self.rows, self.total) if self.total else self.rows


def shown(value: Value, kind: ColumnKind) -> str:
    """Return a value as printed: money grouped to the 分, dates as ISO, nothing for None."""
    if value is None:
        return ""
    if kind == "money" and isinstance(value, int):
        return yuan_grouped(value)
    if kind == "percent" and isinstance(value, Decimal | int):
        return f"{value}%"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and kind == "number":
        return f"{value:,}"
    return str(value)
