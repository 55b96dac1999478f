"""Who must approve which amount: the office's thresholds and the role or officer each one asks for."""

from __future__ import annotations

from dataclasses import dataclass

from models.cases.officers import APPROVER, ROLES, Officer, Role
from models.errors import UserError
from models.money import wan


@dataclass(frozen=True)
class ApprovalTier:
    """From `from_fen` on, an officer of this role, or one of the named officers when any are named, approves."""

    from_fen: int
    role: Role = APPROVER
    officer_ids: frozenset[int] = frozenset()
    label: str = ""


@dataclass(frozen=True)
class ApprovalRules:
    """The tiers in ascending order of amount; without tiers every 审批 officer may approve everything."""

    tiers: tuple[ApprovalTier, ...] = ()

    def tier_for(self, amount_fen: int) -> ApprovalTier:
        """Return the tier that holds for an amount in 分 (the threshold itself belongs to the higher tier)."""
        found = ApprovalTier(0)
        for tier in self.tiers:
            if amount_fen >= tier.from_fen:
                found = tier
        return found

    def obstacle(self, officer: Officer, amount_fen: int) -> str:
        """Return "" when the officer may approve the amount, else the reason in Chinese."""
        if not self.tiers:
            return ""
        tier = self.tier_for(amount_fen)
        if tier.officer_ids:
            if officer.id in tier.officer_ids:
                return ""
            return f"{_words(tier)}由{tier.label or '指定人员'}审批，{officer.name}不在其列，请转交"
        if tier.role in officer.roles:
            return ""
        return f"{_words(tier)}由{tier.label or tier.role}人员审批，请转交"


NO_RULES = ApprovalRules()


def make_rules(tiers: tuple[ApprovalTier, ...]) -> ApprovalRules:
    """Return the rules in order; raises UserError for two tiers from one amount, a negative amount or a bad role."""
    ordered = tuple(sorted(tiers, key=lambda tier: tier.from_fen))
    amounts = [tier.from_fen for tier in ordered]
    if len(set(amounts)) < len(amounts):
        raise UserError("审批权限有两档起点相同", "", "请为每一档设不同的起点金额", field="approval_rules")
    if amounts and amounts[0] < 0:
        raise UserError("审批权限的起点不能为负数", "", "请填写零或正数", field="approval_rules")
    if bad := [tier.role for tier in ordered if tier.role not in ROLES]:
        raise UserError(
            f"没有“{bad[0]}”这一角色", "", f"请从{'、'.join(ROLES)}中选择", field="approval_rules"
        )
    return ApprovalRules(ordered)


def _words(tier: ApprovalTier) -> str:
    return f"{wan(tier.from_fen)}以上的" if tier.from_fen else "本办件"
