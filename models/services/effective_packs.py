"""The pack of a case as this office works with it: the law of the pack, the office's own checks, papers and terms."""

from __future__ import annotations

from models.cases.case import Case
from models.policy.model import Matter
from models.policy.overrides import EffectivePack
from models.policy.overrides import effective as laid_over
from models.services.desk import Desk
from models.storage import overrides as stored


def effective(desk: Desk, pack_id: str, pack_hash: str = "") -> EffectivePack:
    """Return the pack (its newest version, or the one with the hash) with the office's changes laid over it."""
    return laid_over(desk.editions.pack(pack_id, pack_hash), stored.of_pack(desk.db, pack_id))


def of_case(desk: Desk, case: Case) -> EffectivePack:
    """Return the pack that the case is handled under: a case stays on its version until it is moved."""
    return effective(desk, case.pack_id, case.pack_hash)


def own_checks(matter: Matter) -> frozenset[str]:
    """Return the ids of the checks that are the matter's own, not common to all."""
    return frozenset(check.id for check in matter.check)
