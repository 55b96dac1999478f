"""Letters: offered, drafted, issued with number, hash and code, reprinted, voided; the register."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.cases.workflow.state import CORRECTION_LETTER
from models.changes import Changes
from models.errors import EnvironmentProblem, UserError
from models.letters.offers import AWAITED, kinds_for
from models.letters.template import TemplateInput
from models.policy.model import Kind
from models.services import case_moves, letter_code, letter_offers, letter_snapshot
from models.services.case_state import state_of
from models.services.desk import Desk
from models.services.evaluation import evaluate
from models.services.letter_batches import LetterBatches
from models.services.letter_issue import write_letter
from models.services.letter_records import LetterRecords
from models.services.letter_verdict import LetterVerdict, verdict
from models.services.letter_wording import LetterWordingService, press_of
from models.services.press import LetterPress
from models.services.views import IssuedLetter, LetterFilter, LetterOffer, LetterRow
from models.storage import letters as stored
from models.storage.database import Row

_NONE: Mapping[str, str] = {}


class LetterService:
    """The letters of the office and their register."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.wording = LetterWordingService(desk)
        self.records = LetterRecords(desk)
        self.batches = LetterBatches(desk, self)

    def kinds(self) -> tuple[str, ...]:
        """Return the ids of all kinds of letters, in the order in which they are offered."""
        return self._press().kinds()

    def label(self, kind: str) -> str:
        """Return the Chinese name of a kind, e.g. 核准通知书."""
        return self._press().label(kind)

    def inputs(self, kind: str) -> tuple[TemplateInput, ...]:
        """Return what the officer may be asked for when issuing a kind; given back as `extra`."""
        return self._press().inputs(kind)

    def offers(self, case_id: int) -> tuple[LetterOffer, ...]:
        """Return every kind with whether it may be issued for the case now, and why not."""
        case = self._desk.case(case_id)
        state = state_of(self._desk, case, evaluate(self._desk, case))
        press = self._press()
        found = []
        for kind in press.kinds():
            reason = letter_offers.obstacle(case, state, kind)
            issued = kind in state.letters
            awaited = not reason and not issued and kind in AWAITED
            found.append(LetterOffer(kind, press.label(kind), not reason, reason, issued, awaited))
        return tuple(found)

    def offered(self, case_id: int) -> tuple[str, ...]:
        """Return the kinds that may be issued for the case now."""
        return tuple(offer.kind for offer in self.offers(case_id) if offer.permitted)

    def draft(self, case_id: int, kind: str, *, extra: Mapping[str, str] = _NONE) -> bytes:
        """Return a draft as PDF, without number and marked 草稿; nothing is stored.

        Raises UserError for a kind that matters of this kind never have.
        """
        self._require_kind(self._desk.case(case_id).kind, kind)
        snapshot = letter_snapshot.of_case(self._desk, case_id, kind, actor=None, extra=extra)
        press = self._press()
        document = press.compose(kind, replace(snapshot, draft=True))
        return press.render(document, created=self._desk.clock.now())

    def issue(
        self, case_id: int, kind: str, *, actor: Officer, extra: Mapping[str, str] = _NONE
    ) -> tuple[IssuedLetter, Changes]:
        """Issue a letter: number, PDF, hash and record in one transaction; raises UserError where not permitted.

        A second letter of a kind under the same decision is refused: void or reissue the first.
        """
        require_action(actor, "issue_letter")
        self._warm(case_id, kind, extra)
        with self._desk.db.atomic():
            self._require_permitted(case_id, kind)
            snapshot = letter_snapshot.of_case(self._desk, case_id, kind, actor=actor, extra=extra)
            issued = write_letter(self._desk, self._press(), snapshot, (case_id,), actor, None)
        return issued, Changes.of_case(case_id, "letters")

    def notify_correction(
        self, case_id: int, *, actor: Officer, extra: Mapping[str, str] = _NONE
    ) -> tuple[IssuedLetter, Changes]:
        """一次性告知: everything marked 待补 becomes one 补正通知书 and the clock stops, in one transaction."""
        require_action(actor, "issue_letter")
        self._warm(case_id, CORRECTION_LETTER, extra)
        with self._desk.db.atomic():
            case_moves.make_move(self._desk, case_id, "request_correction", actor=actor)
            snapshot = letter_snapshot.of_case(
                self._desk, case_id, CORRECTION_LETTER, actor=actor, extra=extra
            )
            issued = write_letter(self._desk, self._press(), snapshot, (case_id,), actor, None)
        return issued, Changes.of_case(case_id, "letters", "stages")

    def issue_over(
        self, case_ids: tuple[int, ...], kind: str, *, actor: Officer, extra: Mapping[str, str] = _NONE
    ) -> tuple[IssuedLetter, Changes]:
        """Issue one letter over several cases (公示, 资金拨付通知)."""
        require_action(actor, "issue_letter")
        with self._desk.db.atomic():
            snapshot = letter_snapshot.of_batch(self._desk, case_ids, kind, actor=actor, extra=extra)
            issued = write_letter(self._desk, self._press(), snapshot, case_ids, actor, None)
        return issued, Changes(cases=frozenset(case_ids), topics=frozenset({"letters"}))

    def reissue(
        self, letter_id: int, *, reason: str, actor: Officer, extra: Mapping[str, str] = _NONE
    ) -> tuple[IssuedLetter, Changes]:
        """Void a letter and issue it anew under a new number that names the old one."""
        require_action(actor, "issue_letter")
        row = self._row(letter_id)
        case_id = row["case_id"]
        if case_id is None:
            raise UserError("合并出具的文书不能这样重出", "", "请先作废，再重新合并出具")
        self._warm(case_id, row["kind"], extra)
        with self._desk.db.atomic():
            self._void(letter_id, reason, actor)
            self._require_permitted(case_id, row["kind"])
            snapshot = letter_snapshot.of_case(self._desk, case_id, row["kind"], actor=actor, extra=extra)
            issued = write_letter(
                self._desk,
                self._press(),
                replace(snapshot, replaces=row["number"]),
                (case_id,),
                actor,
                letter_id,
            )
        return issued, Changes.of_case(case_id, "letters")

    def void(self, letter_id: int, *, reason: str, actor: Officer) -> Changes:
        """Void a letter; its number is never given again."""
        require_action(actor, "issue_letter")
        with self._desk.db.atomic():
            row = self._void(letter_id, reason, actor)
        return Changes(
            cases=frozenset({row["case_id"]} if row["case_id"] else ()), topics=frozenset({"letters"})
        )

    def reprint(self, letter_id: int) -> bytes:
        """Return the bytes as issued; raises EnvironmentProblem when they no longer fit their hash."""
        row = self._row(letter_id)
        pdf = stored.pdf(self._desk.db, letter_id)
        if pdf is None or hashlib.sha256(pdf).hexdigest() != row["sha256"]:
            raise EnvironmentProblem(
                f"文书 {row['number']} 的存档已损坏", "内容与出具时的校验值不符", "请从备份恢复"
            )
        return pdf

    def register(
        self, filter: LetterFilter | None = None, *, limit: int = 200, after: int | None = None
    ) -> list[LetterRow]:
        """Return lines of the register, newest first, older than letter id `after`."""
        return stored.register(self._desk.db, filter or LetterFilter(), limit=limit, after=after)

    def mark_sent(self, letter_id: int, *, sent_on: date, sent_by: str, actor: Officer) -> Changes:
        """Note when and how a letter was sent."""
        return self._mark(
            letter_id, {"sent_on": sent_on.isoformat(), "sent_by": sent_by.strip()}, "送达", actor
        )

    def mark_received(self, letter_id: int, *, received_on: date, actor: Officer) -> Changes:
        """Note when a letter was received."""
        return self._mark(letter_id, {"received_on": received_on.isoformat()}, "签收", actor)

    def check_code(self, typed: str) -> LetterRow | None:
        """Return the letter that carries a printed code (or a scanned, genuine line), None when there is none."""
        return letter_code.find(self._desk, typed)

    def verify(self, typed: str) -> LetterVerdict:
        """Tell whether a paper letter is genuine, by its scanned line or its printed code; raises UserError for neither."""
        return verdict(self._desk, typed)

    def _mark(self, letter_id: int, values: dict[str, Any], label: str, actor: Officer) -> Changes:
        require_action(actor, "issue_letter")
        with self._desk.db.atomic():
            row = self._row(letter_id)
            self._desk.db.update("letters", letter_id, values)
            changes = [Change(key, label, str(row[key] or ""), value) for key, value in values.items()]
            self._desk.record(
                actor, "letter_delivery", label, case_id=row["case_id"], changes=changes, detail=row["number"]
            )
        return Changes.of_topic("letters")

    def _warm(self, case_id: int, kind: str, extra: Mapping[str, str]) -> None:
        """Read fonts and find faults of the letter before the write lock is taken."""
        snapshot = letter_snapshot.of_case(self._desk, case_id, kind, actor=None, extra=extra)
        self._press().compose(kind, replace(snapshot, draft=True))

    def _require_kind(self, matter_kind: Kind, kind: str) -> None:
        fitting = kinds_for(matter_kind)
        if kind not in fitting:
            labels = "、".join(self._press().label(one) for one in fitting)
            raise UserError(
                f"{matter_kind}事项不出具{self._press().label(kind)}", "", f"可出具：{labels}", field="kind"
            )

    def _require_permitted(self, case_id: int, kind: str) -> None:
        case = self._desk.case(case_id)
        state = state_of(self._desk, case, evaluate(self._desk, case))
        label = self._press().label(kind)
        if reason := letter_offers.obstacle(case, state, kind):
            raise UserError(f"现在不能出具{label}", reason)
        if kind in state.letters and kind not in letter_offers.REPEATED:
            raise UserError(f"{label}已经出具过", "同一决定只出具一份", "如需更正，请作废后重出")

    def _void(self, letter_id: int, reason: str, actor: Officer) -> Row:
        row = self._row(letter_id)
        if row["state"] == stored.VOID:
            raise UserError("这份文书已经作废", row["void_reason"], "")
        if not reason.strip():
            raise UserError("请填写作废的理由", field="reason")
        values = {
            "state": stored.VOID,
            "void_reason": reason.strip(),
            "voided_on": self._desk.clock.today().isoformat(),
        }
        self._desk.db.update("letters", letter_id, values)
        self._desk.record(
            actor,
            "letter_voided",
            "作废文书",
            case_id=row["case_id"],
            detail=row["number"],
            reason=reason.strip(),
        )
        return row

    def _row(self, letter_id: int) -> Row:
        row = stored.get(self._desk.db, letter_id)
        if row is None:
            raise UserError("没有这份文书", f"编号 {letter_id}", "请刷新后再试")
        return row

    def _press(self) -> LetterPress:
        return press_of(self._desk)
