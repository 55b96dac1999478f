"""Officers of the office: add, change, and check their PIN."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from models.cases.events import Change
from models.cases.officers import (
    ADMIN,
    Officer,
    delay_seconds,
    hash_pin,
    parse_roles,
    pin_matches,
    require_action,
)
from models.changes import Changes
from models.errors import ConflictError, UserError
from models.services.desk import Desk
from models.storage import officers as stored
from models.storage import settings
from models.storage.officers import PinRecord

_TOPIC = Changes.of_topic("officers")
_LAST = "desk.last_officer"


class OfficerService:
    """The officers of the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(self, *, active_only: bool = False) -> tuple[Officer, ...]:
        """Return the officers in the order in which they were added."""
        return stored.all_officers(self._desk.db, active_only=active_only)

    def get(self, officer_id: int) -> Officer:
        """Return an officer; raises UserError when there is none."""
        found = stored.get(self._desk.db, officer_id)
        if found is None:
            raise UserError("没有这一工作人员", f"编号 {officer_id}", "请刷新后再试")
        return found

    def version(self, officer_id: int) -> int:
        """Return the version to hand back with `save`."""
        return stored.version(self._desk.db, officer_id)

    def add(self, *, name: str, roles: object, pin: str = "", actor: Officer) -> tuple[Officer, Changes]:
        """Add an officer with roles; the PIN may be set later."""
        require_action(actor, "manage_officers")
        name = self._checked_name(name, other_than=0)
        held = parse_roles(roles)
        with self._desk.db.atomic():
            officer = stored.insert(self._desk.db, name, held, hash_pin(pin) if pin else "")
            self._desk.record(
                actor, "officer_added", "新增工作人员", detail=f"{name}（{officer.role_names}）"
            )
        return officer, _TOPIC

    def save(self, officer: Officer, *, expected_version: int, actor: Officer) -> tuple[Officer, Changes]:
        """Save name, roles and whether active; one active 管理 must remain."""
        require_action(actor, "manage_officers")
        name = self._checked_name(officer.name, other_than=officer.id)
        changed = replace(officer, name=name, roles=parse_roles(officer.roles))
        with self._desk.db.atomic():
            former = self.get(officer.id)
            if not stored.update(self._desk.db, changed, expected_version=expected_version):
                raise ConflictError("该工作人员已被另一窗口修改", mine=changed, theirs=former)
            self._require_admin()
            changes = [
                Change(key, label, old, new)
                for key, label, old, new in (
                    ("name", "姓名", former.name, changed.name),
                    ("roles", "角色", former.role_names, changed.role_names),
                    ("active", "状态", _state(former), _state(changed)),
                )
                if old != new
            ]
            self._desk.record(actor, "officer_changed", "修改工作人员", detail=former.name, changes=changes)
        return changed, _TOPIC

    def set_pin(self, officer_id: int, pin: str, *, actor: Officer) -> Changes:
        """Set an officer's PIN ("" removes it); officers set their own, 管理 anybody's."""
        if actor.id != officer_id:
            require_action(actor, "manage_officers")
        hashed = hash_pin(pin) if pin else ""
        with self._desk.db.atomic():
            officer = self.get(officer_id)
            stored.save_pin_record(self._desk.db, officer_id, PinRecord(hashed, 0, ""))
            self._desk.record(actor, "pin_set", "设置口令" if pin else "取消口令", detail=officer.name)
        return _TOPIC

    def has_pin(self, officer_id: int) -> bool:
        """Tell whether the officer must type a PIN."""
        return bool(stored.pin_record(self._desk.db, officer_id).pin)

    def check_pin(self, officer_id: int, pin: str) -> None:
        """Let the officer in; raises UserError for a wrong PIN or a try before the waiting time is over."""
        record = stored.pin_record(self._desk.db, officer_id)
        if not record.pin:
            return
        wait = self._seconds_left(record)
        if wait > (whole := delay_seconds(record.failures)):
            # The clock was set back since: the wait begins anew by the clock of now, so that it neither falls
            # away nor lasts until the former time comes round again.
            wait = whole
            with self._desk.db.atomic():
                stored.save_pin_record(
                    self._desk.db, officer_id, PinRecord(record.pin, record.failures, self._desk.now())
                )
        if wait > 0:
            raise UserError("请稍后再试", f"连续输错 {record.failures} 次", f"请等待 {wait} 秒", field="pin")
        fits = pin_matches(pin, record.pin)
        failures = 0 if fits else record.failures + 1
        if failures or record.failures:
            with self._desk.db.atomic():
                now = self._desk.now()
                stored.save_pin_record(self._desk.db, officer_id, PinRecord(record.pin, failures, now))
        if not fits:
            delay = delay_seconds(failures)
            remedy = f"请等待 {delay} 秒后再试" if delay else "请再试一次"
            raise UserError("口令不对", f"已连续输错 {failures} 次", remedy, field="pin")

    def sit_down(self, officer_id: int) -> None:
        """Remember who sits at the desk of this data folder; no part of the record."""
        with self._desk.db.atomic():
            settings.put(self._desk.db, _LAST, officer_id)

    def last_at_desk(self) -> Officer | None:
        """Return who sat at the desk last, None for nobody or somebody who has left."""
        found = stored.get(self._desk.db, int(settings.get(self._desk.db, _LAST, 0)))
        return found if found is not None and found.active else None

    def _seconds_left(self, record: PinRecord) -> int:
        if not record.tried_at:
            return 0
        until = datetime.fromisoformat(record.tried_at) + timedelta(seconds=delay_seconds(record.failures))
        return max(0, int((until - self._desk.clock.now()).total_seconds()))

    def _checked_name(self, name: str, *, other_than: int) -> str:
        tidy = " ".join(name.split())
        if not tidy or len(tidy) > 30:
            raise UserError("请填写姓名", "姓名为1至30个字", "", field="name")
        if any(one.name == tidy and one.active and one.id != other_than for one in self.list()):
            raise UserError("已有同名的工作人员", tidy, "请加注以便区分，如“王一（综合科）”", field="name")
        return tidy

    def _require_admin(self) -> None:
        if not any(ADMIN in one.roles for one in self.list(active_only=True)):
            raise UserError("至少要有一名在岗的管理人员", "", "请先把管理角色交给另一人", field="roles")


def _state(officer: Officer) -> str:
    return "在岗" if officer.active else "停用"
