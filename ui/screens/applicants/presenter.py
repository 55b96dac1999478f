"""The applicants: finds them, fetches one with everything it has, merges doubles and undoes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.cases.officers import action_obstacle
from models.services.merge_views import MergeView
from models.services.views import Applicant, ApplicantRow, ApplicantView
from ui.desk import Desk
from ui.undoing import Step, written

LIMIT = 200


@dataclass(frozen=True)
class ApplicantPage:
    """Everything the page of an applicant shows, read at one moment; `others` are the likely doubles in full."""

    view: ApplicantView
    merges: tuple[MergeView, ...]
    others: tuple[Applicant, ...]


class ApplicantsPresenter:
    """Between the screen and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(
        self, text: str, kinds: tuple[str, ...], then: Callable[[list[ApplicantRow]], None], *, owner: Any
    ) -> None:
        """Find applicants by name, initials or code."""
        office = self._desk.office
        self._desk.read(
            lambda: office.applicants.find(text, kinds, LIMIT), then, key="applicants.rows", owner=owner
        )

    def fetch(self, applicant_id: int, then: Callable[[ApplicantPage], None], *, owner: Any) -> None:
        """Fetch an applicant."""
        office = self._desk.office

        def call() -> ApplicantPage:
            view = office.applicants.view(applicant_id)
            others = tuple(office.applicants.get(row.id) for row in view.duplicates)
            return ApplicantPage(view, office.applicants.merges(applicant_id), others)

        self._desk.read(call, then, key="applicants.page", owner=owner)

    def obstacle(self, action: str) -> str:
        """Return why the officer at the desk may not do an action, empty where it is allowed."""
        return action_obstacle(self._desk.officer, action)

    def merge(
        self,
        kept_id: int,
        merged_id: int,
        reason: str,
        *,
        name: str,
        done: Callable[[int], None],
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Merge a double of this name into the one that is kept."""
        applicants, actor, desk = self._desk.office.applicants, self._desk.officer, self._desk
        merge_ids: list[int] = []

        def merge() -> tuple[int, Any]:
            merge_id, changes = applicants.merge(kept_id, merged_id, reason=reason, actor=actor)
            merge_ids.append(merge_id)
            return merge_id, changes

        step = Step(
            f"已合并“{name}”",
            f"合并“{name}”",
            written(desk, lambda: (None, applicants.unmerge(merge_ids[-1], actor=actor))),
            written(desk, merge),
        )

        def merged(merge_id: int) -> None:
            done(merge_id)
            desk.did.emit(owner, step)

        desk.write(merge, merged, failed=failed, owner=owner)

    def unmerge(self, merge_id: int, done: Callable[[Any], None], *, owner: Any) -> None:
        """Undo a merge."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(lambda: (None, office.applicants.unmerge(merge_id, actor=actor)), done, owner=owner)
