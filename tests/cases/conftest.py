"""An office of seven officers for the tests of the case rules."""

from __future__ import annotations

import pytest

from models.cases.officers import ADMIN, APPROVER, HANDLER, READER, REVIEWER, ROLES, Officer


class Staff:
    """The officers by the part they play."""

    handler = Officer(1, "王一", frozenset({HANDLER}))
    reviewer = Officer(2, "李二", frozenset({REVIEWER}))
    second = Officer(3, "张三", frozenset({REVIEWER}))
    approver = Officer(4, "赵四", frozenset({APPROVER}))
    admin = Officer(5, "钱五", frozenset({ADMIN}))
    reader = Officer(6, "孙六", frozenset({READER}))
    everything = Officer(7, "周七", frozenset(ROLES))
    all = (handler, reviewer, second, approver, admin, reader, everything)


@pytest.fixture(scope="session")
def staff() -> Staff:
    return Staff()
