"""The foot of the case page: the next move of the stage, also where the office leaves a stage out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "services"))

from casework import Casework

import resources
from models.clock import FixedClock
from models.services.office import open_office
from ui.screens.case.moves_bar import next_move_of


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Casework]:
    clock = FixedClock(datetime(2024, 6, 5, 9, 30))
    office = open_office(tmp_path / "数据", clock=clock, resources=resources.path())
    yield Casework(office, clock)
    office.close()


@pytest.fixture
def in_first_review(work: Casework) -> int:
    """A case in 初审 of an office that leaves out 复审, so that 初审通过 leads to 审批."""
    case = work.register()
    work.to_determination(case.id)
    work.determine(case.id, 11_500_000)
    view = work.move(case.id, "submit_review", opinion="拟同意")
    assert "复审" not in [stage.name for stage in view.stages]
    return case.id


def test_the_reviewer_is_offered_the_review(work: Casework, in_first_review: int) -> None:
    move = next_move_of(work.view(in_first_review, work.reviewer))
    assert move is not None
    assert (move.name, move.target, move.permitted) == ("pass_first_review", "审批", True)


def test_others_are_told_whose_turn_it_is(work: Casework, in_first_review: int) -> None:
    move = next_move_of(work.view(in_first_review, work.handler))
    assert move is not None
    assert (move.name, move.permitted) == ("pass_first_review", False)
    assert "复核" in move.reason


def test_every_move_of_the_line_is_offered_in_turn(work: Casework) -> None:
    case = work.register()
    work.complete(case.id)
    offered = []
    for officer, words in (
        (work.handler, {}),
        (work.handler, {}),
        (work.handler, {"opinion": "符合"}),
    ):
        move = next_move_of(work.view(case.id, officer))
        assert move is not None and move.permitted
        offered.append(move.name)
        work.move(case.id, move.name, officer, **words)
    assert offered == ["accept", "begin_examination", "pass_examination"]
