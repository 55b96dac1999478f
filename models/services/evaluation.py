"""What the rules say about a case now: facts parsed, cap head-room, assessment, checklist, papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.awards import Assessment, FactValue, Finding, assess, findings_of, parse_facts
from models.awards.conditions import Situation, judge
from models.cases.applicant import Applicant
from models.cases.caps import Headroom, cap_key, headroom_of
from models.cases.case import Case
from models.cases.checklist import CheckView, check_views
from models.cases.materials import MaterialView, material_views
from models.errors import FieldErrors, UserError
from models.policy.model import Condition, Matter
from models.policy.pack import Pack
from models.services import effective_packs
from models.services.desk import Desk
from models.services.office_rules import readings
from models.storage import applicants as stored_applicants
from models.storage import cases as stored_cases
from models.storage import files as stored_files
from models.storage import guide

EVENT_DATE = "event_date"


@dataclass(frozen=True)
class Evaluation:
    """The rules' view of one case; `facts` is None and `error` tells why while the facts do not suffice."""

    pack: Pack
    matter: Matter
    settings: Mapping[str, str]
    facts: Mapping[str, FactValue] | None
    error: str
    headroom: Headroom
    assessment: Assessment | None
    findings: tuple[Finding, ...]
    checks: tuple[CheckView, ...]
    materials: tuple[MaterialView, ...]

    @property
    def ceiling_fen(self) -> int | None:
        """The ceiling in 分, None where nothing can be computed."""
        return self.assessment.ceiling_fen if self.assessment is not None else None


def evaluate(desk: Desk, case: Case, applicant: Applicant | None = None) -> Evaluation:
    """Return the evaluation of a stored case; reads, never writes."""
    effective = effective_packs.of_case(desk, case)
    pack = effective.pack
    matter = pack.matter(case.matter_id)
    settings = pack.default_settings() | readings(desk)
    facts, error = facts_of(pack, matter, case)
    takers = stored_cases.takers(desk.db, case.cap_key, other_than=case.id)
    headroom = headroom_of(matter, scope_name=case.scope_key, settings=settings, takers=takers)
    assessment: Assessment | None = None
    findings: tuple[Finding, ...] = ()
    if facts is not None:
        assessment, findings, error = assessed(pack, matter, facts, headroom, settings)
    answers = guide.answers(desk.db, case.id)
    receipts = guide.receipts(desk.db, case.id)
    counts = stored_files.counts_of_case(desk.db, case.id)
    own = effective_packs.own_checks(matter)
    applicant = applicant or stored_applicants.get(desk.db, case.applicant_id)
    concerned = applicant.kind if applicant else None

    def holds(condition: Condition) -> bool | None:
        return _holds(condition, matter, facts, settings)

    checks = check_views(pack.checks_of(matter, concerned), findings, answers, own, holds)
    materials = material_views(pack.materials_of(matter, concerned), receipts, holds, counts)
    return Evaluation(pack, matter, settings, facts, error, headroom, assessment, findings, checks, materials)


def facts_of(pack: Pack, matter: Matter, case: Case) -> tuple[Mapping[str, FactValue] | None, str]:
    """Return the parsed facts, or None and the reason in Chinese."""
    raw = {**case.facts_raw, EVENT_DATE: case.event_date.isoformat()}
    try:
        return parse_facts(matter, raw), ""
    except FieldErrors as error:
        return None, "；".join(one.what for one in error.errors[:3])
    except UserError as error:
        return None, error.message


def assessed(
    pack: Pack,
    matter: Matter,
    facts: Mapping[str, FactValue],
    headroom: Headroom,
    settings: Mapping[str, str],
) -> tuple[Assessment | None, tuple[Finding, ...], str]:
    """Return assessment, findings and the reason why nothing could be computed (empty when it could)."""
    if matter.award is None:
        return None, findings_of(pack, matter, facts, settings=settings), ""
    try:
        found = assess(
            pack,
            matter,
            facts,
            prior_fen=headroom.prior_fen,
            prior_months=headroom.used_months,
            settings=settings,
        )
    except UserError as error:
        return None, findings_of(pack, matter, facts, settings=settings), error.message
    return found, found.findings, ""


def _holds(
    condition: Condition,
    matter: Matter,
    facts: Mapping[str, FactValue] | None,
    settings: Mapping[str, str],
) -> bool | None:
    if facts is None:
        return None
    return judge(condition, Situation.of(matter, facts, settings)).ok


def key_of(
    desk: Desk, pack: Pack, matter: Matter, applicant_id: int, event_date: date, scope_name: str
) -> str:
    """Return the key of the cap scope under the office's readings."""
    settings = pack.default_settings() | readings(desk)
    return cap_key(
        matter, applicant_id=applicant_id, event_date=event_date, scope_name=scope_name, settings=settings
    )


def recompute_cap_keys(desk: Desk, setting: str) -> frozenset[int]:
    """Give the cases of every matter whose cap scope hangs on a reading their scope anew; returns their ids."""
    changed: set[int] = set()
    for pack_id, matter_id in stored_cases.matters_in_use(desk.db):
        pack = desk.editions.pack(pack_id)
        matter = pack.matter(matter_id)
        cap = matter.award.cap if matter.award else None
        if cap is None or setting not in cap.scope_when:
            continue
        for case in stored_cases.of_matter(desk.db, pack_id, matter_id):
            key = key_of(desk, pack, matter, case.applicant_id, case.event_date, case.scope_key)
            if key != case.cap_key:
                stored_cases.update(desk.db, case.id, {"cap_key": key}, expected_version=None)
                changed.add(case.id)
    return frozenset(changed)


def counted_months(evaluation: Evaluation) -> int:
    """Return the months that the determination takes from a cap of months, 0 where the matter counts none."""
    award = evaluation.matter.award
    if award is None or evaluation.facts is None:
        return 0
    for tier in award.tier:
        if tier.form == "per_month" and tier.max_months:
            months = evaluation.facts[tier.months]
            assert isinstance(months, int)
            return min(months, max(0, tier.max_months - evaluation.headroom.used_months))
    return 0


def storable(value: FactValue | object) -> str | bool | int:
    """Return a fact as JSON keeps it: decimals and days as text; raises UserError for anything inexact."""
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    raise UserError("要素的值不能保存", f"“{str(value)[:30]}”不是文字、整数、是否或日期", "金额请以文字填写")
