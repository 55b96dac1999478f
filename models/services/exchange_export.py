"""Writes a package: chosen cases with all that belongs to them, signed with the office's key."""

from __future__ import annotations

import hashlib
from pathlib import Path

from models.cases.officers import Officer
from models.errors import UserError
from models.exchange.packages import envelope
from models.exchange.packages.contents import OfficeCard, pack
from models.gauge import Gauge
from models.ids import new_uid
from models.services import profile
from models.services.desk import Desk
from models.services.exchange_gather import blobs_of, contents_of, shared_only
from models.services.exchange_views import ExportReport
from models.storage import disk
from models.storage import exchange as stored
from models.storage import settings as stored_settings
from models.storage.exchange import Partner
from models.storage.exchange_items import Scope
from models.storage.exchange_read import collect
from models.version import VERSION

MAX_CASES = 20_000
_EXPORTED = ("package_exported", "导出交换包")
_HANDED_OVER = ("case_handed_to_office", "移交办件")


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
    gauge: Gauge,
) -> ExportReport:
    """Write the package inside the caller's transaction; see `ExchangeService.export`."""
    card, uid, now = own_card(desk), new_uid(), desk.now()
    to = _recipient(desk, case_ids, recipient, hand_over=hand_over)
    whom = f"，发往{to.unit}" if to else ""
    action, label = _HANDED_OVER if hand_over else _EXPORTED
    for case_id in gauge.over(case_ids):
        desk.case(case_id)
        if hand_over and to is not None:
            _hand_over(desk, case_id, card.uid, to.office)
        desk.record(actor, action, label, case_id=case_id, reason=reason, detail=f"交换包 {uid[:8]}{whom}")
    items = collect(desk.db, card.uid, Scope(cases=frozenset(case_ids), wallets=wallets))
    items = shared_only(desk, items)
    contents = contents_of(desk, items, card, case_ids)
    blobs = blobs_of(desk, items)
    gauge.add(len(case_ids))
    stamp = {"package": uid, "made_at": now, "recipient": recipient, "note": reason}
    manifest, body = pack(contents, blobs, sender=card, program=VERSION, **stamp)
    data = envelope.wrap(body, own_key(desk)["private"], passphrase=passphrase)
    values: dict[str, object] = {
        "package": uid,
        "direction": "移交" if hand_over else "导出",
        "office": recipient,
        "sha256": hashlib.sha256(data).hexdigest(),
        "at": now,
        "officer_id": actor.id,
        "cases": len(case_ids),
        "detail": reason,
    }
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


def _recipient(desk: Desk, case_ids: tuple[int, ...], recipient: str, *, hand_over: bool) -> Partner | None:
    """Return whom the package is for; raises UserError where it cannot be written."""
    to = stored.partner(desk.db, recipient) if recipient else None
    if recipient and to is None:
        raise UserError("没有这一往来单位", "", "请先导入一次对方的交换包", field="recipient")
    if hand_over and to is None:
        raise UserError("移交办件须指明接收单位", "", "请先与对方交换一次，再选择接收单位", field="recipient")
    if len(case_ids) > MAX_CASES:
        raise UserError("一次导出的办件过多", f"最多 {MAX_CASES} 件", "请分几次导出")
    return to


def _hand_over(desk: Desk, case_id: int, own: str, to: str) -> None:
    if stored.leads(desk.db, [case_id], own)[case_id] != own:
        number = desk.case(case_id).case_no
        raise UserError(f"{number} 不由本单位主办，不能移交", "", "请由主办单位移交，或先收回主办")
    stored.set_lead(desk.db, case_id, to)
