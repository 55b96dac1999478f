"""What the services hand to screens: plain frozen values, ready to show, without rules or SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from models.awards.assessment import Assessment
from models.cases.applicant import Applicant, ApplicantForm
from models.cases.caps import Headroom as HeadroomView
from models.cases.caps import Taker as TakerView
from models.cases.case import Case
from models.cases.checklist import CheckView
from models.cases.materials import MaterialView
from models.cases.officers import Officer
from models.cases.workflow.stages import StageView
from models.policy.standing import BudgetState, Standing
from models.services.case_views import (
    CaseView,
    ClockView,
    DeterminationView,
    EventView,
    FileView,
    HistoryView,
    LetterView,
    MoveView,
    NoteView,
    OpinionView,
    PaymentView,
    ProgressView,
    SimilarView,
    SuspensionView,
)
from models.storage.rows import ApplicantRow, CaseFilter, CaseRow, LetterFilter, LetterRow

__all__ = [
    "Applicant",
    "ApplicantForm",
    "ApplicantRow",
    "ApplicantView",
    "Assessment",
    "BudgetState",
    "Case",
    "CaseFilter",
    "CaseRow",
    "CaseView",
    "CheckView",
    "ClockView",
    "DeterminationView",
    "EventView",
    "Fault",
    "FileView",
    "HeadroomView",
    "HistoryView",
    "IssuedLetter",
    "LetterFilter",
    "LetterOffer",
    "LetterRow",
    "LetterView",
    "MaterialView",
    "MoveView",
    "NoteView",
    "NoticeView",
    "ObjectionView",
    "OfficeProfile",
    "Officer",
    "OpinionView",
    "PaymentView",
    "ProgressView",
    "ReceivedRow",
    "SimilarView",
    "StageView",
    "Standing",
    "SuspensionView",
    "TakerView",
    "WorkbenchView",
]


@dataclass(frozen=True)
class OfficeProfile:
    """The office as its officers set it up; `number_prefix` stands before the year in letter numbers."""

    unit: str
    unit_short: str
    number_prefix: str
    district: str = "杭州市滨江区"
    contact: str = ""
    phone: str = ""
    address: str = ""
    version: int = 1


@dataclass(frozen=True)
class ObjectionView:
    """An objection during a public notice, with real name and outcome."""

    id: int
    name: str
    contact: str
    content: str
    raised_on: date
    outcome: str = ""
    upheld: bool | None = None
    case_id: int | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class NoticeView:
    """A public notice over a batch of cases: its period in working days and the objections raised."""

    id: int
    title: str
    began_on: date
    ends_on: date
    days: int
    case_ids: tuple[int, ...]
    objections: tuple[ObjectionView, ...] = ()
    state: str = ""


@dataclass(frozen=True)
class LetterOffer:
    """A kind of letter for a case: whether it may be issued now, why not, whether it was already.

    `awaited` tells that the case goes on only with this letter, which is not issued yet.
    """

    kind: str
    label: str
    permitted: bool
    reason: str = ""
    issued: bool = False
    awaited: bool = False


@dataclass(frozen=True)
class IssuedLetter:
    """A letter as issued: its number, the stored bytes, their hash and the printed code."""

    id: int
    number: str
    pdf: bytes
    sha256: str
    code: str


@dataclass(frozen=True)
class ReceivedRow:
    """What an applicant received: one determined case, by year and clause."""

    case_id: int
    case_no: str
    year: int
    clause: str
    matter_name: str
    stage: str
    determined_fen: int
    paid_fen: int


@dataclass(frozen=True)
class ApplicantView:
    """The page of an applicant: its data, what it received, its files and likely duplicates."""

    applicant: Applicant
    received: tuple[ReceivedRow, ...]
    cases: tuple[CaseRow, ...]
    files: tuple[FileView, ...]
    duplicates: tuple[ApplicantRow, ...]


@dataclass(frozen=True)
class WorkbenchView:
    """What waits for the officer today; the lists are ids-first rows, the counts are by stage."""

    due_today: tuple[CaseRow, ...]
    overdue: tuple[CaseRow, ...]
    waiting_for_me: tuple[CaseRow, ...]
    waiting_for_applicant: tuple[CaseRow, ...]
    in_notice: tuple[CaseRow, ...]
    unpaid: tuple[CaseRow, ...]
    recent: tuple[CaseRow, ...]
    counts_by_stage: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """Something `verify` found: its kind (数据库, 日志, 办件, 文书, 依据, 文件 …), where, and what is wrong."""

    kind: str
    where: str
    what: str
