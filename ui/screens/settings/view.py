"""The screen 设置: sections on the left, one page at a time; nothing typed is lost by turning away."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from models.changes import Changes
from ui.desk import Desk
from ui.navigation import Navigator
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.section_bar import SectionBar
from ui.widgets.parts import column, line

TOPICS = frozenset({"settings", "profile", "officers", "backups", "letters", "policy", "exchange"})


class Section(NamedTuple):
    """A section: its title, its name for links, and how to build its page."""

    title: str
    name: str
    build: Callable[[Desk, Navigator], SettingsPage]


def _unit(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.unit_page import UnitPage

    return UnitPage(desk)


def _officers(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.officers_page import OfficersPage

    return OfficersPage(desk)


def _rules(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.rules_page import RulesPage

    return RulesPage(desk)


def _terms(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.terms_page import TermsPage

    return TermsPage(desk)


def _wording(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.wording_page import WordingPage

    return WordingPage(desk)


def _numbering(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.numbering_page import NumberingPage

    return NumberingPage(desk)


def _readings(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.readings_page import ReadingsPage

    return ReadingsPage(desk, navigator)


def _backup(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.backup_page import BackupPage

    return BackupPage(desk)


def _exchange(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.exchange_page import ExchangePage

    return ExchangePage(desk)


def _lock(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.lock_page import LockPage

    return LockPage(desk)


def _about(desk: Desk, navigator: Navigator) -> SettingsPage:
    from ui.screens.settings.about_page import AboutPage

    return AboutPage(desk)


SECTIONS: tuple[Section, ...] = (
    Section("单位", "unit", _unit),
    Section("人员", "officers", _officers),
    Section("审核规则", "rules", _rules),
    Section("时限与节假日", "terms", _terms),
    Section("文书用语", "wording", _wording),
    Section("编号", "numbering", _numbering),
    Section("口径", "readings", _readings),
    Section("备份", "backup", _backup),
    Section("锁定", "lock", _lock),
    Section("单位交换", "exchange", _exchange),
    Section("关于", "about", _about),
)


class SettingsScreen(QWidget):
    """A page is built when it is first turned to."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.bar = SectionBar(tuple(one.title for one in SECTIONS))
        self.pages: dict[int, SettingsPage] = {}
        self._room = column()
        layout = line(spacing=16, margins=(20, 12, 20, 16))
        layout.addWidget(self.bar)
        layout.addLayout(self._room, 1)
        self.setLayout(layout)
        self.bar.turned.connect(self._turn_to)
        desk.bridge.changed.connect(self._on_changed)
        desk.officer_changed.connect(lambda officer: self._refresh_all())

    @property
    def page(self) -> SettingsPage:
        """The page shown."""
        return self.pages[self.bar.place]

    @property
    def section(self) -> str:
        """The name of the section shown."""
        return SECTIONS[self.bar.place].name

    def on_shown(self) -> None:
        """Look again."""
        self._turn_to(self.bar.place)

    def put_away(self) -> None:
        """Keep what is being typed."""
        for page in self.pages.values():
            page.put_away()

    def go_to(self, name: str) -> None:
        """Show a section by its name: backup, lock, wording …"""
        self.bar.turn_to(next(place for place, one in enumerate(SECTIONS) if one.name == name))

    def _turn_to(self, place: int) -> None:
        if place not in self.pages:
            made = SECTIONS[place].build(self._desk, self._navigator)
            made.dirty_changed.connect(lambda dirty, number=place: self.bar.mark(number, dirty))
            self.pages[place] = made
            self._room.addWidget(made)
        for number, page in self.pages.items():
            if number != place and page.isVisible():
                page.put_away()
            page.setVisible(number == place)
        self.pages[place].refresh()

    def _refresh_all(self) -> None:
        """Another officer may change other things."""
        for page in self.pages.values():
            page.refresh()

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if changes.topics & TOPICS and self.isVisible() and self.bar.place in self.pages:
            self.page.refresh()
