"""Moves that several kinds of matter share: correction, suspension, extension, leaving the line and coming back."""

from __future__ import annotations

from models.cases.officers import ADMIN, APPROVER
from models.cases.workflow import guards
from models.cases.workflow.moves import (
    APPROVERS,
    HANDLERS,
    HANDLERS_OR_REVIEWERS,
    NO_NOTICE,
    NO_REVIEW,
    NO_SUSPENSION,
    REOPENED,
    SENIORS,
    STAYS,
    Move,
)
from models.cases.workflow.state import NON_ACCEPTANCE_LETTER, REFUSAL_LETTER


def correction_moves(stages: tuple[str, ...]) -> tuple[Move, ...]:
    """Return 补正 and 补正完成: the notice stops the clock, the complete answer restarts it."""
    return (
        Move(
            "request_correction", "补正", stages, STAYS, HANDLERS,
            guards=(guards.something_pending,), clock="suspend", changes=(("suspension", "补正"),),
        ),
        Move(
            "complete_correction", "补正完成", stages, STAYS, HANDLERS,
            guards=(guards.awaiting_correction, guards.nothing_pending), clock="resume",
            changes=NO_SUSPENSION, while_suspended=True,
        ),
    )  # fmt: skip


def clock_moves(stages: tuple[str, ...]) -> tuple[Move, ...]:
    """Return 中止计时, 恢复计时 and 延期."""
    return (
        Move(
            "pause", "中止计时", stages, STAYS, HANDLERS_OR_REVIEWERS, needs=("reason",),
            guards=(guards.clock_running,), clock="suspend", changes=(("suspension", "中止"),),
        ),
        Move(
            "resume", "恢复计时", stages, STAYS, HANDLERS_OR_REVIEWERS,
            guards=(guards.paused,), clock="resume", changes=NO_SUSPENSION, while_suspended=True,
        ),
        Move(
            "extend", "延期", stages, STAYS, SENIORS, needs=("days", "reason"),
            guards=(guards.clock_running, guards.extension_left), clock="extend",
        ),
    )  # fmt: skip


def non_acceptance(stage: str) -> Move:
    """Return 不予受理 from the first stage; also when the applicant does not answer a 补正."""
    return Move(
        "refuse_acceptance", "不予受理", (stage,), "不予受理", SENIORS, needs=("opinion", "reason"),
        clock="stop", changes=(("decision", "不予受理"), *NO_SUSPENSION), while_suspended=True,
    )  # fmt: skip


def leaving_moves(withdraw_from: tuple[str, ...], terminate_from: tuple[str, ...]) -> tuple[Move, ...]:
    """Return 撤回 (the applicant's wish) and 终止 (the office's), both possible while suspended."""
    cleared = (*NO_REVIEW, *NO_SUSPENSION, *NO_NOTICE)
    withdraw = Move(
        "withdraw", "撤回", withdraw_from, "撤回", HANDLERS, needs=("reason",),
        clock="stop", changes=cleared, while_suspended=True,
    )  # fmt: skip
    terminate = Move(
        "terminate", "终止", terminate_from, "终止", frozenset({APPROVER, ADMIN}), needs=("reason",),
        clock="stop", changes=cleared, while_suspended=True,
    )  # fmt: skip
    return (withdraw, terminate) if withdraw_from else (terminate,)


def revocation(stages: tuple[str, ...]) -> Move:
    """Return 撤销: an approval in force is taken back by another officer than the preparer."""
    return Move(
        "revoke", "撤销", stages, "撤销", APPROVERS, needs=("opinion", "reason"),
        guards=(guards.decision_stands, guards.not_preparer), clock="stop", changes=(("decision", "撤销"),),
    )  # fmt: skip


def recovery(stages: tuple[str, ...]) -> Move:
    """Return 追回: money already paid is to come back."""
    return Move(
        "recover", "追回", stages, "追回", APPROVERS, needs=("opinion", "reason"),
        guards=(guards.something_paid, guards.not_preparer), clock="stop",
    )  # fmt: skip


def archive_moves(*, refusable: bool, paid: bool = False) -> tuple[Move, ...]:
    """Return 归档 from the stages beside the line, each with what must be on file first."""
    moves = [Move("archive", "归档", ("撤回", "终止"), "归档", HANDLERS_OR_REVIEWERS)]
    letter = guards.letter_issued(NON_ACCEPTANCE_LETTER, "不予受理通知书")
    moves.append(Move("archive", "归档", ("不予受理",), "归档", HANDLERS_OR_REVIEWERS, guards=(letter,)))
    if refusable:
        letter = guards.letter_issued(REFUSAL_LETTER, "不予核准通知书")
        moves.append(Move("archive", "归档", ("不予核准",), "归档", HANDLERS_OR_REVIEWERS, guards=(letter,)))
        moves.append(
            Move(
                "archive",
                "归档",
                ("撤销",),
                "归档",
                HANDLERS_OR_REVIEWERS,
                guards=(guards.nothing_to_recover,),
            )
        )
    if paid:
        moves.append(
            Move(
                "archive",
                "归档",
                ("追回",),
                "归档",
                HANDLERS_OR_REVIEWERS,
                guards=(guards.nothing_to_recover,),
            )
        )
    return tuple(moves)


def reopening(stages: tuple[str, ...]) -> Move:
    """Return 重新打开, by 管理 alone: undecided cases go back to examination and lose their determination."""
    return Move(
        "reopen", "重新打开", stages, REOPENED, frozenset({ADMIN}), needs=("reason",),
        guards=(guards.not_revoked,), clock="reopen",
    )  # fmt: skip
