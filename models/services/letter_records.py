"""One letter of the register in full: what it is about, when and how it was served, what replaced it, whether it is whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import FieldErrors, UserError
from models.ids import letter_number
from models.services import profile
from models.services.desk import Desk
from models.services.letter_wording import press_of
from models.services.views import LetterFilter, LetterRow
from models.storage import letters as stored
from models.storage.database import Row
from models.storage.numbering import all_sequences

# The ways in which a letter is served, as 民事诉讼法 names them and offices use them.
WAYS = ("直接送达", "邮寄送达", "电子送达", "留置送达", "公告送达", "窗口领取")
_LETTERS = "letter."


@dataclass(frozen=True)
class LetterCase:
    """A case that a letter is about."""

    id: int
    case_no: str
    applicant_name: str


@dataclass(frozen=True)
class LetterRecord:
    """A letter as the register knows it; `fault` tells when the stored bytes are missing or were changed."""

    row: LetterRow
    label: str
    issued_at: datetime
    amount_fen: int | None
    cases: tuple[LetterCase, ...]
    extra: dict[str, str]
    sent_by: str = ""
    void_reason: str = ""
    voided_on: date | None = None
    replaces: str = ""
    replaced_by: str = ""
    fault: str = ""


@dataclass(frozen=True)
class SequenceView:
    """A sequence of numbers: what it numbers, its year, the last number given and the next one as it will be written."""

    what: str
    year: int
    last: int
    next_number: str


@dataclass(frozen=True)
class Delivery:
    """When and how a letter was served, and when its receipt was signed."""

    sent_on: date | None = None
    sent_by: str = ""
    received_on: date | None = None


class LetterRecords:
    """The read side of the register, and the entry of service."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def count(self, filter: LetterFilter | None = None) -> int:
        """Return how many letters the filter finds."""
        return stored.count(self._desk.db, filter or LetterFilter())

    def years(self) -> tuple[int, ...]:
        """Return the years in which letters were issued, the newest first."""
        return stored.years(self._desk.db)

    def get(self, letter_id: int) -> LetterRecord:
        """Return a letter with everything the register knows; its bytes are read and compared with their hash."""
        row = self._row(letter_id)
        db = self._desk.db
        shown = stored.register(db, LetterFilter(), limit=1, after=letter_id + 1)[0]
        after = stored.successor(db, letter_id)
        snapshot = json.loads(row["snapshot"])
        return LetterRecord(
            row=shown,
            label=press_of(self._desk).label(row["kind"]),
            issued_at=datetime.fromisoformat(row["issued_at"]),
            amount_fen=snapshot.get("determined_fen"),
            cases=tuple(
                LetterCase(one["id"], one["case_no"], one["name"]) for one in stored.cases_of(db, letter_id)
            ),
            extra=dict(snapshot.get("extra") or {}),
            sent_by=row["sent_by"],
            void_reason=row["void_reason"],
            voided_on=stored.day(row["voided_on"]),
            replaces=row["replaced"] or "",
            replaced_by=after["number"] if after else "",
            fault=self._fault(row),
        )

    def deliver(self, letter_id: int, delivery: Delivery, *, actor: Officer) -> Changes:
        """Note when and how a letter was served and received; raises FieldErrors for days out of order."""
        require_action(actor, "issue_letter")
        with self._desk.db.atomic():
            row = self._row(letter_id)
            self._check(delivery, row)
            values = {
                "sent_on": _text(delivery.sent_on),
                "sent_by": delivery.sent_by.strip(),
                "received_on": _text(delivery.received_on),
            }
            labels = {"sent_on": "送达日期", "sent_by": "送达方式", "received_on": "签收日期"}
            changes = [
                Change(key, labels[key], str(row[key] or ""), value or "")
                for key, value in values.items()
                if (row[key] or "") != (value or "")
            ]
            if not changes:
                return Changes()
            self._desk.db.update("letters", letter_id, values)
            self._record(actor, row, changes)
        return Changes.of_topic("letters")

    def sequences(self) -> tuple[SequenceView, ...]:
        """Return the sequences of letter and case numbers with the number that comes next."""
        found = []
        for name, year, last in all_sequences(self._desk.db):
            if name.startswith(_LETTERS):
                prefix = name.removeprefix(_LETTERS)
                found.append(
                    SequenceView(f"文号 {prefix}", year, last, letter_number(prefix, year, last + 1))
                )
            elif name.startswith("case."):
                short = name.removeprefix("case.")
                found.append(
                    SequenceView(f"办件编号 {short}", year, last, f"BJ-{short}-{year}-{last + 1:05d}")
                )
        return tuple(found)

    def numbering(self) -> tuple[tuple[str, str], ...]:
        """Return each kind of letter with the head of its numbers (滨科惠核〔年〕序号号), empty for kinds without one."""
        press, office = press_of(self._desk), profile.required(self._desk)
        year = self._desk.clock.today().year
        heads = []
        for kind in press.kinds():
            word = press.sequence(kind)
            number = letter_number(office.number_prefix + word, year, 1) if word else ""
            heads.append((press.label(kind), number))
        return tuple(heads)

    def _check(self, delivery: Delivery, row: Row) -> None:
        errors = []
        issued, today = date.fromisoformat(row["issued_on"]), self._desk.clock.today()
        if row["state"] == stored.VOID:
            raise UserError("这份文书已经作废，不能送达", row["void_reason"], "请送达重新出具的文书")
        if delivery.received_on and not delivery.sent_on:
            errors.append(UserError("请先填写送达日期", "", "签收不早于送达", field="sent_on"))
        if delivery.sent_on and not delivery.sent_by.strip():
            errors.append(UserError("请填写送达方式", "", f"如：{WAYS[0]}", field="sent_by"))
        for field, label, day, first in (
            ("sent_on", "送达", delivery.sent_on, issued),
            ("received_on", "签收", delivery.received_on, delivery.sent_on or issued),
        ):
            if day and day < first:
                errors.append(UserError(f"{label}日期早于 {first}", f"填写的是 {day}", "请核对", field=field))
            elif day and day > today:
                errors.append(UserError(f"{label}日期晚于今天", f"填写的是 {day}", "请核对", field=field))
        if errors:
            raise FieldErrors(errors)

    def _record(self, actor: Officer, row: Row, changes: list[Change]) -> None:
        """The line stands in the record of every case that the letter is about."""
        for one in stored.cases_of(self._desk.db, row["id"]):
            self._desk.record(
                actor, "letter_delivery", "送达", case_id=one["id"], changes=changes, detail=row["number"]
            )

    def _fault(self, row: Row) -> str:
        pdf = stored.pdf(self._desk.db, row["id"])
        if pdf is None:
            return "存档的文件缺失"
        if hashlib.sha256(pdf).hexdigest() != row["sha256"]:
            return "存档的文件与出具时的校验值不符，已被改动"
        return ""

    def _row(self, letter_id: int) -> Any:
        row = stored.get(self._desk.db, letter_id)
        if row is None:
            raise UserError("没有这份文书", f"编号 {letter_id}", "请刷新后再试")
        return row


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
