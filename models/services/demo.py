"""The training office: filled by the services alone, case by case, in the order of days in which things happen."""

from __future__ import annotations

import heapq
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from stdnum.cn import ric, uscc

from models.clock import FixedClock
from models.errors import UserError
from models.services.demo_case import DemoCase, Staff, play
from models.services.office import Office
from models.services.views import Applicant, ApplicantForm

# Days of play before today; the longest journey must fit in.
_SPAN_DAYS = 75


def fill(office: Office) -> int:
    """Fill an empty data folder and return the number of cases; raises UserError where an office was set up."""
    if office.profile() is not None:
        raise UserError(
            "这里已经设置过单位",
            f"数据文件夹“{office.folder}”中有真实或练习数据",
            "请用 --data 指明一个空文件夹",
        )
    data = tomllib.loads((office.resources / "demo" / "office.toml").read_text(encoding="utf-8"))
    now = office.clock.now().replace(hour=9, minute=0, second=0, microsecond=0)
    clock = FixedClock(now - timedelta(days=_SPAN_DAYS + 1))
    then = office.at(clock)
    staff = _staff(then, data)
    applicants = {
        item["key"]: _applicant(then, item, serial, staff) for serial, item in enumerate(data["applicant"], 1)
    }
    cases = [DemoCase.read(item) for item in data["case"]]
    _second_reviews(then, cases, staff)
    _play_all([play(then, case, applicants[case.applicant], staff) for case in cases], cases, clock, now)
    return len(cases)


def _staff(office: Office, data: dict[str, Any]) -> Staff:
    people = data["officer"]
    office.set_up(
        officer_name=people[0]["name"],
        reviewer_name=people[1]["name"],
        approver_name=people[2]["name"],
        **data["profile"],
    )
    admin = office.officers.list()[0]
    for person in people[3:]:
        office.officers.add(name=person["name"], roles=person["roles"], actor=admin)
    named = {officer.name: officer for officer in office.officers.list()}
    return Staff(*(named[person["name"]] for person in people[:5]))


def _applicant(office: Office, item: dict[str, Any], serial: int, staff: Staff) -> Applicant:
    given = {key: value for key, value in item.items() if key != "key"}
    if item["kind"] in ("个人", "家庭"):
        body = f"33010819900101{serial:03d}"
        given["code"] = body + ric.calc_check_digit(body + "0")
    elif item["kind"] != "单位":
        body = f"91330108MA2LX{serial:04d}"
        given["code"] = body + uscc.calc_check_digit(body)
    return office.applicants.save(ApplicantForm(**given), actor=staff.handler)[0]


def _second_reviews(office: Office, cases: list[DemoCase], staff: Staff) -> None:
    """Where a case shows 复审, its matter does not leave that stage out."""
    for case in cases:
        if case.second_review:
            office.settings.omit_stages((), matter_id=case.matter, actor=staff.admin)


def _play_all(scripts: list[Iterator[int]], cases: list[DemoCase], clock: FixedClock, now: datetime) -> None:
    """Take the steps of all cases in the order of their days, so that the record reads like a real one."""
    queue = []
    for place, case in enumerate(cases):
        start = now - timedelta(days=min(case.days, _SPAN_DAYS)) + timedelta(minutes=7 * place)
        queue.append((start, place))
    heapq.heapify(queue)
    while queue:
        moment, place = heapq.heappop(queue)
        clock.moment = max(clock.moment + timedelta(minutes=1), min(moment, now))
        wait = next(scripts[place], None)
        if wait is not None:
            heapq.heappush(queue, (moment + timedelta(days=wait), place))
