"""Reads a package, shows what it would do, and takes it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from models.cases.officers import Officer
from models.changes import Changes
from models.errors import UserError
from models.exchange.packages import envelope
from models.exchange.packages.contents import OfficeCard, Package, unpack
from models.exchange.packages.envelope import Envelope
from models.exchange.packages.merge import MINE, THEIRS, Clash
from models.exchange.packages.plan import Entry, Plan, decided, make_plan
from models.gauge import Gauge
from models.services.desk import Desk
from models.services.exchange_apply import Taking
from models.services.exchange_export import own_card, own_key
from models.services.exchange_policy import check_policy
from models.services.exchange_showing import conflict_view, item_view, warnings
from models.services.exchange_views import (
    SAME,
    ImportReport,
    PackagePreview,
)
from models.services.exchange_words import Words
from models.storage import exchange as stored
from models.storage.exchange import Partner
from models.storage.exchange_columns import UID

_MOST_TEXT = 200


def preview(desk: Desk, path: Path, *, passphrase: str, gauge: Gauge) -> PackagePreview:
    """Return what a package would do; see `ExchangeService.preview`."""
    gauge.look()
    found, package = _open(path, passphrase)
    card = own_card(desk)
    known = _known(desk, card, found, package)
    plan = _plan(desk, package, card)
    words = Words.of(desk, package, (card.uid, card.unit))
    gauge.expect(len(plan.entries))
    items = tuple(item_view(words, entry) for entry in gauge.over(plan.entries))
    sender = package.manifest.sender
    return PackagePreview(
        package=package.manifest.package,
        unit=sender.unit,
        office=sender.uid,
        fingerprint=envelope.fingerprint(found.public_key),
        first_contact=not known,
        made_at=package.manifest.made_at,
        note=package.manifest.note,
        case_numbers=tuple(words.cases.values()),
        counts=dict(Counter(item.state for item in items)),
        items=tuple(item for item in items if item.state != SAME),
        conflicts=tuple(conflict_view(words, plan, entry, one) for entry, one in _clashes(plan)),
        warnings=warnings(desk, card, plan),
        lines=len(plan.lines),
        imported_at=stored.imported_at(desk.db, package.manifest.package),
        changes_nothing=plan.changes_nothing and known,
    )


def take(
    desk: Desk,
    path: Path,
    *,
    actor: Officer,
    passphrase: str,
    fingerprint: str,
    choices: Mapping[str, str],
    leave_open: bool,
    expected: str,
    gauge: Gauge,
) -> tuple[ImportReport, Changes]:
    """Import a package; see `ExchangeService.take`."""
    if any(choice not in (MINE, THEIRS) for choice in choices.values()):
        raise UserError("选择不正确", "每处冲突只能选本机或对方", "请重新选择")
    found, package = _open(path, passphrase)
    if expected and package.manifest.package != expected:
        raise UserError(
            "交换包没有导入", "预览之后，文件已换成另一个交换包", "请重新打开并预览", field="file"
        )
    with desk.db.atomic():
        card = own_card(desk)
        known = _known(desk, card, found, package)
        if not known and fingerprint != envelope.fingerprint(found.public_key):
            raise UserError(
                f"“{package.manifest.sender.unit}”是第一次往来的单位",
                "还没有核对对方的密钥指纹",
                "请打电话给对方，逐组核对指纹后确认",
                field="fingerprint",
            )
        writer = stored.writer(desk.db, card.uid)
        plan = decided(_plan(desk, package, card), choices, writer=writer, now=desk.now())
        left = _clashes(plan)
        if left and not leave_open:
            raise UserError(
                "有冲突尚未选择，交换包没有导入",
                f"共 {len(left)} 处，两个单位都改过，或预览后本机又有修改",
                "请逐处选择采用本机的还是对方的，再导入",
                field="choices",
            )
        if plan.changes_nothing and known:
            return _report(package, None, plan, len(left)), Changes()
        if not known:
            _pin(desk, found, package, actor)
        taking = Taking(desk, plan, Words.of(desk, package, (card.uid, card.unit)), card.uid, actor)
        taking.run(gauge)
        _note(desk, found, package, actor)
    cases = frozenset(taking.new_cases | taking.changed_cases)
    topics = frozenset({"exchange", "officers", "stages", "letters", "notices"})
    return _report(package, taking, plan, len(left)), Changes(cases, frozenset(taking.applicants), topics)


def _open(path: Path, passphrase: str) -> tuple[Envelope, Package]:
    found = envelope.unwrap(envelope.read_file(path), passphrase=passphrase)
    package = unpack(found.body)
    manifest = package.manifest
    sound = all(map(UID.fullmatch, (manifest.sender.uid, manifest.package))) and all(
        len(text) <= _MOST_TEXT and text.isprintable()
        for text in (manifest.sender.unit, manifest.sender.unit_short, manifest.made_at, manifest.program)
    )
    if not sound or len(manifest.note) > 1000 or not manifest.sender.unit.strip():
        raise envelope.broken("清单中的单位信息不合规定")
    return found, package


def _plan(desk: Desk, package: Package, card: OfficeCard) -> Plan:
    plan = make_plan(desk.db, package, office=card.uid, now=desk.now())
    check_policy(desk, package)
    return plan


def _known(desk: Desk, card: OfficeCard, found: Envelope, package: Package) -> bool:
    """Tell whether the sender's key is known; raises UserError when the office now signs with another one."""
    sender = package.manifest.sender
    pinned = stored.partner(desk.db, sender.uid)
    key = own_key(desk)["public"] if sender.uid == card.uid else pinned.public_key if pinned else ""
    if key and key != found.public_key:
        raise UserError(
            f"“{sender.unit}”的签名密钥与以前不同，交换包没有导入",
            "可能有人冒用该单位的名义，也可能对方更换了电脑",
            "请打电话向对方核实；确已更换的，由管理员在“设置”中解除旧密钥后重新核对指纹",
            field="file",
        )
    return bool(key)


def _pin(desk: Desk, found: Envelope, package: Package, actor: Officer) -> None:
    sender = package.manifest.sender
    known = Partner(sender.uid, sender.unit, sender.unit_short, found.public_key, desk.now())
    stored.pin(desk.db, known, actor.id)
    detail = f"{sender.unit}，指纹 {envelope.fingerprint(found.public_key)}"
    desk.record(actor, "partner_pinned", "核对并记住往来单位的密钥", detail=detail)


def _note(desk: Desk, found: Envelope, package: Package, actor: Officer) -> None:
    manifest = package.manifest
    cases = sum(record.kind == "case" for record in package.contents.records)
    values: dict[str, object] = {
        "package": manifest.package,
        "direction": "导入",
        "office": manifest.sender.uid,
    }
    values |= {"sha256": found.sha256, "at": desk.now(), "officer_id": actor.id, "cases": cases}
    stored.note_package(desk.db, values | {"detail": manifest.note})


def _clashes(plan: Plan) -> list[tuple[Entry, Clash]]:
    return [(entry, clash) for entry in plan.entries for clash in entry.merged.clashes]


def _report(package: Package, taking: Taking | None, plan: Plan, left: int) -> ImportReport:
    return ImportReport(
        package=package.manifest.package,
        unit=package.manifest.sender.unit,
        new_cases=len(taking.new_cases) if taking else 0,
        changed_cases=len(taking.changed_cases) if taking else 0,
        taken_fields=taking.taken_fields if taking else 0,
        lines=len(plan.lines) if taking else 0,
        left_open=left,
        nothing_changed=taking is None,
        notices=tuple(taking.notices) if taking else (),
    )
