"""Checks what a package brings against the policy and the workflow that this program knows."""

from __future__ import annotations

import json
from pathlib import PurePath

from models.cases.workflow import stage_line
from models.cases.workflow.stages import LINES, SIDE_STAGES
from models.errors import UserError
from models.exchange.packages.contents import Package, Record
from models.exchange.packages.envelope import broken
from models.ids import is_case_number
from models.policy.model import Matter
from models.policy.pack import Pack
from models.services.desk import Desk
from models.services.files import TYPES

_FINISHED = "办结"


def check_policy(desk: Desk, package: Package) -> None:
    """Raise UserError for cases of a policy edition that is not here, or in a state that cannot be."""
    for record in package.contents.records:
        if record.kind == "case":
            _check_case(desk, record)
        elif record.kind == "attachment":
            name = PurePath(str(record.fixed["name"]))
            if TYPES.get(name.suffix.lower()) != record.fixed["media_type"]:
                raise broken("包中有不能接收的文件类型")
        elif record.kind == "letter":
            _check_letter(desk, record)


def policy_of(desk: Desk, pack_text: str, matter_id: str) -> tuple[Pack, Matter]:
    """Return the version of the pack that a case is handled under, and its matter; raises UserError when it is not here."""
    named = json.loads(pack_text)
    try:
        pack = desk.editions.pack(named["pack_id"], named["pack_hash"])
        return pack, pack.matter(matter_id)
    except (UserError, KeyError):
        raise UserError(
            "包中的办件依据的政策文件本机没有",
            f"政策包 {named['pack_id'][:40]} 版本 {named['pack_hash'][:12]}，事项 {matter_id[:20]}",
            "请先在“设置”中装入同一政策包，再导入",
            field="file",
        ) from None


def _check_case(desk: Desk, record: Record) -> None:
    _, matter = policy_of(desk, str(record.fields["pack"][0]), str(record.fixed["matter_id"]))
    state = json.loads(str(record.fields["state"][0]))
    line = LINES[matter.kind]
    sound = (
        is_case_number(str(record.fixed["case_no"]))
        and state["stage"] in (*line, *SIDE_STAGES)
        and state["closed_from"] in ("", *line, *SIDE_STAGES)
        and state["outcome"] in ("", _FINISHED, *SIDE_STAGES)
    )
    try:
        stage_line(
            matter.kind,
            state["stage"],
            frozenset(),
            closed_from=state["closed_from"],
            outcome=state["outcome"],
        )
    except ValueError:
        sound = False
    if not sound:
        raise broken("包中有办件处在不可能的环节")


def _check_letter(desk: Desk, record: Record) -> None:
    try:
        snapshot = json.loads(str(record.fixed["snapshot"]))
        if not isinstance(snapshot, dict) or not isinstance(snapshot.get("replaces", ""), str):
            raise ValueError
        if desk.press is not None:
            desk.press.label(str(record.fixed["kind"]))
    except (ValueError, RecursionError, KeyError, UserError):
        raise broken("包中有本程序不认识的文书") from None
