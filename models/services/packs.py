"""The policy for screens: packs, versions, and the office's changes to them."""

from __future__ import annotations

from models.cases.case import Case
from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import ConflictError, UserError
from models.policy.overrides import EffectivePack, Override, validate
from models.policy.overrides import effective as laid_over
from models.policy.pack import Pack
from models.services import pack_moves, profile
from models.services.desk import Desk
from models.services.effective_packs import effective
from models.services.override_file import KIND, ImportedOverrides, OverrideFile, decode, encode
from models.services.pack_moves import PackMove
from models.storage import overrides as stored


class PolicyService:
    """The policy for screens: the packs with the office's changes, and the changes themselves."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def effective(self, pack_id: str = "") -> EffectivePack:
        """Return a pack (the current one by default) as the office works with it."""
        return effective(self._desk, pack_id or self._desk.editions.current.id)

    def newer_version(self, case_id: int) -> Pack | None:
        """Return the version that now holds for the case's event date, when the case stands on another one."""
        return pack_moves.newer_version(self._desk, self._desk.case(case_id))

    def compare(self, case_id: int, target_id: str, target_hash: str = "") -> PackMove:
        """Return what moving a case to another version would change; nothing is written."""
        return pack_moves.compare(self._desk, case_id, target_id, target_hash)

    def move_case(
        self, case_id: int, target_id: str, target_hash: str = "", *, reason: str, actor: Officer
    ) -> tuple[Case, Changes]:
        """Move a case to another version, with the reason on record; refused once an amount is determined."""
        return pack_moves.move(self._desk, case_id, target_id, target_hash, reason=reason, actor=actor)

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

    def reset_overrides(self, pack_id: str, *, matter_id: str = "", actor: Officer) -> tuple[int, Changes]:
        """Go back to the pack's own wording for one matter, or for all; returns how many changes were dropped."""
        require_action(actor, "manage_policy")
        with self._desk.db.atomic():
            gone = [one for one in self.overrides(pack_id) if matter_id in ("", one.matter)]
            for override in gone:
                stored.drop(self._desk.db, pack_id, override)
            changes = [Change(one.item or one.target, one.matter, one.value, "") for one in gone]
            if gone:
                self._desk.record(actor, "policy_override_dropped", "恢复政策包的清单", changes=changes)
        return len(gone), Changes.of_topic("policy") if gone else Changes()

    def put_back(
        self,
        pack_id: str,
        swaps: tuple[tuple[Override | None, Override | None], ...],
        *,
        actor: Officer,
    ) -> Changes:
        """Undo (or redo) changes: pairs of what stands now and what stood before, None for the pack's own wording.

        All or none; raises ConflictError where something else stands by now.
        """
        require_action(actor, "manage_policy")
        with self._desk.db.atomic():
            standing = {one.key: one for one in self.overrides(pack_id)}
            for present, former in swaps:
                found = standing.get(_key_of(present, former))
                if found != present:
                    raise ConflictError("本单位的清单之后又有改动", mine=former, theirs=found)
            changes = []
            for present, former in swaps:
                if former is not None:
                    others = tuple(one for key, one in standing.items() if key != former.key)
                    validate(former, laid_over(self._desk.editions.pack(pack_id), others).pack)
                    stored.put(self._desk.db, pack_id, former)
                elif present is not None:
                    stored.drop(self._desk.db, pack_id, present)
                changes.append(_swap(present, former))
            if changes:
                self._desk.record(
                    actor, "policy_override_put_back", "撤销对本单位清单的修改", changes=changes
                )
        return Changes.of_topic("policy")

    def export_overrides(self, pack_id: str) -> bytes:
        """Return the office's changes of a pack as a JSON file."""
        office = profile.load(self._desk)
        return encode(
            OverrideFile(
                kind=KIND,
                pack=pack_id,
                number=self._desk.editions.pack(pack_id).number,
                unit=office.unit if office else "",
                exported=self._desk.now(),
                overrides=self.overrides(pack_id),
            )
        )

    def import_overrides(
        self, data: bytes, *, pack_id: str, actor: Officer
    ) -> tuple[ImportedOverrides, Changes]:
        """Take over the changes of a file; those about the same item replace the office's own.

        Changes that the installed pack does not allow are left out and handed back with the reason. Raises
        UserError for a file of another kind or another edition; then nothing is changed.
        """
        require_action(actor, "manage_policy")
        file = decode(data)
        if file.pack != pack_id:
            raise UserError(
                "清单文件属于另一政策版本",
                f"文件是为{file.number}（{file.pack}）导出的",
                "请先选择对应的政策文件",
            )
        taken: list[Override] = []
        refused: list[tuple[Override, str]] = []
        with self._desk.db.atomic():
            before = {one.key: one for one in self.overrides(pack_id)}
            for override in file.overrides:
                others = [one for key, one in before.items() if key != override.key]
                try:
                    validate(override, laid_over(self._desk.editions.pack(pack_id), others).pack)
                except UserError as error:
                    refused.append((override, error.message))
                    continue
                before[override.key] = override
                stored.put(self._desk.db, pack_id, override)
                taken.append(override)
            changes = [Change(one.item or one.target, one.matter, "", one.value) for one in taken]
            if taken:
                self._desk.record(
                    actor, "policy_overrides_imported", "导入本单位的清单", changes=changes, detail=file.unit
                )
        found = ImportedOverrides(len(taken), tuple(refused))
        return found, Changes.of_topic("policy") if taken else Changes()


def _key_of(present: Override | None, former: Override | None) -> tuple[str, str, str]:
    one = present or former
    assert one is not None
    return one.key


def _swap(present: Override | None, former: Override | None) -> Change:
    one = present or former
    assert one is not None
    before, after = (each.value if each else "" for each in (present, former))
    return Change(one.item or one.target, one.matter, before, after)
