"""Whole-pack checks: what a pack must hold true across its files, every fault told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.policy.award_checks import check_award
from models.policy.condition_checks import check_condition
from models.policy.faults import FaultList
from models.policy.model import MONEY_KINDS, Check, Clause, Material, Matter
from models.policy.pack import PERIOD_CHECK, Pack

_ID = re.compile(r"\d{1,2}-\d{1,2}")


def check_pack(pack: Pack, faults: FaultList) -> None:
    """Record every fault that reading alone does not show: ids, phrases, units, conditions, awards, checklists."""
    _check_document(pack, faults)
    seen: dict[str, str] = {}
    own_lists: dict[tuple[str, ...], Matter] = {}
    for clause_index, clause in enumerate(pack.clauses):
        file = clause_file(pack, clause_index)
        _check_units(clause.units, pack, file, "units", faults)
        if clause.domain not in {domain.number for domain in pack.document.domain}:
            faults.add(file, "domain", f"没有领域“{clause.domain}”", "请填写 document.toml 中的领域序号")
        for index, matter in enumerate(clause.matter):
            key = f"matter[{index}]"
            if matter.id in seen:
                faults.add(
                    file, f"{key}.id", f"编号 {matter.id} 与 {seen[matter.id]} 重复", "每个事项用唯一编号"
                )
            seen[matter.id] = file
            check_matter(pack, clause, matter, file, key, faults)
            _check_own_list(own_lists, matter, file, key, faults)
    _check_lists(pack, faults)


def clause_file(pack: Pack, index: int) -> str:
    """Return the file name of the clause at `index`; clause files are numbered from 01."""
    return f"clauses/{index + 1:02d}.toml"


def _check_document(pack: Pack, faults: FaultList) -> None:
    numbers = [clause.number for clause in pack.clauses]
    for index, number in enumerate(numbers):
        if numbers.index(number) != index:
            faults.add(clause_file(pack, index), "number", f"条号{number}重复", "每条一个文件、一个条号")
    known = set(pack.document.unit)
    for index, domain in enumerate(pack.document.domain):
        if domain.lead not in known:
            faults.add(
                "document.toml",
                f"domain[{index}].lead",
                f"单位“{domain.lead}”未列入 unit",
                "请在 unit 中补上",
            )
    if not any(check.id == PERIOD_CHECK for check in pack.common_checks):
        faults.add("common.toml", "check", f"缺少通用检查 {PERIOD_CHECK}", "请补上有效期检查")


def _check_units(units: Iterable[str], pack: Pack, file: str, key: str, faults: FaultList) -> None:
    for unit in units:
        if unit not in pack.document.unit:
            faults.add(file, key, f"单位“{unit}”未列入 document.toml 的 unit", "请核对名称或在 unit 中补上")


def check_matter(pack: Pack, clause: Clause, matter: Matter, file: str, key: str, faults: FaultList) -> None:
    """Check one matter within its clause: phrase, units, facts, checks, materials, award."""
    if not _ID.fullmatch(matter.id):
        faults.add(file, f"{key}.id", f"编号“{matter.id}”不合格式", "请用“条号-序号”，如 13-1")
    _check_phrase(matter.phrase, clause, file, f"{key}.phrase", faults)
    if matter.validity:
        _check_phrase(matter.validity.phrase, clause, file, f"{key}.validity.phrase", faults)
    _check_units(matter.units, pack, file, f"{key}.units", faults)
    _check_facts(matter, file, key, faults)
    known = {fact.key for fact in matter.fact} | {item.key for item in matter.derived} | {"event_date"}
    settings = {note.setting: [o.value for o in note.option] for note in pack.notes if note.setting}
    for index, check in enumerate(matter.check):
        where = f"{key}.check[{index}]"
        _check_check(check, clause, file, where, faults)
        if check.auto:
            check_condition(check.auto, known, settings, matter, file, f"{where}.auto", faults)
        if check.ask_if:
            check_condition(check.ask_if, known, settings, matter, file, f"{where}.ask_if", faults)
            if check.auto:
                faults.add(file, f"{where}.ask_if", "由要素判断的检查不再询问", "请删去 ask_if 或 auto 之一")
    for index, item in enumerate(matter.material):
        if item.required_if:
            where = f"{key}.material[{index}].required_if"
            check_condition(item.required_if, known, settings, matter, file, where, faults)
    _check_ids(matter, file, key, faults)
    _check_enough(matter, file, key, faults)
    for known_list, names in (
        ("targets", {t.id for t in pack.targets}),
        ("budgets", {b.id for b in pack.budgets}),
    ):
        for name in getattr(matter, known_list):
            if name not in names:
                faults.add(file, f"{key}.{known_list}", f"没有“{name}”", f"请核对 {known_list}.toml")
    check_award(pack, clause, matter, file, key, faults)


def _check_phrase(phrase: str, clause: Clause, file: str, key: str, faults: FaultList) -> None:
    if not phrase:
        faults.add(file, key, "缺少条款原文", "请逐字摘录条款中的依据")
    elif phrase not in clause.text:
        faults.add(file, key, f"“{phrase[:40]}”不在{clause.number}原文中", "请逐字摘录，含标点")


def _check_facts(matter: Matter, file: str, key: str, faults: FaultList) -> None:
    keys = [fact.key for fact in matter.fact] + [item.key for item in matter.derived]
    for name in sorted({name for name in keys if keys.count(name) > 1}):
        faults.add(file, f"{key}.fact", f"要素“{name}”重复", "每个要素一个键")
    for index, fact in enumerate(matter.fact):
        if (fact.type == "choice") != bool(fact.choices):
            faults.add(
                file,
                f"{key}.fact[{index}].choices",
                "choices 与类型不符",
                "choice 类型须列出选项，其他类型不列",
            )
        if fact.type == "money" and not fact.unit:
            faults.add(file, f"{key}.fact[{index}].unit", "金额要素没有单位", '请写 unit = "元"')
    for index, item in enumerate(matter.derived):
        for name in item.minus:
            fact_found = matter.fact_of(name)
            if fact_found is None or fact_found.type != "money":
                faults.add(
                    file,
                    f"{key}.derived[{index}].minus",
                    f"“{name}”不是金额要素",
                    "差额只能由两个金额要素相减",
                )


def _check_check(check: Check, clause: Clause, file: str, key: str, faults: FaultList) -> None:
    if check.source == "条款":
        _check_phrase(check.phrase, clause, file, f"{key}.phrase", faults)
    elif check.phrase and check.phrase not in clause.text:
        faults.add(file, f"{key}.phrase", "依据不在条款原文中", "非条款来源的检查不写 phrase")
    if not check.question.endswith(("？", "?")):
        faults.add(file, f"{key}.question", "检查不是一个问句", "请写成经办人能回答的一个问题，以“？”结尾")


def _check_ids(matter: Matter, file: str, key: str, faults: FaultList) -> None:
    groups: tuple[tuple[str, tuple[Check | Material, ...]], ...] = (
        ("check", matter.check),
        ("material", matter.material),
    )
    for name, items in groups:
        ids = [item.id for item in items]
        for index, item_id in enumerate(ids):
            if ids.index(item_id) != index:
                faults.add(file, f"{key}.{name}[{index}].id", f"编号“{item_id}”重复", "同一事项内编号唯一")


def _check_enough(matter: Matter, file: str, key: str, faults: FaultList) -> None:
    least = 3 if matter.kind in MONEY_KINDS else 2
    if len(matter.check) < least:
        faults.add(
            file, f"{key}.check", f"只有 {len(matter.check)} 项专门检查", f"{matter.kind}至少 {least} 项"
        )
    if matter.kind in MONEY_KINDS and len(matter.material) < 3:
        faults.add(
            file, f"{key}.material", f"只有 {len(matter.material)} 项专门材料", f"{matter.kind}至少 3 项"
        )


def _check_own_list(
    seen: dict[tuple[str, ...], Matter], matter: Matter, file: str, key: str, faults: FaultList
) -> None:
    questions = tuple(sorted(check.question for check in matter.check))
    twin = seen.setdefault(questions, matter)
    if questions and twin is not matter and twin.phrase != matter.phrase:
        faults.add(file, f"{key}.check", f"专门检查与 {twin.id} 完全相同", "请按本事项的条款另写检查")


def _check_lists(pack: Pack, faults: FaultList) -> None:
    matters = {matter.id for matter in pack.matters}
    for file, name, ids in (
        ("targets.toml", "target", [target.id for target in pack.targets]),
        ("budgets.toml", "budget", [budget.id for budget in pack.budgets]),
        ("notes.toml", "note", [note.id for note in pack.notes]),
    ):
        for index, item_id in enumerate(ids):
            if ids.index(item_id) != index:
                faults.add(file, f"{name}[{index}].id", f"编号“{item_id}”重复", "编号须唯一")
    texts = scope_texts(pack)
    for index, target in enumerate(pack.targets):
        if target.phrase not in texts.get(target.scope, ""):
            faults.add("targets.toml", f"target[{index}].phrase", "依据不在原文中", "请逐字摘录")
    for index, budget in enumerate(pack.budgets):
        if budget.phrase not in texts.get(budget.scope, ""):
            faults.add("budgets.toml", f"budget[{index}].phrase", "依据不在原文中", "请逐字摘录")
    for index, note in enumerate(pack.notes):
        for matter_id in note.matters:
            if matter_id not in matters:
                faults.add("notes.toml", f"note[{index}].matters", f"没有事项 {matter_id}", "请核对事项编号")
        if note.setting and note.default not in [option.value for option in note.option]:
            faults.add(
                "notes.toml", f"note[{index}].default", "默认值不在 option 中", "请在 option 中列出默认值"
            )


def scope_texts(pack: Pack) -> dict[str, str]:
    """Return the text a target or budget may rest on, by clause number, domain number, or 全文."""
    texts = {clause.number: clause.text for clause in pack.clauses}
    texts.update({domain.number: domain.intro for domain in pack.document.domain})
    texts["全文"] = "".join(pack.document.closing)
    return texts
