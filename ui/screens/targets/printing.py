"""What is printed of the screen 指标: the targets as filtered, or the summary that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.printing import Printable, board_printable

if TYPE_CHECKING:
    from ui.screens.targets.view import TargetsScreen


def printable(screen: TargetsScreen) -> Printable | None:
    """Return the board or the summary as something to print."""
    if screen.steps.place == 0:
        return screen.presenter.printable(screen.shown())
    table, scope = (screen.domains, "按领域") if screen.steps.place == 1 else (screen.units, "按责任单位")
    return board_printable(table.board, "指标完成情况表", scope)
