"""Previews of what is printed, the archive and the dossiers, the undo bar."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.gallery.frame import Gallery

SCREENS = ("cases", "applicants", "notices", "payments", "targets", "budgets", "statistics")


def preview(gallery: Gallery, name: str, prints: Any) -> None:
    """Take a picture of the preview."""
    gallery.hand.wait(lambda: prints.dialog is not None)
    dialog, prints.dialog = prints.dialog, None
    gallery.hand.wait(lambda: dialog.pages.rendered)
    gallery.dialog(name, dialog)


def take_all(gallery: Gallery) -> None:
    """Every preview and dialog."""
    hand = gallery.hand
    for screen in SCREENS:
        hand.window.open_screen(screen)
        hand.settle()
        gallery.shoot(f"full-{screen}")
        hand.page.prints.ask()
        preview(gallery, f"print-{screen}", hand.page.prints)
    from ui.dialogs.archive_dialog import ArchiveDialog
    from ui.dialogs.dossier_batch_dialog import DossierBatchDialog

    archive = ArchiveDialog(hand.window.desk, hand.window)
    archive.open()
    archive.write_to(Path(tempfile.mkdtemp()) / "register.zip")
    gallery.shoot("print-archive", archive)
    archive.reject()
    hand.window.open_screen("cases")
    hand.settle()
    rows = tuple(hand.page.model.row(place) for place in range(4))
    hand.page.table.selectAll()
    gallery.shoot("print-selection-bar")
    hand.page.table.clearSelection()
    with tempfile.TemporaryDirectory() as folder:
        batch = DossierBatchDialog(hand.window.desk, rows, hand.window)
        batch.open()
        batch.write_to(Path(folder))
        gallery.shoot("print-dossier-batch", batch)
        batch.reject()
    take_case(gallery)


def take_case(gallery: Gallery) -> None:
    """The papers of a case and the undo bar."""
    hand = gallery.hand
    hand.page._choose({"stages": ["审查"]}, "all")
    hand.settle()
    hand.window.open_case(hand.page.model.row(0).id)
    hand.settle()
    page = hand.page
    page.papers.prints.ask()
    preview(gallery, "print-case-sheet", page.papers.prints)
    page.papers.ask_checklist()
    preview(gallery, "print-case-checklist", page.papers.prints)
    page.papers.ask_dossier()
    preview(gallery, "print-case-dossier", page.papers.prints)
    check = next(one for one in page.presenter.view.checks if not one.automatic)
    page.presenter.answer(check.id, "不符合" if check.verdict != "不符合" else "符合", check.remark)
    gallery.shoot("case-undo-bar")
    page.undo.undo()
    gallery.shoot("case-undone")
