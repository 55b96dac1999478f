"""Rows of lists as the read queries give them, and the filters that choose them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

DueState = Literal["", "逾期", "今日", "临近", "正常", "暂停", "无时限"]


@dataclass(frozen=True)
class CaseFilter:
    """Which cases a list shows; empty fields do not restrict. Years are those of the event date."""

    text: str = ""
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    handlers: tuple[int, ...] = ()
    applicant_id: int | None = None
    due: DueState = ""
    waiting: bool | None = None
    open_only: bool = False
    registered_from: date | None = None
    registered_to: date | None = None
    ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class CaseOrder:
    """What a list is sorted by (see `case_order.SORTS`); "id" is the order of registration."""

    column: str = "id"
    descending: bool = True


class CaseRow(msgspec.Struct, frozen=True):
    """One line of the case list; the applicant's number is masked for people.

    Thousands are made while somebody types or scrolls; such a struct is made in a tenth of a dataclass's time.
    """

    id: int
    case_no: str
    stage: str
    kind: str
    matter_id: str
    matter_name: str
    clause: str
    applicant_id: int
    applicant_name: str
    applicant_code: str
    handler_id: int | None
    handler_name: str
    unit: str
    event_year: int
    registered_on: date
    due_on: date | None
    waiting: bool
    applied_fen: int | None
    ceiling_fen: int | None
    determined_fen: int | None
    paid_fen: int
    updated_at: str


@dataclass(frozen=True)
class ApplicantRow:
    """One line of the list of applicants, numbers masked for people."""

    id: int
    kind: str
    name: str
    code: str
    contact: str
    phone: str
    case_count: int


@dataclass(frozen=True)
class LetterFilter:
    """Which letters the register shows; `unsent` only those in force of which no service is noted."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    case_id: int | None = None
    unsent: bool = False


@dataclass(frozen=True)
class LetterRow:
    """One line of the register of letters."""

    id: int
    number: str
    kind: str
    case_id: int | None
    case_no: str
    applicant_name: str
    issued_on: date
    officer_name: str
    state: str
    code: str
    sha256: str
    sent_on: date | None
    received_on: date | None
