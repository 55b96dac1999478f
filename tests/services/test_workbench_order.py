"""Counts by stage come in the order in which cases go through the stages."""

from __future__ import annotations

from models.cases.workflow import CLOSED_STAGES, LINES, SIDE_STAGES
from models.cases.workflow.stages import STAGE_ORDER
from models.services.demo import fill
from models.services.office import Office
from models.storage import case_order


def test_the_order_follows_every_line_and_ends_with_the_closed_ones() -> None:
    assert set(STAGE_ORDER) == {*SIDE_STAGES, *(stage for line in LINES.values() for stage in line)}
    for line in LINES.values():
        places = [STAGE_ORDER.index(stage) for stage in line]
        assert places == sorted(places), line
    assert set(STAGE_ORDER[-len(CLOSED_STAGES) :]) == set(CLOSED_STAGES)
    assert case_order._STAGES.strip("|").split("|") == list(STAGE_ORDER)


def test_counts_by_stage_are_in_that_order(office: Office) -> None:
    fill(office)
    counted = list(office.cases.workbench(office.officers.list()[0]).counts_by_stage)
    assert counted == [stage for stage in STAGE_ORDER if stage in counted] and len(counted) > 15
