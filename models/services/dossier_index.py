"""The index of a dossier: what stands on which page, and what could not be bound in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.reports.table import Report, ReportColumn, Value
from models.services.dossier_pages import Part
from models.services.views import CaseView

_INDEX = (
    ReportColumn("序号", "number", 9),
    ReportColumn("名称", "long", 62),
    ReportColumn("类别", width=10),
    ReportColumn("起始页", "number", 11),
    ReportColumn("页数", "number", 9),
    ReportColumn("说明", "long", 36),
)


@dataclass(frozen=True)
class DossierEntry:
    """A line of the index; `first_page` is None for what could not be bound in, `note` says why."""

    title: str
    category: str
    first_page: int | None
    pages: int
    note: str = ""


def entries_of(parts: Sequence[Part], index_pages: int) -> tuple[DossierEntry, ...]:
    """Return the lines of the index, given how many pages it fills itself."""
    entries = []
    page = index_pages + 1
    for part in parts:
        first = page if part.pdf else None
        entries.append(DossierEntry(part.title, part.category, first, part.count, part.note))
        page += part.count
    return tuple(entries)


def index_report(view: CaseView, entries: tuple[DossierEntry, ...]) -> Report:
    """Return the index as a table."""
    rows: list[tuple[Value, ...]] = [
        (
            n,
            one.title,
            one.category,
            one.first_page,
            one.pages or None,
            one.note if one.first_page else f"未合并：{one.note}",
        )
        for n, one in enumerate(entries, 1)
    ]
    left = sum(entry.first_page is None for entry in entries)
    note = f"有 {left} 份文件未能合并，请另附纸质件。" if left else ""
    subtitle = f"{view.case.case_no}　{view.applicant.name}　{view.clause.number}{view.matter.name}"
    return Report("案卷目录", _INDEX, tuple(rows), subtitle, note=note)
