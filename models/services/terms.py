"""The promised time of each matter: kept once, among the office's changes to the pack, whoever reads or sets it."""

from __future__ import annotations

import msgspec

from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import UserError
from models.policy.model import Matter
from models.policy.overrides import Override, validate
from models.services.desk import Desk
from models.storage import overrides as stored


def own_terms(desk: Desk) -> dict[str, int]:
    """Return the working days by matter where the office set a term of its own for the edition in force."""
    changes = stored.of_pack(desk.db, desk.editions.current.id)
    return {one.matter: int(one.value) for one in changes if one.target == "term"}


def term_days(desk: Desk, matter: Matter) -> int:
    """Return the promised time of a matter in working days: the office's own, else the usual one of its kind."""
    return own_terms(desk).get(matter.id) or desk.defaults.term_days[matter.kind]


def set_term(desk: Desk, matter_id: str, days: int | None, *, actor: Officer) -> Changes:
    """Set the promised time of a matter, None to go back to the usual one; its basis document stays noted.

    Raises UserError for an unknown matter or a number of days that the pack's rules do not allow.
    """
    require_action(actor, "manage_settings")
    pack = desk.editions.current
    with desk.db.atomic():
        former = next(
            (
                one
                for one in stored.of_pack(desk.db, pack.id)
                if one.target == "term" and one.matter == matter_id
            ),
            None,
        )
        old, new = former.value if former else "", "" if days is None else str(days)
        if old == new:
            return Changes()
        change = msgspec.structs.replace(former or Override(matter_id, "term", "set"), value=new)
        if days is None:
            stored.drop(desk.db, pack.id, change)
        else:
            _check(change, desk)
            stored.put(desk.db, pack.id, change)
        told = Change(f"term.{matter_id}", f"承诺时限（{matter_id}）", old, new)
        desk.record(actor, "setting_changed", "修改设置", changes=[told])
    return Changes.of_topic("settings", "policy")


def _check(change: Override, desk: Desk) -> None:
    try:
        validate(change, desk.editions.current)
    except UserError as error:
        raise UserError(error.what, error.why, error.remedy, field="term_days") from error
