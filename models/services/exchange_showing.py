"""Puts the plan of an import into what the preview shows: records, conflicts, warnings."""

from __future__ import annotations

from models.exchange.packages.contents import OfficeCard
from models.exchange.packages.merge import MINE, THEIRS, Clash
from models.exchange.packages.plan import Entry, Plan
from models.services.desk import Desk
from models.services.exchange_views import (
    AHEAD,
    CHANGED,
    CLASHING,
    NEW,
    SAME,
    ConflictView,
    FieldView,
    ItemView,
)
from models.services.exchange_words import UNKNOWN, Words
from models.storage import exchange as stored
from models.storage.exchange_kinds import KINDS, LEAD


def item_view(words: Words, entry: Entry) -> ItemView:
    """Return what becomes of one record."""
    merged = entry.merged
    if entry.ours is None:
        state = NEW
    elif merged.clashes:
        state = CLASHING
    elif merged.taken:
        state = CHANGED
    else:
        state = AHEAD if merged.ahead else SAME
    names = merged.taken if entry.ours is not None else ()
    # What theirs has seen and replaces is the last common version itself.
    fields = tuple(
        _field_view(words, entry, name, words.shown(entry.theirs.kind, name, entry.ours.values.get(name)))
        for name in names
        if entry.ours is not None
    )
    kind = KINDS[entry.theirs.kind]
    number, applicant = words.case_of(entry), words.applicant_of(entry)
    return ItemView(kind.name, kind.label, words.title(entry), number, applicant, state, fields)


def _field_view(words: Words, entry: Entry, name: str, base: object = UNKNOWN) -> FieldView:
    kind = entry.theirs.kind
    mine = entry.ours.values.get(name) if entry.ours is not None else None
    return FieldView(
        name,
        words.label(kind, name),
        str(base),
        words.shown(kind, name, mine),
        words.shown(kind, name, entry.theirs.values.get(name)),
    )


def conflict_view(words: Words, plan: Plan, entry: Entry, clash: Clash) -> ConflictView:
    """Return fields changed on both sides with what stood there last in both offices."""
    fields = []
    for name in clash.mine:
        known = name in clash.base
        base = words.shown(clash.kind, name, clash.base[name]) if known else UNKNOWN
        fields.append(_field_view(words, entry, name, base))
    return ConflictView(
        clash.id,
        words.case_of(entry),
        words.applicant_of(entry),
        words.title(entry),
        tuple(fields),
        _suggested(plan, entry),
    )


def _suggested(plan: Plan, entry: Entry) -> str:
    """The office that leads the case is likelier right; for what belongs to no case nothing is preferred but ours."""
    uid = entry.theirs.uid if entry.theirs.kind == "case" else entry.theirs.fixed.get("case_id")
    for one in plan.entries:
        if one.theirs.key == ("case", uid) and one.ours is not None:
            return THEIRS if one.ours.values[LEAD] == plan.package.manifest.sender.uid else MINE
    return MINE


def warnings(desk: Desk, card: OfficeCard, plan: Plan) -> tuple[str, ...]:
    """Return what the officer should look at before taking the package in."""
    sender = plan.package.manifest.sender
    told = [
        f"{unit}的办理记录出现分叉：同一序号先后送来不同的内容，可能是对方恢复过备份，请向对方核实"
        for unit in plan.forks
    ]
    if sender.uid != card.uid and sender.unit_short == card.unit_short:
        told.append(
            f"对方的单位代号与本单位相同（{card.unit_short}），办件编号可能相同，请其中一方在“设置”中改用不同代号"
        )
    if any(one.unit == sender.unit and one.office != sender.uid for one in stored.partners(desk.db)):
        told.append(f"已有另一个名为“{sender.unit}”的往来单位，请特别核对指纹")
    recipient = plan.package.manifest.recipient
    if recipient and recipient != card.uid:
        told.append("这个交换包是发给另一单位的，请核对是否送错")
    return tuple(told)
