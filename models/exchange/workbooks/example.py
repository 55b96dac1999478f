"""The example row of a template: figures of a worked example of the pack, a name that says it is an example."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.exchange.workbooks.columns import FACT, IntakeColumn
from models.exchange.workbooks.rows import EXAMPLE_MARK, OWN_EXAMPLE
from models.policy.model import Matter
from models.policy.pack import Pack

_NAMES = {"个人": "张某某", "家庭": "张某某家庭", "银行": "杭州某某银行滨江支行", "单位": "杭州某某单位"}


def example_values(pack: Pack, matter: Matter, columns: Sequence[IntakeColumn]) -> dict[str, Any]:
    """Return the example's values by column key: money as Decimal, days as dates, choices and text as text."""
    kind = matter.applicants[0]
    values: dict[str, Any] = {
        "name": f"{EXAMPLE_MARK}：{_NAMES.get(kind, '杭州某某科技有限公司')}（{OWN_EXAMPLE}，可删去）",
        "code": "33010819XXXXXXXXXX" if kind in ("个人", "家庭") else "91330108XXXXXXXXXX",
        "kind": kind,
        "contact": "王某",
        "phone": "0571-8888XXXX",
        "bank": "某某银行杭州滨江支行",
        "account": "6222XXXXXXXXXXXXXXX",
        "event_date": pack.period_of(matter).last,
        "scope": "与批准文件一致的名称",
    }
    worked = next((one for one in matter.example if one.eligible), None)
    for column in columns:
        if column.key.startswith(FACT):
            key = column.key.removeprefix(FACT)
            given = worked.facts.get(key) if worked else None
            values[column.key] = _shown(column, given)
    if worked:
        day = worked.facts.get("event_date")
        values["event_date"] = date.fromisoformat(str(day)) if day else values["event_date"]
    return values


def _shown(column: IntakeColumn, value: object) -> Any:
    if column.kind == "bool":
        return "是" if value in (None, True) else "否"
    if value is None:
        return _placeholder(column)
    if column.kind in ("money", "percent"):
        return Decimal(str(value))
    return int(str(value)) if column.kind == "count" else str(value)


def _placeholder(column: IntakeColumn) -> Any:
    if column.choices:
        return column.choices[0]
    if column.kind == "money":
        return Decimal("1000000.00")
    return {"percent": Decimal(2), "count": 1}.get(column.kind, "（文字）")
