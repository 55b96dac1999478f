"""The event log: append-only lines, each chained by SHA-256 to the one before, and their reading in Chinese."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from models.cases.canonical import canonical_json, sha256_hex

GENESIS = "0" * 64

FaultKind = Literal["改动", "缺失", "插入", "次序"]


@dataclass(frozen=True)
class Change:
    """One field that changed, with its Chinese label and the old and new value as shown to the officer."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Event:
    """What happened: who (0: the program itself), when (local ISO time), to which case, what, why.

    `action` is a stable English id (a move's name, "determine", "letter_issued" …), `label` its Chinese words.
    """

    at: str
    officer_id: int
    officer_name: str
    action: str
    label: str
    case_id: int | None = None
    changes: tuple[Change, ...] = ()
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True)
class EventLine:
    """An event in the log: its number from 1 on, the hash of the line before, and its own hash."""

    seq: int
    event: Event
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Head:
    """How long the log is and how it ends, kept apart from it, so that a cut-off end is noticed."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True)
class ChainFault:
    """What is wrong with which line of the log."""

    seq: int
    kind: FaultKind
    what: str


def changes_json(changes: Iterable[Change]) -> str:
    """Return the changes as the store keeps them."""
    return canonical_json([[one.field, one.label, one.old, one.new] for one in changes])


def parse_changes(text: str) -> tuple[Change, ...]:
    """Return the changes for what `changes_json` gave; raises ValueError for anything else."""
    rows = json.loads(text)
    if not isinstance(rows, list) or not all(
        isinstance(row, list) and len(row) == 4 and all(isinstance(cell, str) for cell in row) for row in rows
    ):
        raise ValueError("not a list of changes")
    changes = tuple(Change(*row) for row in rows)
    if changes_json(changes) != text:
        # Another spelling of the same content would slip past the hash, which is taken of the content.
        raise ValueError("not the one spelling of these changes")
    return changes


def line_hash(seq: int, event: Event, previous_hash: str) -> str:
    """Return the hash that belongs to this event at this place of the log."""
    body = {
        "seq": seq,
        "previous": previous_hash,
        "at": event.at,
        "officer_id": event.officer_id,
        "officer_name": event.officer_name,
        "action": event.action,
        "label": event.label,
        "case_id": event.case_id,
        "changes": [[one.field, one.label, one.old, one.new] for one in event.changes],
        "reason": event.reason,
        "detail": event.detail,
    }
    return sha256_hex(canonical_json(body))


def append(head: Head, event: Event) -> EventLine:
    """Return the line that continues the log after its head."""
    seq = head.seq + 1
    return EventLine(seq, event, head.hash, line_hash(seq, event, head.hash))


def head_of(line: EventLine) -> Head:
    """Return the head of a log that ends with this line."""
    return Head(line.seq, line.hash)


def verify_chain(lines: Sequence[EventLine], head: Head | None = None) -> list[ChainFault]:
    """Return every fault of the log in the order it was read; with `head` a cut-off or lengthened end is found too."""
    faults: list[ChainFault] = []
    previous = Head()
    for line in lines:
        faults += _own_fault(line)
        faults += _link_fault(previous, line)
        previous = head_of(line) if line.seq > previous.seq else previous
    if head is not None:
        faults += _end_fault(previous, head)
    return faults


def _own_fault(line: EventLine) -> list[ChainFault]:
    if line.hash == line_hash(line.seq, line.event, line.previous_hash):
        return []
    return [ChainFault(line.seq, "改动", f"第 {line.seq} 条记录的内容与其校验值不符，已被改动")]


def _link_fault(previous: Head, line: EventLine) -> list[ChainFault]:
    if line.seq == previous.seq + 1:
        if line.previous_hash == previous.hash:
            return []
        return [ChainFault(line.seq, "改动", f"第 {line.seq} 条记录与前一条不衔接，其一已被改动或替换")]
    if line.seq == previous.seq:
        return [ChainFault(line.seq, "插入", f"第 {line.seq} 条记录重复，其一是插入的")]
    if line.seq < previous.seq:
        return [ChainFault(line.seq, "次序", f"第 {line.seq} 条记录排在第 {previous.seq} 条之后，次序被改动")]
    first, last = previous.seq + 1, line.seq - 1
    which = f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"
    return [ChainFault(first, "缺失", f"{which}记录缺失")]


def _end_fault(last: Head, head: Head) -> list[ChainFault]:
    if last.seq < head.seq:
        return [ChainFault(last.seq + 1, "缺失", f"第 {last.seq + 1} 条以后的记录缺失，应有 {head.seq} 条")]
    if last.seq > head.seq:
        return [
            ChainFault(head.seq + 1, "插入", f"第 {head.seq + 1} 条以后的记录是插入的，应只有 {head.seq} 条")
        ]
    if last.hash != head.hash:
        return [ChainFault(last.seq, "改动", f"末条（第 {last.seq} 条）记录与登记的校验值不符")]
    return []


def render(event: Event) -> str:
    """Return the event as one readable Chinese line: who, when, what, old → new, reason."""
    moment = event.at[:16].replace("T", " ")
    parts = [f"{moment} {event.officer_name or '系统'} {event.label}"]
    if event.detail:
        parts.append(f"：{event.detail}")
    if event.changes:
        parts.append("：" if not event.detail else "；")
        parts.append("；".join(_change_words(change) for change in event.changes))
    if event.reason:
        parts.append(f"（理由：{event.reason}）")
    return "".join(parts)


def _change_words(change: Change) -> str:
    return f"{change.label} {change.old or '空'} → {change.new or '空'}"
