"""The checklist of a case: the pack's questions merged with automatic findings and the officer's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from models.awards.assessment import Finding
from models.errors import UserError
from models.policy.model import Check, Condition

MET, NOT_MET, TO_SUPPLY = "符合", "不符合", "待补"
VERDICTS = (MET, NOT_MET, TO_SUPPLY)


@dataclass(frozen=True)
class Answer:
    """An officer's answer to one question; `version` grows with every change."""

    check_id: str
    verdict: str = ""
    remark: str = ""
    version: int = 0
    officer_name: str = ""
    answered_at: str = ""


@dataclass(frozen=True)
class CheckView:
    """One line of the guide: the question, the words it rests on, and what the facts or the officer say.

    `text` of an automatic check tells figure, comparison and verdict. `version` goes back with an answer, so
    that a second window's answer is not overwritten unseen.
    """

    id: str
    question: str
    phrase: str
    help: str
    automatic: bool
    verdict: str
    text: str
    remark: str
    own: bool
    source: str = ""
    version: int = 0
    officer_name: str = ""
    answered_at: str = ""


def check_views(
    checks: Iterable[Check],
    findings: Iterable[Finding],
    answers: Mapping[str, Answer],
    own_ids: frozenset[str],
    holds: Callable[[Condition], bool | None] = lambda condition: None,
) -> tuple[CheckView, ...]:
    """Return the merged checklist in the pack's order; findings without a question of their own come last.

    `holds` judges a condition on the facts, None while they do not say: then the question is asked.
    """
    found = {finding.check: finding for finding in findings}
    asked = tuple(check for check in checks if check.ask_if is None or holds(check.ask_if) is not False)
    views = [
        _view(check, found.pop(check.id, None), answers.get(check.id), check.id in own_ids) for check in asked
    ]
    views.extend(_finding_view(finding) for finding in found.values())
    return tuple(views)


def _view(check: Check, finding: Finding | None, answer: Answer | None, own: bool) -> CheckView:
    given = answer or Answer(check.id)
    automatic = check.auto is not None or finding is not None
    verdict = given.verdict
    if automatic:
        verdict = "" if finding is None else MET if finding.ok else NOT_MET
    return CheckView(
        id=check.id,
        question=check.question,
        phrase=check.phrase or (finding.phrase if finding else ""),
        help=check.help,
        automatic=automatic,
        verdict=verdict,
        text=finding.text if finding else "",
        remark=given.remark,
        own=own,
        source=check.source,
        version=given.version,
        officer_name=given.officer_name,
        answered_at=given.answered_at,
    )


def _finding_view(finding: Finding) -> CheckView:
    verdict = MET if finding.ok else NOT_MET
    return CheckView(
        finding.check, finding.text, finding.phrase, "", True, verdict, finding.text, "", False, source="条款"
    )


def validated(check: CheckView, verdict: str, remark: str) -> tuple[str, str]:
    """Return verdict and remark as they may be saved; raises UserError for an automatic check or a bare refusal."""
    remark = remark.strip()
    if verdict and verdict not in VERDICTS:
        raise UserError(
            "没有这种判断", f"填写的是“{verdict[:20]}”", f"请选择{'、'.join(VERDICTS)}", field="verdict"
        )
    if check.automatic and verdict:
        raise UserError("此项由程序按填写的要素判断", check.text, "如判断有误，请改正要素", field="verdict")
    if len(remark) > 2000:
        raise UserError("备注过长", f"共 {len(remark)} 字", "请控制在2000字以内", field="remark")
    return verdict, remark


def open_questions(checks: Iterable[CheckView]) -> tuple[CheckView, ...]:
    """Return the checks without a verdict, in the order in which they are asked."""
    return tuple(check for check in checks if not check.verdict)


def failed(checks: Iterable[CheckView]) -> tuple[CheckView, ...]:
    """Return the checks that are not met."""
    return tuple(check for check in checks if check.verdict == NOT_MET)


def to_supply(checks: Iterable[CheckView]) -> tuple[CheckView, ...]:
    """Return the checks for which the applicant must supply something."""
    return tuple(check for check in checks if check.verdict == TO_SUPPLY)
