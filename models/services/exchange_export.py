"""Writes a package: chosen cases with all that belongs to them, signed with the office's key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from models.cases.events import changes_json
from models.cases.officers import Officer
from models.errors import EnvironmentProblem, UserError
from models.exchange.packages import envelope, versions
from models.exchange.packages.contents import Contents, Line, OfficeCard, OfficerCard, Record, pack
from models.exchange.packages.envelope import MAX_PACKAGE_BYTES, MB
from models.ids import new_uid
from models.services import profile
from models.services.desk import Desk
from models.services.exchange_views import ExportReport
from models.storage import disk, exchange_lines
from models.storage import exchange as stored
from models.storage import files as stored_files
from models.storage import letters as stored_letters
from models.storage import settings as stored_settings
from models.storage.exchange_items import Item, Key, Scope
from models.storage.exchange_kinds import KINDS
from models.storage.exchange_read import collect
from models.version import VERSION

MAX_CASES = 20_000


def own_card(desk: Desk) -> OfficeCard:
    """Return this office as packages name it; raises UserError before the set-up."""
    office = profile.required(desk)
    return OfficeCard(str(stored_settings.get(desk.db, "office.uid", "")), office.unit, office.unit_short)


def own_key(desk: Desk) -> dict[str, str]:
    """Return the office's key pair in hexadecimal."""
    key = stored_settings.get(desk.db, "office.key")
    if not key:
        raise UserError("本单位没有签名密钥", "单位设置不完整", "请先在“设置”中完成单位设置")
    return dict(key)


def write(
    desk: Desk,
    path: Path,
    case_ids: tuple[int, ...],
    *,
    actor: Officer,
    passphrase: str,
    recipient: str,
    hand_over: bool,
    reason: str,
    wallets: bool,
) -> ExportReport:
    """Write the package inside the caller's transaction; see `ExchangeService.export`."""
    card, uid, now = own_card(desk), new_uid(), desk.now()
    to = stored.partner(desk.db, recipient) if recipient else None
    if recipient and to is None:
        raise UserError("没有这一往来单位", "", "请先导入一次对方的交换包", field="recipient")
    if hand_over and to is None:
        raise UserError("移交办件须指明接收单位", "", "请先与对方交换一次，再选择接收单位", field="recipient")
    if len(case_ids) > MAX_CASES:
        raise UserError("一次导出的办件过多", f"最多 {MAX_CASES} 件", "请分几次导出")
    for case_id in case_ids:
        desk.case(case_id)
        if hand_over and to is not None:
            _hand_over(desk, case_id, card.uid, to.office)
        whom = f"，发往{to.unit}" if to else ""
        label = "移交办件" if hand_over else "导出交换包"
        detail = f"交换包 {uid[:8]}{whom}"
        action = "case_handed_to_office" if hand_over else "package_exported"
        desk.record(actor, action, label, case_id=case_id, reason=reason, detail=detail)
    items = collect(desk.db, card.uid, Scope(cases=frozenset(case_ids), wallets=wallets))
    items = _shared(desk, items)
    contents = _contents(desk, items, card, case_ids)
    blobs = _blobs(desk, items)
    manifest, body = pack(
        contents,
        blobs,
        sender=card,
        program=VERSION,
        package=uid,
        made_at=now,
        recipient=recipient,
        note=reason,
    )
    data = envelope.wrap(body, own_key(desk)["private"], passphrase=passphrase)
    digest = hashlib.sha256(data).hexdigest()
    values: dict[str, object] = {
        "package": uid,
        "direction": "移交" if hand_over else "导出",
        "office": recipient,
    }
    values |= {"sha256": digest, "at": now, "officer_id": actor.id, "cases": len(case_ids), "detail": reason}
    stored.note_package(desk.db, values)
    with disk.told("交换包没有写成", path), disk.whole_file(path) as file:
        file.write(data)
    return ExportReport(
        path=path,
        package=manifest.package,
        cases=len(case_ids),
        letters=sum(kind == "letter" for kind, _ in items),
        files=sum(kind == "attachment" for kind, _ in items),
        size=len(data),
        sealed=bool(passphrase),
        fingerprint=envelope.fingerprint(own_key(desk)["public"]),
    )


def _hand_over(desk: Desk, case_id: int, own: str, to: str) -> None:
    if stored.leads(desk.db, [case_id], own)[case_id] != own:
        number = desk.case(case_id).case_no
        raise UserError(f"{number} 不由本单位主办，不能移交", "", "请由主办单位移交，或先收回主办")
    stored.set_lead(desk.db, case_id, to)


def _shared(desk: Desk, items: dict[Key, Item]) -> dict[Key, Item]:
    """Internal notes stay in the office unless somebody flagged them for sharing."""
    shared = stored.shared_notes(desk.db)
    return {key: item for key, item in items.items() if item.kind != "note" or item.place in shared}


def _contents(desk: Desk, items: dict[Key, Item], card: OfficeCard, case_ids: Iterable[int]) -> Contents:
    noted = stored.versions(desk.db, items)
    known = {key: versions.decode(text) for key, text in noted.items()}
    records, officers, changed = [], set(), {}
    for key, item in items.items():
        found = versions.current(item, known.get(key), office=card.uid, now=desk.now())
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
            found |= state_officers(str(item.values["state"]))
    return found


def state_officers(state: str) -> set[str]:
    """Return the uids of the officers that a case's state names."""
    import json

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


def _blobs(desk: Desk, items: dict[Key, Item]) -> dict[str, bytes]:
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
