"""Filters, columns and views of 办件, every report, Ctrl+K, the case page of every kind with all its steps."""

from __future__ import annotations

from typing import Any

from models.services.views import CaseFilter
from tests.gallery.frame import Gallery
from ui.screens.case.guide import STEPS

KINDS = ("奖补", "费用优惠", "担保额度", "推荐", "服务", "督办")


def listing(gallery: Gallery) -> None:
    """The list narrowed, its choices and dialogs, the preview beside it."""
    hand = gallery.hand
    hand.window.open_screen("cases")
    hand.settle()
    page = hand.page
    chip = page.filters.chips["stages"]
    chip.click()
    hand.settle()
    popup = next(
        (one for one in hand.app.topLevelWidgets() if one.property("role") == "popup" and one.isVisible()),
        None,
    )
    if popup is None:
        gallery.faults.append("cases: no list came up below the chip")
    else:
        gallery.shoot("cases-chip", popup)
        popup.close()
    page._choose({"stages": ["审查", "登记"]}, "all")
    gallery.shoot("cases-narrowed")
    page.filters._on_clear()
    hand.settle()
    page.preview_button.click()
    page.table.selectRow(2)
    # What is known of a case comes when the cursor has rested on it.
    hand.live(400)
    gallery.shoot("cases-preview")
    page.preview_button.click()
    for name, ask in (
        ("cases-columns", page.arranged.ask_columns),
        ("cases-save-view", page.arranged.ask_name),
    ):
        shown = set(hand.app.topLevelWidgets())
        ask()
        hand.settle()
        made = [
            one for one in hand.app.topLevelWidgets() if one not in shown and one.isVisible() and one.parent()
        ]
        gallery.dialog(name, made[0] if made else None)


def reports(gallery: Gallery) -> None:
    """Every report of 统计."""
    hand = gallery.hand
    hand.window.open_screen("statistics")
    hand.settle()
    page = hand.page
    for place in range(page.list.model().rowCount()):
        page.list.setCurrentIndex(page.list.model().index(place, 0))
        gallery.shoot(f"statistics-{place + 1:02d}")


def going(gallery: Gallery) -> None:
    """Ctrl+K: empty, found, nothing found."""
    hand = gallery.hand
    for name, words in (("empty", ""), ("found", "zx"), ("clause", "十三"), ("nothing", "没有这个词")):
        hand.window.ask_where()
        hand.settle()
        dialog = hand.window.going
        edit: Any = dialog.focusWidget()
        if words:
            hand.type(edit, words)
            hand.live(300)
        # Enter goes to the line marked: the dialog needs no button for it.
        gallery.shoot(f"going-{name}", dialog)
        dialog.reject()
        hand.settle()


def kinds(gallery: Gallery) -> None:
    """A case of every kind, and every step of it."""
    hand = gallery.hand
    rows: list[Any] = []
    office = hand.window.desk.office
    hand.window.desk.read(lambda: office.cases.rows(CaseFilter(), limit=200), rows.extend)
    hand.settle()
    for kind in KINDS:
        row = next((one for one in rows if one.kind == kind), None)
        if row is None:
            gallery.faults.append(f"no case of {kind} in the training office")
            continue
        hand.window.open_case(row.id)
        hand.settle()
        for step in range(len(STEPS)):
            hand.page.guide.go_to(step)
            gallery.shoot(f"kind-{KINDS.index(kind) + 1}-step-{step + 1}")


def everything(gallery: Gallery) -> None:
    """All of these in one window."""
    listing(gallery)
    reports(gallery)
    going(gallery)
