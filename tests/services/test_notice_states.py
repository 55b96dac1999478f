"""A notice whose cases all went on one by one is over, whoever moved them."""

from __future__ import annotations

from datetime import timedelta

from casework import Casework


def test_a_notice_without_waiting_cases_is_over(work: Casework) -> None:
    cases = [work.register().id for _ in range(2)]
    for case_id in cases:
        work.approve(case_id, 100_000_00)
    notice, _ = work.office.notices.open(tuple(cases), title="六月公示", actor=work.handler)
    assert notice.state == "公示中"
    work.clock.moment += timedelta(days=14)
    assert work.office.notices.get(notice.id).state == "期满待结束"
    work.move(cases[0], "end_notice")
    assert work.office.notices.get(notice.id).state == "期满待结束"
    work.move(cases[1], "end_notice")
    assert work.office.notices.get(notice.id).state == "期满"
