"""What the tour says about the case page: the steps, the questions, the clause, the figures, the moves, the help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.screens.case.guide import CHECKS, DETERMINATION
from ui.widgets.coach import Mark

if TYPE_CHECKING:
    from ui.screens.case.view import CaseScreen


def marks_of(page: CaseScreen, header: QWidget) -> tuple[Mark, ...]:
    """Return the marks of the case that is shown, the last at the window's header; those about money only where
    the matter pays any.
    """
    view = page.presenter.view
    paid = view is not None and view.matter.award is not None
    return (*_working(page), *(_money(page) if paid else ()), *_going_on(page, header))


def _working(page: CaseScreen) -> tuple[Mark, ...]:
    guide = page.guide

    def at_checks() -> None:
        guide.go_to(CHECKS)

    return (
        Mark(
            "一件办件，从左到右",
            "上面的环节是办件走到了哪里；下面的各步是要做的事：先答资格，再点材料，然后核定、写意见、出文书。"
            "数字是已答和应答的项数。按 Ctrl+1 至 Ctrl+8 换步。",
            guide.steps_bar,
            at_checks,
        ),
        Mark(
            "逐项回答",
            "没有答的第一项总在眼前。按 1 符合、2 不符合、3 待补，↑ ↓ 换项，R 写备注。"
            "标“自动”的由要素算出，写明数字和门槛；要改结果，按 F2 改要素。标“待补”的一步生成补正通知书。",
            _current_row(page),
            at_checks,
        ),
        Mark(
            "条款原文",
            "这里是条款全文。正在答的这一项依据哪些词句，就标出哪些词句。",
            page.side.clause,
            at_checks,
        ),
    )


def _money(page: CaseScreen) -> tuple[Mark, ...]:
    guide = page.guide
    return (
        Mark(
            "算式和余量",
            "政策上限怎样算出来，一步一步写在这里；有总额限制的，写明已用、在办占用和余量，以及是哪几件占用的。",
            page.side.figures,
            lambda: guide.go_to(CHECKS),
        ),
        Mark(
            "核定额由您填写",
            "“最高”“不超过”只是上限，程序从不自动填入。核定额由经办人填写并写明依据；每次核定都保存当时的要素和算式。",
            guide.determination,
            lambda: guide.go_to(DETERMINATION),
        ),
    )


def _going_on(page: CaseScreen, header: QWidget) -> tuple[Mark, ...]:
    return (
        Mark(
            "下一步",
            "办完一个环节，按 Ctrl+Enter 走下一步。现在不能走的，左边写明原因；“全部流转”列出所有去向。",
            page.moves,
            lambda: page.guide.go_to(CHECKS),
        ),
        Mark(
            "随时可以问",
            "按 F1 看本页的说明，Shift+F1 看全部快捷键，Ctrl+K 转到任何办件、条款和页面。"
            "要再看一遍导览，按 Ctrl+F1。",
            header,
        ),
    )


def _current_row(page: CaseScreen) -> QWidget:
    checks = page.guide.checks
    open_row = next(
        (row for row in checks.rows.values() if not row.line.answer and not row.line.automatic), None
    )
    return open_row or next(iter(checks.rows.values()), checks)
