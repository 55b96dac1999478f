"""Random walks through the workflow with a real clock beside it: suspended and closed days are never counted."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.cases.case_clock import CaseClock, follow
from models.cases.deadlines import used_days
from models.cases.holidays import builtin_calendar
from models.cases.workflow import advance, find_move, judge
from tests.cases.test_workflow_walks import STAFF, Walk

CALENDAR = builtin_calendar()
FIRST = date(2024, 1, 1)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(("奖补", "推荐", "服务", "督办")))
def test_no_working_day_is_counted_while_suspended_or_closed(seed, kind):
    walk, dice = Walk(kind, seed), random.Random(seed)
    clock: CaseClock | None = None
    counted, today = 0, CALENDAR.add_workdays(FIRST, 1)
    for _ in range(60):
        state = walk.cases[0]
        running = state.clock == "计时"
        later = today + timedelta(dice.randint(0, 4))
        counted += CALENDAR.count_workdays(today, later) if running else 0
        today = later
        assert (used_days(clock, today, CALENDAR) if clock else 0) == counted
        moved = _one_move(walk, dice)
        if moved.clock == "计时":
            assert not moved.suspension
        clock = follow(clock, state.clock, moved.clock, on=today, term_days=20, reason="理由")
        walk.cases[0] = moved


def _one_move(walk: Walk, dice: random.Random):
    """Now a deed on the content, the amount or a letter, now any permitted move of any officer."""
    state, actor = walk.cases[0], dice.choice(STAFF)
    deeds = (walk.content, walk.determine, walk.letter, walk.money, walk.notice)
    if dice.random() < 0.3:
        return dice.choice(deeds)(state, actor)
    pairs = [(one.name, officer) for officer in STAFF for one in judge(state, officer) if one.permitted]
    if not pairs:
        return state
    name, actor = dice.choice(pairs)
    return advance(state, find_move(state, name), actor)
