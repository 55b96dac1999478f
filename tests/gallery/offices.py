"""The offices the pictures are taken in: each filled once through the services, and copied for every group."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import resources
from models.clock import FixedClock
from models.letters.press import Press
from models.services import demo
from models.services.office import open_office
from tests.e2e.hand import MORNING
from tests.gallery import boards, cases, casework, exchange, keeping, office

Fill = Callable[[Any, Path], object]


def _begin(made: Any, folder: Path) -> None:
    made.set_up(
        unit="区科技局",
        unit_short="KJ",
        number_prefix="滨科",
        officer_name="王一",
        reviewer_name="李二",
        approver_name="赵三",
    )


# Office: the one it starts from, and what is added to that.
OFFICES: dict[str, tuple[str, Fill]] = {
    "begun": ("new", _begin),
    "mixed": ("begun", cases.fill),
    "figures": ("begun", boards.fill),
    "training": ("new", lambda made, folder: demo.fill(made)),
    "casework": ("training", casework.fill),
    "served": ("training", office.fill),
    "corrected": ("begun", keeping.fill),
    "exchanging": ("training", exchange.fill),
}


class Shelf:
    """Keeps one filled folder of each office, and hands out copies."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._copies = 0

    def copy(self, name: str) -> Path:
        """Return a fresh data folder; "new" is one that is not there yet."""
        self._copies += 1
        folder = self._root / f"{self._copies}" / "数据"
        if name != "new":
            shutil.copytree(self._kept(name), folder)
        return folder

    def _kept(self, name: str) -> Path:
        kept = self._root / name
        if not kept.exists():
            base, fill = OFFICES[name]
            folder = self.copy(base)
            folder.parent.mkdir(exist_ok=True)
            press = Press(resources.path())
            made = open_office(folder, clock=FixedClock(MORNING), resources=resources.path(), press=press)
            fill(made, folder)
            made.close()
            shutil.move(folder, kept)
        return kept
