"""Applicants: find, check, save, merge reversibly, and what each one received."""

from __future__ import annotations

import json
from datetime import datetime

from models.cases import applicant as rules
from models.cases.applicant import Applicant, ApplicantForm
from models.cases.events import Change
from models.cases.identity import mask_account, mask_number, mask_phone
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import ConflictError, FieldErrors, UserError
from models.services import case_lists, file_views
from models.services.desk import Desk
from models.services.merge_views import MergeView
from models.services.views import ApplicantRow, ApplicantView, CaseFilter, ReceivedRow
from models.storage import applicants as stored
from models.storage import merges
from models.storage import officers as stored_officers
from models.storage.search.initials import initials_table, spellings

_LABELS = {
    "kind": "类别",
    "name": "名称",
    "code": "代码",
    "document": "证件",
    "representative": "法定代表人",
    "address": "地址",
    "contact": "联系人",
    "phone": "电话",
    "bank": "开户行",
    "account": "账号",
    "street": "街道",
    "remark": "备注",
}
_MASKS = {"phone": mask_phone, "account": mask_account}


class ApplicantService:
    """Enterprises, people, families, banks and units."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # Names change seldom and are spelt often while somebody types.
        self._initials: dict[str, str] = {}

    def find(self, text: str = "", kinds: tuple[str, ...] = (), limit: int = 50) -> list[ApplicantRow]:
        """Return applicants whose name, its pinyin initials or code hold the text, numbers masked for people."""
        wanted = text.strip()
        found = stored.find(self._desk.db, wanted, kinds, limit)
        room = limit - len(found)
        if room <= 0 or not (wanted.isascii() and any(character.isalpha() for character in wanted)):
            return found
        seen = {row.id for row in found}
        ids = [one for one in self._by_initials(wanted, kinds) if one not in seen]
        return found + stored.rows_of(self._desk.db, ids[:room])

    def _by_initials(self, wanted: str, kinds: tuple[str, ...]) -> list[int]:
        table = initials_table(self._desk.resources / "search" / "initials.txt")
        letters = wanted.lower()
        found = []
        for row in stored.names(self._desk.db, kinds):
            if row["name"] not in self._initials:
                self._initials[row["name"]] = " ".join(spellings(row["name"], table))
            if letters in self._initials[row["name"]]:
                found.append(row["id"])
        return found

    def get(self, applicant_id: int) -> Applicant:
        """Return an applicant; raises UserError when there is none."""
        found = stored.get(self._desk.db, applicant_id)
        if found is None:
            raise UserError("没有这一申报主体", f"编号 {applicant_id} 不存在", "请刷新后再试")
        return found

    def validate(self, form: ApplicantForm) -> list[UserError]:
        """Return all faults of a form, each naming its field; looks for doubles too."""
        tidied, errors = rules.tidy(form, today=self._desk.clock.today())
        return [*errors, *self._doubles(tidied, errors)]

    def save(
        self, form: ApplicantForm, *, actor: Officer, expected_version: int | None = None
    ) -> tuple[Applicant, Changes]:
        """Add (form.id None) or change an applicant; raises FieldErrors or ConflictError."""
        require_action(actor, "edit_applicant")
        with self._desk.db.atomic():
            tidied, errors = rules.tidy(form, today=self._desk.clock.today())
            faults = [*errors, *self._doubles(tidied, errors)]
            if faults:
                raise FieldErrors(faults)
            applicant_id = (
                self._change(tidied, form.id, actor, expected_version)
                if form.id
                else self._add(tidied, actor)
            )
        return self.get(applicant_id), Changes(applicants=frozenset({applicant_id}))

    def _add(self, form: ApplicantForm, actor: Officer) -> int:
        applicant_id = stored.insert(self._desk.db, form)
        self._desk.record(
            actor, "applicant_added", "新增主体", detail=f"{form.kind} {form.name}（{applicant_id}）"
        )
        return applicant_id

    def _change(
        self, form: ApplicantForm, applicant_id: int, actor: Officer, expected_version: int | None
    ) -> int:
        former = self.get(applicant_id)
        changes = _differences(former, form)
        if not changes:
            return applicant_id
        if not stored.update(self._desk.db, applicant_id, form, expected_version=expected_version):
            raise ConflictError("该主体已被另一窗口修改", mine=form, theirs=former)
        detail = f"{former.name}（{applicant_id}）"
        self._desk.record(actor, "applicant_changed", "修改主体", detail=detail, changes=changes)
        return applicant_id

    def _doubles(self, form: ApplicantForm, errors: tuple[UserError, ...]) -> list[UserError]:
        if any(error.field == "code" for error in errors) or not form.code:
            return []
        found = []
        twin = stored.same_code(self._desk.db, form.kind, form.code, other_than=form.id)
        if twin is not None:
            found.append(
                UserError(
                    "已有同一代码的主体",
                    f"“{twin['name']}”用的就是这一代码",
                    "请直接选用该主体",
                    field="code",
                )
            )
        if form.kind == "家庭":
            numbers = [("code", form.code)]
            numbers += [(f"members.{at}.id_number", one.id_number) for at, one in enumerate(form.members)]
            for field, number in numbers:
                other = stored.family_of(self._desk.db, number, other_than=form.id) if number else None
                if other is not None and twin is None:
                    found.append(
                        UserError(
                            "此人已登记在另一家庭",
                            f"“{other['name']}”",
                            "一人只计入一个家庭，请核对",
                            field=field,
                        )
                    )
        return found

    def view(self, applicant_id: int) -> ApplicantView:
        """Return the page of an applicant: data, cases, what it received by year and clause, files, doubles."""
        applicant = self.get(applicant_id)
        cases = case_lists.rows(self._desk, CaseFilter(applicant_id=applicant_id), limit=500)
        received = tuple(
            ReceivedRow(
                row.id,
                row.case_no,
                row.event_year,
                row.clause,
                row.matter_name,
                row.stage,
                row.determined_fen,
                row.paid_fen,
            )
            for row in cases
            if row.determined_fen is not None
        )
        return ApplicantView(
            applicant,
            received,
            tuple(cases),
            file_views.of_applicant(self._desk, applicant_id),
            tuple(stored.duplicates(self._desk.db, applicant)),
        )

    def merge(self, kept_id: int, merged_id: int, *, reason: str, actor: Officer) -> tuple[int, Changes]:
        """Merge a double into the one that is kept, its cases included; returns the id to undo it with."""
        require_action(actor, "merge_applicants")
        kept, merged = self.get(kept_id), self.get(merged_id)
        if kept_id == merged_id or kept.merged_into or merged.merged_into:
            raise UserError("这两个主体不能合并", "选中的是同一主体，或其中一个已被合并", "请重新选择")
        if kept.kind != merged.kind:
            raise UserError("类别不同的主体不能合并", f"{kept.kind}、{merged.kind}", "请核对")
        if not reason.strip():
            raise UserError("请填写合并的理由", field="reason")
        with self._desk.db.atomic():
            moved = merges.cases_of(self._desk.db, merged_id)
            merge_id = merges.insert(self._desk.db, kept_id, merged_id, moved, reason.strip(), actor.id)
            merges.reassign(self._desk.db, moved, merged_id, kept_id)
            detail = f"{merged.name}（{merged_id}）并入 {kept.name}（{kept_id}），办件 {len(moved)} 件"
            self._desk.record(actor, "applicants_merged", "合并主体", detail=detail, reason=reason.strip())
        return merge_id, Changes(cases=frozenset(moved), applicants=frozenset({kept_id, merged_id}))

    def merges(self, kept_id: int) -> tuple[MergeView, ...]:
        """Return the merges into an applicant that still hold, newest first; each can be undone."""
        names = stored_officers.names(self._desk.db)
        return tuple(
            MergeView(
                row["id"],
                self.get(row["merged_id"]),
                len(json.loads(row["moved"])),
                row["reason"],
                names.get(row["officer_id"], ""),
                datetime.fromisoformat(row["merged_at"]),
            )
            for row in merges.of_applicant(self._desk.db, kept_id)
        )

    def unmerge(self, merge_id: int, *, actor: Officer) -> Changes:
        """Undo a merge: the double and the cases it had come back."""
        require_action(actor, "merge_applicants")
        with self._desk.db.atomic():
            row = merges.get(self._desk.db, merge_id)
            if row is None or row["undone_at"]:
                raise UserError("这次合并已经撤销", "", "请刷新后再试")
            moved = frozenset(json.loads(row["moved"]))
            merges.undo(self._desk.db, merge_id)
            merges.reassign(self._desk.db, sorted(moved), row["kept_id"], row["merged_id"])
            detail = f"{row['merged_id']} 从 {row['kept_id']} 分出，办件 {len(moved)} 件"
            self._desk.record(actor, "merge_undone", "撤销合并", detail=detail)
        return Changes(cases=moved, applicants=frozenset({row["kept_id"], row["merged_id"]}))


def _differences(former: Applicant, form: ApplicantForm) -> list[Change]:
    changes = []
    for key, label in _LABELS.items():
        old, new = getattr(former, key), getattr(form, key)
        if old != new:
            mask = mask_number if key == "code" and former.kind in rules.PERSONAL else _MASKS.get(key, str)
            changes.append(Change(key, label, mask(old), mask(new)))
    for key, label in (("contacts", "其他联系人"), ("accounts", "其他账户"), ("members", "家庭成员")):
        old_parts, new_parts = getattr(former, key), getattr(form, key)
        if old_parts != new_parts:
            changes.append(Change(key, label, f"{len(old_parts)} 项", f"{len(new_parts)} 项"))
    return changes
