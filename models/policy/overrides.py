"""What an office changes about a pack without touching it: checks, materials, terms, default ratios and standards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from models.errors import UserError
from models.money import parse_yuan
from models.policy.model import Check, Clause, Material, Matter
from models.policy.pack import Pack

LONGEST_TERM_DAYS = 365

Target = Literal["check", "material", "term", "standard"]
Action = Literal["add", "reword", "switch_off", "set"]

ALLOWED: dict[Target, tuple[Action, ...]] = {
    "check": ("add", "reword", "switch_off"),
    "material": ("add", "reword", "switch_off"),
    "term": ("set",),
    "standard": ("set",),
}


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One change of the office: what (matter, item), how, and the document it rests on.

    `item` is the id of the check or material, or the key of the fact a standard is the default of.
    `value` is the new question, material name, number of working days, or default value.
    """

    matter: str
    target: Target
    action: Action
    item: str = ""
    value: str = ""
    help: str = ""
    basis: str = ""
    form: Literal["原件", "复印件", "原件及复印件", "电子件"] = "复印件"
    copies: int = 1
    required: bool = True

    @property
    def key(self) -> tuple[str, str, str]:
        """What the change is about; a later change with the same key replaces the earlier."""
        return (self.matter, self.target, self.item)


@dataclass(frozen=True)
class EffectivePack:
    """A pack as this office works with it: the pack's law, the office's checklists, terms and defaults.

    `stale` are changes whose check, material or matter the pack no longer has; they are kept and listed.
    """

    pack: Pack
    terms: dict[str, int]
    defaults: dict[tuple[str, str], Override]
    stale: tuple[Override, ...]
    hash: str

    def term_of(self, matter_id: str) -> int | None:
        """Return the office's promised time for the matter in working days, or None."""
        return self.terms.get(matter_id)

    def default_of(self, matter_id: str, fact_key: str) -> Override | None:
        """Return the default ratio or standard for a fact with its basis document, or None."""
        return self.defaults.get((matter_id, fact_key))


def validate(override: Override, pack: Pack) -> None:
    """Raise UserError when the change cannot be made on this pack, with field and remedy."""
    if override.action not in ALLOWED[override.target]:
        raise UserError(
            "这种修改不适用", f"{override.target} 不能 {override.action}", "请重新选择", field="action"
        )
    matter = pack.matter(override.matter)
    if override.action != "switch_off" and not override.value.strip():
        raise UserError("没有填写内容", "修改后的内容是办件页面显示的文字或数值", "请填写", field="value")
    if override.target == "term":
        _validate_term(override)
    elif override.target == "standard":
        _validate_standard(override, matter)
    else:
        _validate_item(override, matter, pack)


def _validate_term(override: Override) -> None:
    text = override.value
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= LONGEST_TERM_DAYS:
        raise UserError(
            "承诺时限不正确",
            f"填写的是“{text[:20]}”",
            f"请填写 1 至 {LONGEST_TERM_DAYS} 个工作日",
            field="value",
        )


def _validate_standard(override: Override, matter: Matter) -> None:
    fact = matter.fact_of(override.item)
    if fact is None or fact.type not in ("money", "percent"):
        raise UserError(
            "没有这一标准或比例", f"事项 {matter.id} 没有该要素", "请选择金额或比例要素", field="item"
        )
    amount = parse_yuan(override.value, field="value", label=fact.label)
    if fact.type == "percent" and amount > 100_00:
        raise UserError(
            "比例不能超过 100%", f"填写的是“{override.value}”", "请填写百分数，如 40", field="value"
        )
    if not override.basis.strip():
        raise UserError(
            "没有填写依据文件", "条款没有给出标准，须以文件为依据", "请填写文件名称和文号", field="basis"
        )


def _validate_item(override: Override, matter: Matter, pack: Pack) -> None:
    items: dict[str, Check | Material] = {
        item.id: item
        for item in (pack.checks_of(matter) if override.target == "check" else pack.materials_of(matter))
    }
    if override.action == "add":
        if override.item in items or not override.item:
            raise UserError("编号已被使用或为空", f"编号“{override.item}”", "请换一个编号", field="item")
    elif override.item not in items:
        raise UserError("没有这一项", f"事项 {matter.id} 没有“{override.item}”", "请重新选择", field="item")
    if override.target == "check":
        if override.action != "switch_off" and not override.value.rstrip().endswith(("？", "?")):
            raise UserError(
                "检查应当是一个问句", f"填写的是“{override.value[:30]}”", "请以“？”结尾", field="value"
            )
        check = items.get(override.item)
        if override.action == "switch_off" and isinstance(check, Check) and is_decided_by_facts(check):
            raise UserError(
                "这项检查不能停用", "它由条款的条件自动判断，决定是否符合", "只能修改提问的文字", field="item"
            )
    if override.target == "material" and not 1 <= override.copies <= 99:
        raise UserError("份数不正确", f"填写的是 {override.copies}", "请填写 1 至 99", field="copies")


def is_decided_by_facts(check: Check) -> bool:
    """Tell whether facts decide the check, so that the law and not the office switches it."""
    return check.auto is not None or check.id in ("c-period", "c-once")


def effective(pack: Pack, overrides: Iterable[Override]) -> EffectivePack:
    """Return the pack with the office's changes; changes that no longer fit are listed as stale, not applied."""
    latest = {override.key: override for override in overrides}
    good: list[Override] = []
    stale: list[Override] = []
    for override in latest.values():
        try:
            validate(override, pack)
        except UserError:
            stale.append(override)
        else:
            good.append(override)
    digest = hashlib.sha256(msgspec.json.encode(sorted(good, key=lambda override: override.key)))
    by_matter: dict[str, list[Override]] = {}
    for override in good:
        by_matter.setdefault(override.matter, []).append(override)
    clauses = tuple(_change_clause(clause, by_matter, pack) for clause in pack.clauses)
    return EffectivePack(
        replace(pack, clauses=clauses) if by_matter else pack,
        {o.matter: int(o.value) for o in good if o.target == "term"},
        {(o.matter, o.item): o for o in good if o.target == "standard"},
        tuple(stale),
        digest.hexdigest() if good else "",
    )


def _change_clause(clause: Clause, by_matter: dict[str, list[Override]], pack: Pack) -> Clause:
    if not any(matter.id in by_matter for matter in clause.matter):
        return clause
    matters = tuple(
        _change_matter(matter, by_matter[matter.id], pack) if matter.id in by_matter else matter
        for matter in clause.matter
    )
    return msgspec.structs.replace(clause, matter=matters)


def _change_matter(matter: Matter, overrides: list[Override], pack: Pack) -> Matter:
    """Common items that are changed become the matter's own, and their common form is dropped."""
    checks = {check.id: check for check in matter.check}
    materials = {item.id: item for item in matter.material}
    common_checks = {check.id: check for check in pack.common_checks}
    common_materials = {item.id: item for item in pack.common_materials}
    dropped = list(matter.drop_common)
    for override in overrides:
        if override.target == "check":
            _change_check(override, checks, common_checks, dropped)
        elif override.target == "material":
            _change_material(override, materials, common_materials, dropped)
    return msgspec.structs.replace(
        matter,
        check=tuple(checks.values()),
        material=tuple(materials.values()),
        drop_common=tuple(dropped),
    )


def _change_check(
    override: Override, own: dict[str, Check], common: dict[str, Check], dropped: list[str]
) -> None:
    if override.action == "add":
        own[override.item] = Check(
            id=override.item, question=override.value, help=override.help, source="惯例（待本单位确认）"
        )
        return
    before = own.get(override.item) or common[override.item]
    if override.item in common:
        dropped.append(override.item)
    if override.action == "switch_off":
        own.pop(override.item, None)
    else:
        own[override.item] = msgspec.structs.replace(
            before, question=override.value, help=override.help or before.help
        )


def _change_material(
    override: Override, own: dict[str, Material], common: dict[str, Material], dropped: list[str]
) -> None:
    if override.action == "switch_off":
        own.pop(override.item, None)
        if override.item in common:
            dropped.append(override.item)
        return
    before = own.get(override.item) or common.get(override.item)
    if override.item in common:
        dropped.append(override.item)
    own[override.item] = Material(
        id=override.item,
        name=override.value,
        form=override.form,
        copies=override.copies,
        required=override.required,
        required_if=before.required_if if before else None,
        source=before.source if before else "惯例（待本单位确认）",
        note=override.help or (before.note if before else ""),
    )
