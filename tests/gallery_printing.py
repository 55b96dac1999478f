"""Renders previews of what is printed, the dossier and archive dialogs and the undo bar: python tests/gallery_printing.py OUT [--dark]."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import resources
from models.clock import FixedClock
from models.letters.press import Press
from models.services import demo
from models.services.office import open_office
from tests.e2e.hand import MORNING, Hand
from ui.application import build_application

SCREENS = ("cases", "applicants", "notices", "payments", "targets", "budgets", "statistics")


class Shots:
    """One window, one folder of pictures."""

    def __init__(self, out: Path, hand: Hand) -> None:
        self.out, self.hand = out, hand
        out.mkdir(parents=True, exist_ok=True)

    def shoot(self, name: str, widget: Any = None) -> None:
        """Take a picture."""
        self.hand.settle()
        self.hand.live(200)
        (widget or self.hand.window).grab().save(str(self.out / f"{name}.png"))

    def preview(self, name: str, prints: Any) -> None:
        """Take a picture of the preview and keep its PDF."""
        self.hand.wait(lambda: prints.dialog is not None)
        dialog, prints.dialog = prints.dialog, None
        self.hand.wait(lambda: dialog.pages.rendered)
        self.shoot(name, dialog)
        (self.out / f"{name}.pdf").write_bytes(dialog._pdf)
        dialog.reject()
        self.hand.settle()


def take_all(shots: Shots) -> None:
    """Every preview and dialog."""
    hand = shots.hand
    for screen in SCREENS:
        hand.window.open_screen(screen)
        hand.settle()
        shots.shoot(f"screen-{screen}")
        hand.page.prints.ask()
        shots.preview(f"print-{screen}", hand.page.prints)
    from ui.dialogs.archive_dialog import ArchiveDialog
    from ui.dialogs.dossier_batch_dialog import DossierBatchDialog

    archive = ArchiveDialog(hand.window.desk, hand.window)
    archive.open()
    archive.write_to(shots.out / "register.zip")
    shots.shoot("archive", archive)
    archive.reject()
    hand.window.open_screen("cases")
    hand.settle()
    rows = tuple(hand.page.model.row(place) for place in range(4))
    hand.page.table.selectAll()
    shots.shoot("selection-bar")
    hand.page.table.clearSelection()
    with tempfile.TemporaryDirectory() as folder:
        batch = DossierBatchDialog(hand.window.desk, rows, hand.window)
        batch.open()
        batch.write_to(Path(folder))
        shots.shoot("dossier-batch", batch)
        batch.reject()
    take_case(shots)


def take_case(shots: Shots) -> None:
    """The papers of a case and the undo bar."""
    hand = shots.hand
    hand.page._choose({"stages": ["审查"]}, "all")
    hand.settle()
    hand.window.open_case(hand.page.model.row(0).id)
    hand.settle()
    page = hand.page
    page.papers.prints.ask()
    shots.preview("case-sheet", page.papers.prints)
    page.papers.ask_checklist()
    shots.preview("case-checklist", page.papers.prints)
    page.papers.ask_dossier()
    shots.preview("case-dossier", page.papers.prints)
    check = next(one for one in page.presenter.view.checks if not one.automatic)
    page.presenter.answer(check.id, "不符合" if check.verdict != "不符合" else "符合", check.remark)
    shots.shoot("case-undo-bar")
    page.undo.undo()
    shots.shoot("case-undone")
    hand.window.resize(960, 540)
    shots.shoot("case-smallest")


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    chosen = parser.parse_args()
    app = build_application([])
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "数据"
        clock, press = FixedClock(MORNING), Press(resources.path())
        with open_office(data, clock=clock, resources=resources.path(), press=press) as office:
            demo.fill(office)
        hand = Hand(data, FixedClock(MORNING))
        if chosen.dark:
            hand.window.desk.theme.apply(app, dark=True)
        take_all(Shots(chosen.out, hand))
        hand.leave()


if __name__ == "__main__":
    main()
