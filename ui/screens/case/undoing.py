"""Undo on the case page: what the presenter reports as edited is taken back by writing the former value anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.cases.case import Case
from models.money import yuan_grouped
from models.services.views import CaseView
from ui.desk import Desk
from ui.undoing import Act, Done, Failed, Step, UndoBar, UndoStack

if TYPE_CHECKING:
    from ui.screens.case.view import CaseScreen

CHECK, PAPER = "check", "paper"
UNDONE, REDONE = "撤销刚才的修改", "重做刚才撤销的修改"
Answer = tuple[str, str]


class CaseUndo(UndoStack):
    """One per case page: remembers the edits of the officer who sits here on the case that is open."""

    def __init__(self, desk: Desk, screen: CaseScreen, bar: UndoBar) -> None:
        super().__init__(desk, screen, bar)
        self._screen = screen
        self._presenter = screen.presenter
        self._presenter.edits = self
        self._sent: dict[tuple[str, str], Answer] = {}
        self._writing = False
        self._officer_id = 0
        bar.undo_asked.connect(self.undo)
        bar.redo_asked.connect(self.redo)
        desk.officer_changed.connect(self._on_officer)

    def forget(self) -> None:
        """Another case or another officer: what was done before is not theirs to take back."""
        super().forget()
        self._sent.clear()

    def settled(self) -> None:
        """Everything sent has come back."""
        self._sent.clear()

    def when_ready(self, run: Callable[[], None]) -> None:
        """Wait for what is on its way, so that the version written to is the present one."""
        if self._presenter.view is not None:
            self._presenter.when_settled(run)

    # --- what the presenter reports

    def answered(self, kind: str, key: str, given: Answer) -> None:
        """An answer to a question, or what was noted about a paper, is on its way."""
        former, title = _standing(self._view, kind, key)
        former = self._sent.get((kind, key), former)
        self._sent[kind, key] = given
        if former == given or self._writing:
            return
        told = f"已改为 {given[0] or '未答'}" if former[0] != given[0] else "已改备注"
        self.add(
            Step(
                f"{told}：{title}",
                title,
                self._answer(kind, key, former),
                self._answer(kind, key, given),
                lambda: _standing(self._view, kind, key)[0] == given,
                lambda: _standing(self._view, kind, key)[0] == former,
            )
        )

    def facts_saved(self, former: Case, saved: Case) -> None:
        """Facts were saved; an amount determined on the former ones does not hold any more, nor does undo bring it back."""
        if _facts(former) == _facts(saved):
            return
        lapsed = former.determined_fen is not None and saved.determined_fen is None
        after = "，核定额须重新填写" if lapsed else ""
        self.add(
            Step(
                f"申报事实已修改{after}",
                f"申报事实的修改{after}",
                self._put_facts(former),
                self._put_facts(saved),
                lambda: _facts(self._view.case) == _facts(saved),
                lambda: _facts(self._view.case) == _facts(former),
            )
        )

    def determined(self, former: Case, amount_fen: int, basis: str) -> None:
        """An amount was determined, the first one or another one."""
        before, given = (former.determined_fen, former.basis), (amount_fen, basis)
        if before == given:
            return
        first = before[0] is None
        self.add(
            Step(
                f"{'已核定' if first else '核定额已改为'} {yuan_grouped(amount_fen)} 元",
                f"核定 {yuan_grouped(amount_fen)} 元" if first else "核定额的修改",
                self._determine(before, UNDONE),
                self._determine(given, REDONE),
                lambda: _determined(self._view.case) == given,
                lambda: _determined(self._view.case) == before,
            )
        )

    # --- inside

    @property
    def _view(self) -> CaseView:
        assert self._presenter.view is not None
        return self._presenter.view

    def _answer(self, kind: str, key: str, value: Answer) -> Act:
        def act(done: Done, failed: Failed) -> None:
            send = self._presenter.answer if kind == CHECK else self._presenter.receive
            self._writing = True
            send(key, *value)
            self._writing = False
            (self._screen.guide.checks if kind == CHECK else self._screen.guide.materials).go_to(key)
            # Whatever comes of it is told by the presenter, as for any answer.
            done(None)

        return act

    def _put_facts(self, to: Case) -> Act:
        """Return the act that writes the facts as the case had them, an empty amount applied for included."""

        def act(done: Done, failed: Failed) -> None:
            presenter, case = self._presenter, self._view.case
            office, actor = self._desk.office, self._desk.officer
            self._desk.write(
                lambda: office.cases.save_facts(
                    case.id,
                    to.facts_raw,
                    expected_version=case.version,
                    actor=actor,
                    event_date=to.event_date,
                    applied_fen=to.applied_fen,
                    clear_applied=to.applied_fen is None,
                ),
                lambda saved: presenter.refresh(done),
                failed=failed,
                owner=self._screen,
            )

        return act

    def _determine(self, value: tuple[int | None, str], reason: str) -> Act:
        """Return the act that determines an amount, or takes the determination back where there was none."""
        amount_fen, basis = value

        def act(done: Done, failed: Failed) -> None:
            more = {"reason": reason, "expected_version": self._view.case.version}
            self._presenter.write(
                lambda office, case_id, actor: (
                    office.cases.withdraw_determination(case_id, actor=actor, **more)
                    if amount_fen is None
                    else office.cases.determine(
                        case_id, amount_fen=amount_fen, basis=basis, actor=actor, **more
                    )
                ),
                lambda: done(None),
                failed,
            )

        return act

    def _on_officer(self, officer: object) -> None:
        officer_id = getattr(officer, "id", 0)
        if officer_id != self._officer_id:
            self._officer_id = officer_id
            self.forget()


def _standing(view: CaseView, kind: str, key: str) -> tuple[Answer, str]:
    """What is saved now of a question or a paper, and its name; nothing where it is asked no more."""
    if kind == CHECK:
        check = next((one for one in view.checks if one.id == key), None)
        if check is None:
            return ("", ""), ""
        return ("" if check.automatic else check.verdict, check.remark), check.question
    item = next((one for one in view.materials if one.id == key), None)
    return ((item.state, item.remark), item.name) if item is not None else (("", ""), "")


def _facts(case: Case) -> tuple[object, ...]:
    return dict(case.facts_raw), case.event_date, case.applied_fen


def _determined(case: Case) -> tuple[int | None, str]:
    return case.determined_fen, case.basis
