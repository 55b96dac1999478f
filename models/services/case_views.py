"""What the case page is made of: plain frozen values, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.awards.assessment import Assessment
from models.cases.applicant import Applicant
from models.cases.caps import Headroom as HeadroomView
from models.cases.case import Case
from models.cases.checklist import CheckView
from models.cases.materials import MaterialView
from models.cases.workflow.stages import StageView
from models.policy.document import Note
from models.policy.model import Clause, Matter


@dataclass(frozen=True)
class MoveView:
    """A button of the case: permitted now, or the reason why not; `needs` lists opinion, reason, … it asks for.

    `target` is the stage it leads to ("" when the stage stays); `here` tells that it belongs to the present stage.
    """

    name: str
    label: str
    permitted: bool
    reason: str = ""
    needs: tuple[str, ...] = ()
    target: str = ""
    here: bool = True


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
