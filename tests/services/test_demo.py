"""The training office: cases of every kind in every stage, made by the services alone, and nothing wrong with them."""

from __future__ import annotations

import pytest

from models.cases.workflow import LINES, SIDE_STAGES
from models.errors import UserError
from models.services.demo import fill
from models.services.office import Office
from models.services.views import CaseFilter


def test_the_training_office_shows_every_stage_and_is_sound(office: Office) -> None:
    count = fill(office)
    rows = office.cases.rows(CaseFilter(), limit=1000)
    assert count == len(rows) >= 30
    assert len(office.applicants.find(limit=100)) >= 12
    shown = {(row.kind, row.stage) for row in rows}
    for kind in ("推荐", "服务", "督办"):
        assert {stage for one, stage in shown if one == kind} >= set(LINES[kind])
    assert {stage for kind, stage in shown if kind == "奖补"} >= {*LINES["奖补"], *SIDE_STAGES}
    assert any(row.waiting for row in rows) and any(
        row.due_on and row.due_on < office.clock.today() for row in rows
    )
    assert len(office.letters.register()) >= 5
    assert office.verify() == []


def test_the_record_of_the_training_office_runs_forward(office: Office) -> None:
    fill(office)
    moments = [row["at"] for row in office._desk.db.all("SELECT at FROM events ORDER BY id")]
    assert moments == sorted(moments)
    assert moments[-1] <= office.clock.now().replace(hour=23).isoformat()


def test_real_data_is_never_mixed_with_training_data(office: Office) -> None:
    office.set_up(unit="区科技局", officer_name="王一", number_prefix="滨科惠")
    with pytest.raises(UserError, match="已经设置过单位"):
        fill(office)
    assert office.cases.count(CaseFilter()) == 0
