"""The budget board: fetches the lines, enters what was executed, and hands out the files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from models.cases.officers import action_obstacle
from models.letters.amounts import capitals
from models.money import yuan, yuan_grouped
from models.periods import Period
from models.policy.pack import Pack
from models.policy.standing import share_of_year
from ui.desk import Desk
from ui.printing import Printable
from ui.screens.budgets.rows import BudgetRow, rows_of, yi
from ui.typed import read_amount
from ui.undoing import Step, written


class BudgetsPresenter:
    """Between the board of budget lines and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def pack(self) -> Pack:
        """The edition whose lines are shown."""
        pack: Pack = self._desk.office.editions.current
        return pack

    @property
    def year(self) -> Period:
        """The year of the budget."""
        return self.pack.document.validity.period

    @property
    def subtitle(self) -> str:
        """The document and what part of the year has gone."""
        today: date = self._desk.office.clock.today()
        share = (share_of_year(today, self.year) * 100).quantize(Decimal("0.1"))
        return f"{self.pack.number}　截至 {today.isoformat()}，全年时序 {share}%"

    def fetch(self, then: Callable[[tuple[BudgetRow, ...]], None], *, owner: Any) -> None:
        """Fetch the rows in the document's order."""
        office, pack = self._desk.office, self.pack

        def call() -> tuple[BudgetRow, ...]:
            states = office.progress.budget_states(pack.id)
            return rows_of(pack, states, office.progress.budget_figures(pack.id))

        self._desk.read(call, then, key="budgets.rows", owner=owner)

    def obstacle(self) -> str:
        """Return why the officer at the desk may not enter figures, empty where it is allowed."""
        return action_obstacle(self._desk.officer, "record_progress")

    def read(self, text: str) -> object:
        """Return whole 分 for what was typed, None for nothing; raises UserError when it cannot be read."""
        return read_amount(text, label="累计执行数", field="executed_yuan")

    def echo(self, row: BudgetRow) -> Callable[[object], str]:
        """Return how the amount read is told back: in words and as part of the line."""

        def told(value: object) -> str:
            assert isinstance(value, int)
            rate = (Decimal(value) * 100 / row.state.planned_fen).quantize(Decimal("0.1"))
            over = "，已超过安排数，请核对" if value > row.state.planned_fen else ""
            return f"{yuan_grouped(value)} 元（{yi(value)}）　{capitals(value)}，为安排数的 {rate}%{over}"

        return told

    def record(
        self,
        budget_id: str,
        executed_fen: int,
        day: date,
        evidence: str,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        owner: Any,
    ) -> None:
        """Enter what a line has spent since the start of the year; the board is announced as changed."""
        office, actor, pack_id = self._desk.office, self._desk.officer, self.pack.id

        def call() -> tuple[Any, Any]:
            changes = office.progress.record_budget(
                budget_id,
                executed_yuan=yuan(executed_fen),
                as_of=day.isoformat(),
                evidence=evidence,
                actor=actor,
                pack_id=pack_id,
            )
            return None, changes

        self._desk.write(call, done, failed=failed, owner=owner)

    def entry_step(self, row: BudgetRow, executed_fen: int, day: date, evidence: str) -> Step:
        """Return how a sum just entered is taken back, and entered again."""
        office, actor, pack_id = self._desk.office, self._desk.officer, self.pack.id
        as_of = day.isoformat()

        def back() -> tuple[Any, Any]:
            return None, office.progress.withdraw_budget(
                row.id, executed_fen=executed_fen, as_of=as_of, actor=actor, pack_id=pack_id
            )

        def again(done: Callable[[object], None], failed: Callable[[Exception], None]) -> None:
            self.record(row.id, executed_fen, day, evidence, done=done, failed=failed, owner=None)

        words = f"已填报：{row.title} {yuan_grouped(executed_fen)} 元（{as_of}）"
        return Step(words, f"“{row.title}”的填报", written(self._desk, back), again)

    def file(self, kind: str) -> Callable[[], bytes]:
        """Return the call that makes the board as xlsx or pdf."""
        office, pack_id = self._desk.office, self.pack.id
        return lambda: office.boards.budgets_file(kind, pack_id=pack_id)

    def printable(self) -> Printable:
        """Return the board, to be printed."""
        pack_id = self.pack.id
        return Printable(
            "预算执行表",
            lambda office, officer, proceed: office.prints.table(
                office.boards.budgets_report(pack_id=pack_id), actor=officer
            ),
        )

    @property
    def file_name(self) -> str:
        """The name proposed for the file."""
        return f"{self.pack.number}预算执行表 {self._desk.office.clock.today().isoformat()}"
