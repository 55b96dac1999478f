"""Roles, permissions, PINs and the slow-down after failed tries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cases.officers import (
    PERMISSIONS,
    READER,
    ROLES,
    action_obstacle,
    delay_seconds,
    hash_pin,
    parse_roles,
    pin_matches,
    require_action,
)
from models.errors import UserError


def test_a_reader_may_only_look(staff):
    allowed = {action for action in PERMISSIONS if not action_obstacle(staff.reader, action)}
    assert allowed == {"view", "export", "verify"}


def test_every_action_is_somebodys_and_names_real_roles():
    for action, roles in PERMISSIONS.items():
        assert roles and roles <= set(ROLES), action
        assert roles - {READER}, action


def test_each_role_has_its_own(staff):
    assert action_obstacle(staff.handler, "determine") == ""
    assert action_obstacle(staff.approver, "determine") == "此操作由经办人员办理，赵四的角色是审批"
    with pytest.raises(UserError, match="没有权限"):
        require_action(staff.handler, "manage_officers")
    require_action(staff.admin, "manage_officers")


def test_an_inactive_officer_may_nothing(staff):
    gone = replace(staff.everything, active=False)
    assert all("已停用" in action_obstacle(gone, action) for action in PERMISSIONS)


def test_roles_from_names(staff):
    assert parse_roles(["审批", "经办"]) == {"经办", "审批"}
    assert staff.everything.role_names == "经办、复核、审批、管理、只读"
    for bad in ([], ["经办", "局长"], "局长", None):
        with pytest.raises(UserError) as caught:
            parse_roles(bad)
        assert caught.value.field == "roles"


@settings(max_examples=8, deadline=None)
@given(
    pin=st.text(min_size=4, max_size=12).filter(lambda text: len(set(text)) > 1), other=st.text(max_size=12)
)
def test_only_the_pin_itself_matches(pin, other):
    stored = hash_pin(pin)
    assert pin_matches(pin, stored)
    assert pin_matches(other, stored) == (other == pin)


def test_the_same_pin_is_stored_differently_each_time_and_never_readable():
    first, second = hash_pin("1234 5678"), hash_pin("1234 5678")
    assert first != second and "1234" not in first.split("$")[-1]
    assert first.startswith("scrypt$16384$8$1$")
    assert hash_pin("1234", salt=b"s" * 16) == hash_pin("1234", salt=b"s" * 16)


def test_stored_parameters_are_used_and_a_damaged_text_matches_nothing():
    stored = hash_pin("2468")
    scheme, n, r, p, salt, digest = stored.split("$")
    for damaged in ("", "x", f"md5${n}${r}${p}${salt}${digest}", f"{scheme}$8192${r}${p}${salt}${digest}",
                    f"{scheme}$3${r}${p}${salt}${digest}", f"{scheme}${n}${r}${p}${salt}${digest[:-2]}00",
                    f"{scheme}${n}${r}${p}$zz${digest}"):  # fmt: skip
        assert not pin_matches("2468", damaged)


@pytest.mark.parametrize("pin", ["", "123", "1111", "x" * 65])
def test_weak_pins_are_refused(pin):
    with pytest.raises(UserError) as caught:
        hash_pin(pin)
    assert caught.value.field == "pin"


def test_the_wait_grows_with_failures_and_never_shrinks():
    waits = [delay_seconds(failures) for failures in range(-1, 40)]
    assert waits == sorted(waits)
    assert [delay_seconds(failures) for failures in (0, 2, 3, 7, 8, 1000)] == [0, 0, 5, 300, 900, 900]
