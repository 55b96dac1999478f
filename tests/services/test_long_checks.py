"""Long checks tell how far they are and end where the officer stops them."""

from __future__ import annotations

import pytest
from casework import Casework

from models.gauge import TOLD_TIMES, Gauge, StoppedWork


def test_the_gauge_tells_in_whole_units_and_not_too_often() -> None:
    told: list[tuple[int, int]] = []
    gauge = Gauge(lambda done, total: told.append((done, total)) is None, each=1000)
    gauge.expect(10_000_500)
    for _ in range(10_000):
        gauge.add(1000)
    gauge.add(500)
    gauge.look()
    assert told[0] == (1, 10_001) and told[-1] == (10_000, 10_001)
    assert len(told) <= TOLD_TIMES + 2


def test_without_a_listener_it_goes_on() -> None:
    gauge = Gauge()
    assert list(gauge.over(range(3))) == [0, 1, 2] and not gauge.listened_to


def test_verifying_counts_up_to_the_end(work: Casework) -> None:
    told: list[tuple[int, int]] = []
    assert work.office.verify(lambda done, total: told.append((done, total)) is None) == []
    done, total = told[-1]
    assert told == sorted(told) and 0 < done <= total
    assert done >= total * 0.9


@pytest.mark.parametrize("asked", [1, 2, 5])
def test_verifying_stops_where_it_is_told_to(work: Casework, asked: int) -> None:
    heard = 0

    def proceed(done: int, total: int) -> bool:
        nonlocal heard
        heard += 1
        return heard < asked

    with pytest.raises(StoppedWork):
        work.office.verify(proceed)
    assert work.office.verify() == [], "the office goes on as before"


def test_the_reports_of_the_overview_are_counted_and_can_be_stopped(work: Casework) -> None:
    told: list[tuple[int, int]] = []
    made = work.office.statistics.overview(proceed=lambda done, total: told.append((done, total)) is None)
    assert told[-1] == (len(made), len(made))
    with pytest.raises(StoppedWork):
        work.office.statistics.overview(proceed=lambda done, total: done < 3)
