"""Offices edit at random and exchange in any order: they end with the same data, every edit there or in a shown conflict."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from package_hand import ACTS, Hand
from package_offices import UNITS, Side, copy_side, make_side

from models.letters.press import Press

# By hand: EXCHANGE_EXAMPLES=500 pytest --timeout=0 tests/exchange/test_packages_agree.py
EXAMPLES = int(os.environ.get("EXCHANGE_EXAMPLES", "12"))
FIXED = "EXCHANGE_EXAMPLES" not in os.environ
NAMES = tuple(UNITS)
STEPS = st.tuples(
    st.sampled_from([*ACTS, *["exchange"] * 4, "late"]),
    st.integers(0, 2),
    st.integers(1, 2),
)
SCRIPT = st.lists(STEPS, min_size=15, max_size=45)
MOST_ROUNDS = 12


@pytest.fixture(scope="module")
def made(press: Press) -> Iterator[Path]:
    """Offices set up once, each with a case that the others do not know yet."""
    folder = Path(tempfile.mkdtemp(prefix="offices"))
    for serial, name in enumerate(NAMES, start=1):
        side = make_side(name, folder / name, press)
        side.register(side.applicant(1))
        side.register(side.applicant(serial + 1))
        side.close()
    yield folder
    shutil.rmtree(folder)


def play(made: Path, press: Press, script: list[tuple[str, int, int]], seed: int, count: int) -> Hand:
    folder = Path(tempfile.mkdtemp(prefix="exchange"))
    sides: list[Side] = []
    try:
        sides += [copy_side(made / name, name, folder / name, press) for name in NAMES[:count]]
        hand = Hand(sides, folder, seed)
        if seed % 4:
            for one, other in itertools.permutations(sides, 2):
                hand.exchange(one, other)
            hand.clashes = 0
        for act, at, step in script:
            side, other = sides[at % count], sides[(at + step) % count]
            if act == "exchange" and side is not other:
                hand.exchange(side, other, open_share=0.2)
            elif act == "late" and hand.old:
                hand.take(side, *hand.chance.choice(hand.old), open_share=0.2)
            elif act not in ("exchange", "late"):
                hand.act(act, side)
        settle(hand, sides)
        return hand
    finally:
        for side in sides:
            side.close()
        shutil.rmtree(folder)


def settle(hand: Hand, sides: list[Side]) -> None:
    """Exchange until nothing is left to say; then all must have the same, and every record must be sound."""
    for turn in range(MOST_ROUNDS):
        clashes = sum(hand.exchange(one, other) for one, other in itertools.permutations(sides, 2))
        alike = all(side.data() == sides[0].data() for side in sides)
        if alike and not clashes and turn:
            break
    else:
        pytest.fail("the offices never agree")
    for side in sides:
        assert side.office.verify() == []
        assert side.office.exchange.verify() == []
        for case_id in side.case_ids():
            side.office.cases.view(case_id)
    told = [
        {(row["action"], row["at"], row["detail"], row["reason"]) for row in events(side)} for side in sides
    ]
    final = [event for event in told[0] if event[0] not in ("package_exported", "package_imported")]
    assert all(set(final) <= one for one in told), "a line of the record was lost"


def events(side: Side):
    return side.db.all("SELECT * FROM events WHERE case_id IS NOT NULL")


FAST = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=FIXED,
    database=None,
    # Every step costs real offices tens of milliseconds: shrinking would take minutes.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@FAST
@given(script=SCRIPT, seed=st.integers(0, 10**6))
def test_two_offices_agree(made: Path, press: Press, script, seed: int) -> None:
    play(made, press, script, seed, 2)


@FAST
@given(script=SCRIPT, seed=st.integers(0, 10**6))
def test_three_offices_agree(made: Path, press: Press, script, seed: int) -> None:
    play(made, press, script, seed, 3)


def test_the_scripts_reach_conflicts_and_every_act(made: Path, press: Press) -> None:
    """Guards the property test itself: random work that never clashes or is always refused would prove nothing."""
    done: dict[str, int] = {}
    clashes = 0
    for seed in range(1, 6):
        chance = random.Random(seed)
        script = [
            (chance.choice([*ACTS, *["exchange"] * 4]), chance.randrange(3), 1 + chance.randrange(2))
            for _ in range(70)
        ]
        hand = play(made, press, script, seed, 2)
        clashes += hand.clashes
        for name, count in hand.done.items():
            done[name] = done.get(name, 0) + count
    assert clashes >= 6
    assert set(done) == set(ACTS)
