"""The office's own profile and its set-up at the first start."""

from __future__ import annotations

import re
from dataclasses import asdict, fields, replace
from typing import Any

from models.cases.events import Change
from models.cases.officers import ADMIN, APPROVER, HANDLER, REVIEWER, Officer, Role, require_action
from models.changes import Changes
from models.errors import ConflictError, FieldErrors, UserError
from models.ids import new_uid
from models.services.desk import Desk
from models.services.signing import make_key
from models.services.views import OfficeProfile
from models.storage import officers as stored_officers
from models.storage import settings as stored

_KEY = "office.profile"
_SHORT = re.compile(r"[A-Z0-9]{1,8}", re.ASCII)
_LABELS = {
    "unit": "单位名称",
    "unit_short": "单位代号",
    "number_prefix": "文号字头",
    "district": "所在地区",
    "contact": "联系人",
    "phone": "联系电话",
    "address": "地址",
}


def load(desk: Desk) -> OfficeProfile | None:
    """Return the profile, or None before the set-up."""
    value = stored.get(desk.db, _KEY)
    return None if value is None else OfficeProfile(**value, version=stored.version(desk.db, _KEY))


def required(desk: Desk) -> OfficeProfile:
    """Return the profile; raises UserError before the set-up."""
    found = load(desk)
    if found is None:
        raise UserError("本单位尚未设置", "第一次使用须先填写单位、经办人和文号字头", "请先打开程序完成设置")
    return found


def set_up(
    desk: Desk, *, officer_name: str, approver_name: str, reviewer_name: str, **texts: str
) -> tuple[OfficeProfile, Changes]:
    """Set the office up with its first officers; raises FieldErrors, or UserError when that was done before."""
    names = {"officer_name": officer_name, "reviewer_name": reviewer_name, "approver_name": approver_name}
    names = {key: " ".join(name.split()) for key, name in names.items()}
    given: dict[str, Any] = dict(texts)
    profile = _tidied(desk, OfficeProfile(**given))
    errors = [*_profile_faults(profile), *_name_faults(names)]
    if errors:
        raise FieldErrors(errors)
    with desk.db.atomic():
        if load(desk) is not None:
            raise UserError("本单位已经设置过", "", "请到“设置”中修改")
        stored.put(desk.db, _KEY, _stored(profile))
        stored.put(desk.db, "office.uid", new_uid())
        make_key(desk.db)
        first = _add_officers(desk, names)
        desk.record(first, "set_up", "设置本单位", detail=f"{profile.unit}，文号字头 {profile.number_prefix}")
    return required(desk), Changes.of_topic("profile", "officers", "settings")


def _add_officers(desk: Desk, names: dict[str, str]) -> Officer:
    """The first officer keeps the parts that nobody else was named for; approving own cases stays refused."""
    roles: set[Role] = {HANDLER, ADMIN}
    others: dict[str, set[Role]] = {}
    for key, role in (("reviewer_name", REVIEWER), ("approver_name", APPROVER)):
        if names[key]:
            others.setdefault(names[key], set()).add(role)
        else:
            roles.add(role)
    first = stored_officers.insert(desk.db, names["officer_name"], frozenset(roles))
    for name, held in others.items():
        stored_officers.insert(desk.db, name, frozenset(held))
    return first


def save(
    desk: Desk, changed: OfficeProfile, *, actor: Officer, expected_version: int
) -> tuple[OfficeProfile, Changes]:
    """Save the changed profile and record what changed."""
    require_action(actor, "manage_settings")
    profile = _tidied(desk, changed)
    errors = _profile_faults(profile)
    if errors:
        raise FieldErrors(errors)
    with desk.db.atomic():
        former = required(desk)
        if former.version != expected_version:
            raise ConflictError("单位设置已被另一窗口修改", mine=profile, theirs=former)
        changes = [
            Change(key, label, getattr(former, key), getattr(profile, key))
            for key, label in _LABELS.items()
            if getattr(former, key) != getattr(profile, key)
        ]
        if not changes:
            return former, Changes()
        stored.put(desk.db, _KEY, _stored(profile))
        desk.record(actor, "profile_changed", "修改单位设置", changes=changes)
    return required(desk), Changes.of_topic("profile")


def faults(desk: Desk, profile: OfficeProfile) -> list[UserError]:
    """Return what saving the profile would refuse, for showing while it is typed."""
    return _profile_faults(_tidied(desk, profile))


def _tidied(desk: Desk, profile: OfficeProfile) -> OfficeProfile:
    texts: dict[str, Any] = {
        item.name: str(getattr(profile, item.name)).strip()
        for item in fields(profile)
        if item.name != "version"
    }
    texts["unit_short"] = texts["unit_short"].upper() or _short_name(desk, texts["unit"])
    return replace(profile, **texts)


def _short_name(desk: Desk, unit: str) -> str:
    return next((short for name, short in desk.defaults.unit_short.items() if unit.endswith(name)), "BH")


def _profile_faults(profile: OfficeProfile) -> list[UserError]:
    errors = []
    if not profile.unit:
        errors.append(
            UserError("请填写单位名称", "它是文书的署名", "如：杭州市滨江区科学技术局", field="unit")
        )
    if not profile.number_prefix:
        errors.append(UserError("请填写文号字头", "它在文号的年份之前", "如：滨科惠", field="number_prefix"))
    elif len(profile.number_prefix) > 12 or any(
        char in "〔〕[]()（）号第 " for char in profile.number_prefix
    ):
        errors.append(
            UserError(
                "文号字头只写年份之前的字",
                f"填写的是“{profile.number_prefix}”",
                "如：滨科惠",
                field="number_prefix",
            )
        )
    if not _SHORT.fullmatch(profile.unit_short):
        errors.append(
            UserError(
                "单位代号应为1至8位大写字母或数字",
                f"填写的是“{profile.unit_short}”",
                "如：KJ",
                field="unit_short",
            )
        )
    return errors


def _name_faults(names: dict[str, str]) -> list[UserError]:
    errors = []
    first = names["officer_name"]
    if not first:
        errors.append(UserError("请填写经办人姓名", "", "它会出现在办理记录和文书中", field="officer_name"))
    for key, label in (("reviewer_name", "复核人"), ("approver_name", "审批人")):
        if names[key] and names[key] == first:
            errors.append(
                UserError(
                    f"{label}不能与经办人相同", "经办的人不能复核、审批自己的办件", "请填写另一人", field=key
                )
            )
    if names["reviewer_name"] and names["reviewer_name"] == names["approver_name"]:
        errors.append(
            UserError(
                "审批人不能与复核人相同", "初审和审批须由不同的人办理", "请填写另一人", field="approver_name"
            )
        )
    return errors


def _stored(profile: OfficeProfile) -> dict[str, str]:
    return {key: value for key, value in asdict(profile).items() if key != "version"}
