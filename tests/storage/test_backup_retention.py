"""Thinning: on both sides of each limit, and never the good copies."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.storage.retention import Copy, outdated

NOW = datetime(2024, 6, 5, 18, 0)  # a Wednesday


def copies(*moments: datetime) -> list[Copy]:
    return [Copy(f"{moment:%Y%m%d-%H%M%S}", moment, 1) for moment in moments]


def recent(count: int = 3) -> list[Copy]:
    """Enough newer copies that the rule of the newest three says nothing about the one under test."""
    made = copies(*(NOW - timedelta(minutes=minute) for minute in range(count)))
    return [Copy(one.name, one.made_at, 99) for one in made]


def removed(moment: datetime) -> bool:
    one = Copy("under-test", moment, 1)
    return one in outdated([*recent(), one], NOW)


def test_of_one_day_the_newest_stays() -> None:
    morning, noon, evening = (datetime(2024, 6, 4, hour) for hour in (9, 12, 17))
    gone = outdated([*recent(), *copies(morning, noon, evening)], NOW)
    assert [one.made_at for one in gone] == [morning, noon]


@pytest.mark.parametrize(
    ("moment", "gone"),
    [
        (datetime(2024, 5, 30, 0, 0), False),  # the seventh day, today counted
        (datetime(2024, 5, 29, 23, 59), False),  # an eighth day, but the newest of its week
    ],
)
def test_the_seventh_day(moment: datetime, gone: bool) -> None:
    assert removed(moment) is gone


def test_an_eighth_day_stays_only_as_the_newest_of_its_week() -> None:
    eighth, later_in_week = datetime(2024, 5, 29, 12), datetime(2024, 5, 31, 12)
    seventh = datetime(2024, 5, 30, 12)
    gone = outdated([*recent(), *copies(eighth, seventh, later_in_week)], NOW)
    assert [one.made_at for one in gone] == [eighth]


def test_the_fifth_week_stays_and_the_sixth_goes() -> None:
    fifth, sixth = datetime(2024, 5, 6, 12), datetime(2024, 5, 5, 12)  # Monday and the Sunday before
    newest_of_may = datetime(2024, 5, 31, 12)
    gone = outdated([*recent(), *copies(fifth, sixth, newest_of_may)], NOW)
    assert [one.made_at for one in gone] == [sixth]


def test_the_twelfth_month_stays_and_the_thirteenth_goes() -> None:
    assert removed(datetime(2023, 7, 1, 0, 0)) is False
    assert removed(datetime(2023, 6, 30, 23, 59)) is True


def test_of_an_old_month_the_newest_stays() -> None:
    first, last = datetime(2023, 12, 1), datetime(2023, 12, 31)
    gone = outdated([*recent(), *copies(first, last)], NOW)
    assert [one.made_at for one in gone] == [first]


def test_what_comes_from_the_future_stays_when_the_clock_was_set_back() -> None:
    assert removed(NOW + timedelta(seconds=1)) is False
    assert removed(datetime(2031, 1, 1)) is False


def test_after_a_restore_of_an_old_state_the_state_that_reached_furthest_stays() -> None:
    furthest = Copy("furthest", datetime(2022, 1, 5), 500)
    newer = [Copy(one.name, one.made_at, 120) for one in recent(20)]
    assert furthest not in outdated([furthest, *newer], NOW)
    assert Copy("furthest", datetime(2022, 1, 5), 100) in outdated(
        [Copy("furthest", datetime(2022, 1, 5), 100), *newer], NOW
    )


# A busy machine draws slowly; that is no fault of what is tested.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.datetimes(datetime(2022, 1, 1), datetime(2024, 12, 31)), max_size=60, unique=True))
def test_there_is_always_a_newest_and_never_too_many(moments: list[datetime]) -> None:
    made = copies(*moments)
    gone = outdated(made, NOW)
    kept = [one for one in made if one not in gone]
    assert set(gone) <= set(made)
    if made:
        newest_first = sorted(made, key=lambda one: one.made_at, reverse=True)
        assert set(newest_first[:3]) <= set(kept)
    past = [one for one in kept if one.made_at <= NOW]
    assert len(past) <= 3 + 7 + 5 + 12 + 1
    assert not set(outdated(kept, NOW)), "thinning twice removes no more"
