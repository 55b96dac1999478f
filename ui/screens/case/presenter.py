"""One case: fetches it, saves facts, answers, papers, determination and moves; drafts of what is not saved yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.cases.case import Case
from models.errors import ConflictError, UserError
from models.services.views import CaseView, LetterOffer, MoveView
from ui.desk import Desk

Show = Callable[[CaseView], None]


class CasePresenter:
    """Between the case page and the office; every answer brings the whole case back."""

    def __init__(self, desk: Desk, show: Show, owner: Any) -> None:
        self._desk = desk
        self._show = show
        self._owner = owner
        self.case_id = 0
        self.view: CaseView | None = None
        self._pending = 0
        self._waiting: list[Callable[[], None]] = []
        self._sent: dict[str, int] = {}
        # Told of every edit, so that it can be undone.
        self.edits: Any = None
        self.on_conflict: Callable[[ConflictError, Callable[[], None]], None] | None = None

    def document(self) -> str:
        """Return the policy document of the case as it is quoted: 《…》（滨政〔2024〕12号）."""
        pack = self._desk.office.editions.pack(self._required().case.pack_id)
        return f"《{pack.document.name}》（{pack.number}）"

    def open(self, case_id: int) -> None:
        """Turn to a case."""
        self.case_id, self.view = case_id, None
        self.refresh()

    def refresh(self, then: Callable[[object], object] | None = None) -> None:
        """Fetch the case again."""
        if not self.case_id:
            return
        office, case_id, actor = self._desk.office, self.case_id, self._desk.officer

        def arrived(view: CaseView) -> None:
            self._arrived(view)
            if then is not None:
                then(view)

        # What waits for the answer must not lose it to a later reading.
        key = "" if then is not None else "case.view"
        self._desk.read(lambda: office.cases.view(case_id, actor=actor), arrived, key=key, owner=self._owner)

    def fetch_letters(self, then: Callable[[tuple[LetterOffer, ...]], None]) -> None:
        """Fetch every kind of letter with whether it can be issued now."""
        office, case_id = self._desk.office, self.case_id
        self._desk.read(lambda: office.letters.offers(case_id), then, key="case.letters", owner=self._owner)

    def answer(self, check_id: str, verdict: str, remark: str) -> None:
        """Save the answer to a question."""
        if self.edits is not None:
            self.edits.answered("check", check_id, (verdict, remark))
        version = self._next_version(check_id, {check.id: check.version for check in self._required().checks})
        self.write(
            lambda office, case_id, actor: office.cases.answer(
                case_id, check_id, verdict, remark, actor=actor, expected_version=version
            ),
            again=lambda: self.answer(check_id, verdict, remark),
        )

    def receive(self, material_id: str, state: str, remark: str) -> None:
        """Save what was noted about a paper."""
        if self.edits is not None:
            self.edits.answered("paper", material_id, (state, remark))
        version = self._next_version(
            material_id, {item.id: item.version for item in self._required().materials}
        )
        self.write(
            lambda office, case_id, actor: office.cases.receive(
                case_id, material_id, state, remark, actor=actor, expected_version=version
            ),
            again=lambda: self.receive(material_id, state, remark),
        )

    def save_facts(self, facts: dict[str, object], applied_fen: int | None) -> None:
        """Save changed facts, then fetch the case with everything computed anew."""
        former = self._required().case

        def saved(case: Case) -> None:
            if self.edits is not None:
                self.edits.facts_saved(former, case)
            self.refresh()

        office, case_id, actor = self._desk.office, self.case_id, self._desk.officer
        self._desk.write(
            lambda: office.cases.save_facts(
                case_id,
                facts,
                expected_version=former.version,
                actor=actor,
                event_date=str(facts["event_date"]),
                applied_fen=applied_fen,
            ),
            saved,
            failed=lambda error: self._refused(error, lambda: self.save_facts(facts, applied_fen)),
            owner=self._owner,
        )

    def determine(
        self,
        amount_fen: int,
        basis: str,
        reason: str,
        done: Callable[[], None],
        fault: Callable[[UserError], None],
    ) -> None:
        """Save a determined amount; a fault of a field goes back to the page."""

        def send() -> None:
            former = self._required().case

            def saved() -> None:
                if self.edits is not None:
                    self.edits.determined(former, amount_fen, basis.strip())
                done()

            self.write(
                lambda office, case_id, actor: office.cases.determine(
                    case_id,
                    amount_fen=amount_fen,
                    basis=basis,
                    reason=reason,
                    actor=actor,
                    expected_version=former.version,
                ),
                saved,
                lambda error: (
                    fault(error) if isinstance(error, UserError) and error.field else self._failed(error)
                ),
                again=lambda: self.determine(amount_fen, basis, reason, done, fault),
            )

        self.when_settled(send)

    def move(self, move: MoveView, texts: dict[str, str], done: Callable[[], None]) -> None:
        """Make a move."""
        rest = {key: value for key, value in texts.items() if key not in ("opinion", "reason")}

        def send() -> None:
            version = self._required().case.version
            self.write(
                lambda office, case_id, actor: office.cases.move(
                    case_id,
                    move.name,
                    opinion=texts.get("opinion", ""),
                    reason=texts.get("reason", ""),
                    actor=actor,
                    expected_version=version,
                    values=rest,
                ),
                done,
                again=lambda: self.move(move, texts, done),
            )

        self.when_settled(send)

    def draft_letter(self, kind: str, then: Callable[[bytes], None]) -> None:
        """Make the draft of a letter."""
        office, case_id = self._desk.office, self.case_id
        self._desk.read(lambda: office.letters.draft(case_id, kind), then, owner=self._owner)

    def issue_letter(self, kind: str, then: Callable[[Any], None]) -> None:
        """Number, render and store a letter."""
        office, case_id, actor = self._desk.office, self.case_id, self._desk.officer

        def issued(letter: Any) -> None:
            self.refresh()
            then(letter)

        self._desk.write(lambda: office.letters.issue(case_id, kind, actor=actor), issued, owner=self._owner)

    def reprint(self, letter_id: int, then: Callable[[bytes], None]) -> None:
        """Fetch the stored bytes of an issued letter."""
        office = self._desk.office
        self._desk.read(lambda: office.letters.reprint(letter_id), then, owner=self._owner)

    # --- inside

    def _required(self) -> CaseView:
        assert self.view is not None, "the case page has not arrived yet"
        return self.view

    def _next_version(self, key: str, saved: dict[str, int]) -> int:
        """Return the version an answer builds on, counting those on their way."""
        version = max(saved[key], self._sent.get(key, 0))
        self._sent[key] = version + 1
        return version

    def when_settled(self, send: Callable[[], None]) -> None:
        """Send once everything sent before has come back, so that the version is the present one."""
        if self._pending:
            self._waiting.append(send)
        else:
            send()

    def write(
        self,
        call: Callable[[Any, int, Any], tuple[Any, Any]],
        done: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        again: Callable[[], None] | None = None,
    ) -> None:
        """Write to the case; the call brings the whole case back. `again` repeats it after a conflict."""
        office, case_id, actor = self._desk.office, self.case_id, self._desk.officer
        self._pending += 1

        def saved(view: CaseView) -> None:
            self._pending -= 1
            if done:
                done()
            self._arrived(view)

        def refused(error: Exception) -> None:
            self._pending -= 1
            self._refused(error, again, failed)

        self._desk.write(lambda: call(office, case_id, actor), saved, failed=refused, owner=self._owner)

    def _arrived(self, view: CaseView) -> None:
        if view.case.id != self.case_id:
            return
        self.view = view
        if self._pending:
            return
        self._sent.clear()
        if self.edits is not None:
            self.edits.settled()
        self._show(view)
        waiting, self._waiting = self._waiting, []
        for send in waiting:
            send()

    def _refused(
        self,
        error: Exception,
        again: Callable[[], None] | None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """After a conflict show what the other one saved, and let the officer choose between both values."""
        show = self.on_conflict
        if not isinstance(error, ConflictError) or show is None or again is None:
            (failed or self._failed)(error)
            return
        conflict, repeat = error, again
        self._sent.clear()
        self._waiting.clear()
        office, case_id, actor = self._desk.office, self.case_id, self._desk.officer

        def arrived(view: CaseView) -> None:
            self._arrived(view)
            if view.case.id == self.case_id:
                show(conflict, repeat)

        self._desk.read(lambda: office.cases.view(case_id, actor=actor), arrived, owner=self._owner)

    def _failed(self, error: Exception) -> None:
        """Tell the problem; after a conflict the other one's values come onto the page."""
        self._sent.clear()
        self._waiting.clear()
        self._desk.show_problem(error)
        if isinstance(error, UserError):
            self.refresh()
