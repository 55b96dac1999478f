"""Small files and typed lines changed in every way: holiday table, the office's changes, policy pack, letter codes, facts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from models.awards.line import assess_line
from models.clock import FixedClock
from models.errors import UserError
from models.letters.press import Press
from models.policy.faults import PackFaults
from models.policy.loader import load_pack
from models.policy.overrides import Override
from models.policy.pack import Pack
from models.services.office import open_office
from models.services.override_file import decode
from tests.faults.fuzzing import CHANGES, NASTY_TEXT, Change, changed, fuzzed, state
from tests.services.casework import RD_FACTS, Casework

PACK = "bz-2024-12"
HOLIDAYS = "日期,休班,名称\n2031-01-01,休,元旦\n2031-02-01,班,春节调休\n2031-05-01,休,劳动节\n"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casework]:
    folder = tmp_path_factory.mktemp("fuzz") / "数据"
    clock = FixedClock(datetime(2024, 6, 5, 9))
    press = Press(resources.path())
    with open_office(folder, clock=clock, resources=resources.path(), press=press) as office:
        made = Casework(office, clock)
        case = made.register()
        made.complete(case.id)
        made.move(case.id, "accept")
        yield made
        assert office.verify() == []
        made.view(case.id)


def refused(work: Casework, before: str, error: UserError) -> None:
    assert error.what and error.message
    assert state(work.office) == before


@fuzzed(300)
@given(changes=CHANGES, encoding=st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]))
def test_fuzz_bytes_of_a_holiday_table(work: Casework, changes: list[Change], encoding: str) -> None:
    before = state(work.office)
    try:
        work.office.settings.import_holidays(changed(HOLIDAYS.encode(encoding), changes), actor=work.handler)
    except UserError as error:
        refused(work, before, error)


@fuzzed(300)
@given(
    rows=st.lists(
        st.tuples(
            st.one_of(st.dates().map(str), NASTY_TEXT), st.sampled_from(["休", "班", "x", ""]), NASTY_TEXT
        ).map(",".join),
        max_size=5,
    )
)
def test_fuzz_lines_of_a_holiday_table(work: Casework, rows: list[str]) -> None:
    before = state(work.office)
    try:
        content = "\n".join(rows).encode("utf-8", "surrogatepass")
        work.office.settings.import_holidays(content, actor=work.handler)
    except UserError as error:
        refused(work, before, error)


@pytest.fixture(scope="module")
def override_file(work: Casework) -> bytes:
    for change in (
        Override("13-1", "check", "reword", "technology", "申请人是否持有证书？", basis="局办公会纪要"),
        Override("13-1", "material", "add", "office-1", "研发费用辅助账"),
        Override("13-1", "term", "set", "", "15"),
    ):
        work.office.policy.set_override(PACK, change, actor=work.handler)
    return work.office.policy.export_overrides(PACK)


def overrides_taken_or_refused(work: Casework, content: bytes) -> None:
    before = state(work.office)
    try:
        work.office.policy.import_overrides(content, pack_id=PACK, actor=work.handler)
    except UserError as error:
        refused(work, before, error)
    work.office.policy.effective(PACK)


@fuzzed(300)
@given(changes=CHANGES)
def test_fuzz_bytes_of_the_offices_changes(
    work: Casework, override_file: bytes, changes: list[Change]
) -> None:
    overrides_taken_or_refused(work, changed(override_file, changes))


VALUES = st.one_of(NASTY_TEXT, st.integers(-(10**30), 10**30), st.booleans(), st.none(), st.floats())


@fuzzed(300)
@given(data=st.data())
def test_fuzz_values_of_the_offices_changes(
    work: Casework, override_file: bytes, data: st.DataObject
) -> None:
    content: dict[str, Any] = json.loads(override_file)
    one = data.draw(st.sampled_from(content["overrides"]))
    for key in data.draw(st.lists(st.sampled_from(sorted(one)), min_size=1, max_size=3)):
        one[key] = data.draw(
            st.one_of(VALUES, st.sampled_from(["check", "term", "standard", "add", "set", "switch_off", "rd_current"]))
        )  # fmt: skip
    overrides_taken_or_refused(work, json.dumps(content).encode("utf-8", "surrogatepass"))


@pytest.fixture(scope="module")
def pack_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(resources.path("policy", PACK), tmp_path_factory.mktemp("pack") / PACK)


def pack_read_or_refused(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    good = path.read_bytes()
    path.write_bytes(content)
    try:
        load_pack(folder)
    except PackFaults as error:
        assert error.faults and all(str(one) for one in error.faults)
    finally:
        path.write_bytes(good)


PARTS = ("document.toml", "common.toml", "targets.toml", "budgets.toml", "notes.toml", "clauses/13.toml")


@fuzzed(120)
@given(place=st.integers(0, 59), changes=CHANGES)
def test_fuzz_bytes_of_a_policy_pack(pack_copy: Path, place: int, changes: list[Change]) -> None:
    names = sorted(path.relative_to(pack_copy).as_posix() for path in pack_copy.rglob("*.toml"))
    name = names[place % len(names)]
    pack_read_or_refused(pack_copy, name, changed((pack_copy / name).read_bytes(), changes))


TOML_VALUES = st.sampled_from(
    ["1", "-1", "1e400", "nan", "true", '""', '"x"', "[]", "[[]]", "{}", "[1, 'a']", "2024-02-29", "{ a = { b = 1 } }",
     '"999999999999999999999"', "[" * 50 + "]" * 50, '"../../x"', "[{ fact = 'x', op = '>=', value = 'y' }]"]
)  # fmt: skip


@fuzzed(120)
@given(place=st.integers(0, 59), line=st.integers(0, 400), value=TOML_VALUES, drop=st.booleans())
def test_fuzz_values_of_a_policy_pack(pack_copy: Path, place: int, line: int, value: str, drop: bool) -> None:
    """The TOML stays sound and says something else: types, empty lists, missing keys."""
    names = sorted(path.relative_to(pack_copy).as_posix() for path in pack_copy.rglob("*.toml"))
    name = names[place % len(names)]
    lines = (pack_copy / name).read_text(encoding="utf-8").split("\n")
    at = line % len(lines)
    key, is_set, _ = lines[at].partition(" = ")
    lines[at : at + 1] = [] if drop or not is_set else [f"{key} = {value}"]
    pack_read_or_refused(pack_copy, name, "\n".join(lines).encode())


@pytest.fixture(scope="module")
def signed_line(work: Casework) -> str:
    from models.services import signing

    db, code = work.office._desk.db, "0000-1111-2222-3333"
    return signing.payload(db, number="滨科惠核〔2024〕1号", code=code, amount_fen=1, issued_on=work.today)


def verdict_or_refused(work: Casework, typed: str) -> None:
    before = state(work.office)
    try:
        assert work.office.letters.verify(typed).standing
        work.office.letters.check_code(typed)
    except UserError as error:
        assert error.what
    assert state(work.office) == before


@fuzzed(300)
@given(changes=CHANGES)
def test_fuzz_a_scanned_line(work: Casework, signed_line: str, changes: list[Change]) -> None:
    verdict_or_refused(work, changed(signed_line.encode(), changes).decode("utf-8", "replace"))


@fuzzed(300)
@given(
    typed=st.one_of(
        NASTY_TEXT,
        st.lists(NASTY_TEXT, min_size=6, max_size=6).map("|".join),
        st.lists(NASTY_TEXT, min_size=4, max_size=4).map(lambda parts: "BHB1|" + "|".join(parts) + "|x"),
    )
)
def test_fuzz_a_typed_code(work: Casework, typed: str) -> None:
    verdict_or_refused(work, typed)


LINE = json.dumps(
    {"id": 1, "matter": "13-1", "facts": {**RD_FACTS, "event_date": "2024-03-31"}, "prior": "0"}
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(resources.path("policy", PACK))


def answered(text: str, pack: Pack) -> None:
    """`assess` never stops a batch: every line has an answer that is JSON again."""
    answer, good = assess_line(text, lambda matter, day: pack)
    assert good is ("error" not in answer)
    assert json.dumps(answer, default=str)


@fuzzed(300)
@given(changes=CHANGES)
def test_fuzz_bytes_of_a_line_of_facts(pack: Pack, changes: list[Change]) -> None:
    answered(changed(LINE.encode(), changes).decode("utf-8", "surrogateescape"), pack)


JSON = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NASTY_TEXT, inner, max_size=3)
)


@fuzzed(300)
@given(data=st.data())
def test_fuzz_values_of_a_line_of_facts(pack: Pack, data: st.DataObject) -> None:
    request: dict[str, Any] = json.loads(LINE)
    holder = data.draw(st.sampled_from([request, request["facts"]]))
    for key in data.draw(st.lists(st.sampled_from([*holder, "新的"]), min_size=1, max_size=3)):
        holder[key] = data.draw(JSON)
    answered(json.dumps(request), pack)


def test_fuzz_starts_from_what_is_good(
    work: Casework, override_file: bytes, signed_line: str, pack_copy: Path
) -> None:
    """Else everything above could be refused for the wrong reason."""
    assert len(decode(override_file).overrides) == 3
    assert load_pack(pack_copy).id == PACK
    assert work.office.letters.verify(signed_line).standing == "登记不符"
    assert "error" not in assess_line(LINE, lambda matter, day: work.office.editions.current)[0]
    work.office.settings.import_holidays(HOLIDAYS.encode(), actor=work.handler)
