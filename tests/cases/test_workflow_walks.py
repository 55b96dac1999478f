"""Random walks: no sequence of permitted moves reaches a state that the rules are there to prevent."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cases.workflow import (
    CLOSED_STAGES,
    LINES,
    OMISSIBLE,
    CaseState,
    advance,
    determination_obstacle,
    determined,
    editing_obstacle,
    find_move,
    first_stage,
    judge,
    letter_obstacle,
    payment_obstacle,
    recovery_obstacle,
    require,
)
from models.errors import UserError
from tests.cases.conftest import Staff

CAP_FEN = 1000
STAFF = Staff.all
# Ways out of the line and back are mostly passed over, so that walks get far.
BACKWARD = frozenset(
    {"withdraw", "terminate", "refuse_acceptance", "revoke", "recover", "return_for_examination", "pause"}
    | {"return_for_revision", "propose_refusal"}
)
LETTERS = ("approval", "refusal", "non_acceptance", "recommendation", "correction", "revocation", "recovery")


class Walk:
    """Three cases of one kind under one cap, and everything officers may do to them, at random."""

    def __init__(self, kind: str, seed: int) -> None:
        self.dice = random.Random(seed)
        omitted = frozenset(self.dice.sample(sorted(OMISSIBLE), self.dice.randint(0, 2)))
        lacking: tuple[str, ...] = self.dice.choice(((), ("甲",)))
        fresh = CaseState(
            kind, first_stage(kind), omitted, pending=lacking, ceiling_fen=700, extension_left_days=9
        )
        self.cases = [fresh, fresh, fresh]
        self.seen: Counter[str] = Counter()

    def held_fen(self, but: int = -1) -> int:
        """What the cap ledger counts: determined in open cases, and approved ones until revoked."""
        return sum(
            case.determined_fen or 0
            for index, case in enumerate(self.cases)
            if index != but and (case.decision == "同意" or case.stage not in CLOSED_STAGES)
        )

    def step(self) -> None:
        index, actor = self.dice.randrange(3), self.dice.choice(STAFF)
        case = replace(self.cases[index], headroom_fen=CAP_FEN - self.held_fen(but=index))
        deeds = (self.content, self.determine, self.letter, self.money, self.notice)
        deed = self.move if self.dice.random() < 0.4 else self.dice.choice(deeds)
        self.cases[index] = deed(case, actor)

    def move(self, case: CaseState, actor) -> CaseState:
        if self.dice.random() < 0.1:
            self.refuses_what_is_not_permitted(case, actor)
            return case
        pairs = [(one.name, officer) for officer in STAFF for one in judge(case, officer) if one.permitted]
        onward = [pair for pair in pairs if pair[0] not in BACKWARD]
        if not pairs or (not onward and self.dice.random() < 0.9):
            return case
        name, actor = self.dice.choice(onward if onward and self.dice.random() < 0.9 else pairs)
        require(case, name, actor, opinion="意见", reason="理由", days=1)
        after = advance(case, find_move(case, name), actor)
        self.seen[name] += 1
        if name in ("approve", "refuse"):
            assert actor.id not in case.preparer_ids and actor.id not in case.reviewer_ids
        return after

    def refuses_what_is_not_permitted(self, case: CaseState, actor) -> None:
        for verdict in judge(case, actor):
            if not verdict.permitted:
                with pytest.raises(UserError):
                    require(case, verdict.name, actor, opinion="意见", reason="理由", days=1)

    def content(self, case: CaseState, actor) -> CaseState:
        if editing_obstacle(case, actor):
            return case
        fields = ("unanswered", "pending", "failed", "missing_materials")
        bad = self.dice.choice((*fields, "", "", ""))
        content = {field: ("甲",) if field == bad else () for field in fields}
        return replace(case, **content, ceiling_fen=self.dice.choice((400, 700)))

    def determine(self, case: CaseState, actor) -> CaseState:
        if determination_obstacle(case, actor):
            return case
        try:
            return determined(case, self.dice.randint(0, 900), self.dice.choice(("依据", "依据", " ")), actor)
        except UserError:
            return case

    def letter(self, case: CaseState, actor) -> CaseState:
        kind = self.dice.choice(LETTERS)
        if letter_obstacle(case, kind):
            return case
        return replace(case, letters=case.letters | {kind})

    def money(self, case: CaseState, actor) -> CaseState:
        if not payment_obstacle(case, actor):
            left = (case.determined_fen or 0) - case.paid_fen
            return replace(case, paid_fen=case.paid_fen + self.dice.randint(0, left))
        if not recovery_obstacle(case, actor):
            return replace(case, recovered_fen=case.recovered_fen + self.dice.randint(0, case.net_paid_fen))
        return case

    def notice(self, case: CaseState, actor) -> CaseState:
        return replace(case, notice_over=self.dice.random() < 0.8, open_objections=self.dice.random() < 0.1)

    def check(self) -> None:
        assert self.held_fen() <= CAP_FEN
        for case in self.cases:
            check_people(case)
            check_letters(case)
            assert not (case.suspension and case.clock == "计时")
            assert not (case.stage in CLOSED_STAGES and case.clock in ("计时", "暂停"))
            if case.outcome in ("撤回", "终止"):
                assert case.decision == "" and not case.suspension
            if case.stage == "归档" and case.decision == "撤销":
                assert case.net_paid_fen == 0
            assert 0 <= case.net_paid_fen <= (case.determined_fen or 0)
            if case.stage in ("公示", "批复", "拨付", "推荐", "结果"):
                assert case.decision == "同意"


def check_people(case: CaseState) -> None:
    reviewers = [one for one in (case.first_reviewer_id, case.second_reviewer_id) if one is not None]
    assert len(set(reviewers)) == len(reviewers)
    assert not set(reviewers) & case.preparer_ids
    assert case.approver_id not in case.preparer_ids and case.approver_id not in reviewers
    if case.decision in ("同意", "撤销", "不予核准"):
        assert case.approver_id is not None and case.preparer_ids


def check_letters(case: CaseState) -> None:
    if case.letters & {"approval", "recommendation"}:
        assert case.decision in ("同意", "撤销")
    if "refusal" in case.letters:
        assert case.decision == "不予核准"
    if "non_acceptance" in case.letters:
        assert case.decision == "不予受理"
    assert "revocation" not in case.letters or case.decision == "撤销"


@pytest.mark.parametrize("kind", LINES)
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_walk_reaches_a_forbidden_state(kind, seed):
    walk = Walk(kind, seed)
    for _ in range(400):
        walk.step()
        walk.check()


@pytest.mark.parametrize("kind", LINES)
def test_the_walks_take_every_move_of_the_table(kind):
    seen: Counter[str] = Counter()
    for seed in range(10):
        walk = Walk(kind, seed)
        for _ in range(800):
            walk.step()
            walk.check()
        seen += walk.seen
    untaken = {verdict.name for verdict in judge(walk.cases[0], STAFF[0])} - set(seen)
    assert not untaken
