"""Gathers what a package carries: records with their versions, officers, lines of the record, bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from models.cases.events import changes_json
from models.errors import EnvironmentProblem, UserError
from models.exchange.packages import versions
from models.exchange.packages.contents import Contents, Line, OfficeCard, OfficerCard, Record
from models.exchange.packages.envelope import MAX_PACKAGE_BYTES, MB
from models.services.desk import Desk
from models.storage import exchange as stored
from models.storage import exchange_lines
from models.storage import files as stored_files
from models.storage import letters as stored_letters
from models.storage.exchange_items import Item, Key
from models.storage.exchange_kinds import KINDS, STATE


def shared_only(desk: Desk, items: dict[Key, Item]) -> dict[Key, Item]:
    """Internal notes stay in the office unless somebody flagged them for sharing."""
    shared = stored.shared_notes(desk.db)
    return {key: item for key, item in items.items() if item.kind != "note" or item.place in shared}


def contents_of(desk: Desk, items: dict[Key, Item], card: OfficeCard, case_ids: Iterable[int]) -> Contents:
    """Return records, officers and lines as they travel; notes the versions that leave the office."""
    noted = stored.versions(desk.db, items)
    known = {key: versions.decode(text) for key, text in noted.items()}
    records, officers, changed = [], set(), {}
    writer = stored.writer(desk.db, card.uid)
    for key, item in items.items():
        found = versions.current(item, known.get(key), writer=writer, now=desk.now())
        if found and versions.encode(found) != noted.get(key):
            changed[key] = versions.encode(found)
        fields = {name: (one.value, dict(one.mark)) for name, one in found.items()}
        records.append(Record(item.kind, item.uid, dict(item.fixed), fields, item.stamp, item.uids))
    stored.save_versions(desk.db, changed)
    case_uids = {item.place: item.uid for item in items.values() if item.kind == "case"}
    lines = [
        _line(one, case_uids[one.case])
        for one in exchange_lines.of_cases(desk.db, card.uid, card.unit, case_ids)
    ]
    officers = _named(items) | {line.officer for line in lines if line.officer}
    return Contents(_officer_cards(desk, card, officers), tuple(records), tuple(lines))


def _line(one: exchange_lines.TravellingLine, case: str) -> Line:
    event = one.line.event
    return Line(
        office=one.office,
        unit=one.unit,
        seq=one.line.seq,
        case=case,
        case_id=event.case_id or 0,
        officer_id=event.officer_id,
        officer=one.officer,
        officer_name=event.officer_name,
        at=event.at,
        action=event.action,
        label=event.label,
        changes=changes_json(event.changes),
        reason=event.reason,
        detail=event.detail,
        previous=one.line.previous_hash,
        hash=one.line.hash,
    )


def _named(items: dict[Key, Item]) -> set[str]:
    """Return the uids of all officers that the records name."""
    found: set[str] = set()
    for item in items.values():
        kind = KINDS[item.kind]
        values = {**item.fixed, **item.values}
        found |= {str(values[name]) for name, ref in kind.refs().items() if ref == "officer" and values[name]}
        if item.stamp:
            found.add(item.stamp.partition("|")[2])
        if item.kind == "case":
            found |= state_officers(str(item.values[STATE]))
    return found


def state_officers(state: str) -> set[str]:
    """Return the uids of the officers that a case's state names."""
    values = json.loads(state)
    named = {values[name] for name in ("first_reviewer_id", "second_reviewer_id", "approver_id")}
    named |= {row[-1] for name in ("suspensions", "extensions") for row in values[name]}
    return {str(uid) for uid in named if uid}


def _officer_cards(desk: Desk, card: OfficeCard, uids: set[str]) -> tuple[OfficerCard, ...]:
    rows = desk.db.all(
        "SELECT o.uid, ifnull(x.name, o.name) AS name, x.office, x.unit FROM officers o "
        "LEFT JOIN exchange_officers x ON x.officer_id = o.id ORDER BY o.id"
    )
    return tuple(
        OfficerCard(row["uid"], row["name"], row["office"] or card.uid, row["unit"] or card.unit)
        for row in rows
        if row["uid"] in uids
    )


def blobs_of(desk: Desk, items: dict[Key, Item]) -> dict[str, bytes]:
    """Read the bytes of letters and files, each checked on the way out."""
    blobs: dict[str, bytes] = {}
    total = 0
    for item in items.values():
        if item.kind not in ("letter", "attachment"):
            continue
        digest = str(item.fixed["sha256"])
        data = _letter(desk, item) if item.kind == "letter" else _file(desk, item)
        if hashlib.sha256(data).hexdigest() != digest:
            name = item.fixed["number"] if item.kind == "letter" else item.fixed["name"]
            raise EnvironmentProblem(f"“{name}”已损坏，不能导出", "内容与登记的校验值不符", "请从备份恢复")
        total += len(data) if digest not in blobs else 0
        if total > MAX_PACKAGE_BYTES:
            most = MAX_PACKAGE_BYTES // MB
            raise UserError("文件太多，一个交换包放不下", f"最多 {most} MB", "请分几次导出，每次少选一些办件")
        blobs[digest] = data
    return blobs


def _letter(desk: Desk, item: Item) -> bytes:
    assert isinstance(item.place, int)
    return stored_letters.pdf(desk.db, item.place) or b""


def _file(desk: Desk, item: Item) -> bytes:
    path = stored_files.path_of(desk.folder, str(item.fixed["sha256"]))
    try:
        return path.read_bytes()
    except OSError:
        return b""
