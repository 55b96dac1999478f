"""Which kinds of letters a case may have now: the workflow's own gates first, then where the other kinds belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.cases.case import Case
from models.cases.workflow import CaseState, letter_obstacle
from models.policy.model import MONEY_KINDS

Holds = Callable[[Case, CaseState], bool]


@dataclass(frozen=True)
class Place:
    """For which kinds of matter a letter is meant (empty: all), when, and what to say otherwise."""

    kinds: tuple[str, ...]
    holds: Holds
    otherwise: str


_ASKED = (*MONEY_KINDS, "推荐")

# Kinds that models.cases.workflow does not gate by itself; one line each.
PLACES: dict[str, Place] = {
    "acceptance": Place(_ASKED, lambda case, state: case.accepted_on is not None, "受理后出具"),
    "extension": Place((), lambda case, state: case.extended_days > 0, "办理“延期”后出具"),
    "approval_form": Place(
        _ASKED,
        lambda case, state: state.determined_fen is not None or bool(state.preparer_ids),
        "核定或提交审批后出具",
    ),
    "public_notice": Place(MONEY_KINDS, lambda case, state: case.stage == "公示", "在“公示”环节出具"),
    "payment": Place(("奖补",), lambda case, state: case.stage == "拨付", "在“拨付”环节出具"),
    "transfer": Place(("服务",), lambda case, state: case.clock_from is not None, "转办后出具"),
    "completion": Place(("服务",), lambda case, state: case.stage in ("办结", "归档"), "办结后出具"),
    "progress": Place(("督办",), lambda case, state: case.stage != "立项", "下达督办后出具"),
    "service_receipt": Place((), lambda case, state: bool(state.letters), "有文书需要送达时出具"),
    "archive_list": Place((), lambda case, state: bool(case.outcome), "办结后出具"),
    "approval": Place(MONEY_KINDS, lambda case, state: True, ""),
    "refusal": Place(_ASKED, lambda case, state: True, ""),
    "recovery": Place(("奖补",), lambda case, state: True, ""),
}

# Letters of which one decision may bring several.
REPEATED = frozenset(
    {"correction", "extension", "progress", "payment", "service_receipt", "archive_list", "transfer"}
)


def obstacle(case: Case, state: CaseState, kind: str) -> str:
    """Return "" when a letter of this kind may be issued now, else the reason in Chinese."""
    place = PLACES.get(kind)
    if place is not None and place.kinds and case.kind not in place.kinds:
        return f"此文书用于{'、'.join(place.kinds)}事项"
    if reason := letter_obstacle(state, kind):
        return reason
    if place is not None and not place.holds(case, state):
        return place.otherwise
    return ""
