"""Names and order of the groups of a report, and its scope in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from models.cases.workflow.stages import LINES, SIDE_STAGES
from models.policy.model import KINDS
from models.services import profile
from models.services.desk import Desk
from models.services.views import CaseFilter
from models.storage import statistics as stored
from models.storage.statistics import GroupSums

GROUP_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "clause": "条款",
        "domain": "领域",
        "unit": "责任单位",
        "month": "登记月份",
        "year": "发生年度",
        "stage": "环节",
        "kind": "类别",
        "matter": "事项",
        "officer": "经办人",
        "applicant": "申请人",
    }
)
_NOBODY = "（未分配）"


def named(
    desk: Desk, group: str, rows: Sequence[GroupSums], *, ranked: bool = False
) -> list[tuple[str, GroupSums]]:
    """Return the groups with their names, in the document's order unless ranked."""
    names = names_of(desk, group, [row.key for row in rows])
    pairs = [(names[row.key], row) for row in rows]
    if ranked:
        return pairs
    places = {key: place for place, key in enumerate(order_of(desk, group))}
    return sorted(pairs, key=lambda pair: (places.get(pair[1].key, len(places)), pair[1].key))


def names_of(desk: Desk, group: str, keys: Sequence[str]) -> dict[str, str]:
    """Return the name of each group as reports show it."""
    if group in ("officer", "applicant"):
        table = "officers" if group == "officer" else "applicants"
        known = stored.names(desk.db, table, [int(key) for key in keys if key])
        return {key: known.get(int(key), key) if key else _NOBODY for key in keys}
    found = {key: key for key in keys}
    for pack in desk.editions.packs:
        if group == "clause":
            found |= {c.number: f"{c.number}{c.heading}" for c in pack.clauses if c.number in found}
        elif group == "domain":
            found |= {d.number: f"{d.number}、{d.heading}" for d in pack.document.domain if d.number in found}
        elif group == "matter":
            found |= {m.id: f"{m.id} {m.name}" for m in pack.matters if m.id in found}
    return found


def order_of(desk: Desk, group: str) -> list[str]:
    """Return the keys of a group in the order of the document or of the work; empty where the key itself decides."""
    pack = desk.editions.current
    if group == "clause":
        return [clause.number for clause in pack.clauses]
    if group == "domain":
        return [domain.number for domain in pack.document.domain]
    if group == "matter":
        return [matter.id for matter in pack.matters]
    if group == "kind":
        return list(KINDS)
    if group == "stage":
        return list(dict.fromkeys([*(stage for line in LINES.values() for stage in line), *SIDE_STAGES]))
    return []


def scope_words(desk: Desk, filter: CaseFilter) -> str:
    """Return what a report covers, for the line below its title."""
    office = profile.load(desk)
    words = [office.unit] if office else []
    return "　".join([*words, *_conditions(filter), f"统计于 {desk.clock.today().isoformat()}"])


def list_words(desk: Desk, filter: CaseFilter) -> str:
    """Return which cases a printed list shows, every condition of the screen in words."""
    words = list(_conditions(filter))
    if filter.ids:
        words.append("所选办件")
    if filter.text:
        words.append(f"查找“{filter.text}”")
    if filter.open_only:
        words.append("在办")
    if filter.waiting is not None:
        words.append("待补正" if filter.waiting else "不在补正")
    if filter.due:
        words.append(f"时限：{filter.due}")
    if filter.handlers:
        known = stored.names(desk.db, "officers", [one for one in filter.handlers if one])
        words.append(f"经办：{'、'.join(known.get(one, _NOBODY) for one in filter.handlers)}")
    return "范围：" + ("　".join(words) or "全部办件")


def _conditions(filter: CaseFilter) -> Iterator[str]:
    if filter.registered_from or filter.registered_to:
        first = filter.registered_from.isoformat() if filter.registered_from else "开始"
        last = filter.registered_to.isoformat() if filter.registered_to else "今"
        yield f"登记日期 {first} 至 {last}"
    for label, chosen in (
        ("年度", tuple(map(str, filter.years))),
        ("领域", filter.domains),
        ("条款", filter.clauses),
        ("事项", filter.matters),
        ("类别", filter.kinds),
        ("环节", filter.stages),
        ("责任单位", filter.units),
    ):
        if chosen:
            yield f"{label}：{'、'.join(chosen)}"
