"""The pure award rules: facts in, assessment out, each finding and step with the clause's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.awards.arithmetic import Computed, Step, compute
from models.awards.conditions import Situation, judge
from models.awards.facts import EVENT_DATE, FactValue
from models.errors import UserError
from models.money import parse_yuan, percent_of, yuan, yuan_grouped
from models.policy.model import Award, Matter, Nature
from models.policy.pack import ONCE_CHECK, PERIOD_CHECK, Pack


@dataclass(frozen=True)
class Finding:
    """What the facts decide about one check: figure, comparison, threshold, verdict, and the clause's words."""

    check: str
    ok: bool
    text: str
    phrase: str


@dataclass(frozen=True)
class Assessment:
    """What a clause grants on given facts; amounts in 分. `ceiling_fen` is the amount itself where 定额."""

    matter: str
    eligible: bool
    nature: Nature
    ceiling_fen: int
    district_share_fen: int | None
    payable_fen: int | None
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    pack: str
    pack_hash: str
    interpretations: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the assessment as the command line prints it, amounts in yuan as text."""
        return {
            "matter": self.matter,
            "eligible": self.eligible,
            "nature": self.nature,
            "ceiling": yuan(self.ceiling_fen),
            "district_share": None if self.district_share_fen is None else yuan(self.district_share_fen),
            "payable": None if self.payable_fen is None else yuan(self.payable_fen),
            "findings": [vars(finding) for finding in self.findings],
            "steps": [{"text": step.text, "amount": yuan(step.amount_fen)} for step in self.steps],
            "interpretations": dict(self.interpretations),
            "pack": self.pack,
            "pack_hash": self.pack_hash,
        }


def assess(
    pack: Pack,
    matter: Matter,
    facts: Mapping[str, FactValue],
    *,
    prior_fen: int = 0,
    prior_months: int = 0,
    settings: Mapping[str, str] | None = None,
) -> Assessment:
    """Return what the matter grants on the facts.

    `prior_fen` is what was determined before within the cap's scope, `prior_months` the months already
    counted; `settings` the office's readings of doubtful wording (missing ones take the pack's default).
    Raises UserError for a matter without arithmetic, or where the text gives no figure.
    """
    award = _award_of(matter)
    readings = pack.default_settings() | dict(settings or {})
    situation = Situation.of(matter, facts, readings)
    findings = [*findings_of(pack, matter, facts, settings=readings)]
    tier = next((t for t in award.tier if t.when is None or judge(t.when, situation).ok), None)
    if award.cap and award.cap.once:
        findings.append(_once_finding(award, matter, prior_fen))
    eligible = tier is not None and all(finding.ok for finding in findings)
    nature: Nature = (tier.nature if tier and eligible else None) or matter.nature or "上限"
    computed, ceiling = Computed(0, ()), 0
    steps: tuple[Step, ...] = ()
    if tier is not None and eligible:
        computed = compute(tier, situation, nature, prior_months=prior_months)
        ceiling, cap_steps = _capped(award, computed.amount_fen, prior_fen, readings)
        steps = computed.steps + cap_steps
    share, share_steps = district_share(matter, ceiling, settings=readings) if eligible else (None, ())
    return Assessment(
        matter.id,
        eligible,
        nature,
        ceiling,
        share,
        computed.payable_fen,
        tuple(findings),
        steps + share_steps,
        pack.number,
        pack.hash,
        {note.setting: readings[note.setting] for note in pack.notes_of(matter) if note.setting},
    )


def findings_of(
    pack: Pack, matter: Matter, facts: Mapping[str, FactValue], *, settings: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return what the facts decide of the matter's checks: the period first, then each automatic check."""
    situation = Situation.of(matter, facts, pack.default_settings() | dict(settings))
    found = [_period_finding(pack, matter, facts)]
    for check in matter.check:
        if check.auto is not None:
            verdict = judge(check.auto, situation)
            found.append(Finding(check.id, verdict.ok, verdict.text, check.phrase))
    return tuple(found)


def _award_of(matter: Matter) -> Award:
    if matter.award is None:
        raise UserError(
            f"事项 {matter.id} 不计算金额",
            f"“{matter.name}”属于{matter.kind}事项，条款没有给出金额",
            "请选择奖补、费用优惠或担保额度事项",
            field="matter",
        )
    return matter.award


def _period_finding(pack: Pack, matter: Matter, facts: Mapping[str, FactValue]) -> Finding:
    """Facts must be dated within the document's year, or within the clause's own period."""
    day = facts[EVENT_DATE]
    assert isinstance(day, date)
    validity = matter.validity or pack.document.validity
    ok = validity.period.covers(day)
    verb = "在" if ok else "不在"
    text = f"{matter.event_label} {day.isoformat()} {verb} {validity.period} 之内"
    return Finding(PERIOD_CHECK, ok, text, validity.phrase)


def _once_finding(award: Award, matter: Matter, prior_fen: int) -> Finding:
    """一次性: once per applicant and matter."""
    assert award.cap is not None
    ok = prior_fen == 0
    text = (
        "此前未享受过本项一次性支持" if ok else f"此前已核定 {yuan_grouped(prior_fen)} 元，一次性支持不再重复"
    )
    return Finding(ONCE_CHECK, ok, text, award.cap.phrase or matter.phrase)


def _capped(
    award: Award, amount_fen: int, prior_fen: int, settings: Mapping[str, str]
) -> tuple[int, tuple[Step, ...]]:
    """A cap with a scope counts what was determined before in the same scope; what is left is the ceiling."""
    cap = award.cap
    amount = cap.amount_under(settings) if cap else ""
    if cap is None or not amount:
        return amount_fen, ()
    limit, scope = parse_yuan(amount), cap.scope_under(settings)
    left = max(0, limit - prior_fen)
    result = min(amount_fen, left)
    steps = []
    if prior_fen:
        steps.append(
            Step(f"{scope}上限 {yuan_grouped(limit)} − 此前已核定 {yuan_grouped(prior_fen)}，余量", left)
        )
    if result < amount_fen:
        bound = "余量" if prior_fen else f"{scope}上限"
        steps.append(Step(f"{yuan_grouped(amount_fen)} 超过{bound}，取 {yuan_grouped(left)}", result))
    elif prior_fen:
        steps.append(Step(f"{yuan_grouped(amount_fen)} 未超过余量，按计算数", result))
    return result, tuple(steps)


def district_share(
    matter: Matter, amount_fen: int, *, settings: Mapping[str, str]
) -> tuple[int | None, tuple[Step, ...]]:
    """Return the district's part of an amount in 分, cut down, with its step; None where nothing is shared."""
    share = _award_of(matter).share
    if share is None:
        return None, ()
    if share.when is not None and not judge(share.when, Situation(matter, {}, settings)).ok:
        return None, ()
    amount = percent_of(amount_fen, Decimal(share.percent), "cut")
    text = f"区级承担 {yuan_grouped(amount_fen)} × {share.percent}%，其余由市级承担"
    return amount, (Step(text, amount),)
