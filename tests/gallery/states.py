"""Every group of pictures: its name, the office it is taken in, and what is done there; a new group is one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.gallery import (
    boards,
    cases,
    casework,
    exchange,
    further,
    intake,
    keeping,
    keyboard,
    office,
    printing,
    undoing,
)
from tests.gallery.frame import Gallery
from tests.gallery.offices import Shelf


class Group(NamedTuple):
    """Some states of the window, taken one after another in a window of their own."""

    name: str
    office: str
    take: Callable[[Gallery], None]


GROUPS: tuple[Group, ...] = (
    Group("start", "new", cases.first_start),
    Group("empty", "begun", boards.empty),
    Group("lists", "mixed", cases.lists),
    Group("one-case", "begun", cases.one_case),
    Group("applicants", "casework", casework.applicants),
    Group("notices", "casework", casework.notices),
    Group("payments", "casework", casework.payments),
    Group("case", "casework", casework.case_page),
    Group("batch", "casework", casework.batch),
    Group("letters", "served", office.letters),
    Group("settings", "served", office.settings),
    Group("exchange", "exchanging", exchange.both_ways),
    Group("targets", "figures", boards.targets),
    Group("budgets", "figures", boards.budgets),
    Group("policy", "figures", boards.policy),
    Group("intake", "training", intake.intake),
    Group("recognition", "training", intake.recognition),
    Group("templates", "training", intake.templates),
    Group("printing", "training", printing.take_all),
    Group("further", "training", further.everything),
    Group("kinds", "training", further.kinds),
    Group("keeping", "corrected", keeping.take_all),
    Group("keyboard", "casework", keyboard.walk),
    Group("undo", "training", undoing.everything),
)


def take_group(gallery: Gallery, shelf: Shelf, group: Group) -> None:
    """Take the pictures of one group."""
    with gallery.window(shelf.copy(group.office)):
        group.take(gallery)
