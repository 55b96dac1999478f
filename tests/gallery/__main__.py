"""Takes pictures of every screen, dialog and state: python tests/gallery [OUT] [--size WxH] [--dark] [--scale F] [--only GROUP …].

The size is in the window's own pixels: 1920x1080 at 150 % is --size 1280x720 --scale 1.5. Offscreen unless
QT_QPA_PLATFORM names a real display. Without OUT nothing is written. What is cut off, overlaps or went wrong is listed; exit status 1 where there is any.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])


def options() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="tests/gallery", description=__doc__)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--size", default="1366x728")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--only", nargs="*", default=[])
    return parser.parse_args()


def main() -> int:
    """Take the pictures."""
    asked = options()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = asked.scale

    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    from tests.gallery.frame import Gallery
    from tests.gallery.offices import Shelf
    from tests.gallery.states import GROUPS, take_group
    from ui.application import build_application

    width, height = (int(part) for part in asked.size.split("x"))
    app = build_application(sys.argv[:1])
    gallery = Gallery(asked.out, (width, height), dark=asked.dark)

    def hear(kind: QtMsgType, context: object, words: str) -> None:
        if not words.startswith("This plugin does not support"):
            gallery.faults.append(f"Qt: {words}")

    qInstallMessageHandler(hear)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        shelf = Shelf(Path(scratch))
        for group in GROUPS:
            if not asked.only or group.name in asked.only:
                try:
                    take_group(gallery, shelf, group)
                except Exception:
                    gallery.faults.append(f"{group.name}: {traceback.format_exc()}")
    print(f"{len(gallery.taken)} pictures in {asked.out or 'memory'}")  # noqa: T201
    print("\n".join(gallery.faults))  # noqa: T201
    del app
    return 1 if gallery.faults else 0


if __name__ == "__main__":
    sys.exit(main())
