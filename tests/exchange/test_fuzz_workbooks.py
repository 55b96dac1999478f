"""Workbooks and lists changed in every way: imported, refused in words, and nothing else; a refusal leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import handmade
import pytest
from casework import Casework
from hypothesis import given
from hypothesis import strategies as st
from sheets import HEADINGS, filled, in_order, row

import resources
from models.clock import FixedClock
from models.errors import UserError
from models.letters.press import Press
from models.policy.pack import Pack
from models.services.office import open_office
from models.services.views import CaseFilter
from tests.faults.fuzzing import CHANGES, NASTY_TEXT, Change, changed, changed_part, fuzzed, state

MATTER = "28-4"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory, press: Press) -> Casework:
    """One office for all inputs: what they leave behind would be met by the next ones."""
    clock = FixedClock(datetime(2024, 7, 5, 9, 30))
    folder = tmp_path_factory.mktemp("fuzz") / "数据"
    made = Casework(open_office(folder, clock=clock, resources=resources.path(), press=press), clock)
    made.register()
    return made


@pytest.fixture(scope="module")
def good(pack: Pack) -> bytes:
    return filled(pack, [row(11), row(12), row(13, 发生日期="昨天")])


def imported_or_refused(work: Casework, data: bytes) -> None:
    """Preview and dry run write nothing whatever they say; a refused import writes nothing either."""
    before = state(work.office)
    try:
        preview = work.office.intake.preview_bytes(data, name="导入.xlsx")
        work.office.intake.run(preview, actor=work.handler, dry_run=True, accept_good=True)
    except UserError as error:
        assert error.what
        assert state(work.office) == before
        return
    assert state(work.office) == before
    try:
        work.office.intake.run(preview, actor=work.handler, accept_good=True)
    except UserError as error:
        assert error.what
        assert state(work.office) == before


@fuzzed(300)
@given(changes=CHANGES)
def test_fuzz_bytes_of_a_workbook(work: Casework, good: bytes, changes: list[Change]) -> None:
    imported_or_refused(work, changed(good, changes))


@fuzzed(300)
@given(place=st.integers(0, 30), changes=CHANGES)
def test_fuzz_a_part_of_a_workbook(work: Casework, good: bytes, place: int, changes: list[Change]) -> None:
    imported_or_refused(work, changed_part(good, place, changes))


CELL = NASTY_TEXT.map(lambda text: "".join(char for char in text if char.isprintable() or char == "\t"))


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A sound row with a few cells that are not: most of it gets through to the register."""
    values = [str(value or "") for value in in_order(row(draw(st.integers(20, 400))))]
    for place in draw(st.lists(st.integers(0, len(values) - 1), max_size=3)):
        values[place] = draw(CELL)
    return values


@fuzzed(300)
@given(
    rows=st.lists(lines(), min_size=1, max_size=4),
    numbers=st.booleans(),
    sheet=st.sampled_from(["13-1", "说明", "999-9", "目录"]),
)
def test_fuzz_cells_of_a_workbook(work: Casework, rows: list[list[str]], numbers: bool, sheet: str) -> None:
    cell: Callable[[str], str] = handmade.text_cell
    if numbers:
        cell = lambda text: handmade.number_cell(handmade.escape(text))  # noqa: E731
    head = [handmade.text_cell(one) for one in HEADINGS]
    xml = handmade.sheet_xml(handmade.rows_xml([head, *([cell(one) for one in line] for line in rows)]))
    imported_or_refused(work, handmade.build({sheet: xml}))


def listed_or_refused(work: Casework, source: Path | str) -> None:
    before = state(work.office)
    recognition = work.office.recognition
    try:
        preview = recognition.preview(
            source, matter_id=MATTER, event_date=date(2024, 6, 1), facts={"first_time": True}
        )
        recognition.report(preview)
        recognition.run(preview, actor=work.handler, dry_run=True, accept_good=True)
    except UserError as error:
        assert error.what
        assert state(work.office) == before
        return
    assert state(work.office) == before
    try:
        recognition.run(preview, actor=work.handler, accept_good=True)
    except UserError:
        assert state(work.office) == before


LIST = "企业名称,统一社会信用代码,级别\n企业1号,91330108MA27X00016,国家级\n甲公司,,\n"


@fuzzed(300)
@given(changes=CHANGES, encoding=st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]))
def test_fuzz_bytes_of_a_list(
    work: Casework, tmp_path_factory: pytest.TempPathFactory, changes: list[Change], encoding: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "名单.csv"
    path.write_bytes(changed(LIST.encode(encoding), changes))
    listed_or_refused(work, path)


@fuzzed(300)
@given(text=st.lists(st.lists(NASTY_TEXT, max_size=5).map(",".join), max_size=6).map("\n".join))
def test_fuzz_a_pasted_list(work: Casework, text: str) -> None:
    listed_or_refused(work, text)
    listed_or_refused(work, "企业名称,统一社会信用代码\n" + text)


def test_fuzz_left_the_office_whole(work: Casework, good: bytes) -> None:
    """Whatever was taken in above is sound, and the good workbook is good: else everything could be refused."""
    preview = work.office.intake.preview_bytes(good, name="导入.xlsx")
    assert len(preview.good) + len(preview.present) >= 2
    assert work.office.verify() == []
    assert work.office.cases.count(CaseFilter()) > 20, "hardly anything got as far as the register"
    for case in work.office._desk.db.all("SELECT id FROM cases LIMIT 300"):
        work.view(case["id"])
