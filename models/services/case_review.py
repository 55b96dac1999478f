"""Working on a case: answers, papers, the determined amount, progress and notes."""

from __future__ import annotations

from models.cases import checklist, materials
from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.cases.workflow import determination_obstacle, editing_obstacle
from models.changes import Changes
from models.errors import ConflictError, UserError
from models.services import case_page
from models.services.case_state import headroom_fen, state_of
from models.services.desk import Desk
from models.services.determining import no_longer_hold, save_determination
from models.services.evaluation import evaluate
from models.services.views import CaseView
from models.storage import guide


def answer(
    desk: Desk,
    case_id: int,
    check_id: str,
    verdict: str,
    remark: str,
    *,
    actor: Officer,
    expected_version: int | None,
) -> tuple[CaseView, Changes]:
    """Answer a question; see `CaseService.answer`."""
    with desk.db.atomic():
        case = desk.case(case_id)
        evaluation = evaluate(desk, case)
        _require_editable(editing_obstacle(state_of(desk, case, evaluation), actor))
        check = next((one for one in evaluation.checks if one.id == check_id), None)
        if check is None:
            raise UserError("没有这一审查项", check_id[:30], "请刷新后再试", field="check_id")
        verdict, remark = checklist.validated(check, verdict, remark)
        if (verdict, remark) == ("" if check.automatic else check.verdict, check.remark):
            return case_page.view(desk, case_id, actor=actor), Changes()
        _require_same(
            check.question, expected_version, check.version, (verdict, remark), (check.verdict, check.remark)
        )
        guide.save_answer(desk.db, case_id, check_id, verdict, remark, actor.id)
        changes = _changes(
            check.question, ("" if check.automatic else check.verdict, check.remark), (verdict, remark)
        )
        desk.record(actor, "answered", "审查", case_id=case_id, changes=changes)
        _touch(desk, case_id)
    return case_page.view(desk, case_id, actor=actor), Changes.of_case(case_id)


def receive(
    desk: Desk,
    case_id: int,
    material_id: str,
    state: str,
    remark: str,
    *,
    actor: Officer,
    expected_version: int | None,
) -> tuple[CaseView, Changes]:
    """Note a paper; see `CaseService.receive`."""
    state, remark = materials.validated(state, remark)
    with desk.db.atomic():
        case = desk.case(case_id)
        evaluation = evaluate(desk, case)
        _require_editable(editing_obstacle(state_of(desk, case, evaluation), actor))
        item = next((one for one in evaluation.materials if one.id == material_id), None)
        if item is None:
            raise UserError("没有这一材料", material_id[:30], "请刷新后再试", field="material_id")
        if (state, remark) == (item.state, item.remark):
            return case_page.view(desk, case_id, actor=actor), Changes()
        _require_same(item.name, expected_version, item.version, (state, remark), (item.state, item.remark))
        guide.save_receipt(desk.db, case_id, material_id, state, remark, actor.id)
        changes = _changes(item.name, (item.state, item.remark), (state, remark))
        desk.record(actor, "received", "收取材料", case_id=case_id, changes=changes)
        _touch(desk, case_id)
    return case_page.view(desk, case_id, actor=actor), Changes.of_case(case_id)


def determine(
    desk: Desk,
    case_id: int,
    *,
    amount_fen: int,
    basis: str,
    reason: str,
    actor: Officer,
    expected_version: int | None,
) -> tuple[CaseView, Changes]:
    """Determine the amount; see `CaseService.determine`."""
    with desk.db.atomic():
        case = desk.case(case_id)
        if expected_version is not None and case.version != expected_version:
            raise ConflictError(
                "这一办件已被另一窗口修改", mine=amount_fen, theirs=case.determined_fen, field="amount_fen"
            )
        evaluation = evaluate(desk, case)
        state = state_of(desk, case, evaluation)
        if obstacle := determination_obstacle(state, actor):
            raise UserError("现在不能核定", obstacle, field="amount_fen")
        saved = save_determination(
            desk,
            case,
            evaluation,
            amount_fen=amount_fen,
            basis=basis.strip(),
            reason=reason.strip(),
            left_fen=headroom_fen(evaluation),
            actor=actor,
        )
    return case_page.view(desk, case_id, actor=actor), Changes.of_case(case_id) if saved else Changes()


def withdraw_determination(
    desk: Desk, case_id: int, *, reason: str, actor: Officer, expected_version: int
) -> tuple[CaseView, Changes]:
    """Take a determination back; see `CaseService.withdraw_determination`."""
    with desk.db.atomic():
        case = desk.case(case_id)
        if case.version != expected_version:
            raise ConflictError("这一办件已被另一窗口修改", mine=None, theirs=case.determined_fen)
        if obstacle := determination_obstacle(state_of(desk, case, evaluate(desk, case)), actor):
            raise UserError("现在不能撤回核定", obstacle)
        if case.determined_fen is None:
            raise UserError("现在没有核定额", "", "请刷新后再试")
        no_longer_hold(desk, case, actor, action="determination_withdrawn", label="撤回核定", reason=reason)
    return case_page.view(desk, case_id, actor=actor), Changes.of_case(case_id)


def record_progress(
    desk: Desk, case_id: int, text: str, *, actor: Officer, result: bool
) -> tuple[CaseView, Changes]:
    """Record progress or a result; see `CaseService.record_progress`."""
    from models.services.case_moves import move

    name = "record_result" if result else "record_progress"
    return move(desk, case_id, name, opinion=text, reason="", actor=actor, expected_version=None, values={})


def write_note(desk: Desk, case_id: int, text: str, *, actor: Officer) -> tuple[CaseView, Changes]:
    """Write an internal note."""
    require_action(actor, "write_note")
    text = text.strip()
    if not 1 <= len(text) <= 2000:
        raise UserError("请填写备注", "内部备注为1至2000字", "", field="text")
    with desk.db.atomic():
        desk.case(case_id)
        guide.add_note(desk.db, case_id, text, actor.id)
    return case_page.view(desk, case_id, actor=actor), Changes.of_case(case_id, "notes")


def _require_editable(obstacle: str) -> None:
    if obstacle:
        raise UserError("现在不能修改", obstacle)


def _require_same(
    name: str, expected: int | None, found: int, mine: tuple[str, str], theirs: tuple[str, str]
) -> None:
    if expected is not None and expected != found:
        raise ConflictError(f"“{name}”已被另一窗口填写", mine=mine, theirs=theirs)


def _changes(name: str, old: tuple[str, str], new: tuple[str, str]) -> list[Change]:
    changes = [Change("verdict", name, old[0], new[0])] if old[0] != new[0] else []
    if old[1] != new[1]:
        changes.append(Change("remark", f"{name}（备注）", old[1], new[1]))
    return changes


def _touch(desk: Desk, case_id: int) -> None:
    """Let lists show when the case was last worked on; its version is for its own fields only."""
    desk.db.execute("UPDATE cases SET updated_at = ? WHERE id = ?", (desk.now(), case_id))
