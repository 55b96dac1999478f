"""Holds rows of a workbook against the register: whose applicant it is, and whether the case is there already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.cases.applicant import ApplicantForm
from models.cases.canonical import canonical_json, sha256_hex
from models.errors import FieldErrors, UserError
from models.exchange.workbooks.faults import CellFault, CellNote
from models.exchange.workbooks.intake_row import IntakeRow
from models.exchange.workbooks.reading import folded
from models.services import effective_packs
from models.services.applicants import ApplicantService
from models.services.case_intake import checked_facts
from models.services.desk import Desk
from models.services.evaluation import EVENT_DATE
from models.services.intake_views import PreviewRow
from models.storage import applicants as stored_applicants
from models.storage import intake as stored

ROW, BOOK = "row", "workbook"
_FILLED_IN = {"contact": "联系人", "phone": "电话", "bank": "开户行", "account": "账号"}


def row_digest(row: IntakeRow) -> str:
    """Return the hash of what a row says, the same whatever program saved the workbook."""
    said = {
        "matter": row.matter_id,
        "applicant": [row.form.kind, row.form.code or folded(row.form.name)],
        "date": row.event_date.isoformat() if row.event_date else "",
        "facts": dict(row.facts),
        "scope": folded(row.scope),
    }
    return sha256_hex(canonical_json(said))


def book_digest(rows: tuple[IntakeRow, ...]) -> str:
    """Return the hash of all that a workbook's rows say, whatever their order; faulty cells count as typed."""
    parts = sorted(
        sha256_hex(canonical_json([row_digest(row), row.remark, row.applied_fen, sorted(row.texts.values())]))
        for row in rows
    )
    return sha256_hex(canonical_json(parts))


@dataclass
class RowJudge:
    """Judges rows one after the other; remembers those before, so that a row that comes twice is found."""

    desk: Desk
    applicants: ApplicantService
    _seen: dict[tuple[object, ...], IntakeRow]
    _named: dict[tuple[str, str], IntakeRow]

    @classmethod
    def of(cls, desk: Desk, applicants: ApplicantService) -> RowJudge:
        """Return a judge that has seen no row yet."""
        return cls(desk, applicants, {}, {})

    def judge(self, row: IntakeRow) -> PreviewRow:
        """Return the row with its state, faults and remarks against the register."""
        faults: list[CellFault] = []
        notes: list[CellNote] = []
        pack = self.desk.editions.current
        name = pack.matter(row.matter_id).name
        if row.event_date is not None:
            faults += self._fact_faults(row)
        form, applicant_id = self._applicant(row, faults, notes)
        faults += [row.fault(error) for error in self._form_faults(form) if not _told(row, error)]
        again = self._again(row) if not row.faults else None
        if again is not None:
            faults.append(again)
        if row.faults or faults:
            return PreviewRow(row, "有错", name, applicant_id, "", tuple(faults), tuple(notes))
        case_no, fault = self._present(row, applicant_id)
        if fault is not None:
            return PreviewRow(row, "有错", name, applicant_id, case_no, (fault,), tuple(notes))
        return PreviewRow(
            row, "已登记" if case_no else "可导入", name, applicant_id, case_no, (), tuple(notes)
        )

    def _fact_faults(self, row: IntakeRow) -> list[CellFault]:
        assert row.event_date is not None
        try:
            edition = self.desk.editions.find(row.matter_id, row.event_date)
        except UserError as error:
            return [row.fault(UserError(error.what, error.why, error.remedy, field=EVENT_DATE))]
        pack = effective_packs.effective(self.desk, edition.id).pack
        matter = pack.matter(row.matter_id)
        _, errors = checked_facts(pack, matter, row.facts, row.event_date)
        found = [row.fault(error) for error in errors]
        for label, text in (("scope_key", row.scope), ("remark", row.remark)):
            if len(text) > 500:
                found.append(
                    row.fault(UserError("文字过长", f"共 {len(text)} 字", "请控制在500字以内", field=label))
                )
        return found

    def _applicant(
        self, row: IntakeRow, faults: list[CellFault], notes: list[CellNote]
    ) -> tuple[ApplicantForm, int | None]:
        """Find the applicant by code (or, where there is none, by name) and say where the workbook differs."""
        form = row.form
        if form.code:
            known = stored.by_code(self.desk.db, form.kind, form.code)
        else:
            rows = [
                one
                for one in stored.by_kinds(self.desk.db, (form.kind,))
                if folded(one["name"]) == folded(form.name)
            ]
            known = rows[0] if len(rows) == 1 and form.kind == "单位" else None
        if known is None:
            self._same_name_in_book(row, faults)
            return form, None
        if form.name and folded(known["name"]) != folded(form.name):
            why = f"这一代码登记的是“{known['name']}”，表中写的是“{form.name[:40]}”"
            remedy = "请核对代码和名称；如已更名，请先在主体页面修改"
            faults.append(row.fault(UserError("名称与代码不符", why, remedy, field="name")))
        applicant = stored_applicants.get(self.desk.db, known["id"])
        assert applicant is not None
        for key, label in _FILLED_IN.items():
            old, new = getattr(applicant, key), getattr(form, key)
            if old and new and folded(old).replace("-", "") != folded(new).replace("-", ""):
                number, heading = row.head.place_of(key)
                text = f"与登记的{label}不同，登记的没有改动"
                notes.append(CellNote(row.sheet, row.row, number, heading, text))
        return replace(form, id=applicant.id, members=applicant.members), applicant.id

    def _same_name_in_book(self, row: IntakeRow, faults: list[CellFault]) -> None:
        key = (row.form.kind, row.form.code)
        first = self._named.setdefault(key, row) if row.form.code else row
        if folded(first.form.name) != folded(row.form.name):
            why = f"第 {first.row} 行同一代码写的是“{first.form.name[:40]}”"
            faults.append(row.fault(UserError("名称与代码不符", why, "请核对代码和名称", field="name")))

    def _form_faults(self, form: ApplicantForm) -> list[UserError]:
        return [error for error in self.applicants.validate(form) if error.field]

    def _again(self, row: IntakeRow) -> CellFault | None:
        key = (
            row.matter_id,
            row.form.kind,
            row.form.code or folded(row.form.name),
            row.event_date,
            folded(row.scope),
        )
        first = self._seen.setdefault(key, row)
        if first is row:
            return None
        where = (
            f"第 {first.row} 行" if first.sheet == row.sheet else f"工作表“{first.sheet}”第 {first.row} 行"
        )
        why = "事项、申请人、发生日期和名称都相同"
        return row.fault(UserError(f"与{where}重复", why, "请删去其中一行，或补充能够区分的名称"))

    def _present(self, row: IntakeRow, applicant_id: int | None) -> tuple[str, CellFault | None]:
        """Return the case that the row stands for already, or a fault where it only looks like it."""
        done = stored.import_of(self.desk.db, ROW, row_digest(row))
        if done is not None:
            return str(done["name"]), None
        if applicant_id is None or row.event_date is None:
            return "", None
        for case in stored.same_day(self.desk.db, applicant_id, row.matter_id, row.event_date.isoformat()):
            if folded(case["scope_key"]) != folded(row.scope):
                continue
            if _same_facts(case["facts_raw"], row.facts):
                return str(case["case_no"]), None
            why = f"{case['case_no']}（{case['stage']}）的事项、申请人、发生日期和名称都相同，要素不同"
            remedy = "如为更正，请在该办件中修改；如确是另一件，请在程序中单独登记"
            return str(case["case_no"]), row.fault(UserError("已有相似的办件", why, remedy))
        return "", None


def _told(row: IntakeRow, error: UserError) -> bool:
    """Whether the cell of the field is told as faulty already."""
    place = row.fault(error)
    return any(one.column == place.column and place.column for one in row.faults)


def _same_facts(stored_json: str, facts: Mapping[str, str | bool | int]) -> bool:
    import json

    def plain(value: object) -> str:
        text = str(value)
        return text.rstrip("0").rstrip(".") if "." in text else text

    old = json.loads(stored_json)
    return {key: plain(value) for key, value in old.items()} == {
        key: plain(value) for key, value in facts.items()
    }


def told(error: UserError) -> tuple[UserError, ...]:
    """Return the single errors of a collection."""
    return error.errors if isinstance(error, FieldErrors) else (error,)
