"""Random walks over real cases: no sequence of permitted acts leads to a state that must never be."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from casework import Casework

from models.cases.officers import Officer
from models.errors import UserError
from models.services.views import CaseView

CAP_FEN = 2_000_000_00
BIG = {"sme_scale": True, "rd_current": "99000000.00", "rd_previous": "69000000.00"}


ASIDE = frozenset(
    {"withdraw", "terminate", "refuse_acceptance", "return_for_revision", "return_for_examination", "pause"}
    | {"uphold_objection", "revoke", "recover", "reopen", "extend", "archive"}
)


class Walker:
    """Does at random whatever an office might do to the cases of one enterprise and year."""

    def __init__(self, work: Casework, chance: random.Random) -> None:
        self.work = work
        self.chance = chance
        company = work.applicant()
        self.cases = [work.register(applicant=company, facts=BIG).id for _ in range(2)]
        work.office.officers.add(name="审批乙", roles=["审批", "复核", "经办"], actor=work.handler)
        self.officers = work.office.officers.list()
        for case_id in self.cases:
            work.complete(case_id)
        self.done = 0

    def step(self) -> None:
        case_id = self.chance.choice(self.cases)
        actor = self.chance.choice(self.officers)
        acts: list[Callable[[int, Officer], object]] = [self.move] * 6 + [
            self.determine,
            self.issue,
            self.wait,
        ] * 2
        acts += [self.complete, self.change_facts, self.pay]
        try:
            self.chance.choice(acts)(case_id, actor)
            self.done += 1
        except UserError:
            pass

    def move(self, case_id: int, actor: Officer) -> None:
        choices = [
            (officer, move.name)
            for officer in self.officers
            for move in self.work.view(case_id, officer).moves
            if move.permitted
        ]
        forward = any(name not in ASIDE for _, name in choices)
        # Steps aside and back would end or turn most walks before they reach a decision.
        if not choices or (not forward and self.chance.random() < 0.8):
            return
        weights = [1 if name in ASIDE else 40 for _, name in choices]
        ((officer, name),) = self.chance.choices(choices, weights)
        self.work.move(case_id, name, officer, opinion="意见", reason="理由", values={"days": "3"})

    def complete(self, case_id: int, actor: Officer) -> None:
        self.work.complete(case_id)

    def determine(self, case_id: int, actor: Officer) -> None:
        amount = self.chance.choice([1, 500_000_00, 1_000_000_00, 1_500_000_00, 2_000_000_00])
        self.work.determine(case_id, amount, reason="变更", actor=actor)

    def change_facts(self, case_id: int, actor: Officer) -> None:
        case = self.work.view(case_id).case
        current = self.chance.choice(["99000000.00", "89000000.00", "120000000.00"])
        self.work.office.cases.save_facts(
            case_id, {**BIG, "rd_current": current}, expected_version=case.version, actor=actor
        )

    def issue(self, case_id: int, actor: Officer) -> None:
        self.work.office.letters.issue(case_id, "approval", actor=actor)

    def pay(self, case_id: int, actor: Officer) -> None:
        amount = self.chance.choice([1, 500_000_00, 1_500_000_00])
        act = self.chance.choice([self.work.office.payments.pay, self.work.office.payments.recover])
        act(case_id, amount_fen=amount, paid_on=self.work.today, voucher="凭证", actor=actor)

    def wait(self, case_id: int, actor: Officer) -> None:
        self.work.clock.moment += timedelta(days=self.chance.randrange(9))


def check(view: CaseView, names: dict[str, int]) -> None:
    case = view.case
    assert (case.paid_fen or 0) <= (case.determined_fen or 0) or case.outcome in ("撤销", "追回")
    assert 0 <= case.recovered_fen <= case.paid_fen
    for letter in view.letters:
        if letter.kind == "approval" and letter.state == "有效":
            assert any(one.move == "同意" for one in view.opinions), "a letter without decision"
    if case.decision == "同意":
        assert case.approver_id is not None
        preparers = {names[one.officer_name] for one in view.determinations}
        assert case.approver_id not in preparers, "approved by who prepared it"
        assert case.approver_id != case.first_reviewer_id
        assert case.determined_fen is not None and case.basis
    if view.clock is not None and case.suspension:
        assert view.clock.state != "计时" and case.due_on is None, "the clock runs while suspended"


@pytest.mark.parametrize("seed", range(10))
def test_no_walk_reaches_a_forbidden_state(work: Casework, seed: int) -> None:
    walker = Walker(work, random.Random(seed))
    names = {officer.name: officer.id for officer in walker.officers}
    for _ in range(110):
        walker.step()
        views = [work.view(case_id) for case_id in walker.cases]
        for view in views:
            check(view, names)
        held = sum(view.case.held_fen for view in views if view.case.hold != "none")
        assert held <= CAP_FEN
        used = sum(view.case.determined_fen or 0 for view in views if view.case.decision == "同意")
        assert used <= CAP_FEN
    assert walker.done > 20
    assert work.office.verify() == []
