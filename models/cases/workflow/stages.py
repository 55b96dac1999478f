"""The stages each kind of matter goes through, and the stages in which a case leaves that line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

StageState = Literal["done", "current", "todo"]

_DECIDED = ("登记", "受理", "审查", "核定", "初审", "复审", "审批", "公示", "批复")

# A fee reduction and a guarantee limit are granted, not paid out: their line ends with the reply.
LINES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "奖补": (*_DECIDED, "拨付", "归档"),
        "费用优惠": (*_DECIDED, "归档"),
        "担保额度": (*_DECIDED, "归档"),
        "推荐": ("登记", "审查", "审批", "推荐", "结果", "归档"),
        "服务": ("登记", "转办", "反馈", "办结", "归档"),
        "督办": ("立项", "进展", "办结", "归档"),
    }
)

ARCHIVED = "归档"
# Stages beside the line; a case in one of them (or archived) is closed, 追回 is still being worked on.
SIDE_STAGES = ("不予受理", "不予核准", "撤回", "终止", "撤销", "追回")
CLOSED_STAGES = ("不予受理", "不予核准", "撤回", "终止", "撤销", ARCHIVED)
# Stages in which facts, answers and papers can be changed: nothing is settled by coming to one of them.
OPEN_STAGES = frozenset({"登记", "受理", "审查", "核定", "转办", "反馈", "立项", "进展"})
# All stages in the order in which lists show them: along the lines, the closed ones last.
STAGE_ORDER = (
    *(
        "登记",
        "立项",
        "受理",
        "审查",
        "核定",
        "初审",
        "复审",
        "审批",
        "推荐",
        "转办",
        "进展",
        "公示",
        "批复",
        "反馈",
    ),
    *("结果", "拨付", "办结", "追回", "归档", "不予受理", "不予核准", "撤回", "终止", "撤销"),
)
# What an office may leave out, per matter.
OMISSIBLE = frozenset({"复审", "公示"})


@dataclass(frozen=True)
class StageView:
    """One stage as the stage line shows it."""

    name: str
    state: StageState


def line_of(kind: str, omitted: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the stages of a kind in order, without those the office leaves out; KeyError for an unknown kind."""
    return tuple(stage for stage in LINES[kind] if stage not in (omitted & OMISSIBLE))


def first_stage(kind: str) -> str:
    """Return the stage a new case of this kind starts in."""
    return LINES[kind][0]


def effective_stage(kind: str, stage: str, omitted: frozenset[str]) -> str:
    """Return the stage itself, or the next one of the line when the office leaves it out."""
    line = LINES[kind]
    if stage not in line:
        return stage
    kept = set(line_of(kind, omitted))
    return next(later for later in line[line.index(stage) :] if later in kept)


def stage_line(
    kind: str, stage: str, omitted: frozenset[str], *, closed_from: str = "", outcome: str = ""
) -> tuple[StageView, ...]:
    """Return the stage line to show; a side stage (撤回, 不予核准 …) stands where the case left the line."""
    line = line_of(kind, omitted)
    if stage in OMISSIBLE and stage not in line:
        # The office left the stage out while this case was already in it: show it where the case stands.
        line = tuple(name for name in LINES[kind] if name in line or name == stage)
    side = stage if stage in SIDE_STAGES else outcome
    if side not in SIDE_STAGES:
        return _views(line, line.index(stage))
    kept = line[: line.index(closed_from) + 1] if closed_from in line else line[:1]
    shown = (*(name for name in kept if name != ARCHIVED), side, ARCHIVED)
    return _views(shown, shown.index(stage))


def _views(line: tuple[str, ...], position: int) -> tuple[StageView, ...]:
    def state(index: int) -> StageState:
        return "done" if index < position else "current" if index == position else "todo"

    return tuple(StageView(name, state(index)) for index, name in enumerate(line))
