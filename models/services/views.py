"""What the services hand to screens: plain frozen values, ready to show, without rules or SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from models.awards.assessment import Assessment
from models.cases.applicant import Applicant, ApplicantForm
from models.cases.caps import Headroom as HeadroomView
from models.cases.caps import Taker as TakerView
from models.cases.case import Case
from models.cases.checklist import CheckView
from models.cases.materials import MaterialView
from models.cases.officers import Officer
from models.cases.workflow.stages import StageView
from models.policy.document import Note
from models.policy.model import Clause, Matter
from models.policy.standing import BudgetState, Standing
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
class MoveView:
    """A button of the case: permitted now, or the reason why not; `needs` lists opinion, reason, … it asks for."""

    name: str
    label: str
    permitted: bool
    reason: str = ""
    needs: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True)
class SuspensionView:
    """A stop of the clock with its reason; `ended_on` is None while it runs."""

    reason: str
    began_on: date
    ended_on: date | None


@dataclass(frozen=True)
class ClockView:
    """The promised time: `state` is 计时, 暂停, 逾期 or 停止; `warning` is empty, 提醒, 紧急 or 超期.

    `calendar_note` says so where a year has no published holiday arrangement yet.
    """

    term_days: int
    started_on: date
    due_on: date | None
    days_left: int | None
    state: str
    warning: str = ""
    due_if_resumed_today: date | None = None
    extended_days: int = 0
    suspensions: tuple[SuspensionView, ...] = ()
    text: str = ""
    calendar_note: str = ""


@dataclass(frozen=True)
class HistoryView:
    """What was determined before under the same matter: count and lowest, median and highest amount in 分."""

    count: int
    lowest_fen: int | None = None
    median_fen: int | None = None
    highest_fen: int | None = None


@dataclass(frozen=True)
class DeterminationView:
    """One determined amount; the former ones stay, `current` marks the one that holds."""

    id: int
    amount_fen: int
    ceiling_fen: int
    nature: str
    basis: str
    reason: str
    officer_name: str
    determined_at: datetime
    current: bool
    former_fen: int | None = None
    district_share_fen: int | None = None
    receipt_hash: str = ""


@dataclass(frozen=True)
class OpinionView:
    """An opinion given with a move: by whom, when, in which stage."""

    stage: str
    move: str
    opinion: str
    officer_name: str
    given_at: datetime


@dataclass(frozen=True)
class EventView:
    """A readable line of the case's record."""

    id: int
    at: datetime
    officer_name: str
    action: str
    text: str
    reason: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class LetterView:
    """An issued letter of the case; `state` is 有效 or 作废."""

    id: int
    kind: str
    number: str
    issued_at: datetime
    officer_name: str
    code: str
    sha256: str
    state: str
    void_reason: str = ""
    replaces: str = ""
    sent_on: date | None = None
    sent_by: str = ""
    received_on: date | None = None


@dataclass(frozen=True)
class NoteView:
    """An internal note, apart from the record."""

    id: int
    text: str
    officer_name: str
    written_at: datetime


@dataclass(frozen=True)
class ProgressView:
    """A report on the case: 进展, 反馈, 转办 or 结果."""

    id: int
    kind: str
    text: str
    officer_name: str
    recorded_at: datetime


@dataclass(frozen=True)
class PaymentView:
    """One payment (or, negative, one recovery) with date, account and voucher."""

    id: int
    amount_fen: int
    paid_on: date
    account: str
    voucher: str
    officer_name: str


@dataclass(frozen=True)
class FileView:
    """A file kept by its hash and attached to a material of the case or the applicant."""

    id: int
    name: str
    size: int
    sha256: str
    material_id: str
    added_at: datetime
    expires_on: date | None = None
    fault: str = ""


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
class SimilarView:
    """Another case of the same applicant, year and kind (从优从高不重复): shown, never blocking."""

    case_id: int
    case_no: str
    matter_name: str
    stage: str
    amount_fen: int | None


@dataclass(frozen=True)
class CaseView:
    """Everything the case page shows, read at one moment."""

    case: Case
    applicant: Applicant
    matter: Matter
    clause: Clause
    policy_notes: tuple[Note, ...]
    stages: tuple[StageView, ...]
    moves: tuple[MoveView, ...]
    clock: ClockView | None
    checks: tuple[CheckView, ...]
    materials: tuple[MaterialView, ...]
    assessment: Assessment | None
    assessment_error: str
    headroom: HeadroomView
    history: HistoryView
    determination: DeterminationView | None
    determinations: tuple[DeterminationView, ...] = ()
    opinions: tuple[OpinionView, ...] = ()
    warnings: tuple[str, ...] = ()
    similar: tuple[SimilarView, ...] = ()
    events: tuple[EventView, ...] = ()
    letters: tuple[LetterView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    progress: tuple[ProgressView, ...] = ()
    payments: tuple[PaymentView, ...] = ()
    files: tuple[FileView, ...] = ()
    handler_name: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterOffer:
    """A kind of letter for a case: whether it may be issued now, why not, and whether it was already."""

    kind: str
    label: str
    permitted: bool
    reason: str = ""
    issued: bool = False


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
    """Something `verify` found: its kind (数据库, 日志, 文书, 依据, 文件), where, and what is wrong."""

    kind: str
    where: str
    what: str
