"""Every state of the gallery comes up in the smallest window, and enlarged, with nothing cut off or covered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gallery.frame import Gallery
from tests.gallery.offices import Shelf
from tests.gallery.states import GROUPS, Group, take_group

ROOT = Path(__file__).resolve().parents[2]
# A screen of 1920 × 1080 at 200 %: what has room here has room in every larger window.
SMALLEST = (960, 540)
# Steps and keys of pages that other groups show already; `python tests/gallery --scale 2` takes these too.
REPEATING = {"kinds", "keyboard", "undo"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("offices"))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_state_stands_whole(qapp: object, shelf: Shelf, group: Group) -> None:
    gallery = Gallery(None, SMALLEST)
    take_group(gallery, shelf, group)
    assert gallery.taken
    assert gallery.faults == []


@pytest.mark.parametrize(("scale", "size"), [("1.5", "1280x680"), ("2", "960x540")])
def test_enlarged_every_screen_and_dialog_stands_whole(scale: str, size: str) -> None:
    """In a program of its own: the scaling is read once, when Qt starts."""
    groups = [group.name for group in GROUPS if group.name not in REPEATING]
    done = subprocess.run(
        [sys.executable, "tests/gallery", "--size", size, "--scale", scale, "--only", *groups],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pictures in memory" in done.stdout
