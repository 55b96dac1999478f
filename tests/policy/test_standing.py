"""How a target stands, on both sides of each comparator and of its share of the year."""

from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from models.periods import Period
from models.policy.standing import Figure, meets, parse_figure, share_of_year, standing

YEAR = Period.parse("2024-01-01", "2024-12-31")


def target(pack, target_id):
    return next(target for target in pack.targets if target.id == target_id)


def state(pack, target_id, value, day):
    figure = Figure(date.fromisoformat(day), Decimal(value))
    return standing(target(pack, target_id), [figure], year=YEAR).state


def test_counts(pack):
    assert len(pack.targets) == 66
    assert len(pack.budgets) == 18
    assert sum(one.nature == "力争" for one in pack.targets) == 14


@pytest.mark.parametrize(
    ("target_id", "value", "met"),
    [
        ("38-T1", "600", False),  # 超600亿元 does not include it
        ("38-T1", "600.01", True),
        ("38-T2", "5", False),  # 突破5亿元
        ("38-T2", "5.01", True),
        ("38-T3", "99", False),
        ("38-T3", "100", True),
        ("38-T4", "0.8", True),  # 不高于0.8%
        ("38-T4", "0.81", False),
        ("7-T1", "85", True),  # 85亿元以上
        ("7-T1", "84.99", False),
    ],
)
def test_comparators(pack, target_id, value, met):
    assert meets(target(pack, target_id), Decimal(value)) is met


@pytest.mark.parametrize(
    ("target_id", "value", "day", "expected"),
    [
        ("7-T1", "85", "2024-03-01", "已达标"),
        # 2024 has 366 days; by 30 June 182 are gone: 85 × 182/366 = 42.267…
        ("7-T1", "42.27", "2024-06-30", "序时达标"),
        ("7-T1", "42.26", "2024-06-30", "滞后"),
        ("7-T1", "84.99", "2024-12-31", "滞后"),
        ("38-T1", "600", "2024-12-31", "滞后"),  # 超600亿元: at the year's end 600 is not above it
        ("38-T1", "600.01", "2024-12-31", "已达标"),
        ("38-T1", "600", "2024-12-30", "序时达标"),  # 600 × 365/366 is due by then
        ("7-T1", "85", "2024-12-31", "已达标"),
        ("1-T2", "99.9", "2024-01-31", "滞后"),  # a rate has no share of the year
        ("1-T2", "100", "2024-01-31", "已达标"),
        ("38-T4", "0.9", "2024-06-30", "滞后"),
        ("53-T4", "72", "2024-06-30", "滞后"),
    ],
)
def test_states(pack, target_id, value, day, expected):
    assert state(pack, target_id, value, day) == expected


def test_not_reported_and_latest_by_day(pack):
    one = target(pack, "7-T1")
    assert standing(one, [], year=YEAR).state == "未填报"
    figures = [Figure(date(2024, 6, 30), Decimal(50)), Figure(date(2024, 3, 31), Decimal(10))]
    assert standing(one, figures, year=YEAR).latest.value == 50
    corrected = [*figures, Figure(date(2024, 6, 30), Decimal(40))]
    assert standing(one, corrected, year=YEAR).latest.value == 40


def test_share_of_the_year_at_its_ends():
    assert share_of_year(date(2023, 12, 31), YEAR) == 0
    assert share_of_year(date(2024, 1, 1), YEAR) == Decimal(1) / 366
    assert share_of_year(date(2024, 12, 31), YEAR) == 1
    assert share_of_year(date(2025, 5, 1), YEAR) == 1


@pytest.mark.parametrize("bad", ["", "abc", "1e3", "1.1234567", "--1", "１"])
def test_figures_that_are_none(bad):
    with pytest.raises(UserError) as caught:
        parse_figure(bad)
    assert caught.value.field == "value"


def test_parts_of_a_budget_add_up(pack):
    for whole in pack.budgets:
        parts = [Decimal(line.amount_yi) for line in pack.budgets if line.part_of == whole.id]
        if parts:
            assert sum(parts) == Decimal(whole.amount_yi)
