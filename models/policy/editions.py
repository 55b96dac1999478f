"""Editions of the policy: which pack holds on a day, and the packs an office dropped into its data folder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from models.errors import UserError
from models.policy.faults import PackFaults
from models.policy.keeping import read_kept
from models.policy.loader import load_pack
from models.policy.pack import Pack


class Editions:
    """All usable packs: editions by id, each with one or more versions; the highest version holds for new cases."""

    def __init__(
        self, packs: Iterable[Pack], problems: Iterable[PackFaults] = (), *, kept: Path | None = None
    ) -> None:
        self._versions: dict[str, list[Pack]] = {}
        self._kept = kept
        for pack in packs:
            self._add(pack)
        self.problems = tuple(problems)
        if not self._versions:
            raise UserError("没有可用的政策包", "程序自带的政策包缺失或损坏", "请重新安装程序")

    def _add(self, pack: Pack) -> None:
        versions = self._versions.setdefault(pack.id, [])
        if pack.hash not in {known.hash for known in versions}:
            versions.append(pack)
            versions.sort(key=lambda known: known.document.version)

    @classmethod
    def load(cls, shipped: Path, dropped: Path | None = None, kept: Path | None = None) -> Editions:
        """Read the shipped packs (all must be sound) and those in the data folder (faulty ones are told, not used).

        `kept` holds the versions that cases were handled under; one of them is read when it is asked for.
        """
        packs = [load_pack(folder) for folder in _folders(shipped)]
        problems: list[PackFaults] = []
        for folder in _folders(dropped) if dropped else ():
            try:
                packs.append(load_pack(folder))
            except PackFaults as fault:
                problems.append(fault)
        return cls(packs, problems, kept=kept)

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The newest version of each edition, oldest edition first by the first day it holds."""
        newest = (versions[-1] for versions in self._versions.values())
        return tuple(sorted(newest, key=lambda pack: pack.document.validity.first))

    @property
    def current(self) -> Pack:
        """The newest edition, shown first on screen."""
        return self.packs[-1]

    def versions(self, pack_id: str) -> tuple[Pack, ...]:
        """Return every installed version of an edition, oldest first."""
        return tuple(self._versions.get(pack_id, ()))

    def pack(self, pack_id: str, pack_hash: str = "") -> Pack:
        """Return an edition's newest version, or exactly the version with `pack_hash`.

        A case stays on the version it was assessed with. Raises UserError when it is not installed.
        """
        versions = self.versions(pack_id)
        if not pack_hash and versions:
            return versions[-1]
        for pack in versions:
            if pack.hash == pack_hash:
                return pack
        found = read_kept(self._kept, pack_id, pack_hash) if self._kept and pack_hash else None
        if found is not None:
            self._versions.setdefault(pack_id, []).insert(0, found)
            return found
        raise UserError(
            f"没有安装政策包“{pack_id}”" + (f"的版本 {pack_hash[:12]}" if pack_hash else ""),
            "该办件是按此版本办理的",
            "请把该政策包放回数据文件夹的 policy 目录，或将办件转到现有版本",
        )

    def for_date(self, day: date) -> Pack:
        """Return the pack whose validity covers the event date; the newest one that starts before, else the first.

        A fact outside every validity still belongs to a pack, whose period check then says so.
        """
        covering = [pack for pack in self.packs if pack.document.validity.period.covers(day)]
        if covering:
            return covering[-1]
        earlier = [pack for pack in self.packs if pack.document.validity.period.first <= day]
        return earlier[-1] if earlier else self.packs[0]

    def find(self, matter_id: str, day: date) -> Pack:
        """Return the pack for the day that knows the matter; raises UserError (field `matter`) when none does."""
        pack = self.for_date(day)
        pack.matter(matter_id)
        return pack


def _folders(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(path for path in root.iterdir() if (path / "document.toml").is_file())
