"""One move for many cases: which moves are possible, a dry run with reasons, then one by one with progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from models.changes import Changes
from models.services.views import CaseRow, MoveView
from ui.desk import Desk
from ui.tasks import Job

SIMPLE = frozenset({"opinion", "reason"})


class BatchPresenter:
    """Between the dialog and the office."""

    def __init__(self, desk: Desk, rows: tuple[CaseRow, ...]) -> None:
        self._desk = desk
        self.rows = rows
        self._stop = False

    def fetch_moves(self, then: Callable[[tuple[MoveView, ...]], None], *, owner: QObject) -> None:
        """Fetch the moves that one case of each kind and stage could make now, the line's own ones first."""
        office, actor = self._desk.office, self._desk.officer
        samples = {}
        for row in self.rows:
            samples.setdefault((row.kind, row.stage, row.waiting), row.id)
        sample_ids = tuple(samples.values())

        def call() -> tuple[MoveView, ...]:
            found: dict[str, MoveView] = {}
            for case_id in sample_ids:
                for move in office.cases.view(case_id, actor=actor).moves:
                    here = not move.reason.startswith("办件现处")
                    if here and set(move.needs) <= SIMPLE:
                        found.setdefault(move.name, move)
            return tuple(sorted(found.values(), key=lambda one: (not one.target, "reason" in one.needs)))

        self._desk.read(call, then, owner=owner)

    def dry_run(self, name: str, then: Callable[[dict[int, str]], None], *, owner: QObject) -> None:
        """Tell of each case why the move is not permitted now, empty where it is; nothing changes."""
        office, actor, ids = self._desk.office, self._desk.officer, tuple(row.id for row in self.rows)

        def call() -> dict[int, str]:
            results, _ = office.cases.move_batch(ids, name, actor=actor, dry_run=True)
            found: dict[int, str] = results
            return found

        self._desk.read(call, then, key="batch.dry_run", owner=owner)

    def stop(self) -> None:
        """Stop after the case in hand; what was done so far is told."""
        self._stop = True

    def run(
        self,
        case_ids: tuple[int, ...],
        name: str,
        texts: dict[str, str],
        *,
        progressed: Callable[[int, int], None],
        then: Callable[[dict[int, str]], None],
        owner: QObject,
    ) -> Job:
        """Make the move for each case in its own transaction; `stop` ends it between two cases."""
        office, actor = self._desk.office, self._desk.officer
        self._stop = False

        def call(
            report: Callable[[int, int], None], cancelled: Callable[[], bool]
        ) -> tuple[dict[int, str], Changes]:
            results: dict[int, str] = {}
            changes = Changes()
            for done, case_id in enumerate(case_ids):
                if self._stop or cancelled():
                    break
                result, changed = office.cases.move_batch((case_id,), name, actor=actor, **texts)
                results |= result
                changes |= changed
                report(done + 1, len(case_ids))
            return results, changes

        def finished(answer: tuple[dict[int, str], Changes]) -> None:
            results, changes = answer
            then(results)
            self._desk.bridge.changed.emit(changes, owner)

        return self._desk.tasks.run_long(
            call, progressed=progressed, then=finished, failed=self._desk.show_problem, owner=owner
        )
