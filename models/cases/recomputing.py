"""Computes stored receipts again, after an upgrade or to verify them, and lists what comes out otherwise."""

from __future__ import annotations

from typing import Literal

import msgspec

from models.awards import Assessment, Finding, assess, district_share, parse_facts
from models.cases.receipt import DeterminationReceipt, ReceiptFinding
from models.errors import UserError
from models.money import yuan_grouped
from models.policy.pack import Pack


class Difference(msgspec.Struct, frozen=True):
    """What comes out otherwise today: 结果 changes a figure or verdict, 文字 only the words, 政策包 only the edition."""

    kind: Literal["结果", "文字", "政策包"]
    field: str
    label: str
    stored: str
    now: str

    @property
    def words(self) -> str:
        """The difference in one Chinese line."""
        return f"{self.label}：核定时 {self.stored or '无'}，现为 {self.now or '无'}"


def recompute(receipt: DeterminationReceipt, pack: Pack) -> list[Difference]:
    """Return what comes out otherwise when the receipt's facts are assessed again with a pack; nothing is changed.

    A pack that no longer knows the matter or the facts is itself a difference.
    """
    differences = _same("政策包", "pack_hash", "政策包校验值", receipt.pack_hash[:12], pack.hash[:12])
    try:
        matter = pack.matter(receipt.matter)
        facts = parse_facts(matter, receipt.facts)
        found = assess(
            pack,
            matter,
            facts,
            prior_fen=receipt.prior_fen,
            prior_months=receipt.prior_months,
            settings=receipt.settings,
        )
    except UserError as error:
        return [*differences, Difference("结果", "facts", "按现行政策包测算", "可以测算", error.message)]
    share, _ = district_share(matter, receipt.determined_fen, settings=receipt.settings)
    return differences + _results(receipt, found, share) + _details(receipt, found)


def _results(receipt: DeterminationReceipt, found: Assessment, share_fen: int | None) -> list[Difference]:
    rows = (
        ("eligible", "是否符合", _yes(receipt.eligible), _yes(found.eligible)),
        ("nature", "金额性质", receipt.nature, found.nature),
        ("ceiling_fen", "政策上限", _amount(receipt.ceiling_fen), _amount(found.ceiling_fen)),
        ("payable_fen", "应缴额", _amount(receipt.payable_fen), _amount(found.payable_fen)),
        ("district_share_fen", "区级承担", _amount(receipt.district_share_fen), _amount(share_fen)),
    )
    return [one for row in rows for one in _same("结果", *row)]


def _details(receipt: DeterminationReceipt, found: Assessment) -> list[Difference]:
    now = {one.check: one for one in found.findings}
    then = {one.check: one for one in receipt.findings}
    differences: list[Difference] = []
    for check in dict.fromkeys((*then, *now)):
        old, new = then.get(check), now.get(check)
        label = f"审查项 {check}"
        verdicts = _same("结果", check, label, _verdict(old), _verdict(new))
        words = _same("文字", check, label, old.text if old else "", new.text if new else "")
        differences += verdicts or words
    old_steps = "；".join(f"{step.text} = {_amount(step.amount_fen)}" for step in receipt.steps)
    new_steps = "；".join(f"{step.text} = {_amount(step.amount_fen)}" for step in found.steps)
    return differences + _same("文字", "steps", "计算过程", old_steps, new_steps)


def _same(
    kind: Literal["结果", "文字", "政策包"], field: str, label: str, stored: str, now: str
) -> list[Difference]:
    return [] if stored == now else [Difference(kind, field, label, stored, now)]


def _yes(value: bool) -> str:
    return "符合" if value else "不符合"


def _verdict(finding: Finding | ReceiptFinding | None) -> str:
    return "" if finding is None else _yes(finding.ok)


def _amount(fen: int | None) -> str:
    return "" if fen is None else f"{yuan_grouped(fen)} 元"
