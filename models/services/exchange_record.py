"""Tells in the own record what a package brought, case by case, and of each applicant that changed."""

from __future__ import annotations

from collections.abc import Set

from models.cases.events import Change
from models.cases.officers import Officer
from models.exchange.packages.plan import Entry, Plan
from models.services.desk import Desk
from models.services.exchange_words import Words
from models.storage.exchange_items import Names


def record(
    desk: Desk, plan: Plan, words: Words, actor: Officer, new_cases: Set[int], changed_cases: Set[int]
) -> None:
    """Append the lines, personal data masked, in the transaction of the import."""
    names = Names(desk.db)
    by_case: dict[int, list[Change]] = {case_id: [] for case_id in (*new_cases, *changed_cases)}
    manifest = plan.package.manifest
    detail = f"{manifest.sender.unit} 的交换包 {manifest.package[:8]}"
    for entry in plan.entries:
        if entry.ours is None or not entry.changes:
            continue
        lines = _changes(words, entry)
        if entry.theirs.kind == "applicant":
            told = f"{entry.theirs.values['name']}（{entry.ours.place}），{detail}"
            desk.record(actor, "applicant_exchanged", "按交换包修改主体", changes=lines, detail=told)
            continue
        row = case_row(names, entry)
        if row is not None:
            by_case[row] += lines
    for case_id, lines in sorted(by_case.items()):
        label = "导入办件" if case_id in new_cases else "导入更新"
        desk.record(actor, "package_imported", label, case_id=case_id, changes=lines, detail=detail)


def case_row(names: Names, entry: Entry) -> int | None:
    """Return the row of the case that a record belongs to, None where it belongs to none."""
    uid = entry.theirs.uid if entry.theirs.kind == "case" else entry.theirs.fixed.get("case_id")
    return names.row("case", str(uid)) if uid else None


def _changes(words: Words, entry: Entry) -> list[Change]:
    assert entry.ours is not None
    kind, ours = entry.theirs.kind, entry.ours.values
    prefix = "" if kind in ("case", "applicant") else f"{words.title(entry)}："
    return [
        Change(
            name,
            prefix + words.label(kind, name),
            words.recorded(entry, name, ours.get(name)),
            words.recorded(entry, name, entry.merged.versions[name].value),
        )
        for name in entry.merged.taken
    ]
