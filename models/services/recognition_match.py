"""Holds a row of a recognised list against the register: by code, then by name; what it has, what it would get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from models.awards import Assessment, parse_facts
from models.cases.caps import headroom_of
from models.cases.workflow import CLOSED_STAGES
from models.errors import UserError
from models.exchange.workbooks.faults import CellFault
from models.exchange.workbooks.intake_row import IntakeRow
from models.exchange.workbooks.reading import folded
from models.money import yuan_grouped
from models.policy.model import Matter
from models.services import effective_packs
from models.services.applicants import ApplicantService
from models.services.desk import Desk
from models.services.evaluation import EVENT_DATE, assessed, key_of
from models.services.intake_match import told
from models.services.office_rules import readings
from models.storage import applicants as stored_applicants
from models.storage import cases as stored_cases
from models.storage import intake as stored
from models.storage.database import Row

RecognitionState = Literal["拟办", "已享受", "在办", "不符合", "未匹配", "有错"]
Found = Literal["代码", "名称", "新主体", ""]


class _Unmatched(UserError):
    """It cannot be told whose row it is."""


@dataclass(frozen=True)
class RecognisedRow:
    """A row with its outcome; `found` says how the applicant was found, `cases` which cases it has already."""

    row: IntakeRow
    state: RecognitionState
    found: Found = ""
    applicant_id: int | None = None
    applicant_name: str = ""
    ceiling_fen: int | None = None
    nature: str = ""
    text: str = ""
    cases: tuple[str, ...] = ()
    faults: tuple[CellFault, ...] = ()

    @property
    def all_faults(self) -> tuple[CellFault, ...]:
        """The faults of reading, then those found against the register."""
        return (*self.row.faults, *self.faults)


@dataclass
class RecognitionJudge:
    """Judges the rows of one list; remembers those before, so that a double is found."""

    desk: Desk
    applicants: ApplicantService
    matter: Matter
    _names: dict[str, list[Row]]
    _seen: dict[tuple[object, ...], IntakeRow]

    @classmethod
    def of(cls, desk: Desk, applicants: ApplicantService, matter: Matter) -> RecognitionJudge:
        """Return a judge that knows the register's names and has seen no row yet."""
        names: dict[str, list[Row]] = {}
        for one in stored.by_kinds(desk.db, tuple(matter.applicants)):
            names.setdefault(folded(one["name"]), []).append(one)
        return cls(desk, applicants, matter, names, {})

    def judge(self, row: IntakeRow) -> RecognisedRow:
        """Return the row with its outcome."""
        name = row.form.name
        if row.faults:
            return RecognisedRow(row, "有错", applicant_name=name)
        try:
            row, applicant_id, found = self._applicant(row)
            self._require_once(row)
            cases = self._cases(row, applicant_id)
            if cases:
                return self._has_already(row, applicant_id, found, cases)
            assessment, reason = self._assess(row, applicant_id)
        except UserError as error:
            faults = tuple(row.fault(one) for one in told(error))
            state: RecognitionState = "未匹配" if isinstance(error, _Unmatched) else "有错"
            return RecognisedRow(row, state, applicant_name=name, faults=faults)
        eligible = assessment is None or assessment.eligible
        ceiling = assessment.ceiling_fen if assessment else None
        text = (
            ""
            if eligible
            else "；".join(one.text for one in (assessment.findings if assessment else ()) if not one.ok)
        )
        return RecognisedRow(
            row,
            "拟办" if eligible else "不符合",
            found,
            applicant_id,
            name,
            ceiling,
            (assessment.nature or "") if assessment else "",
            text or reason,
        )

    def _applicant(self, row: IntakeRow) -> tuple[IntakeRow, int | None, Found]:
        form = row.form
        named = self._names.get(folded(form.name), [])
        if form.code:
            known = stored.by_code(self.desk.db, form.kind, form.code)
            if known is not None:
                _require_same_name(form.name, known["name"])
                return row, int(known["id"]), "代码"
            if named:
                why = f"登记的“{named[0]['name']}”是另一代码"
                raise UserError("代码与名称不符", why, "请核对名单上的代码", field="code")
            errors = self.applicants.validate(form)
            if errors:
                raise errors[0]
            return row, None, "新主体"
        if len(named) > 1:
            raise _Unmatched(
                f"有 {len(named)} 个同名的主体", "名单没有代码，不能断定是哪一个", "请补充代码", field="name"
            )
        if not named:
            raise _Unmatched(
                "登记中没有这一主体", "名单没有代码，也不能新增", "请补充统一社会信用代码", field="name"
            )
        known_applicant = stored_applicants.get(self.desk.db, named[0]["id"])
        assert known_applicant is not None
        form = replace(form, kind=known_applicant.kind, code=known_applicant.code)
        return replace(row, form=form), known_applicant.id, "名称"

    def _require_once(self, row: IntakeRow) -> None:
        key = (row.form.code or folded(row.form.name), row.event_date, folded(row.scope))
        first = self._seen.setdefault(key, row)
        if first is not row:
            raise UserError(f"与第 {first.row} 行重复", "同一主体列了两次", "请删去其中一行")

    def _cases(self, row: IntakeRow, applicant_id: int | None) -> Sequence[Row]:
        """The cases that stand in the way: under the same cap, else of the same matter and year."""
        assert row.event_date is not None
        pack = self.desk.editions.find(row.matter_id, row.event_date)
        key = key_of(self.desk, pack, self.matter, applicant_id or 0, row.event_date, row.scope)
        if key:
            return stored.same_cap(self.desk.db, key)
        return stored.same_year(self.desk.db, applicant_id or 0, row.matter_id, row.event_date.year)

    def _has_already(
        self, row: IntakeRow, applicant_id: int | None, found: Found, cases: Sequence[Row]
    ) -> RecognisedRow:
        numbers = tuple(f"{one['case_no']}（{one['stage']}）" for one in cases)
        settled = [one for one in cases if one["hold"] == "used" or one["stage"] in CLOSED_STAGES]
        others = sorted({one["name"] for one in cases} - {row.form.name})
        text = _enjoyed(cases) or "已有办件"
        text += f"（{'、'.join(others)}）" if others else ""
        state: RecognitionState = "已享受" if settled else "在办"
        return RecognisedRow(row, state, found, applicant_id, row.form.name, text=text, cases=numbers)

    def _assess(self, row: IntakeRow, applicant_id: int | None) -> tuple[Assessment | None, str]:
        """Return what the rules give for the row's facts; FieldErrors where facts are missing or wrong."""
        assert row.event_date is not None
        edition = self.desk.editions.find(row.matter_id, row.event_date)
        pack = effective_packs.effective(self.desk, edition.id).pack
        matter = pack.matter(row.matter_id)
        facts = parse_facts(matter, {**row.facts, EVENT_DATE: row.event_date.isoformat()})
        settings = pack.default_settings() | readings(self.desk)
        key = key_of(self.desk, pack, matter, applicant_id or 0, row.event_date, row.scope)
        takers = stored_cases.takers(self.desk.db, key, other_than=None)
        headroom = headroom_of(matter, scope_name=row.scope, settings=settings, takers=takers)
        assessment, _, reason = assessed(pack, matter, facts, headroom, settings)
        return assessment, reason


def _enjoyed(cases: Sequence[Row]) -> str:
    """Return what was determined and paid already, and when; empty where nothing was."""
    settled = [one for one in cases if one["hold"] == "used"]
    parts = []
    for verb, amount, day in (("核准", "held_fen", "decided_on"), ("拨付", "paid_fen", "paid_on")):
        total = sum(one[amount] or 0 for one in settled)
        days = "、".join(sorted({one[day][:10] for one in settled if one[day]}))
        if total:
            parts.append(f"已{verb} {yuan_grouped(total)} 元" + (f"（{days}）" if days else ""))
    return "，".join(parts)


def _require_same_name(listed: str, registered: str) -> None:
    if folded(listed) != folded(registered):
        why = f"这一代码登记的是“{registered}”，名单写的是“{listed[:40]}”"
        raise UserError("名称与代码不符", why, "请核对；如已更名，请先在主体页面修改名称", field="name")
