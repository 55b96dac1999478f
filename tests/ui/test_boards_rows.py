"""The rows behind the boards 指标 and 预算: filters, counts, sums in 亿元 and 元."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import resources
from models.policy.loader import load_pack
from models.policy.pack import Pack
from models.policy.standing import BudgetState, Figure, standing
from ui.itemmodels.board_table_model import Heading
from ui.screens.budgets import rows as budget_rows
from ui.screens.targets.rows import TargetFilter, by_domain, by_unit, counts_of, lines_of, rows_of


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(resources.path("policy", "bz-2024-12"))


@pytest.fixture(scope="module")
def rows(pack: Pack):  # type: ignore[no-untyped-def]
    figures = {
        "1-T1": (Figure(date(2024, 6, 30), Decimal("4.3")),),
        "1-T4": (Figure(date(2024, 6, 30), Decimal("10")),),
        "38-T4": (Figure(date(2024, 6, 30), Decimal("0.7")),),
    }
    year = pack.document.validity.period
    standings = [standing(one, figures.get(one.id, ()), year=year) for one in pack.targets]
    return rows_of(pack, standings, figures)


def test_every_target_has_its_place(rows) -> None:  # type: ignore[no-untyped-def]
    assert len(rows) == 66
    assert counts_of(rows) == {"已达标": 1, "序时达标": 1, "滞后": 1, "未填报": 63}
    assert all(row.units and row.domain_title and row.clause_title for row in rows)


def test_headings_stand_over_their_domain(rows) -> None:  # type: ignore[no-untyped-def]
    lines = lines_of(rows)
    headings = [one for one in lines if isinstance(one, Heading)]
    assert [one.title[0] for one in headings] == list("一二三四五六")
    assert headings[0].detail == "序时达标 1　滞后 1　未填报 7"


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        (TargetFilter(), 66),
        (TargetFilter(state="已达标"), 1),
        (TargetFilter(domain="三"), 15),
        (TargetFilter(nature="力争"), 14),
        (TargetFilter(unit="滨江供电分公司"), 3),
        (TargetFilter(text="担保 新增"), 1),
        (TargetFilter(text="没有"), 0),
        (TargetFilter(state="滞后", domain="三"), 0),
    ],
)
def test_filters(rows, chosen: TargetFilter, count: int) -> None:  # type: ignore[no-untyped-def]
    assert sum(chosen.lets(row) for row in rows) == count


def test_summaries_add_up(pack: Pack, rows) -> None:  # type: ignore[no-untyped-def]
    domains = by_domain(rows)
    assert sum(one.total for one in domains) == 66
    assert sum(one.striving for one in domains) == 14
    units = {one.key: one for one in by_unit(rows, pack.document.unit)}
    assert units["滨江供电分公司"].total == 3
    assert all(one.total == one.binding + one.striving for one in units.values())


def budget_states(pack: Pack) -> list[BudgetState]:
    return [
        BudgetState(line, int(Decimal(line.amount_yi) * 10**10), None, None, None, None)
        for line in pack.budgets
    ]


def test_budget_lines_know_their_whole(pack: Pack) -> None:
    rows = budget_rows.rows_of(pack, budget_states(pack), {})
    by_id = {row.id: row for row in rows}
    assert len(rows) == 18
    assert by_id["2-B1"].share == Decimal("28.2")
    assert by_id["21-B"].planned == "≥ 10.2 亿元\n1,020,000,000.00"
    assert by_id["2-B"].title == "一、扩大有效投资政策"
    parts = [row.share for row in rows if row.state.budget.part_of == "2-B"]
    assert abs(sum(part for part in parts if part) - 100) <= Decimal("0.3")


def test_the_total_says_what_it_leaves_out(pack: Pack) -> None:
    words = budget_rows.overlap_words(budget_rows.rows_of(pack, budget_states(pack), {}))
    assert "153.4 亿元" in words and "44.5 亿元" in words and "108.9 亿元" in words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (610_000_000_000, "61 亿元"),
        (265_500_000_050, "26.55 亿元"),
        (1_000_000, "1 万元"),
        (123_456_789, "123.46 万元"),
        (10_000_000_000, "1 亿元"),
        (0, "0 亿元"),
    ],
)
def test_amounts_in_yi(fen: int, words: str) -> None:
    assert budget_rows.yi(fen) == words
