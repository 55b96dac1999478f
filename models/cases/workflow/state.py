"""Everything the rules of the workflow need to know about one case, frozen at the moment of asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.cases.approvers import NO_RULES, ApprovalRules

Decision = Literal["", "同意", "不予核准", "不予受理", "撤销"]
Suspension = Literal["", "补正", "中止", "公示"]
ClockState = Literal["未起算", "计时", "暂停", "停止"]
Notice = Literal["", "公示中", "期满"]

# Letters that the workflow waits for; the ids of models/letters kinds.
APPROVAL_LETTER = "approval"
REFUSAL_LETTER = "refusal"
NON_ACCEPTANCE_LETTER = "non_acceptance"
CORRECTION_LETTER = "correction"
RECOMMENDATION_LETTER = "recommendation"
REVOCATION_LETTER = "revocation"
RECOVERY_LETTER = "recovery"


@dataclass(frozen=True)
class CaseState:
    """One case as the guards see it. Stored fields come first, figures gathered by the service after them.

    `preparer_ids` are all officers who ever determined or submitted this case; `letters` are the kinds issued
    under the decision in force. `headroom_fen` is what the cap leaves for this case (None: no cap);
    `recovery_due_fen` is what has been ordered to be recovered of an award that was not revoked.
    """

    kind: str
    stage: str
    omitted: frozenset[str] = frozenset()
    outcome: str = ""
    closed_from: str = ""
    decision: Decision = ""
    refusal_proposed: bool = False
    suspension: Suspension = ""
    clock: ClockState = "未起算"
    preparer_ids: frozenset[int] = frozenset()
    first_reviewer_id: int | None = None
    second_reviewer_id: int | None = None
    approver_id: int | None = None
    determined_fen: int | None = None
    basis: str = ""
    notice: Notice = ""
    result_recorded: bool = False
    progress_count: int = 0

    letters: frozenset[str] = frozenset()
    assessment_error: str = ""
    unanswered: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    missing_materials: tuple[str, ...] = ()
    ceiling_fen: int | None = None
    headroom_fen: int | None = None
    notice_over: bool = False
    open_objections: int = 0
    share_fen: int | None = None
    paid_fen: int = 0
    recovered_fen: int = 0
    recovery_due_fen: int = 0
    extension_left_days: int = 0
    approval_rules: ApprovalRules = NO_RULES

    @property
    def payable_fen(self) -> int:
        """What this office pays, in 分: of an amount shared with the city, the district's part."""
        return (self.determined_fen or 0) if self.share_fen is None else self.share_fen

    @property
    def net_paid_fen(self) -> int:
        """What the applicant holds: paid less recovered, in 分."""
        return self.paid_fen - self.recovered_fen

    @property
    def recovery_wanted_fen(self) -> int:
        """What has to come back, in 分: all that was paid once the award is 撤销."""
        return self.paid_fen if self.decision == "撤销" else self.recovery_due_fen

    @property
    def reviewer_ids(self) -> frozenset[int]:
        """The officers who reviewed in the present round."""
        return frozenset(one for one in (self.first_reviewer_id, self.second_reviewer_id) if one is not None)
