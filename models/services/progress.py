"""Progress of the document's targets and budget lines: reports entered, and how each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import ConflictError, FieldErrors, UserError
from models.money import parse_yuan, yuan_grouped
from models.periods import parse_date
from models.policy.document import Budget, Target
from models.policy.pack import Pack
from models.policy.standing import BudgetState, Figure, Standing, parse_figure, standing
from models.services.desk import Desk
from models.storage import progress as stored
from models.storage.database import Row

Read = TypeVar("Read")
MAX_EVIDENCE = 500
YI_FEN = 10**10


class ProgressService:
    """Targets and budgets of a pack (the current one by default)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def _pack(self, pack_id: str) -> Pack:
        editions = self._desk.editions
        return editions.pack(pack_id) if pack_id else editions.current

    def figures(self, pack_id: str = "") -> dict[str, tuple[Figure, ...]]:
        """Return every reported figure by target id, in the order entered."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for row in stored.targets(self._desk.db, self._pack(pack_id).id):
            day = date.fromisoformat(row["as_of"])
            figure = Figure(day, Decimal(row["value"]), row["evidence"], row["officer_name"])
            found[row["target_id"]].append(figure)
        return {target_id: tuple(figures) for target_id, figures in found.items()}

    def target_states(self, pack_id: str = "") -> tuple[Standing, ...]:
        """Return how every target of the pack stands, in the document's order."""
        pack = self._pack(pack_id)
        figures = self.figures(pack.id)
        year = pack.document.validity.period
        return tuple(standing(target, figures.get(target.id, ()), year=year) for target in pack.targets)

    def record_target(
        self, target_id: str, *, value: str, as_of: str, evidence: str = "", actor: Officer, pack_id: str = ""
    ) -> tuple[Standing, Changes]:
        """Enter a figure of a target in its unit; raises FieldErrors with all faults of the form."""
        require_action(actor, "record_progress")
        pack = self._pack(pack_id)
        target = _target_of(pack, target_id)
        figure, day, words = self._form(lambda: parse_figure(value), as_of, evidence, pack)
        with self._desk.db.atomic():
            stored.add_target(
                self._desk.db,
                pack_id=pack.id,
                target_id=target_id,
                value=format(figure, "f"),
                as_of=day,
                evidence=words,
                officer_id=actor.id,
                now=self._desk.now(),
            )
            change = Change(target.indicator, target_id, "", f"{figure}{target.unit}（{day.isoformat()}）")
            self._desk.record(actor, "target_reported", "填报指标进度", changes=[change], detail=words)
        found = standing(target, self.figures(pack.id)[target_id], year=pack.document.validity.period)
        return found, Changes.of_topic("targets")

    def withdraw_target(
        self, target_id: str, *, value: str, as_of: str, actor: Officer, pack_id: str = ""
    ) -> Changes:
        """Take back the figure of a target that the officer entered last; raises ConflictError where it is not the last."""
        require_action(actor, "record_progress")
        pack = self._pack(pack_id)
        target = _target_of(pack, target_id)
        with self._desk.db.atomic():
            rows = stored.targets(self._desk.db, pack.id)
            row = _last_of(actor, [row for row in rows if row["target_id"] == target_id])
            if (row["value"], row["as_of"]) != (value, as_of):
                raise _entered_since(value, row["value"])
            change = Change(target.indicator, target_id, f"{value}{target.unit}（{as_of}）", "撤销")
            self._withdraw("target", row, actor, change)
        return Changes.of_topic("targets")

    def withdraw_budget(
        self, budget_id: str, *, executed_fen: int, as_of: str, actor: Officer, pack_id: str = ""
    ) -> Changes:
        """Take back the executed sum (分) that the officer entered last; raises ConflictError where it is not the last."""
        require_action(actor, "record_progress")
        pack = self._pack(pack_id)
        budget = _budget_of(pack, budget_id)
        with self._desk.db.atomic():
            rows = stored.budgets(self._desk.db, pack.id)
            row = _last_of(actor, [row for row in rows if row["budget_id"] == budget_id])
            if (row["executed_fen"], row["as_of"]) != (executed_fen, as_of):
                raise _entered_since(executed_fen, row["executed_fen"])
            change = Change(budget.purpose, budget_id, f"{yuan_grouped(executed_fen)}元（{as_of}）", "撤销")
            self._withdraw("budget", row, actor, change)
        return Changes.of_topic("budgets")

    def _withdraw(self, topic: str, row: Row, actor: Officer, change: Change) -> None:
        place = f"{topic}_progress"
        stored.withdraw(self._desk.db, place, row["id"], officer_id=actor.id, now=self._desk.now())
        self._desk.record(actor, f"{topic}_withdrawn", "撤销填报", changes=[change], detail=row["evidence"])

    def budget_states(self, pack_id: str = "") -> tuple[BudgetState, ...]:
        """Return every budget line with its executed, committed and paid sums in 分."""
        pack = self._pack(pack_id)
        latest = {row["budget_id"]: row for row in stored.budgets(self._desk.db, pack.id)}
        by_clause = stored.committed_by_clause(self._desk.db, pack.id)
        states = []
        for budget in pack.budgets:
            row = latest.get(budget.id)
            held, paid = _committed(pack, budget, by_clause)
            states.append(
                BudgetState(
                    budget=budget,
                    planned_fen=int(Decimal(budget.amount_yi) * YI_FEN),
                    executed_fen=int(row["executed_fen"]) if row else None,
                    committed_fen=held,
                    paid_fen=paid,
                    as_of=date.fromisoformat(row["as_of"]) if row else None,
                    evidence=row["evidence"] if row else "",
                    officer_name=row["officer_name"] if row else "",
                )
            )
        return tuple(states)

    def budget_figures(self, pack_id: str = "") -> dict[str, tuple[Figure, ...]]:
        """Return every executed sum by budget id in yuan, in the order entered."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for row in stored.budgets(self._desk.db, self._pack(pack_id).id):
            day, value = date.fromisoformat(row["as_of"]), Decimal(row["executed_fen"]) / 100
            found[row["budget_id"]].append(Figure(day, value, row["evidence"], row["officer_name"]))
        return {budget_id: tuple(figures) for budget_id, figures in found.items()}

    def record_budget(
        self,
        budget_id: str,
        *,
        executed_yuan: str,
        as_of: str,
        evidence: str = "",
        actor: Officer,
        pack_id: str = "",
    ) -> Changes:
        """Enter what a budget line has spent since the start of the year, in yuan; raises FieldErrors."""
        require_action(actor, "record_progress")
        pack = self._pack(pack_id)
        budget = _budget_of(pack, budget_id)
        fen, day, words = self._form(
            lambda: parse_yuan(executed_yuan, field="executed_yuan", label="累计执行数"),
            as_of,
            evidence,
            pack,
        )
        with self._desk.db.atomic():
            stored.add_budget(
                self._desk.db,
                pack_id=pack.id,
                budget_id=budget_id,
                executed_fen=fen,
                as_of=day,
                evidence=words,
                officer_id=actor.id,
                now=self._desk.now(),
            )
            change = Change(budget.purpose, budget_id, "", f"{yuan_grouped(fen)}元（{day.isoformat()}）")
            self._desk.record(actor, "budget_reported", "填报预算执行", changes=[change], detail=words)
        return Changes.of_topic("budgets")

    def _form(
        self, read: Callable[[], Read], as_of: str, evidence: str, pack: Pack
    ) -> tuple[Read, date, str]:
        """Return figure, day and evidence of a form; raises FieldErrors with all its faults."""
        found: list[Any] = []
        errors: list[UserError] = []
        for part in (read, lambda: self._day(as_of, pack), lambda: _evidence(evidence)):
            try:
                found.append(part())
            except UserError as error:
                errors.append(error)
        if errors:
            raise FieldErrors(errors)
        figure, day, words = found
        return figure, day, words

    def _day(self, as_of: str, pack: Pack) -> date:
        day = parse_date(as_of, field="as_of", label="数据日期")
        if day > self._desk.clock.today():
            raise UserError(
                "数据日期晚于今天", f"填写的是 {day.isoformat()}", "请填写数据截止的日期", field="as_of"
            )
        if day < pack.document.validity.period.first:
            raise UserError(
                "数据日期早于文件年度", f"填写的是 {day.isoformat()}", "请填写本年度的日期", field="as_of"
            )
        return day


def _last_of(actor: Officer, rows: list[Row]) -> Row:
    """Return the entry made last, if the officer made it."""
    if not rows or rows[-1]["officer_id"] != actor.id:
        raise _entered_since("", rows[-1]["officer_name"] if rows else "")
    return rows[-1]


def _entered_since(mine: object, theirs: object) -> ConflictError:
    return ConflictError("之后又有新的填报", mine=mine, theirs=theirs)


def _target_of(pack: Pack, target_id: str) -> Target:
    found = next((one for one in pack.targets if one.id == target_id), None)
    if found is None:
        raise UserError("没有这项指标", f"编号“{target_id}”不在{pack.number}中", "请重新选择", field="target")
    return found


def _budget_of(pack: Pack, budget_id: str) -> Budget:
    found = next((one for one in pack.budgets if one.id == budget_id), None)
    if found is None:
        raise UserError("没有这一预算", f"编号“{budget_id}”不在{pack.number}中", "请重新选择", field="budget")
    return found


def _evidence(text: str) -> str:
    if len(text) > MAX_EVIDENCE:
        raise UserError("依据过长", f"最多 {MAX_EVIDENCE} 字", "请写明文件或报表名称即可", field="evidence")
    return text.strip()


def _committed(
    pack: Pack, budget: Budget, by_clause: dict[str, tuple[int, int]]
) -> tuple[int | None, int | None]:
    """A line for a whole domain counts all matters of the domain's clauses; a part of it cannot be counted."""
    if budget.part_of:
        return None, None
    if budget.scope == "全文":
        numbers = set(by_clause)
    else:
        domain = pack.clause(budget.scope).domain
        numbers = {clause.number for clause in pack.clauses if clause.domain == domain}
    sums = [by_clause[number] for number in numbers if number in by_clause]
    return sum(held for held, _ in sums), sum(paid for _, paid in sums)
