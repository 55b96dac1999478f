"""What a package would do as rows of one table: conflicts first, then what changes, what is new, what stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.cases.identity import mask_account, mask_number, mask_phone
from models.services.exchange_views import (
    AHEAD,
    CHANGED,
    CLASHING,
    NEW,
    ConflictView,
    FieldView,
    ItemView,
    PackagePreview,
)
from ui.itemmodels.board_table_model import Heading

GROUPS: tuple[tuple[str, str], ...] = (
    (CLASHING, "双方都改过，请逐处选择用哪一方的"),
    (CHANGED, "只有对方改过，直接采用"),
    (NEW, "本机没有，将加入"),
    (AHEAD, "本机改得更晚，保持不变"),
)
CHOICES = {"mine": "用本单位", "theirs": "用对方"}
_PARTS = frozenset({"contacts", "accounts", "members"})


@dataclass(frozen=True)
class PackageRow:
    """One field, or one record that comes as a whole; a conflict of several fields has one row for each."""

    state: str
    case_no: str
    applicant: str
    title: str
    field: FieldView | None = None
    conflict: ConflictView | None = None
    words: str = ""

    @property
    def about(self) -> str:
        """What it is about: the record, and whose case below it."""
        if not self.case_no:
            return self.title
        if self.title == f"办件 {self.case_no}":
            return f"{self.applicant}\n{self.case_no}"
        return f"{self.title}\n{self.case_no}　{self.applicant}"


def rows_of(preview: PackagePreview) -> list[PackageRow | Heading]:
    """Return the rows under one heading per group, within a group by case number."""
    groups: dict[str, list[PackageRow]] = {state: [] for state, _ in GROUPS}
    for conflict in preview.conflicts:
        groups[CLASHING] += [
            PackageRow(CLASHING, conflict.case_no, conflict.applicant, conflict.title, field, conflict)
            for field in conflict.fields
        ]
    groups[NEW] = _new(preview.items)
    for item in preview.items:
        if item.state in (CHANGED, CLASHING):
            groups[CHANGED] += [
                PackageRow(CHANGED, item.case_no, item.applicant, item.title, field) for field in item.fields
            ]
        elif item.state == AHEAD:
            groups[AHEAD].append(PackageRow(AHEAD, item.case_no, item.applicant, item.title))
    found: list[PackageRow | Heading] = []
    for state, words in GROUPS:
        if rows := sorted(groups[state], key=lambda row: row.case_no):
            found += [Heading(f"{state}　{_count(state, rows)}", words), *rows]
    return found


def _count(state: str, rows: list[PackageRow]) -> str:
    if state == CLASHING:
        return f"{len({row.conflict.id for row in rows if row.conflict})} 处"
    return f"{len(rows)} 项"


def _new(items: tuple[ItemView, ...]) -> list[PackageRow]:
    """A new case stands in one row with what comes along; what joins a known case has a row of its own."""
    new = [item for item in items if item.state == NEW]
    cases = {item.case_no: item.applicant for item in new if item.kind == "case"}
    along: dict[str, Counter[str]] = {number: Counter() for number in cases}
    rows = []
    for item in new:
        if item.case_no in cases and item.kind != "case":
            along[item.case_no][item.label] += 1
        elif item.kind != "case":
            rows.append(PackageRow(NEW, item.case_no, item.applicant, item.title, words=item.label))
    for number, applicant in cases.items():
        parts = "、".join(f"{label} {count}" for label, count in along[number].items())
        rows.append(
            PackageRow(NEW, number, applicant, f"办件 {number}", words=f"连同{parts}" if parts else "")
        )
    return rows


def masked(name: str, words: str) -> str:
    """Return a value as the list shows it: personal data of applicants are whole only where one chooses between them."""
    if words in ("空", "—", ""):
        return words
    if name in _PARTS:
        return f"{words.count('；') + 1} 项"
    if name == "code" and not words[:17].isdigit():
        return words
    masks: Mapping[str, Callable[[str], str]] = {
        "phone": mask_phone,
        "account": mask_account,
        "code": mask_number,
        "document": mask_number,
    }
    return masks[name](words) if name in masks else words
