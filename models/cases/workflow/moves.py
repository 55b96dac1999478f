"""What a move is: from which stages, to which stage, by whom, under which conditions, and what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.cases.officers import APPROVER, HANDLER, REVIEWER, Role
from models.cases.workflow.guards import Guard

ClockEffect = Literal["", "start", "suspend", "resume", "stop", "restart", "reopen", "extend"]
Mark = Literal["", "preparer", "first_reviewer", "second_reviewer", "approver", "progress"]
Need = Literal["opinion", "reason", "days"]

STAYS = ""
REOPENED = "重新打开"

HANDLERS: frozenset[Role] = frozenset({HANDLER})
REVIEWERS: frozenset[Role] = frozenset({REVIEWER})
APPROVERS: frozenset[Role] = frozenset({APPROVER})
SENIORS: frozenset[Role] = frozenset({REVIEWER, APPROVER})
HANDLERS_OR_REVIEWERS: frozenset[Role] = frozenset({HANDLER, REVIEWER})


@dataclass(frozen=True)
class Move:
    """One line of the table of permitted moves.

    `to` is the next stage (left out stages are skipped), STAYS for a move that keeps the stage, or REOPENED.
    `needs` are the inputs asked for; `changes` are the CaseState fields set besides stage and clock; `mark` says
    in which part the acting officer is remembered (or that a progress report is counted). A move is refused while the case is suspended unless
    `while_suspended`.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    to: str
    roles: frozenset[Role]
    needs: tuple[Need, ...] = ()
    guards: tuple[Guard, ...] = ()
    clock: ClockEffect = ""
    mark: Mark = ""
    changes: tuple[tuple[str, object], ...] = ()
    while_suspended: bool = False


NO_REVIEW: tuple[tuple[str, object], ...] = (
    ("first_reviewer_id", None),
    ("second_reviewer_id", None),
    ("approver_id", None),
    ("refusal_proposed", False),
    ("decision", ""),
)
NO_SUSPENSION: tuple[tuple[str, object], ...] = (("suspension", ""),)
NO_NOTICE: tuple[tuple[str, object], ...] = (("notice", ""),)
