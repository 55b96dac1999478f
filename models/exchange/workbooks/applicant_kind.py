"""Decides the kind of an applicant: as written, as the matter allows, or as a sound code leaves no doubt."""

from __future__ import annotations

from models.cases.applicant import PERSONAL
from models.cases.identity import check_credit_code, check_id_number
from models.errors import UserError
from models.policy.model import ApplicantKind, Matter

# The first character of a 统一社会信用代码 (GB 32100): 9 stands for businesses.
_BUSINESS = "9"


def kind_of(matter: Matter, typed: str, code: str) -> tuple[ApplicantKind, UserError | None]:
    """Return the applicant's kind; with an error (field `kind`) where the officer must say it."""
    kinds = matter.applicants
    if len(kinds) == 1:
        return kinds[0], None
    for kind in kinds:
        if kind == typed:
            return kind, None
    candidates = _candidates(kinds, code)
    if len(candidates) == 1:
        return candidates[0], None
    words = "、".join(kinds)
    why = f"这一事项的申报主体可以是{words}"
    error = UserError("不能断定主体类别", why, "请在“主体类别”列填写，并核对代码", field="kind")
    return (candidates or list(kinds))[0], error


def _candidates(kinds: tuple[ApplicantKind, ...], code: str) -> list[ApplicantKind]:
    personal = [kind for kind in kinds if kind in PERSONAL]
    others = [kind for kind in kinds if kind not in PERSONAL]
    if not code:
        return ["单位"] if "单位" in others and not personal and "企业" not in others else []
    if _passes(check_id_number, code):
        return personal
    if _passes(check_credit_code, code):
        return [kind for kind in others if (kind != "单位") == (code[0] == _BUSINESS)]
    # An unsound code is a fault of its own; where only one side is open, nothing is in doubt.
    return others if len(others) == 1 and not personal else personal if not others else []


def _passes(check: object, code: str) -> bool:
    assert callable(check)
    try:
        check(code)
    except UserError:
        return False
    return True
