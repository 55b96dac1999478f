"""Tells whether a paper letter is genuine: the scanned line or the typed code against the signature and the register."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.errors import UserError
from models.letters.verification import LetterFacts, read_code, read_line
from models.money import yuan_grouped
from models.services import signing
from models.services.desk import Desk
from models.services.letter_records import LetterRecord, LetterRecords
from models.storage import letters as stored
from models.storage.database import Row

Standing = Literal["真实", "已作废", "被改动", "登记不符", "查无此文书"]


@dataclass(frozen=True)
class ComparedFact:
    """One fact of a letter as the paper's code says it and as the register says it."""

    label: str
    scanned: str
    registered: str

    @property
    def same(self) -> bool:
        """Tell whether both agree."""
        return self.scanned == self.registered


@dataclass(frozen=True)
class LetterVerdict:
    """What became of a check: the standing, why, the letter of the register, and the facts side by side.

    `facts` is empty when a code was typed: then the officer compares the register with the paper by eye.
    """

    standing: Standing
    words: str
    record: LetterRecord | None = None
    facts: tuple[ComparedFact, ...] = ()


def verdict(desk: Desk, typed: str) -> LetterVerdict:
    """Return the verdict on a scanned line or a typed code; raises UserError (field `code`) for neither of them."""
    if "|" in typed:
        return _of_line(desk, "".join(typed.split()))
    code = read_code(typed)
    if not code:
        raise UserError(
            "这不是查验码",
            f"填写的是“{typed.strip()[:30]}”",
            "查验码共16位，印在文书末尾二维码旁；也可以粘贴扫码得到的整行文字",
            field="code",
        )
    row = stored.by_code(desk.db, code)
    if row is None:
        return LetterVerdict(
            "查无此文书", f"登记中没有查验码为 {code} 的文书。请核对是否抄错，或文书不是本单位出具的。"
        )
    return _registered(desk, row, "查验码与登记一致。请将纸面内容与下列登记逐项核对。", ())


def _of_line(desk: Desk, line: str) -> LetterVerdict:
    key = signing.public_key(desk.db)
    scanned = read_line(line, bytes.fromhex(key)) if key else None
    if scanned is None:
        raise UserError(
            "这不是本程序文书的二维码",
            "二维码的内容不完整或属于其他文书",
            "请重新扫码，粘贴整行文字",
            field="code",
        )
    row = stored.by_code(desk.db, scanned.facts.code) or _by_number(desk, scanned.facts.number)
    known = _facts_of(desk, row) if row else None
    compared = _compared(scanned.facts, known) if known else ()
    if not scanned.genuine:
        words = "二维码的签名与本单位的密钥不符：内容被改动，或不是本单位出具的。"
        record = LetterRecords(desk).get(row["id"]) if row else None
        return LetterVerdict("被改动", words, record, compared)
    if row is None:
        words = "签名是本单位的，但登记中没有这份文书。可能是恢复到较早的数据后丢失了登记，请核对存档。"
        return LetterVerdict("登记不符", words)
    if any(not fact.same for fact in compared):
        record = LetterRecords(desk).get(row["id"])
        return LetterVerdict("登记不符", "签名是本单位的，但内容与登记不一致。", record, compared)
    words = "签名有效，内容与登记一致。请再核对纸面文字与二维码所载是否相同。"
    return _registered(desk, row, words, compared)


def _registered(desk: Desk, row: Row, words: str, compared: tuple[ComparedFact, ...]) -> LetterVerdict:
    record = LetterRecords(desk).get(row["id"])
    if record.row.state == stored.VOID:
        after = f"已由 {record.replaced_by} 代替。" if record.replaced_by else ""
        told = f"本单位确曾出具，但已于 {record.voided_on} 作废（{record.void_reason}），不得使用。{after}"
        return LetterVerdict("已作废", told, record, compared)
    if record.fault:
        words += f"注意：{record.fault}。"
    return LetterVerdict("真实", words, record, compared)


def _by_number(desk: Desk, number: str) -> Row | None:
    if not number:
        return None
    return desk.db.one(
        "SELECT id, number, kind, state, sha256, issued_on FROM letters WHERE number = ?", (number,)
    )


def _facts_of(desk: Desk, row: Row) -> LetterFacts:
    whole = stored.get(desk.db, row["id"])
    assert whole is not None
    amount = json.loads(whole["snapshot"]).get("determined_fen")
    return LetterFacts(whole["number"], date.fromisoformat(whole["issued_on"]), amount, whole["code"])


def _compared(scanned: LetterFacts, known: LetterFacts) -> tuple[ComparedFact, ...]:
    return (
        ComparedFact("文号", scanned.number or "（无）", known.number or "（无）"),
        ComparedFact("发文日期", str(scanned.issued_on), str(known.issued_on)),
        ComparedFact("金额", _amount(scanned.amount_fen), _amount(known.amount_fen)),
        ComparedFact("查验码", scanned.code, known.code),
    )


def _amount(fen: int | None) -> str:
    return "（无）" if fen is None else f"{yuan_grouped(fen)} 元"
