"""The workbench: fetches what waits for the officer at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from models.cases.officers import action_obstacle
from models.services.views import WorkbenchView
from ui.desk import Desk

# Field of WorkbenchView, title, what an empty list says, status colour when not empty.
PILES: tuple[tuple[str, str, str, str], ...] = (
    ("waiting_for_me", "待我办理", "没有等您办理的办件。", "info"),
    ("overdue", "已逾期", "没有逾期的办件。", "bad"),
    ("due_today", "今日到期", "今天没有到期的办件。", "wait"),
    ("waiting_for_applicant", "待主体补正", "没有等申请主体补正的办件。", "wait"),
    ("in_notice", "公示中", "没有公示中的办件。", "info"),
    ("unpaid", "待拨付", "没有待拨付的办件。", "info"),
    ("recent", "最近办理", "还没有办件。按 Ctrl+N 登记第一件。", "quiet"),
)


class WorkbenchPresenter:
    """Between the workbench and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def today(self) -> date:
        """The day at the desk."""
        day: date = self._desk.office.clock.today()
        return day

    def fetch(self, then: Callable[[WorkbenchView], None], *, owner: Any) -> None:
        """Fetch the workbench of the officer at the desk."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.read(lambda: office.cases.workbench(actor), then, key="workbench", owner=owner)

    def fetch_backup_warnings(self, then: Callable[[tuple[str, ...]], None], *, owner: Any) -> None:
        """Fetch what is wrong with the backups, for officers who can do something about it."""
        office = self._desk.office
        if action_obstacle(self._desk.officer, "backup"):
            then(())
            return
        self._desk.read(lambda: office.backups.standing().warnings, then, key="workbench.backup", owner=owner)
