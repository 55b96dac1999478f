"""The office's list of one matter as lines: each check, paper, term and standard with what the office made of it."""

from __future__ import annotations

from dataclasses import dataclass

from models.policy.model import Check, Fact, Material, Matter
from models.policy.overrides import Override, is_decided_by_facts
from ui.itemmodels.board_table_model import Heading
from ui.screens.policy.presenter import PolicyView

AS_ISSUED, REWORDED, OFF, ADDED, SET = "政策包", "本单位改写", "已停用", "本单位新增", "本单位设定"
STATES = {"reword": REWORDED, "switch_off": OFF, "add": ADDED, "set": SET}
KINDS = {"check": "检查项", "material": "材料", "term": "承诺时限", "standard": "默认标准"}


@dataclass(frozen=True)
class OverrideLine:
    """One line: what the pack has, the office's change if there is one, and what holds now."""

    target: str
    item: str
    now: str
    issued: str = ""
    override: Override | None = None
    check: Check | None = None
    material: Material | None = None
    fact: Fact | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What the line is about."""
        return self.target, self.item

    @property
    def state(self) -> str:
        """What the office made of it."""
        if self.is_new:
            return "新增，尚未保存"
        return STATES[self.override.action] if self.override else AS_ISSUED

    @property
    def is_new(self) -> bool:
        """Tell whether the office is about to add it."""
        return self.override is None and self.target in ("check", "material") and not self.issued

    @property
    def locked(self) -> bool:
        """Tell whether facts decide the check, so that it can be reworded but not switched off."""
        return self.check is not None and is_decided_by_facts(self.check)

    @property
    def is_added(self) -> bool:
        """Tell whether the office added it."""
        return self.override is not None and self.override.action == "add"


def lines_of(view: PolicyView, matter_id: str) -> list[OverrideLine | Heading]:
    """Return the lines of a matter under their headings."""
    matter = view.pack.matter(matter_id)
    changes = {(one.target, one.item): one for one in view.overrides_of(matter_id)}
    checks = _check_lines(view, matter, changes)
    papers = _paper_lines(view, matter, changes)
    days = view.terms[matter_id]
    term = OverrideLine("term", "", f"{days} 个工作日", "单位默认", changes.get(("term", "")))
    lines: list[OverrideLine | Heading] = [Heading("检查项", f"{len(checks)} 项"), *checks]
    lines += [Heading("材料", f"{len(papers)} 份"), *papers, Heading("承诺时限"), term]
    if standards := _standard_lines(matter, changes):
        lines += [Heading("默认标准、比例", "登记办件时可一键引用"), *standards]
    return lines


def _check_lines(
    view: PolicyView, matter: Matter, changes: dict[tuple[str, str], Override]
) -> list[OverrideLine]:
    lines = []
    for check in view.pack.checks_of(matter):
        change = changes.get(("check", check.id))
        now = change.value if change and change.action == "reword" else check.question
        lines.append(OverrideLine("check", check.id, now, check.question, change, check=check))
    known = {line.item for line in lines}
    return lines + [
        OverrideLine("check", change.item, change.value, override=change)
        for (target, item), change in changes.items()
        if target == "check" and item not in known
    ]


def _paper_lines(
    view: PolicyView, matter: Matter, changes: dict[tuple[str, str], Override]
) -> list[OverrideLine]:
    lines = []
    for paper in view.pack.materials_of(matter):
        change = changes.get(("material", paper.id))
        now = change.value if change and change.action == "reword" else paper.name
        lines.append(OverrideLine("material", paper.id, now, paper.name, change, material=paper))
    known = {line.item for line in lines}
    return lines + [
        OverrideLine("material", change.item, change.value, override=change)
        for (target, item), change in changes.items()
        if target == "material" and item not in known
    ]


def _standard_lines(matter: Matter, changes: dict[tuple[str, str], Override]) -> list[OverrideLine]:
    """Facts that the clause leaves to a standard: what the arithmetic takes as entered amount or ratio."""
    keys = set()
    for tier in matter.award.tier if matter.award else ():
        if tier.form == "standard" and tier.base:
            keys.add(tier.base)
        if tier.percent_fact:
            keys.add(tier.percent_fact)
    lines = []
    for fact in matter.fact:
        if fact.key in keys and fact.type in ("money", "percent"):
            change = changes.get(("standard", fact.key))
            now = f"{fact.label}：{change.value}{fact.unit}" if change else f"{fact.label}：未设定"
            lines.append(OverrideLine("standard", fact.key, now, fact.label, change, fact=fact))
    return lines


def free_item(view: PolicyView, matter_id: str, target: str) -> str:
    """Return an id for an added check or paper that neither the pack nor the office uses."""
    lines = [one for one in lines_of(view, matter_id) if isinstance(one, OverrideLine)]
    taken = {one.item for one in lines if one.target == target}
    return next(name for n in range(1, 10_000) if (name := f"office-{n}") not in taken)
