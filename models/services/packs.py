"""The policy as this office works with it: the pack of a case with the office's own checks, papers and terms."""

from __future__ import annotations

from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.policy.model import Matter
from models.policy.overrides import EffectivePack, Override, validate
from models.policy.overrides import effective as laid_over
from models.services.desk import Desk
from models.storage import overrides as stored


def effective(desk: Desk, pack_id: str) -> EffectivePack:
    """Return the pack with the office's changes laid over it."""
    return laid_over(desk.editions.pack(pack_id), stored.of_pack(desk.db, pack_id))


def own_checks(matter: Matter) -> frozenset[str]:
    """Return the ids of the checks that are the matter's own, not common to all."""
    return frozenset(check.id for check in matter.check)


class PolicyService:
    """The policy for screens: the packs with the office's changes, and the changes themselves."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def effective(self, pack_id: str = "") -> EffectivePack:
        """Return a pack (the current one by default) as the office works with it."""
        return effective(self._desk, pack_id or self._desk.editions.current.id)

    def overrides(self, pack_id: str) -> tuple[Override, ...]:
        """Return the office's changes of a pack."""
        return stored.of_pack(self._desk.db, pack_id)

    def set_override(self, pack_id: str, override: Override, *, actor: Officer) -> Changes:
        """Add or replace a change of the office; raises UserError where the pack does not allow it."""
        require_action(actor, "manage_policy")
        with self._desk.db.atomic():
            others = tuple(one for one in self.overrides(pack_id) if one.key != override.key)
            validate(override, laid_over(self._desk.editions.pack(pack_id), others).pack)
            stored.put(self._desk.db, pack_id, override)
            change = Change(override.item or override.target, override.matter, "", override.value)
            self._desk.record(
                actor, "policy_override_set", "修改本单位的清单", changes=[change], reason=override.basis
            )
        return Changes.of_topic("policy")

    def drop_override(self, pack_id: str, override: Override, *, actor: Officer) -> Changes:
        """Go back to the pack's own wording."""
        require_action(actor, "manage_policy")
        with self._desk.db.atomic():
            stored.drop(self._desk.db, pack_id, override)
            change = Change(override.item or override.target, override.matter, override.value, "")
            self._desk.record(actor, "policy_override_dropped", "恢复政策包的清单", changes=[change])
        return Changes.of_topic("policy")
