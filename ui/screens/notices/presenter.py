"""Public notices: the batches, the cases that may go on notice, objections and their outcome, the end of the period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.cases.holidays import WorkCalendar
from models.cases.officers import action_obstacle
from models.services.views import CaseFilter, CaseRow, NoticeView, ObjectionView
from ui.desk import Desk

NOTICE_LETTER = "public_notice"
LIMIT = 500


@dataclass(frozen=True)
class NoticePage:
    """A notice with its cases; `end_obstacles` says of each case why its notice cannot end now, empty where it can."""

    notice: NoticeView
    cases: tuple[CaseRow, ...]
    end_obstacles: dict[int, str]

    @property
    def obstacle(self) -> str:
        """Why the notice cannot end now, empty where it can."""
        waiting = [row for row in self.cases if row.stage == "公示"]
        return next((words for row in waiting if (words := self.end_obstacles.get(row.id, ""))), "")


@dataclass(frozen=True)
class Eligible:
    """The cases that may go on notice now, the office's usual period and the working days to count it in."""

    cases: tuple[CaseRow, ...]
    days: int
    calendar: WorkCalendar


class NoticesPresenter:
    """Between the screen and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def fetch(self, then: Callable[[tuple[NoticeView, ...]], None], *, owner: Any) -> None:
        """Fetch the notices, newest first."""
        office = self._desk.office
        self._desk.read(office.notices.list, then, key="notices.rows", owner=owner)

    def fetch_page(self, notice_id: int, then: Callable[[NoticePage], None], *, owner: Any) -> None:
        """Fetch one notice with its cases."""
        office, actor = self._desk.office, self._desk.officer

        def call() -> NoticePage:
            notice = office.notices.get(notice_id)
            cases = tuple(office.cases.rows(CaseFilter(ids=notice.case_ids), limit=LIMIT))
            open_ids = tuple(row.id for row in cases if row.stage == "公示")
            obstacles, _ = office.cases.move_batch(open_ids, "end_notice", actor=actor, dry_run=True)
            return NoticePage(notice, cases, obstacles)

        self._desk.read(call, then, key="notices.page", owner=owner)

    def fetch_eligible(self, then: Callable[[Eligible], None], *, owner: Any) -> None:
        """Fetch the cases that may go on notice now."""
        office, actor = self._desk.office, self._desk.officer

        def call() -> Eligible:
            rows = office.cases.rows(CaseFilter(stages=("公示",)), limit=LIMIT)
            ids = tuple(row.id for row in rows)
            obstacles, _ = office.cases.move_batch(ids, "open_notice", actor=actor, dry_run=True)
            eligible = tuple(row for row in rows if not obstacles[row.id])
            return Eligible(eligible, office.settings.notice_days(), office.settings.calendar())

        self._desk.read(call, then, owner=owner)

    def obstacle(self, action: str) -> str:
        """Return why the officer at the desk may not do an action, empty where it is allowed."""
        return action_obstacle(self._desk.officer, action)

    def open(
        self,
        case_ids: tuple[int, ...],
        title: str,
        days: int,
        *,
        done: Callable[[NoticeView], None],
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Put cases on notice from today."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(
            lambda: office.notices.open(case_ids, title=title, days=days, actor=actor),
            done,
            failed=failed,
            owner=owner,
        )

    def end(self, notice_id: int, done: Callable[[NoticeView], None], *, owner: Any) -> None:
        """End a notice whose period is over."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(lambda: office.notices.end(notice_id, actor=actor), done, owner=owner)

    def object(
        self,
        notice_id: int,
        words: dict[str, str],
        case_id: int | None,
        *,
        done: Callable[[NoticeView], None],
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Record an objection."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(
            lambda: office.notices.object(notice_id, **words, case_id=case_id, actor=actor),
            done,
            failed=failed,
            owner=owner,
        )

    def settle(
        self,
        objection: ObjectionView,
        upheld: bool,
        outcome: str,
        *,
        done: Callable[[NoticeView], None],
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Record the outcome of an objection."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(
            lambda: office.notices.settle(objection.id, upheld=upheld, outcome=outcome, actor=actor),
            done,
            failed=failed,
            owner=owner,
        )

    def issue_letter(self, case_ids: tuple[int, ...], then: Callable[[Any], None], *, owner: Any) -> None:
        """Issue the 公示 over all cases of a batch."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(
            lambda: office.letters.issue_over(case_ids, NOTICE_LETTER, actor=actor), then, owner=owner
        )

    def fetch_letters(self, case_id: int, then: Callable[[Any], None], *, owner: Any) -> None:
        """Fetch the 公示 letters in force of a case (the batch shares them)."""
        office = self._desk.office

        def call() -> Any:
            found = office.cases.view(case_id).letters
            return tuple(one for one in found if one.kind == NOTICE_LETTER and one.state == "有效")

        self._desk.read(call, then, key="notices.letters", owner=owner)

    def reprint(self, letter_id: int, then: Callable[[bytes], None], *, owner: Any) -> None:
        """Fetch the stored bytes of an issued letter."""
        office = self._desk.office
        self._desk.read(lambda: office.letters.reprint(letter_id), then, owner=owner)
