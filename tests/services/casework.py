"""Drives an office in tests the way its officers do, through the services alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from stdnum.cn import ric, uscc

from models.cases.case import Case
from models.cases.officers import Officer
from models.clock import FixedClock
from models.services.office import Office
from models.services.views import Applicant, ApplicantForm, CaseView, MaterialView

RD_FACTS = {"sme_scale": True, "rd_current": "5300000.00", "rd_previous": "3000000.00"}


def credit_code(serial: int) -> str:
    """Return a valid 统一社会信用代码."""
    body = f"91330108MA27X{serial:04d}"
    return body + uscc.calc_check_digit(body)


def id_number(serial: int) -> str:
    """Return a valid 身份证号."""
    body = f"33010819900101{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


class Casework:
    """An office with five officers and a clock that the test moves."""

    def __init__(self, office: Office, clock: FixedClock) -> None:
        self.office = office
        self.clock = clock
        self._serial = 0
        office.set_up(
            unit="杭州市滨江区科学技术局",
            officer_name="王一",
            number_prefix="滨科惠",
            reviewer_name="李二",
            approver_name="张三",
        )
        self.handler, self.reviewer, self.approver = office.officers.list()
        self.second, _ = office.officers.add(name="赵四", roles=["经办"], actor=self.handler)
        self.reader, _ = office.officers.add(name="钱五", roles=["只读"], actor=self.handler)

    def applicant(self, name: str = "", kind: str = "企业", **more: Any) -> Applicant:
        self._serial += 1
        code = id_number(self._serial) if kind in ("个人", "家庭") else credit_code(self._serial)
        form = ApplicantForm(kind=kind, name=name or f"{kind}{self._serial}号", code=code, **more)  # type: ignore[arg-type]
        return self.office.applicants.save(form, actor=self.handler)[0]

    def register(
        self,
        matter_id: str = "13-1",
        applicant: Applicant | None = None,
        facts: Mapping[str, object] | None = None,
        event_date: str = "2024-03-31",
        **more: Any,
    ) -> Case:
        chosen = applicant or self.applicant()
        given = dict(RD_FACTS if facts is None else facts)
        more.setdefault("actor", self.handler)
        return self.office.cases.register(
            matter_id=matter_id, applicant_id=chosen.id, event_date=event_date, facts_raw=given, **more
        )[0]

    def view(self, case_id: int, actor: Officer | None = None) -> CaseView:
        return self.office.cases.view(case_id, actor=actor or self.handler)

    def complete(self, case_id: int) -> None:
        """Answer every question 符合 and receive every paper."""
        view = self.view(case_id)
        for check in view.checks:
            if not check.automatic:
                self.office.cases.answer(case_id, check.id, "符合", actor=self.handler)
        for item in view.materials:
            self.office.cases.receive(case_id, item.id, "已收", actor=self.handler)

    def move(self, case_id: int, name: str, actor: Officer | None = None, **more: Any) -> CaseView:
        return self.office.cases.move(case_id, name, actor=actor or self.handler, **more)[0]

    def to_determination(self, case_id: int) -> None:
        self.complete(case_id)
        self.move(case_id, "accept")
        self.move(case_id, "begin_examination")
        self.move(case_id, "pass_examination", opinion="符合")

    def determine(self, case_id: int, amount_fen: int, **more: Any) -> CaseView:
        more.setdefault("actor", self.handler)
        more.setdefault("basis", "专项审计报告")
        return self.office.cases.determine(case_id, amount_fen=amount_fen, **more)[0]

    def to_approval(self, case_id: int, amount_fen: int) -> None:
        self.to_determination(case_id)
        self.determine(case_id, amount_fen)
        self.move(case_id, "submit_review", opinion="拟同意")
        self.move(case_id, "pass_first_review", self.reviewer, opinion="同意")

    def approve(self, case_id: int, amount_fen: int) -> None:
        self.to_approval(case_id, amount_fen)
        self.move(case_id, "approve", self.approver, opinion="同意")

    def end_notice(self, case_id: int) -> None:
        self.move(case_id, "open_notice")
        self.clock.moment += timedelta(days=14)
        self.move(case_id, "end_notice")

    def to_payment(self, case_id: int, amount_fen: int) -> int:
        """Carry a case to 拨付 and return the id of its approval letter."""
        self.approve(case_id, amount_fen)
        self.end_notice(case_id)
        letter, _ = self.office.letters.issue(case_id, "approval", actor=self.handler)
        self.move(case_id, "begin_payment")
        return letter.id

    @property
    def today(self) -> date:
        return self.clock.today()


def find_material(view: CaseView, material_id: str) -> MaterialView:
    return next(item for item in view.materials if item.id == material_id)
