"""Registering a case and changing its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from models.awards import parse_facts
from models.cases.applicant import Applicant
from models.cases.case import Case
from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.cases.workflow import editing_obstacle, first_stage
from models.changes import Changes
from models.errors import ConflictError, FieldErrors, UserError
from models.ids import case_number, new_uid
from models.money import MAX_FEN, yuan_grouped
from models.periods import parse_date
from models.policy.model import Matter
from models.policy.pack import Pack
from models.services import effective_packs, profile
from models.services.case_state import state_of
from models.services.desk import Desk
from models.services.determining import no_longer_hold
from models.services.evaluation import EVENT_DATE, evaluate, key_of, storable
from models.storage import applicants as stored_applicants
from models.storage import cases as stored
from models.storage.numbering import next_number

MAX_TEXT = 500
_LABELS = {
    "applied_fen": "申请额",
    "scope_key": "项目（产品、展会）名称",
    "remark": "备注",
    "event_date": "发生日期",
}


def register(
    desk: Desk,
    *,
    matter_id: str,
    applicant_id: int,
    event_date: date | str,
    facts_raw: Mapping[str, object],
    applied_fen: int | None,
    scope_key: str,
    remark: str,
    actor: Officer,
) -> tuple[Case, Changes]:
    """Register a case; see `CaseService.register`."""
    require_action(actor, "register_case")
    office = profile.required(desk)
    day = _event_date(event_date)
    pack = effective_packs.effective(desk, desk.editions.find(matter_id, day).id).pack
    matter = pack.matter(matter_id)
    with desk.db.atomic():
        applicant = stored_applicants.get(desk.db, applicant_id)
        errors = [*_applicant_faults(matter, applicant), *_text_faults(applied_fen, scope_key, remark)]
        raw, fact_errors = checked_facts(pack, matter, facts_raw, day)
        if errors or fact_errors:
            raise FieldErrors([*errors, *fact_errors])
        values = _new_values(desk, pack, matter, applicant_id, day, scope_key.strip(), actor)
        values |= {"facts_raw": raw, "applied_fen": applied_fen, "remark": remark.strip()}
        values["case_no"] = _next_case_no(desk, office.unit_short)
        case = refresh_ceiling(desk, desk.case(stored.insert(desk.db, values)))
        detail = f"{case.case_no} {matter.id} {matter.name}"
        changes = _fact_changes({}, raw, matter)
        desk.record(actor, "registered", "登记办件", case_id=case.id, detail=detail, changes=changes)
    return case, Changes(cases=frozenset({case.id}), applicants=frozenset({applicant_id}))


def _next_case_no(desk: Desk, unit_short: str) -> str:
    year = desk.clock.today().year
    return case_number(unit_short, year, next_number(desk.db, f"case.{unit_short}", year))


def _new_values(
    desk: Desk, pack: Pack, matter: Matter, applicant_id: int, day: date, scope: str, actor: Officer
) -> dict[str, Any]:
    clause = pack.clause_of(matter)
    now = desk.now()
    return {
        "uid": new_uid(),
        "pack_id": pack.id,
        "pack_hash": pack.hash,
        "matter_id": matter.id,
        "clause": clause.number,
        "domain": clause.domain,
        "kind": matter.kind,
        "stage": first_stage(matter.kind),
        "applicant_id": applicant_id,
        "event_date": day,
        "event_year": day.year,
        "scope_key": scope,
        "cap_key": key_of(desk, pack, matter, applicant_id, day, scope),
        "unit": pack.units_of(matter)[0],
        "handler_id": actor.id,
        "created_by": actor.id,
        "registered_on": desk.clock.today(),
        "created_at": now,
        "updated_at": now,
    }


def save_facts(
    desk: Desk,
    case_id: int,
    facts_raw: Mapping[str, object],
    *,
    expected_version: int,
    actor: Officer,
    event_date: date | str | None,
    applied_fen: int | None,
    scope_key: str | None,
    remark: str | None,
    clear_applied: bool,
) -> tuple[Case, Changes]:
    """Save the facts of a case; see `CaseService.save_facts`."""
    with desk.db.atomic():
        case = desk.case(case_id)
        require_editable(desk, case, actor)
        if case.version != expected_version:
            raise ConflictError("这一办件已被另一窗口修改", mine=dict(facts_raw), theirs=dict(case.facts_raw))
        day = case.event_date if event_date is None else _event_date(event_date)
        pack = effective_packs.of_case(desk, case).pack
        matter = pack.matter(case.matter_id)
        raw, errors = checked_facts(pack, matter, facts_raw, day)
        errors += _text_faults(applied_fen, scope_key or "", remark or "")
        if errors:
            raise FieldErrors(errors)
        given = {"event_date": day, "applied_fen": applied_fen, "scope_key": scope_key, "remark": remark}
        values, field_changes = _field_changes(case, given)
        if clear_applied and case.applied_fen is not None:
            values["applied_fen"] = None
            field_changes.append(
                Change("applied_fen", _LABELS["applied_fen"], yuan_grouped(case.applied_fen), "")
            )
        changes = _fact_changes(case.facts_raw, raw, matter) + field_changes
        if not changes:
            return case, Changes()
        scope = str(values.get("scope_key", case.scope_key))
        values["cap_key"] = key_of(desk, pack, matter, case.applicant_id, day, scope)
        values |= {"facts_raw": raw, "event_year": day.year}
        _drop_determination(desk, case, actor, changes)
        stored.update(desk.db, case_id, values, expected_version=None)
        case = refresh_ceiling(desk, desk.case(case_id))
        desk.record(actor, "facts_changed", "修改申报要素", case_id=case_id, changes=changes)
    return case, Changes.of_case(case_id)


def _field_changes(case: Case, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Change]]:
    """The fields beside the facts that were given and differ; None leaves a field alone."""
    values = {key: value for key, value in given.items() if value is not None and value != getattr(case, key)}
    changes = [
        Change(key, _LABELS[key], _shown(key, getattr(case, key)), _shown(key, value))
        for key, value in values.items()
    ]
    return values, changes


def _drop_determination(desk: Desk, case: Case, actor: Officer, changes: list[Change]) -> None:
    """An amount determined on other facts does not hold; it stays on file with its receipt."""
    if case.determined_fen is None or all(change.field in ("remark", "applied_fen") for change in changes):
        return
    no_longer_hold(
        desk,
        case,
        actor,
        action="determination_lapsed",
        label="核定额失效",
        reason="申报要素已修改，须重新核定",
    )


def require_editable(desk: Desk, case: Case, actor: Officer) -> None:
    reason = editing_obstacle(state_of(desk, case, evaluate(desk, case)), actor)
    if reason:
        raise UserError("现在不能修改", reason)


def refresh_ceiling(desk: Desk, case: Case) -> Case:
    """Keep ceiling and parsed facts beside the case, for lists and reports."""
    evaluation = evaluate(desk, case)
    ceiling = evaluation.ceiling_fen
    parsed = (
        "" if evaluation.facts is None else {key: storable(value) for key, value in evaluation.facts.items()}
    )
    values = stored.stored({"ceiling_fen": ceiling, "facts_parsed": parsed})
    desk.db.execute(
        "UPDATE cases SET ceiling_fen = ?, facts_parsed = ? WHERE id = ?",
        (values["ceiling_fen"], values["facts_parsed"], case.id),
    )
    return replace(case, ceiling_fen=ceiling)


def checked_facts(
    pack: Pack, matter: Matter, facts_raw: Mapping[str, object], day: date
) -> tuple[dict[str, str | bool | int], list[UserError]]:
    """Return the facts as stored, and the faults of those given; missing ones are no fault yet."""
    errors: list[UserError] = []
    raw: dict[str, str | bool | int] = {}
    for key, value in facts_raw.items():
        if key == EVENT_DATE or value is None or value == "":
            continue
        try:
            raw[key] = storable(value)
        except UserError as error:
            errors.append(UserError(error.what, error.why, error.remedy, field=key))
    try:
        parse_facts(matter, {**raw, EVENT_DATE: day.isoformat()})
    except FieldErrors as error:
        errors += [one for one in error.errors if one.field in raw]
    except UserError as error:
        errors.append(error)
    return raw, errors


def _event_date(value: date | str) -> date:
    return value if isinstance(value, date) else parse_date(value, field=EVENT_DATE, label="事实发生日期")


def _applicant_faults(matter: Matter, applicant: Applicant | None) -> list[UserError]:
    if applicant is None or applicant.merged_into:
        return [
            UserError(
                "请选择申报主体", "没有这一主体，或它已并入另一主体", "请重新选择", field="applicant_id"
            )
        ]
    if applicant.kind not in matter.applicants:
        wanted = "、".join(matter.applicants)
        return [
            UserError(
                f"“{matter.name}”的申报主体应为{wanted}",
                f"“{applicant.name}”是{applicant.kind}",
                "请核对",
                field="applicant_id",
            )
        ]
    return []


def _text_faults(applied_fen: int | None, scope_key: str, remark: str) -> list[UserError]:
    errors = []
    if applied_fen is not None and not 0 <= applied_fen <= MAX_FEN:
        errors.append(UserError("申请额不正确", "应为不小于零的金额", "请核对", field="applied_fen"))
    for field, label, text in (("scope_key", "名称", scope_key), ("remark", "备注", remark)):
        if len(text) > MAX_TEXT:
            errors.append(
                UserError(f"{label}过长", f"共 {len(text)} 字", f"请控制在{MAX_TEXT}字以内", field=field)
            )
    return errors


def _fact_changes(old: Mapping[str, object], new: Mapping[str, object], matter: Matter) -> list[Change]:
    labels = {fact.key: fact.label for fact in matter.fact}
    return [
        Change(key, labels.get(key, key), _plain(old.get(key)), _plain(new.get(key)))
        for key in dict.fromkeys([*old, *new])
        if old.get(key) != new.get(key)
    ]


def _plain(value: object) -> str:
    if value is None:
        return ""
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def _shown(key: str, value: object) -> str:
    if key == "applied_fen" and isinstance(value, int):
        return yuan_grouped(value)
    return value.isoformat() if isinstance(value, date) else _plain(value)
