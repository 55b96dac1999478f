"""Checks on the arithmetic of a matter: forms complete, tiers reachable, caps scoped, examples enough."""

from __future__ import annotations

from models.errors import UserError
from models.money import parse_yuan
from models.policy.condition_checks import check_condition
from models.policy.faults import FaultList
from models.policy.model import MONEY_KINDS, Award, Clause, Condition, Matter, Tier
from models.policy.pack import Pack

# What each form needs from its tier: attribute names that must be filled.
FORM_NEEDS: dict[str, tuple[str, ...]] = {
    "fixed": (),
    "ceiling": ("amount",),
    "ratio": ("base",),
    "actual": ("base",),
    "reduction": ("base", "percent"),
    "per_unit": ("amount", "count"),
    "per_month": ("base", "months"),
    "standard": ("base",),
    "refuse": ("reason",),
}
_FACT_ATTRIBUTES = ("base", "by", "count", "months", "percent_fact")


def check_award(pack: Pack, clause: Clause, matter: Matter, file: str, key: str, faults: FaultList) -> None:
    """Record faults of the matter's award; a matter of money must have one, any other must not."""
    if (matter.award is not None) != (matter.kind in MONEY_KINDS):
        faults.add(
            file,
            f"{key}.award",
            f"{matter.kind}与计算规则不符",
            "奖补、费用优惠、担保额度须有 award，其他不得有",
        )
        return
    if matter.award is None:
        return
    if matter.nature is None:
        faults.add(file, f"{key}.nature", "没有写明金额性质", "请写 定额、上限 或 按标准")
    known = {fact.key for fact in matter.fact} | {item.key for item in matter.derived} | {"event_date"}
    settings = {note.setting: [o.value for o in note.option] for note in pack.notes if note.setting}
    for index, tier in enumerate(matter.award.tier):
        where = f"{key}.award.tier[{index}]"
        _check_tier(tier, matter, clause, known, file, where, faults)
        if tier.when:
            check_condition(tier.when, known, settings, matter, file, f"{where}.when", faults)
    _check_reachable(matter.award, file, key, faults)
    _check_cap(matter.award, clause, settings, file, key, faults)
    if matter.award.share and matter.award.share.when:
        where = f"{key}.award.share.when"
        check_condition(matter.award.share.when, known, settings, matter, file, where, faults)
    _check_examples(matter, file, key, faults)


def _check_tier(
    tier: Tier, matter: Matter, clause: Clause, known: set[str], file: str, key: str, faults: FaultList
) -> None:
    if tier.phrase not in clause.text or not tier.phrase:
        faults.add(file, f"{key}.phrase", f"依据不在{clause.number}原文中", "请逐字摘录该档的原文")
    for name in FORM_NEEDS[tier.form]:
        if not getattr(tier, name):
            faults.add(file, f"{key}.{name}", f"{tier.form} 缺少 {name}", "请补上")
    if tier.form == "fixed" and bool(tier.amount) == bool(tier.by and tier.amounts):
        faults.add(file, key, "fixed 须写 amount，或 by 和 amounts", "两者取一")
    if tier.form == "ratio" and bool(tier.percent) == bool(tier.percent_fact):
        faults.add(file, key, "ratio 须写 percent 或 percent_fact", "两者取一")
    for name in _FACT_ATTRIBUTES:
        if getattr(tier, name) and getattr(tier, name) not in known:
            faults.add(file, f"{key}.{name}", f"没有要素“{getattr(tier, name)}”", "请核对 fact 与 derived")
    by = matter.fact_of(tier.by)
    if by and not set(tier.amounts) <= set(by.choices):
        faults.add(file, f"{key}.amounts", "有不在选项中的档次", f"可用：{'、'.join(by.choices)}")
    for amount in (tier.amount, *tier.amounts.values()):
        _check_amount(amount, file, key, faults)


def _check_amount(amount: str, file: str, key: str, faults: FaultList) -> None:
    if amount:
        try:
            parse_yuan(amount)
        except UserError as error:
            faults.add(file, key, error.what, '金额写成以元为单位的文字，如 "2000000.00"')


def _check_reachable(award: Award, file: str, key: str, faults: FaultList) -> None:
    """A tier is unreachable behind one without condition, or behind one that its own condition implies."""
    for later in range(1, len(award.tier)):
        for earlier in range(later):
            if implies(award.tier[later].when, award.tier[earlier].when):
                faults.add(
                    file,
                    f"{key}.award.tier[{later}]",
                    f"永远轮不到这一档，前面第 {earlier + 1} 档已包含它",
                    "请把条件更严的一档放在前面",
                )
                break


def implies(stricter: Condition | None, wider: Condition | None) -> bool:
    """Tell whether every fact that meets `stricter` surely meets `wider` (single comparisons, any, all)."""
    if wider is None:
        return True
    if stricter is None:
        return False
    if stricter == wider:
        return True
    if wider.all:
        return all(implies(stricter, part) for part in wider.all)
    if stricter.any:
        return all(implies(part, wider) for part in stricter.any)
    if wider.any:
        return any(implies(stricter, part) for part in wider.any)
    if stricter.all:
        return any(implies(part, wider) for part in stricter.all)
    same = (stricter.fact, stricter.setting) == (wider.fact, wider.setting)
    return same and _comparison_implies(stricter, wider)


def _comparison_implies(stricter: Condition, wider: Condition) -> bool:
    if stricter.op in ("is", "in") and wider.op in ("is", "in"):
        return _choices(stricter) <= _choices(wider)
    if stricter.op[0] != wider.op[0] or stricter.op[0] not in "<>":
        return False
    low, high = float(str(wider.value)), float(str(stricter.value))
    if wider.op[0] == "<":
        low, high = -low, -high
    return high > low or (high == low and not (wider.op in "<>" and stricter.op not in "<>"))


def _choices(condition: Condition) -> set[object]:
    return set(condition.values) if condition.op == "in" else {condition.value}


def _check_cap(
    award: Award, clause: Clause, settings: dict[str, list[str]], file: str, key: str, faults: FaultList
) -> None:
    if award.share and award.share.phrase not in clause.text:
        faults.add(file, f"{key}.award.share.phrase", "依据不在条款原文中", "请逐字摘录")
    cap = award.cap
    if cap is None:
        return
    for name, choices in (("scope_when", cap.scope_when), ("amount_when", cap.amount_when)):
        for setting, by_value in choices.items():
            if not set(by_value) <= set(settings.get(setting, [])):
                faults.add(
                    file, f"{key}.award.cap.{name}", f"设置“{setting}”没有这一取值", "请核对 notes.toml"
                )
    for by_value in cap.amount_when.values():
        for amount in by_value.values():
            _check_amount(amount, file, f"{key}.award.cap.amount_when", faults)
    if not cap.scope:
        faults.add(
            file, f"{key}.award.cap.scope", "上限没有写明范围", "请写 企业年度、项目、企业一次性 等范围"
        )
    if cap.phrase and cap.phrase not in clause.text:
        faults.add(file, f"{key}.award.cap.phrase", "依据不在条款原文中", "请逐字摘录")
    _check_amount(cap.amount, file, f"{key}.award.cap.amount", faults)


def _check_examples(matter: Matter, file: str, key: str, faults: FaultList) -> None:
    if len(matter.example) < 3:
        faults.add(
            file,
            f"{key}.example",
            f"只有 {len(matter.example)} 个算例",
            "每个奖补事项至少 3 个，含门槛和期限两侧",
        )
    if {example.eligible for example in matter.example} == {True}:
        faults.add(file, f"{key}.example", "没有不符合的算例", "请补上门槛或期限之外的算例")
