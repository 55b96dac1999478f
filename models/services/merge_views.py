"""A merge of two applicants as screens show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.cases.applicant import Applicant


@dataclass(frozen=True)
class MergeView:
    """A double that was merged into another applicant: how many cases went with it, why, by whom, when."""

    id: int
    merged: Applicant
    case_count: int
    reason: str
    officer_name: str
    merged_at: datetime
