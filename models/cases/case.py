"""A case (办件) as saved: its matter and applicant, the facts as typed, its stage, dates and amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.policy.model import Kind


@dataclass(frozen=True)
class Case:
    """One case at one moment; amounts in 分, `version` grows with every change of the row.

    The fields from `outcome` to `progress_count` are what `models.cases.workflow` reads and writes; `hold`
    says how `held_fen` counts in the cap ledger: none, reserved or used.
    """

    id: int
    uid: str
    case_no: str
    pack_id: str
    matter_id: str
    kind: Kind
    applicant_id: int
    stage: str
    event_date: date
    registered_on: date
    facts_raw: Mapping[str, object] = field(default_factory=dict)
    pack_hash: str = ""
    version: int = 1
    handler_id: int | None = None
    applied_fen: int | None = None
    ceiling_fen: int | None = None
    determined_fen: int | None = None
    basis: str = ""
    paid_fen: int = 0
    recovered_fen: int = 0
    scope_key: str = ""
    cap_key: str = ""
    hold: str = "none"
    held_fen: int = 0
    hold_months: int = 0
    remark: str = ""
    unit: str = ""
    outcome: str = ""
    closed_from: str = ""
    decision: str = ""
    decision_round: int = 0
    decided_on: date | None = None
    refusal_proposed: bool = False
    suspension: str = ""
    clock: str = "未起算"
    first_reviewer_id: int | None = None
    second_reviewer_id: int | None = None
    approver_id: int | None = None
    notice: str = ""
    result_recorded: bool = False
    progress_count: int = 0
    term_days: int | None = None
    clock_from: date | None = None
    clock_to: date | None = None
    extended_days: int = 0
    due_on: date | None = None
    accepted_on: date | None = None
    closed_on: date | None = None
    created_by: int | None = None
    updated_at: str = ""
    share_fen: int | None = None

    @property
    def waiting(self) -> bool:
        """Whether the applicant must supply something before the case goes on."""
        return self.suspension == "补正"

    @property
    def remaining_fen(self) -> int:
        """What this office has still to pay."""
        return self.payable_fen - self.paid_fen

    @property
    def payable_fen(self) -> int:
        """What this office pays: of an amount that city and district share, the district's part (`share_fen`)."""
        return (self.determined_fen or 0) if self.share_fen is None else self.share_fen

    def weight_fen(self, paid_fen: int) -> int:
        """Return what a sum paid here weighs on the cap: the part that the city bears goes with it."""
        if not self.share_fen or self.determined_fen is None:
            return paid_fen
        return min(paid_fen * self.determined_fen // self.share_fen, self.determined_fen)
