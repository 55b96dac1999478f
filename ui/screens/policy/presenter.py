"""The policy screen: fetches the pack as the office works with it, and carries out the office's own settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.cases.officers import action_obstacle
from models.errors import ConflictError
from models.policy.overrides import EffectivePack, Override
from models.policy.pack import Pack
from models.policy.standing import BudgetState, Standing
from ui.desk import Desk
from ui.undoing import Step, written


@dataclass(frozen=True)
class PolicyView:
    """Everything the screen shows of one edition."""

    pack: Pack
    effective: EffectivePack
    overrides: tuple[Override, ...]
    readings: dict[str, str]
    standings: dict[str, Standing]
    budgets: dict[str, BudgetState]
    terms: dict[str, int]

    def overrides_of(self, matter_id: str) -> tuple[Override, ...]:
        """Return the office's changes to one matter."""
        return tuple(one for one in self.overrides if one.matter == matter_id)


class PolicyPresenter:
    """Between the policy screen and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.pack_id: str = desk.office.editions.current.id

    @property
    def editions(self) -> Any:
        """The installed editions."""
        return self._desk.office.editions

    @property
    def pack(self) -> Pack:
        """The edition shown, as issued."""
        pack: Pack = self.editions.pack(self.pack_id)
        return pack

    def fetch(self, then: Callable[[PolicyView], None], *, owner: Any, key: str = "policy.view") -> None:
        """Fetch the edition shown."""
        office, pack, pack_id = self._desk.office, self.pack, self.pack_id

        def call() -> PolicyView:
            effective = office.policy.effective(pack_id)
            usual = office.forms.default_terms()
            terms = {matter.id: effective.term_of(matter.id) or usual[matter.kind] for matter in pack.matters}
            return PolicyView(
                pack=pack,
                effective=effective,
                overrides=office.policy.overrides(pack_id),
                readings={**pack.default_settings(), **office.settings.readings()},
                standings={one.target.id: one for one in office.progress.target_states(pack_id)},
                budgets={one.budget.id: one for one in office.progress.budget_states(pack_id)},
                terms=terms,
            )

        self._desk.read(call, then, key=key, owner=owner)

    def policy_obstacle(self) -> str:
        """Return why the officer may not change the office's lists, empty where it is allowed."""
        return action_obstacle(self._desk.officer, "manage_policy")

    def settings_obstacle(self) -> str:
        """Return why the officer may not choose a reading, empty where it is allowed."""
        return action_obstacle(self._desk.officer, "manage_settings")

    def case_obstacle(self) -> str:
        """Return why the officer may not register a case, empty where it is allowed."""
        return action_obstacle(self._desk.officer, "register_case")

    def set_reading(self, setting: str, value: str, former: str, words: str, *, owner: Any) -> None:
        """Choose a reading of doubtful wording; `former` is the one it takes the place of."""
        settings, actor, desk = self._desk.office.settings, self._desk.officer, self._desk

        def put(now: str, wanted: str) -> tuple[str, Any]:
            standing = settings.readings().get(setting, former)
            if standing != now:
                raise ConflictError("这一口径之后又有改动", mine=wanted, theirs=standing)
            return wanted, settings.set_reading(setting, wanted, actor=actor)

        about = f"采用“{words}”"
        step = Step(
            f"已{about}",
            about,
            written(desk, lambda: put(value, former)),
            written(desk, lambda: put(former, value)),
        )
        desk.write(
            lambda: (value, settings.set_reading(setting, value, actor=actor)),
            lambda done: desk.did.emit(owner, step),
            owner=owner,
        )

    def set_override(
        self,
        override: Override,
        done: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Add or replace a change of the office."""
        policy, actor, pack_id = self._desk.office.policy, self._desk.officer, self.pack_id
        self._change(
            lambda: (override, policy.set_override(pack_id, override, actor=actor)),
            done,
            f"对“{override.value or override.item}”的修改",
            failed=failed,
            owner=owner,
        )

    def drop_override(self, override: Override, done: Callable[[Any], None], *, owner: Any) -> None:
        """Go back to the pack's own wording for one item."""
        policy, actor, pack_id = self._desk.office.policy, self._desk.officer, self.pack_id
        self._change(
            lambda: (override, policy.drop_override(pack_id, override, actor=actor)),
            done,
            f"恢复“{override.value or override.item}”",
            owner=owner,
        )

    def reset(self, done: Callable[[int], None], *, matter_id: str = "", owner: Any) -> None:
        """Go back to the pack's own wording everywhere, or for one matter."""
        policy, actor, pack_id = self._desk.office.policy, self._desk.officer, self.pack_id
        self._change(
            lambda: policy.reset_overrides(pack_id, matter_id=matter_id, actor=actor),
            done,
            "全部恢复为政策包的内容",
            owner=owner,
        )

    def import_file(self, data: Callable[[], bytes], done: Callable[[Any], None], *, owner: Any) -> None:
        """Take over the changes of a file; `data` reads it, on the worker."""
        policy, actor, pack_id = self._desk.office.policy, self._desk.officer, self.pack_id
        self._change(
            lambda: policy.import_overrides(data(), pack_id=pack_id, actor=actor),
            done,
            "导入清单",
            owner=owner,
        )

    def _change(
        self,
        call: Callable[[], tuple[Any, Any]],
        done: Callable[[Any], None],
        about: str,
        *,
        failed: Callable[[Exception], None] | None = None,
        owner: Any,
    ) -> None:
        """Change the office's list so that it can be undone: what stood before is compared with what stands after."""
        policy, actor, pack_id, desk = self._desk.office.policy, self._desk.officer, self.pack_id, self._desk

        def whole() -> tuple[Any, Any]:
            before = {one.key: one for one in policy.overrides(pack_id)}
            result, changes = call()
            after = {one.key: one for one in policy.overrides(pack_id)}
            keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
            return (result, tuple((after.get(key), before.get(key)) for key in keys)), changes

        def wrote(answer: tuple[Any, Any]) -> None:
            result, swaps = answer
            done(result)
            if swaps:
                again = tuple((former, present) for present, former in swaps)
                back = written(desk, lambda: (None, policy.put_back(pack_id, swaps, actor=actor)))
                redo = written(desk, lambda: (None, policy.put_back(pack_id, again, actor=actor)))
                desk.did.emit(owner, Step(f"已保存：{about}（{len(swaps)} 处）", about, back, redo))

        desk.write(whole, wrote, failed=failed, owner=owner)

    def export(self) -> Callable[[], bytes]:
        """Return the call that makes the file of the office's changes."""
        office, pack_id = self._desk.office, self.pack_id
        return lambda: office.policy.export_overrides(pack_id)
