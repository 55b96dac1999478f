"""The target board: fetches how the targets stand, enters figures, and hands out the files."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.cases.officers import action_obstacle
from models.periods import Period
from models.policy.document import Target
from models.policy.pack import Pack
from models.policy.standing import parse_figure, share_of_year
from ui.desk import Desk
from ui.printing import Printable
from ui.screens.targets.rows import TargetRow, rows_of, trimmed
from ui.undoing import Step, written


class TargetsPresenter:
    """Between the board of targets and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def pack(self) -> Pack:
        """The edition whose targets are shown."""
        pack: Pack = self._desk.office.editions.current
        return pack

    @property
    def year(self) -> Period:
        """The year over which the targets run."""
        return self.pack.document.validity.period

    @property
    def subtitle(self) -> str:
        """The document and what part of the year has gone."""
        today: date = self._desk.office.clock.today()
        share = (share_of_year(today, self.year) * 100).quantize(Decimal("0.1"))
        return f"{self.pack.number}　截至 {today.isoformat()}，全年时序 {share}%"

    def fetch(self, then: Callable[[tuple[TargetRow, ...]], None], *, owner: Any) -> None:
        """Fetch the rows in the document's order."""
        office, pack = self._desk.office, self.pack

        def call() -> tuple[TargetRow, ...]:
            return rows_of(pack, office.progress.target_states(pack.id), office.progress.figures(pack.id))

        self._desk.read(call, then, key="targets.rows", owner=owner)

    def obstacle(self) -> str:
        """Return why the officer at the desk may not enter figures, empty where it is allowed."""
        return action_obstacle(self._desk.officer, "record_progress")

    def reader(self, target: Target) -> Callable[[str], object]:
        """Return how a typed figure of the target is read: 8.5, 8.5亿元, 1,200."""

        def read(text: str) -> Decimal | None:
            plain = plain_text(text).removesuffix(plain_text(target.unit))
            return parse_figure(plain) if plain else None

        return read

    def echo(self, target: Target) -> Callable[[object], str]:
        """Return how the figure read is told back: what it is and what part of the target."""
        limit = Decimal(target.value)

        def told(value: object) -> str:
            assert isinstance(value, Decimal)
            words = f"{trimmed(value)} {target.unit}"
            if target.comparator == "<=" or not limit:
                return words
            return f"{words}，为目标的 {(value / limit * 100).quantize(Decimal('0.1'))}%"

        return told

    def record(
        self,
        target_id: str,
        value: Decimal,
        day: date,
        evidence: str,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Enter a figure; the board is announced as changed."""
        office, actor, pack_id = self._desk.office, self._desk.officer, self.pack.id

        def call() -> tuple[Any, Any]:
            answer: tuple[Any, Any] = office.progress.record_target(
                target_id,
                value=format(value, "f"),
                as_of=day.isoformat(),
                evidence=evidence,
                actor=actor,
                pack_id=pack_id,
            )
            return answer

        self._desk.write(call, done, failed=failed, owner=owner)

    def entry_step(self, row: TargetRow, value: Decimal, day: date, evidence: str) -> Step:
        """Return how a figure just entered is taken back, and entered again."""
        office, actor, pack_id = self._desk.office, self._desk.officer, self.pack.id
        figure, as_of, target = format(value, "f"), day.isoformat(), row.standing.target

        def back() -> tuple[Any, Any]:
            return None, office.progress.withdraw_target(
                target.id, value=figure, as_of=as_of, actor=actor, pack_id=pack_id
            )

        def again(done: Callable[[object], None], failed: Callable[[Exception], None]) -> None:
            self.record(target.id, value, day, evidence, done=done, failed=failed, owner=None)

        words = f"已填报：{target.indicator} {trimmed(value)} {target.unit}（{as_of}）"
        return Step(words, f"“{target.indicator}”的填报", written(self._desk, back), again)

    def file(self, kind: str, rows: Sequence[TargetRow]) -> Callable[[], bytes]:
        """Return the call that makes the board of these rows as xlsx or pdf."""
        office, pack_id, ids = self._desk.office, self.pack.id, frozenset(row.id for row in rows)
        return lambda: office.boards.targets_file(kind, pack_id=pack_id, target_ids=ids)

    def printable(self, rows: Sequence[TargetRow]) -> Printable | None:
        """Return the board of these rows, to be printed."""
        pack_id, ids = self.pack.id, frozenset(row.id for row in rows)
        if not ids:
            return None
        return Printable(
            "指标进度表",
            lambda office, officer, proceed: office.prints.table(
                office.boards.targets_report(pack_id=pack_id, target_ids=ids), actor=officer
            ),
        )

    @property
    def file_name(self) -> str:
        """The name proposed for the file."""
        return f"{self.pack.number}指标进度表 {self._desk.office.clock.today().isoformat()}"


def plain_text(text: str) -> str:
    """Return what was typed without spaces and thousands separators, full-width figures as plain ones."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace(",", "")
