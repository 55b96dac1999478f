"""Officers of the office: roles, what each role may do, and the PIN kept as a salted hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from models.errors import UserError

Role = Literal["经办", "复核", "审批", "管理", "只读"]

HANDLER: Role = "经办"
REVIEWER: Role = "复核"
APPROVER: Role = "审批"
ADMIN: Role = "管理"
READER: Role = "只读"
ROLES: tuple[Role, ...] = (HANDLER, REVIEWER, APPROVER, ADMIN, READER)

_EVERYBODY = frozenset(ROLES)
_WORKERS = frozenset({HANDLER, REVIEWER, APPROVER})

# Action → roles. Moves of a case have their own table in models.cases.workflow; this one is for the rest.
PERMISSIONS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "view": _EVERYBODY,
        "export": _EVERYBODY,
        "verify": _EVERYBODY,
        "register_case": frozenset({HANDLER}),
        "edit_case": frozenset({HANDLER}),
        "determine": frozenset({HANDLER}),
        "edit_applicant": _WORKERS,
        "merge_applicants": frozenset({REVIEWER, ADMIN}),
        "write_note": _WORKERS | {ADMIN},
        "add_file": _WORKERS,
        "issue_letter": _WORKERS,
        "publish_notice": frozenset({HANDLER, REVIEWER}),
        "record_objection": _WORKERS,
        "record_payment": frozenset({HANDLER, REVIEWER}),
        "record_progress": _WORKERS,
        "hand_over": frozenset({HANDLER, REVIEWER, ADMIN}),
        "import_cases": frozenset({HANDLER}),
        "exchange": frozenset({HANDLER, REVIEWER, ADMIN}),
        "backup": _WORKERS | {ADMIN},
        "restore": frozenset({ADMIN}),
        "manage_officers": frozenset({ADMIN}),
        "manage_settings": frozenset({ADMIN}),
        "manage_policy": frozenset({ADMIN}),
    }
)

MIN_PIN_LENGTH = 4
MAX_PIN_LENGTH = 64
# Memory 16 MB per try: too slow to guess a stolen hash quickly, fast enough for an old office desktop.
_SCRYPT = (2**14, 8, 1)
# Seconds to wait before the next try, by the number of failed tries in a row; the last one stays.
_DELAYS_S = (0, 0, 0, 5, 15, 30, 60, 300, 900)


@dataclass(frozen=True)
class Officer:
    """One officer with all the roles held; ids are given by the store."""

    id: int
    name: str
    roles: frozenset[Role]
    active: bool = True

    @property
    def role_names(self) -> str:
        """The roles as shown, in the fixed order: 经办、审批."""
        return "、".join(role for role in ROLES if role in self.roles)


def action_obstacle(officer: Officer, action: str) -> str:
    """Return "" when the officer may do the action, else the reason in Chinese; KeyError for an unknown action."""
    return role_obstacle(officer, PERMISSIONS[action])


def role_obstacle(officer: Officer, roles: frozenset[Role]) -> str:
    """Return "" when the officer holds one of the roles, else the reason in Chinese."""
    if not officer.active:
        return f"{officer.name}已停用，请由在岗人员办理"
    if officer.roles & roles:
        return ""
    wanted = "、".join(role for role in ROLES if role in roles)
    return f"此操作由{wanted}人员办理，{officer.name}的角色是{officer.role_names or '空'}"


def require_action(officer: Officer, action: str) -> None:
    """Raise UserError when the officer may not do the action."""
    if reason := action_obstacle(officer, action):
        raise UserError("没有权限", reason, "请换由有权限的人员登录办理，或请管理员调整角色")


def parse_roles(names: object) -> frozenset[Role]:
    """Return the roles for a list of their names; raises UserError for an unknown or an empty list."""
    given = (
        [names]
        if isinstance(names, str)
        else list(names)
        if isinstance(names, (list, tuple, set, frozenset))
        else []
    )
    known = frozenset(role for role in ROLES if role in given)
    if unknown := [str(name) for name in given if name not in ROLES]:
        raise UserError(f"没有“{unknown[0]}”这一角色", "", f"请从{'、'.join(ROLES)}中选择", field="roles")
    if not known:
        raise UserError("没有选择角色", "", f"请从{'、'.join(ROLES)}中至少选择一个", field="roles")
    return known


def hash_pin(pin: str, *, salt: bytes | None = None) -> str:
    """Return the text to store for a PIN: scheme, parameters, salt and hash; raises UserError for a weak PIN."""
    if not MIN_PIN_LENGTH <= len(pin) <= MAX_PIN_LENGTH:
        raise UserError(
            "口令长度不符",
            f"现为 {len(pin)} 位",
            f"请设 {MIN_PIN_LENGTH} 至 {MAX_PIN_LENGTH} 位口令",
            field="pin",
        )
    if len(set(pin)) == 1:
        raise UserError("口令过于简单", "所有字符相同", "请换一个口令", field="pin")
    salt = salt if salt is not None else secrets.token_bytes(16)
    n, r, p = _SCRYPT
    return f"scrypt${n}${r}${p}${salt.hex()}${_scrypt(pin, salt, n, r, p).hex()}"


def pin_matches(pin: str, stored: str) -> bool:
    """Tell, in constant time, whether the PIN is the stored one; an unreadable stored text matches nothing."""
    try:
        scheme, n, r, p, salt, wanted = stored.split("$")
        if scheme != "scrypt":
            return False
        found = _scrypt(pin, bytes.fromhex(salt), int(n), int(r), int(p))
        return hmac.compare_digest(found, bytes.fromhex(wanted))
    except ValueError:
        return False


def delay_seconds(failures: int) -> int:
    """Return how many seconds to wait before the next try after this many failed tries in a row."""
    return _DELAYS_S[min(max(failures, 0), len(_DELAYS_S) - 1)]


def _scrypt(pin: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=n, r=r, p=p, maxmem=2**26, dklen=32)
