"""Moving a case to another version of its policy pack: first what would change, then the move itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.cases.case import Case
from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import UserError
from models.money import yuan_grouped
from models.policy.pack import Pack
from models.services.case_intake import refresh_ceiling, require_editable
from models.services.desk import Desk
from models.services.evaluation import Evaluation, evaluate, key_of
from models.storage import cases as stored


@dataclass(frozen=True)
class PackChange:
    """One thing that differs between two versions for a case: what it is about, as it was, as it would be."""

    what: str
    old: str
    new: str


@dataclass(frozen=True)
class PackMove:
    """What moving a case to another version changes; `obstacle` says why it cannot be moved now."""

    case_id: int
    target_id: str
    target_hash: str
    changes: tuple[PackChange, ...]
    obstacle: str = ""


def newer_version(desk: Desk, case: Case) -> Pack | None:
    """Return the version that holds for the case's event date, when the case stands on another one."""
    pack = desk.editions.for_date(case.event_date)
    try:
        pack.matter(case.matter_id)
    except UserError:
        return None
    return None if case.pack_hash in ("", pack.hash) else pack


def compare(desk: Desk, case_id: int, target_id: str, target_hash: str = "") -> PackMove:
    """Return what would change for the case under another version; nothing is written.

    Raises UserError when the version is not installed or does not know the matter.
    """
    case = desk.case(case_id)
    pack = desk.editions.pack(target_id, target_hash)
    pack.matter(case.matter_id)
    now = evaluate(desk, case)
    then = evaluate(desk, _moved(desk, case, pack))
    changes = (*_versions(now.pack, pack), *_items(now, then), *_result(now, then))
    return PackMove(case_id, pack.id, pack.hash, changes, _obstacle(case))


def move(
    desk: Desk, case_id: int, target_id: str, target_hash: str, *, reason: str, actor: Officer
) -> tuple[Case, Changes]:
    """Move the case; answers and papers stay with the questions that both versions have."""
    require_action(actor, "edit_case")
    if not reason.strip():
        raise UserError("没有填写理由", "转换政策包版本须留下理由", "请填写", field="reason")
    with desk.db.atomic():
        found = compare(desk, case_id, target_id, target_hash)
        case = desk.case(case_id)
        if found.obstacle:
            raise UserError("这一办件现在不能转换版本", found.obstacle)
        require_editable(desk, case, actor)
        pack = desk.editions.pack(target_id, target_hash)
        moved = _moved(desk, case, pack)
        values = {"pack_id": pack.id, "pack_hash": pack.hash, "cap_key": moved.cap_key}
        stored.update(desk.db, case_id, values, expected_version=None)
        case = refresh_ceiling(desk, desk.case(case_id))
        lines = [Change("pack", one.what, one.old, one.new) for one in found.changes]
        desk.record(
            actor, "pack_moved", "转换政策包版本", case_id=case_id, changes=lines, reason=reason.strip()
        )
    return case, Changes.of_case(case_id)


def _moved(desk: Desk, case: Case, pack: Pack) -> Case:
    matter = pack.matter(case.matter_id)
    key = key_of(desk, pack, matter, case.applicant_id, case.event_date, case.scope_key)
    return replace(case, pack_id=pack.id, pack_hash=pack.hash, cap_key=key)


def _obstacle(case: Case) -> str:
    if case.determined_fen is not None or case.decision:
        return "已有核定额或决定，依据的是原版本；请先退回修改，使核定失效"
    return ""


def _versions(old: Pack, new: Pack) -> list[PackChange]:
    return [PackChange("政策包", _name(old), _name(new))]


def _name(pack: Pack) -> str:
    return f"{pack.number} 第 {pack.document.version} 版（{pack.hash[:12]}）"


def _items(now: Evaluation, then: Evaluation) -> list[PackChange]:
    found: list[PackChange] = []
    pairs = (
        ("检查", {c.id: c.question for c in now.checks}, {c.id: c.question for c in then.checks}),
        ("材料", {m.id: m.name for m in now.materials}, {m.id: m.name for m in then.materials}),
        ("要素", {f.key: f.label for f in now.matter.fact}, {f.key: f.label for f in then.matter.fact}),
    )
    for what, old, new in pairs:
        for key in dict.fromkeys([*old, *new]):
            if old.get(key) != new.get(key):
                found.append(PackChange(what, old.get(key, "（无）"), new.get(key, "（不再要求）")))
    if now.matter.phrase != then.matter.phrase:
        found.append(PackChange("条款原文", now.matter.phrase, then.matter.phrase))
    return found


def _result(now: Evaluation, then: Evaluation) -> list[PackChange]:
    old, new = _outcome(now), _outcome(then)
    return [] if old == new else [PackChange("计算结果", old, new)]


def _outcome(evaluation: Evaluation) -> str:
    if evaluation.assessment is None:
        return evaluation.error or "不计算金额"
    found = evaluation.assessment
    if not found.eligible:
        return "不符合"
    return f"{found.nature} {yuan_grouped(found.ceiling_fen)} 元"
