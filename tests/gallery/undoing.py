"""The bar that tells what was done and takes it back, on the case page and elsewhere; the questions before what stays done."""

from __future__ import annotations

from typing import Any

from models.cases.workflow import is_final
from models.services.views import CaseFilter, MoveView
from tests.gallery.frame import Gallery
from ui.navigation import SCREENS


def everything(gallery: Gallery) -> None:
    """Undo, redo, a move told, a move asked, the bar below other screens."""
    case_page(gallery)
    questions(gallery)
    other_screens(gallery)


def open_case(gallery: Gallery, row: Any) -> Any:
    gallery.hand.window.open_case(row.id)
    gallery.hand.settle()
    gallery.hand.settle()
    return gallery.hand.page


def listed(gallery: Gallery, *stages: str) -> list[Any]:
    office, found = gallery.hand.window.desk.office, []
    gallery.hand.window.desk.read(
        lambda: office.cases.rows(CaseFilter(stages=stages, kinds=("奖补",)), limit=100), found.extend
    )
    gallery.hand.settle()
    return found


def case_page(gallery: Gallery) -> None:
    """An answer, taken back, done again; a move and how it is taken back."""
    row = next(row for row in listed(gallery, "审查", "受理") if not row.waiting)
    page = open_case(gallery, row)
    check = max(
        (one for one in page.presenter.view.checks if not one.automatic), key=lambda one: len(one.question)
    )
    page.presenter.answer(check.id, "不符合" if check.verdict != "不符合" else "符合", "")
    gallery.shoot("undo-answer")
    page.undo.undo()
    gallery.shoot("undo-undone")
    page.undo.redo()
    gallery.shoot("undo-redone")
    page.undo.undo()
    page.undo.tell("已办理“提交初审” BJ-KJ-2024-00017。退回：全部流转—退回修改、退回审查（复核或审批）")
    gallery.shoot("undo-move-told")


def questions(gallery: Gallery) -> None:
    """Before a move that nothing takes back, and before a payment."""
    page, final = first_asking(gallery)
    gallery.box("undo-move-asks", lambda: page._on_move(final))
    gallery.hand.window.open_screen("payments")
    gallery.hand.settle()
    entry = gallery.hand.page.panel.entry
    gallery.hand.type(entry.amount, "1000")
    entry.day.set_text("今天")
    entry.voucher.set_text("国库支〔2024〕0612号")
    gallery.box("undo-payment-asks", entry.finish)
    entry.amount.set_text("")
    entry.day.set_text("")
    entry.voucher.set_text("")


def first_asking(gallery: Gallery) -> tuple[Any, MoveView]:
    """Open the first case with a move that nothing takes back."""
    for row in listed(gallery, "公示", "批复"):
        page = open_case(gallery, row)
        for move in page.presenter.view.moves:
            if _asks(page.presenter.view.case, move):
                return page, move
    raise AssertionError("no case has a move that asks")


def _asks(case: Any, move: MoveView) -> bool:
    if not move.permitted or move.needs or move.name == "request_correction":
        return False
    return is_final(case.kind, move.name, case.stage, move.target, outcome=case.outcome)


def other_screens(gallery: Gallery) -> None:
    """The bar below the case list, the settings and the policy."""
    window = gallery.hand.window
    window.open_screen("cases")
    gallery.hand.settle()
    gallery.hand.page.arranged.save_view("本周到期的研发投入补助")
    gallery.hand.page.arranged.drop_view("本周到期的研发投入补助")
    gallery.shoot("undo-view")
    window.undo.bar.undo_button.click()
    gallery.shoot("undo-view-undone")
    window.open_screen("settings")
    gallery.hand.page.go_to("unit")
    gallery.hand.settle()
    page = gallery.hand.page.page
    gallery.hand.type(page.fields["contact"], "王女士")
    page.save()
    gallery.shoot("undo-settings")
    for screen in SCREENS:
        window.open_screen(screen.name)
        gallery.hand.settle()
        window.undo.bar.tell("已移除“年度研发费用专项审计报告（盖章扫描件）.pdf”", undo=True, redo=True)
        gallery.shoot(f"undo-below-{screen.name}")
