"""Keeps a copy of every pack version that was in use, so that an upgrade of the program takes none away."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path

from models.errors import EnvironmentProblem, system_reason
from models.policy.faults import PackFaults
from models.policy.loader import load_pack
from models.policy.pack import Pack


def keep(packs: Iterable[Pack], folder: Path) -> None:
    """Copy the files of each pack into `folder` under its id and hash, once; complete or not at all."""
    for pack in packs:
        target = place_of(folder, pack.id, pack.hash)
        if target.is_dir() or not pack.folder:
            continue
        partial = target.with_name(f".{uuid.uuid4().hex}")
        try:
            shutil.copytree(pack.folder, partial, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
            partial.replace(target)
        except OSError as error:
            shutil.rmtree(partial, ignore_errors=True)
            if not target.is_dir():
                raise EnvironmentProblem(
                    "没有保存政策包的版本", system_reason(error), "请检查数据文件夹的空间和权限"
                ) from error


def place_of(folder: Path, pack_id: str, pack_hash: str) -> Path:
    """Return the folder of one kept version."""
    return folder / f"{pack_id}@{pack_hash[:16]}"


def read_kept(folder: Path, pack_id: str, pack_hash: str) -> Pack | None:
    """Return a kept version, or None when it is not there or is no longer what it was."""
    place = place_of(folder, pack_id, pack_hash)
    if not place.is_dir():
        return None
    try:
        pack = load_pack(place)
    except PackFaults:
        return None
    return pack if pack.hash == pack_hash else None
