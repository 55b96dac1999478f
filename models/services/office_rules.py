"""What the office decided for itself, read from its settings: readings, stages left out, approval by amount."""

from __future__ import annotations

from models.cases.approvers import NO_RULES, ApprovalRules, ApprovalTier, make_rules
from models.cases.officers import parse_roles
from models.services.desk import Desk
from models.storage import settings as stored

READING, OMITTED = "reading.", "omitted."
EVERY = "*"
WARN, EXTENSION = "warn_days", "extension_max_days"


def readings(desk: Desk) -> dict[str, str]:
    """Return the office's readings of doubtful wording by setting."""
    return stored.starting_with(desk.db, READING)


def omitted(desk: Desk, matter_id: str) -> frozenset[str]:
    """Return the stages left out for a matter."""
    found = stored.get(desk.db, OMITTED + matter_id) if matter_id else None
    if found is None:
        found = stored.get(desk.db, OMITTED + EVERY)
    return desk.defaults.omitted if found is None else frozenset(found)


def approval_rules(desk: Desk) -> ApprovalRules:
    """Return who must approve which amount."""
    value = stored.get(desk.db, "approval_rules")
    if not value:
        return NO_RULES
    tiers = (
        ApprovalTier(f, next(iter(parse_roles(role))), frozenset(ids), label) for f, role, ids, label in value
    )
    return make_rules(tuple(tiers))


def notice_days(desk: Desk) -> int:
    """Return the period of a public notice in working days."""
    return int(stored.get(desk.db, "notice_days", desk.defaults.notice_days))


def warn_days(desk: Desk) -> tuple[int, int]:
    """Return at how many remaining working days the two warnings come, the earlier one first."""
    found = stored.get(desk.db, WARN)
    first, second = found or (desk.defaults.first_warning_days, desk.defaults.second_warning_days)
    return int(first), int(second)


def extension_max_days(desk: Desk) -> int:
    """Return how many working days a case may be extended by in all."""
    return int(stored.get(desk.db, EXTENSION) or desk.defaults.extension_max_days)
