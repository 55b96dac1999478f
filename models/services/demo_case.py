"""One case of the training office: what each stage needs before the next, and who does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.money import parse_yuan
from models.services.office import Office
from models.services.views import Applicant, CaseView, Officer

_STEP_DAYS, _NOTICE_DAYS = 2, 11


@dataclass(frozen=True)
class Staff:
    """The officers by the part they play."""

    admin: Officer
    reviewer: Officer
    approver: Officer
    handler: Officer
    second: Officer


@dataclass(frozen=True)
class DemoCase:
    """What resources/demo/office.toml says of a case: the stage to reach and what happens there."""

    matter: str
    applicant: str
    stage: str
    facts: Mapping[str, Any]
    then: str = ""
    event_date: str = "2024-05-20"
    scope: str = ""
    applied: str = ""
    amount: str = ""
    second_review: bool = False
    age: int = 0

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> DemoCase:
        """Return the case for a table of the file."""
        return cls(**item)

    @property
    def days(self) -> int:
        """How many days before today it is registered (`age` where given), so that it reaches its stage by now."""
        if self.age:
            return self.age
        late = {"公示": 20, "批复": 34, "拨付": 38, "归档": 44, "推荐": 14, "结果": 20}
        return late.get(self.stage, 12 + len(self.matter)) + (8 if self.then else 0)


class Player:
    """Takes the next step of a case, by the stage it is in."""

    def __init__(self, office: Office, plan: DemoCase, case_id: int, staff: Staff) -> None:
        self.office = office
        self._plan = plan
        self.case_id = case_id
        self._staff = staff

    def view(self) -> CaseView:
        return self.office.cases.view(self.case_id, actor=self._staff.handler)

    def move(self, name: str, actor: Officer | None = None, **words: Any) -> None:
        self.office.cases.move(self.case_id, name, actor=actor or self._staff.handler, **words)

    def complete(self) -> None:
        """Answer every question 符合 and receive every paper."""
        view, handler = self.view(), self._staff.handler
        for check in view.checks:
            if not check.automatic and not check.verdict:
                self.office.cases.answer(self.case_id, check.id, "符合", actor=handler)
        for item in view.materials:
            if not item.state:
                self.office.cases.receive(self.case_id, item.id, "已收", actor=handler)

    def advance(self) -> int:
        """Take one step and return the days until the next."""
        view = self.view()
        return STEPS[view.case.kind][view.case.stage](self)

    def accept(self) -> int:
        self.complete()
        self.move("accept")
        return _STEP_DAYS

    def begin(self) -> int:
        self.move("begin_examination")
        return _STEP_DAYS

    def pass_examination(self) -> int:
        self.move("pass_examination", opinion="材料齐全，符合条件")
        return _STEP_DAYS

    def determine(self) -> int:
        view = self.view()
        assert view.assessment is not None
        amount = parse_yuan(self._plan.amount) if self._plan.amount else view.assessment.ceiling_fen
        self.office.cases.determine(
            self.case_id,
            amount_fen=amount,
            basis="专项审计报告及局长办公会纪要（练习）",
            actor=self._staff.handler,
        )
        self.move("submit_review", opinion="拟按核定额支持")
        return _STEP_DAYS

    def first_review(self) -> int:
        self.move("pass_first_review", self._staff.reviewer, opinion="同意")
        return _STEP_DAYS

    def second_review(self) -> int:
        self.move("pass_second_review", self._staff.second, opinion="同意")
        return _STEP_DAYS

    def approve(self) -> int:
        self.move("approve", self._staff.approver, opinion="同意")
        return _STEP_DAYS

    def notice(self) -> int:
        if not self.view().case.notice:
            self.move("open_notice")
            return _NOTICE_DAYS
        self.move("end_notice")
        return _STEP_DAYS

    def reply(self) -> int:
        self.issue("approval")
        self.move("begin_payment" if self.view().case.kind == "奖补" else "archive")
        return _STEP_DAYS

    def pay(self) -> int:
        left = self.view().case.remaining_fen
        part = left // 2 if self.view().case.paid_fen == 0 and left > 1 else left
        today = self.office.clock.today()
        voucher = f"练习-{self.case_id}-{left}"
        self.office.payments.pay(
            self.case_id, amount_fen=part, paid_on=today, voucher=voucher, actor=self._staff.handler
        )
        if part == left:
            self.move("archive")
        return _STEP_DAYS

    def submit(self) -> int:
        self.move("submit_approval", opinion="符合要求，拟推荐")
        return _STEP_DAYS

    def recommend(self) -> int:
        self.issue("recommendation")
        self.move("send_recommendation")
        return _STEP_DAYS

    def result(self) -> int:
        self.office.cases.record_progress(
            self.case_id, "已纳入上级名单", actor=self._staff.handler, result=True
        )
        self.move("archive")
        return _STEP_DAYS

    def transfer(self) -> int:
        self.complete()
        self.move("transfer", opinion="请责任单位办理并反馈")
        return _STEP_DAYS

    def feedback(self) -> int:
        self.move("record_feedback", opinion="责任单位已答复")
        return _STEP_DAYS

    def finish(self) -> int:
        self.move("finish", opinion="已办结")
        return _STEP_DAYS

    def archive(self) -> int:
        self.move("archive")
        return _STEP_DAYS

    def start(self) -> int:
        self.move("start", opinion="请按月报送进度")
        return _STEP_DAYS

    def report(self) -> int:
        self.office.cases.record_progress(self.case_id, "按计划推进", actor=self._staff.handler)
        self.move("finish", self._staff.reviewer, opinion="已完成")
        return _STEP_DAYS

    def issue(self, kind: str) -> None:
        self.office.letters.issue(self.case_id, kind, actor=self._staff.handler)


Step = Callable[[Player], int]
_DECIDED: dict[str, Step] = {
    "登记": Player.accept,
    "受理": Player.begin,
    "审查": Player.pass_examination,
    "核定": Player.determine,
    "初审": Player.first_review,
    "复审": Player.second_review,
    "审批": Player.approve,
    "公示": Player.notice,
    "批复": Player.reply,
    "拨付": Player.pay,
}
STEPS: dict[str, dict[str, Step]] = {
    "奖补": _DECIDED,
    "费用优惠": _DECIDED,
    "担保额度": _DECIDED,
    "推荐": {
        "登记": Player.accept,
        "审查": Player.submit,
        "审批": Player.approve,
        "推荐": Player.recommend,
        "结果": Player.result,
    },
    "服务": {
        "登记": Player.transfer,
        "转办": Player.feedback,
        "反馈": Player.finish,
        "办结": Player.archive,
    },
    "督办": {"立项": Player.start, "进展": Player.report, "办结": Player.archive},
}


def play(office: Office, plan: DemoCase, applicant: Applicant, staff: Staff) -> Iterator[int]:
    """Register the case and carry it to its stage, yielding the days until the next step."""
    case, _ = office.cases.register(
        matter_id=plan.matter,
        applicant_id=applicant.id,
        event_date=plan.event_date,
        facts_raw=dict(plan.facts),
        applied_fen=parse_yuan(plan.applied) if plan.applied else None,
        scope_key=plan.scope,
        actor=staff.handler,
    )
    yield _STEP_DAYS
    player = Player(office, plan, case.id, staff)
    while player.view().case.stage != plan.stage:
        yield player.advance()
    if plan.then:
        _then(player, plan.then, staff)


def _then(player: Player, what: str, staff: Staff) -> None:
    """What happens to the case in the stage it reached."""
    if what == "request_correction":
        _ask_for_papers(player, staff)
    elif what == "refuse":
        _refuse(player, staff)
    elif what == "refuse_acceptance":
        player.move(what, staff.reviewer, opinion="不属于受理范围", reason="不在政策适用期内提出")
    elif what == "withdraw":
        player.move(what, reason="申请单位书面撤回")
    elif what == "terminate":
        player.move(what, staff.approver, reason="申请单位已注销")
    elif what in ("revoke", "recover"):
        player.move(what, staff.approver, opinion="同意", reason="核查发现申报材料不实（练习）")
    elif what == "pause":
        player.move(what, reason="等待统计部门核实")
    else:
        player.move(what)


def _ask_for_papers(player: Player, staff: Staff) -> None:
    item = player.view().materials[0]
    player.office.cases.receive(player.case_id, item.id, "待补", "请补盖公章", actor=staff.handler)
    player.move("request_correction")


def _refuse(player: Player, staff: Staff) -> None:
    check = next(one for one in player.view().checks if not one.automatic)
    player.office.cases.answer(
        player.case_id, check.id, "不符合", "登记机关查询结果不符（练习）", actor=staff.handler
    )
    player.move("propose_refusal", opinion="拟不予核准", reason="不符合条款要求")
    player.move("refuse", staff.approver, opinion="同意", reason="不符合条款要求")
