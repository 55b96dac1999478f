"""What the exchange shows: partners, what a package brings, and the fields that only an officer can decide."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NEW, CHANGED, CLASHING, SAME, AHEAD = "新增", "更新", "冲突", "相同", "本机较新"


@dataclass(frozen=True)
class PartnerView:
    """A known office; `fingerprint` is what was compared by telephone."""

    office: str
    unit: str
    unit_short: str
    fingerprint: str
    pinned_at: str


@dataclass(frozen=True)
class FieldView:
    """One field with what stood there last in both offices ("—": unknown), here and in the package."""

    name: str
    label: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class ConflictView:
    """Fields changed in both offices, decided together by passing {id: "mine" | "theirs"} to the import.

    `applicant` names whose case it is. `suggested` is the side that leads the case. The id changes when a value does, so that a choice made on
    other values is asked again.
    """

    id: str
    case_no: str
    applicant: str
    title: str
    fields: tuple[FieldView, ...]
    suggested: str = "mine"


@dataclass(frozen=True)
class ItemView:
    """One record of the package: what becomes of it, and the fields taken over; `label` is the kind in words."""

    kind: str
    label: str
    title: str
    case_no: str
    applicant: str
    state: str
    fields: tuple[FieldView, ...] = ()


@dataclass(frozen=True)
class PackagePreview:
    """What a package would do; nothing has been changed.

    `first_contact` asks the officer to compare `fingerprint` by telephone and to pass it back with the import.
    """

    package: str
    unit: str
    office: str
    fingerprint: str
    first_contact: bool
    made_at: str
    note: str
    case_numbers: tuple[str, ...]
    counts: dict[str, int]
    items: tuple[ItemView, ...]
    conflicts: tuple[ConflictView, ...]
    warnings: tuple[str, ...]
    lines: int
    imported_at: str
    changes_nothing: bool


@dataclass(frozen=True)
class ImportReport:
    """What an import did; `left_open` are conflicts that were put off and will be asked again.

    `notices` tell what only shows once both offices' cases stand together, such as a cap passed by both.
    """

    package: str
    unit: str
    new_cases: int
    changed_cases: int
    taken_fields: int
    lines: int
    left_open: int
    nothing_changed: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportReport:
    """What was written."""

    path: Path
    package: str
    cases: int
    letters: int
    files: int
    size: int
    sealed: bool
    fingerprint: str


@dataclass(frozen=True)
class LeadView:
    """Which office leads a case and so edits it; others may, and their edits then show as conflicts."""

    office: str
    unit: str
    ours: bool


@dataclass(frozen=True)
class LogView:
    """A package that went out or came in."""

    at: str
    direction: str
    unit: str
    package: str
    cases: int
    officer_name: str
    detail: str
