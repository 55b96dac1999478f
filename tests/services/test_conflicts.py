"""Two windows on one case: a clear conflict with both values, never a silent overwrite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from casework import RD_FACTS, Casework

import resources
from models.clock import FixedClock
from models.errors import ConflictError, UserError
from models.letters.press import Press
from models.services.office import Office, open_office


@pytest.fixture
def window(work: Casework, clock: FixedClock, press: Press) -> Iterator[Office]:
    """A second window on the same data folder."""
    opened = open_office(work.office.folder, clock=clock, resources=resources.path(), press=press)
    yield opened
    opened.close()


def test_facts(work: Casework, window: Office) -> None:
    case = work.register()
    window.cases.save_facts(
        case.id, {**RD_FACTS, "rd_current": "6000000.00"}, expected_version=case.version, actor=work.second
    )
    with pytest.raises(ConflictError) as refused:
        work.office.cases.save_facts(
            case.id,
            {**RD_FACTS, "rd_current": "7000000.00"},
            expected_version=case.version,
            actor=work.handler,
        )
    assert refused.value.mine == {**RD_FACTS, "rd_current": "7000000.00"}
    assert refused.value.theirs == {**RD_FACTS, "rd_current": "6000000.00"}
    assert work.view(case.id).case.facts_raw["rd_current"] == "6000000.00"


def test_answers(work: Casework, window: Office) -> None:
    case = work.register()
    shown = next(check for check in work.view(case.id).checks if not check.automatic)
    window.cases.answer(
        case.id, shown.id, "不符合", "口径不一", actor=work.second, expected_version=shown.version
    )
    with pytest.raises(ConflictError) as refused:
        work.office.cases.answer(
            case.id, shown.id, "符合", actor=work.handler, expected_version=shown.version
        )
    assert (refused.value.mine, refused.value.theirs) == (("符合", ""), ("不符合", "口径不一"))


def test_papers(work: Casework, window: Office) -> None:
    case = work.register()
    shown = work.view(case.id).materials[0]
    window.cases.receive(case.id, shown.id, "待补", actor=work.second, expected_version=shown.version)
    with pytest.raises(ConflictError):
        work.office.cases.receive(
            case.id, shown.id, "已收", actor=work.handler, expected_version=shown.version
        )


def test_different_questions_do_not_collide(work: Casework, window: Office) -> None:
    case = work.register()
    first, second = [check for check in work.view(case.id).checks if not check.automatic][:2]
    window.cases.answer(case.id, first.id, "符合", actor=work.second, expected_version=first.version)
    work.office.cases.answer(case.id, second.id, "符合", actor=work.handler, expected_version=second.version)


def test_the_same_answer_twice_is_no_change(work: Casework) -> None:
    case = work.register()
    check = next(check for check in work.view(case.id).checks if not check.automatic)
    work.office.cases.answer(case.id, check.id, "符合", actor=work.handler)
    before = len(work.view(case.id).events)
    _, changes = work.office.cases.answer(case.id, check.id, "符合", actor=work.handler)
    assert not changes.cases and len(work.view(case.id).events) == before


def test_moves(work: Casework, window: Office) -> None:
    case = work.register()
    work.complete(case.id)
    shown = work.view(case.id).case.version
    window.cases.move(case.id, "accept", actor=work.second, expected_version=shown)
    with pytest.raises(ConflictError, match="另一窗口"):
        work.move(case.id, "withdraw", reason="撤回", expected_version=shown)
    with pytest.raises(UserError, match="现处“受理”"):
        work.move(case.id, "accept")


def test_determinations(work: Casework, window: Office) -> None:
    case = work.register()
    work.to_determination(case.id)
    shown = work.view(case.id).case.version
    window.cases.determine(case.id, amount_fen=100_00, basis="一", actor=work.second, expected_version=shown)
    with pytest.raises(ConflictError) as refused:
        work.determine(case.id, 200_00, expected_version=shown)
    assert (refused.value.mine, refused.value.theirs) == (200_00, 100_00)


def test_applicants(work: Casework, window: Office) -> None:
    applicant = work.applicant("甲公司")
    from dataclasses import replace

    window.applicants.save(replace(applicant, phone="13812345678"), actor=work.second, expected_version=1)
    with pytest.raises(ConflictError) as refused:
        work.office.applicants.save(
            replace(applicant, phone="13987654321"), actor=work.handler, expected_version=1
        )
    assert refused.value.theirs.phone == "13812345678"  # type: ignore[attr-defined]


def test_two_windows_draw_different_numbers(work: Casework, window: Office) -> None:
    applicant = work.applicant()
    numbers = []
    for turn in range(6):
        office = (work.office, window)[turn % 2]
        case, _ = office.cases.register(
            matter_id="13-1",
            applicant_id=applicant.id,
            event_date="2024-03-31",
            facts_raw={},
            actor=work.handler,
        )
        numbers.append(case.case_no)
    assert numbers == [f"BJ-KJ-2024-{serial:05d}" for serial in range(1, 7)]


def test_profile(work: Casework, window: Office) -> None:
    from dataclasses import replace

    profile = work.office.profile()
    assert profile is not None
    window.save_profile(
        replace(profile, phone="0571-1"), actor=work.handler, expected_version=profile.version
    )
    with pytest.raises(ConflictError):
        work.office.save_profile(
            replace(profile, phone="0571-2"), actor=work.handler, expected_version=profile.version
        )
