"""政策, 指标 and 预算."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.gallery.frame import Gallery

FIGURES = (
    ("1-T1", "1.2", "2024-02-29"),
    ("1-T1", "2.65", "2024-03-31"),
    ("1-T1", "3.1", "2024-04-30"),
    ("1-T1", "4.45", "2024-05-31"),
    ("1-T2", "100", "2024-05-31"),
    ("1-T3", "49", "2024-05-31"),
    ("1-T4", "22.3", "2024-05-31"),
    ("5-T2", "11.02", "2024-05-31"),
    ("7-T1", "41", "2024-05-31"),
    ("2D-T1", "10.2", "2024-03-31"),
    ("2D-T2", "120", "2024-05-31"),
    ("23-T1", "2", "2024-05-31"),
    ("38-T4", "0.72", "2024-05-31"),
    ("42-T3", "40", "2024-06-10"),
    ("50-T2", "3200", "2024-06-10"),
    ("53-T4", "71.8", "2024-05-31"),
)
SPENT = (
    ("2-B", "980000000", "2024-02-29"),
    ("2-B", "1610000000", "2024-03-31"),
    ("2-B", "2655000000.50", "2024-05-31"),
    ("2-B1", "812000000", "2024-05-31"),
    ("8-B", "702345678.90", "2024-05-31"),
    ("47-B", "1450000000", "2024-05-31"),
    ("47-B2", "950000000", "2024-05-31"),
    ("TOTAL", "4412000000", "2024-05-31"),
)


def fill(office: Any, folder: Path) -> None:
    """Enter figures through the services."""
    officer = office.officers.list()[0]
    for target_id, value, day in FIGURES:
        office.progress.record_target(
            target_id, value=value, as_of=day, evidence=f"区发改局{day[5:7]}月月报", actor=officer
        )
    for budget_id, value, day in SPENT:
        office.progress.record_budget(
            budget_id, executed_yuan=value, as_of=day, evidence="区财政局执行月报", actor=officer
        )


def targets(gallery: Gallery) -> None:
    """The board in its states."""
    hand = gallery.hand
    hand.window.open_screen("targets")
    gallery.shoot("targets-board")
    page = hand.page
    hand.type(page.panel.entry.value, "4.9亿元")
    hand.type(page.panel.entry.day, "6-18")
    gallery.shoot("targets-typing")
    page.panel.entry.value.edit.clear()
    hand.type(page.panel.entry.value, "abc")
    page.panel.entry._finish()
    gallery.shoot("targets-fault")
    page.panel.entry.value.edit.clear()
    page.go_to("5-T2")
    gallery.shoot("targets-long-units")
    hand.type(page.search, "没有这个")
    gallery.shoot("targets-nothing-found")
    page._on_clear()
    page.steps.turn_to(1)
    gallery.shoot("targets-domains")
    page.steps.turn_to(2)
    gallery.shoot("targets-units")
    page.steps.turn_to(0)


def budgets(gallery: Gallery) -> None:
    """The lines in their states."""
    hand = gallery.hand
    hand.window.open_screen("budgets")
    gallery.shoot("budgets-board")
    page = hand.page
    hand.type(page.panel.entry.value, "30.5亿")
    gallery.shoot("budgets-typing")
    page.go_to("47-B3")
    gallery.shoot("budgets-part")
    page.go_to("TOTAL")
    gallery.shoot("budgets-total")


def policy(gallery: Gallery) -> None:
    """The document, its readings, the office's lists, the packs."""
    hand = gallery.hand
    hand.window.open_screen("policy")
    gallery.shoot("policy-start")
    page = hand.page
    page.go_to("（十三）")
    gallery.shoot("policy-clause")
    page.go_to("13-1")
    gallery.shoot("policy-matter")
    hand.type(page.text.search, "研发 补助")
    page.text._apply()
    page.text.reader.step(1)
    gallery.shoot("policy-search")
    page.text.search.clear()
    hand.type(page.text.search, "没有这些字")
    page.text._apply()
    gallery.shoot("policy-nothing-found")
    page.text.search.clear()
    page.text._apply()
    page.steps.turn_to(1)
    gallery.shoot("policy-notes")
    page.notes.cards["N3"].choose("定额")
    gallery.shoot("policy-notes-chosen")
    page.steps.turn_to(2)
    gallery.shoot("policy-overrides-empty")
    page.change_matter("13-1")
    gallery.shoot("policy-override-dialog", page._dialog)
    page._dialog.form.text.setPlainText("经营规模是否符合国家科技型中小企业认定标准，并已核对年度报告？")
    page._dialog.form.save_button.click()
    hand.settle()
    page._dialog.add("material")
    page._dialog.form.text.setPlainText("研发费用辅助账")
    gallery.walk("policy-override-new", page._dialog)
    page._dialog.form.save_button.click()
    hand.settle()
    page._dialog.add("check")
    page._dialog.form.text.setPlainText("没有问号的检查")
    page._dialog.form.save_button.click()
    gallery.dialog("policy-override-fault", page._dialog)
    hand.window.activateWindow()
    gallery.shoot("policy-overrides")
    page.steps.turn_to(3)
    gallery.shoot("policy-packs")
    page.steps.turn_to(0)
    page.go_to("13-1")
    gallery.shoot("policy-matter-changed")


def empty(gallery: Gallery) -> None:
    """Every screen of an office that has just begun."""
    from ui.navigation import SCREENS

    for entry in SCREENS:
        gallery.hand.window.open_screen(entry.name)
        gallery.shoot(f"empty-{entry.name}")
