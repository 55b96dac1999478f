"""A case stays on its version of the pack; moving it shows first what changes, and is on record."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from casework import RD_FACTS, Casework
from corrected_pack import second_version

import resources
from models.clock import FixedClock
from models.errors import UserError
from models.services.office import Office, open_office


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2024, 6, 5, 9, 30))


def opened(folder: Path, clock: FixedClock) -> Office:
    return open_office(folder, clock=clock, resources=resources.path())


@pytest.fixture
def case_and_folder(tmp_path: Path, clock: FixedClock) -> tuple[int, Path]:
    folder = tmp_path / "数据"
    with opened(folder, clock) as office:
        work = Casework(office, clock)
        case = work.register(facts=RD_FACTS)
        assert case.pack_hash == office.editions.current.hash
    second_version(folder)
    return case.id, folder


def test_a_case_stays_and_new_cases_take_the_new_version(
    case_and_folder: tuple[int, Path], clock: FixedClock
) -> None:
    case_id, folder = case_and_folder
    with opened(folder, clock) as office:
        view = office.cases.view(case_id)
        assert view.assessment is not None and view.assessment.ceiling_fen == 11_500_000
        handler = office.officers.list()[0]
        fresh, _ = office.cases.register(
            matter_id="13-1",
            applicant_id=view.applicant.id,
            event_date="2024-03-31",
            facts_raw=RD_FACTS,
            actor=handler,
        )
        assert office.cases.view(fresh.id).assessment.ceiling_fen == 9_200_000  # type: ignore[union-attr]
        assert office.policy.newer_version(fresh.id) is None


def test_moving_shows_what_changes_and_is_recorded(
    case_and_folder: tuple[int, Path], clock: FixedClock
) -> None:
    case_id, folder = case_and_folder
    with opened(folder, clock) as office:
        handler = office.officers.list()[0]
        office.cases.answer(case_id, "technology", "符合", "有证书", actor=handler)
        newer = office.policy.newer_version(case_id)
        assert newer is not None and newer.document.version == 2
        found = office.policy.compare(case_id, newer.id, newer.hash)
        told = {change.what: (change.old, change.new) for change in found.changes}
        assert told["计算结果"] == ("上限 115,000.00 元", "上限 92,000.00 元")
        assert told["检查"][1] == "两年口径是否相同？"
        assert office.cases.view(case_id).assessment.ceiling_fen == 11_500_000  # type: ignore[union-attr]
        with pytest.raises(UserError):
            office.policy.move_case(case_id, newer.id, newer.hash, reason=" ", actor=handler)
        office.policy.move_case(case_id, newer.id, newer.hash, reason="按更正后的版本办理", actor=handler)
        view = office.cases.view(case_id)
        assert view.assessment.ceiling_fen == view.case.ceiling_fen == 9_200_000  # type: ignore[union-attr]
        assert next(check for check in view.checks if check.id == "technology").verdict == "符合"
        assert any("转换政策包版本" in event.text for event in view.events)
        assert office.verify() == []


def test_a_determined_case_is_not_moved(case_and_folder: tuple[int, Path], clock: FixedClock) -> None:
    case_id, folder = case_and_folder
    with opened(folder, clock) as office:
        work = object.__new__(Casework)
        work.office, work.clock = office, clock
        work.handler = office.officers.list()[0]
        work.to_determination(case_id)
        work.determine(case_id, 11_500_000)
        newer = office.policy.newer_version(case_id)
        assert newer is not None
        assert office.policy.compare(case_id, newer.id, newer.hash).obstacle
        with pytest.raises(UserError):
            office.policy.move_case(case_id, newer.id, newer.hash, reason="更正", actor=work.handler)


def test_an_upgrade_takes_no_version_away(
    case_and_folder: tuple[int, Path], clock: FixedClock, tmp_path: Path
) -> None:
    """The program's next release ships a corrected pack instead of the one the case was assessed with."""
    case_id, folder = case_and_folder
    release = tmp_path / "release"
    for part in ("letters", "search", "office"):
        shutil.copytree(resources.path(part), release / part)
    shutil.move(folder / "policy" / "corrected", release / "policy" / "bz-2024-12")
    with open_office(folder, clock=clock, resources=release) as office:
        view = office.cases.view(case_id)
        assert view.assessment is not None and view.assessment.ceiling_fen == 11_500_000
        assert office.policy.newer_version(case_id) is not None
