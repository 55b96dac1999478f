"""The list of screens, in the order and with the keys of the navigation; a new screen is one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


class Navigator(Protocol):
    """What a screen may ask of the window."""

    def open_screen(self, name: str) -> None: ...

    def open_at(self, name: str, place: str) -> None: ...

    def open_case(self, case_id: int) -> None: ...

    def new_case(self, matter_id: str = "", applicant_id: int = 0) -> None: ...


class ScreenEntry(NamedTuple):
    """A screen of the navigation: its name in code, its title, its icon, its digit (or sign) with Alt, and how to build it."""

    name: str
    title: str
    icon: str
    digit: int | str
    build: Callable[[Desk, Navigator], QWidget]


def _workbench(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.workbench.view import WorkbenchScreen

    return WorkbenchScreen(desk, navigator)


def _cases(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.cases.view import CasesScreen

    return CasesScreen(desk, navigator)


def _applicants(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.applicants.view import ApplicantsScreen

    return ApplicantsScreen(desk, navigator)


def _notices(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.notices.view import NoticesScreen

    return NoticesScreen(desk, navigator)


def _payments(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.payments.view import PaymentsScreen

    return PaymentsScreen(desk, navigator)


def _policy(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.policy.view import PolicyScreen

    return PolicyScreen(desk, navigator)


def _letters(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.letters.view import LettersScreen

    return LettersScreen(desk, navigator)


def _targets(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.targets.view import TargetsScreen

    return TargetsScreen(desk, navigator)


def _budgets(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.budgets.view import BudgetsScreen

    return BudgetsScreen(desk, navigator)


def _settings(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.settings.view import SettingsScreen

    return SettingsScreen(desk, navigator)


def _statistics(desk: Desk, navigator: Navigator) -> QWidget:
    from ui.screens.statistics.view import StatisticsScreen

    return StatisticsScreen(desk, navigator)


# 公示 0, 拨付 -, 主体 3, 政策 4, 文书 5, 指标 6, 预算 7, 统计 8, 设置 9: the digit of a screen never changes.
SCREENS: tuple[ScreenEntry, ...] = (
    ScreenEntry("workbench", "工作台", "layout-dashboard", 1, _workbench),
    ScreenEntry("cases", "办件", "folders", 2, _cases),
    ScreenEntry("notices", "公示", "bell", "0", _notices),
    ScreenEntry("payments", "拨付", "file-check", "-", _payments),
    ScreenEntry("applicants", "主体", "building", 3, _applicants),
    ScreenEntry("policy", "政策", "book", 4, _policy),
    ScreenEntry("letters", "文书", "file-text", 5, _letters),
    ScreenEntry("targets", "指标", "target", 6, _targets),
    ScreenEntry("budgets", "预算", "coins", 7, _budgets),
    ScreenEntry("statistics", "统计", "chart-bar", 8, _statistics),
    ScreenEntry("settings", "设置", "settings", 9, _settings),
)
