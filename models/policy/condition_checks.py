"""Checks that a condition speaks of facts and settings the pack has, with values that they can take."""

from __future__ import annotations

from collections.abc import Iterator

from models.policy.faults import FaultList
from models.policy.model import Condition, Matter


def check_condition(
    condition: Condition,
    known: set[str],
    settings: dict[str, list[str]],
    matter: Matter,
    file: str,
    key: str,
    faults: FaultList,
) -> None:
    """Check that a condition names known facts or settings, with values that they can take."""
    parts = [bool(condition.fact), bool(condition.setting), bool(condition.any), bool(condition.all)]
    if sum(parts) != 1:
        faults.add(file, key, "条件须恰有 fact、setting、any、all 之一", "请拆开组合条件")
        return
    for inner in condition.any + condition.all:
        check_condition(inner, known, settings, matter, file, key, faults)
    values = set(_values(condition))
    if condition.setting and not values <= set(settings.get(condition.setting, [])):
        faults.add(file, key, f"设置“{condition.setting}”没有这一取值", "请核对 notes.toml")
    if condition.fact and condition.fact not in known:
        faults.add(file, key, f"没有要素“{condition.fact}”", f"可用：{'、'.join(sorted(known))}")
    fact = matter.fact_of(condition.fact)
    if fact and fact.type == "choice" and not values <= set(fact.choices):
        faults.add(
            file,
            key,
            f"“{fact.label}”没有选项 {'、'.join(sorted(values - set(fact.choices)))}",
            "请核对 choices",
        )


def _values(condition: Condition) -> Iterator[str]:
    if condition.op == "in":
        yield from condition.values
    elif isinstance(condition.value, str):
        yield condition.value
