"""Generated rows come back as the same cases, LibreOffice's workbooks too; random bytes never do harm."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from casework import Casework, credit_code, id_number
from handmade import plain_book
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets import HEADINGS, filled, in_order, row

from models.errors import UserError
from models.exchange.workbooks.book import read_book
from models.exchange.workbooks.columns import FACT, columns_of
from models.exchange.workbooks.intake import read_intake
from models.exchange.workbooks.template import write_template
from models.money import yuan
from models.policy.model import Matter
from models.policy.pack import Pack

WORDS = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo", "Nd")), min_size=1, max_size=20)


def value_of(kind: str, choices: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return {
        "money": st.integers(0, 10**12).map(lambda fen: Decimal(fen) / 100),
        "percent": st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100),
        "count": st.integers(0, 10_000),
        "bool": st.booleans(),
        "choice": st.sampled_from(choices or ("x",)),
        "date": st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        "text": WORDS,
    }[kind]


@st.composite
def rows_of(draw: st.DrawFn, matter: Matter, pack: Pack) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in columns_of(matter, pack.default_settings()):
        if column.key.startswith(FACT):
            found[column.key] = draw(value_of(column.kind, column.choices))
    found["event_date"] = draw(value_of("date", ()))
    found["name"] = "甲" + draw(WORDS)
    found["scope"] = draw(WORDS)
    return found


def as_read(value: Any) -> Any:
    if isinstance(value, Decimal):
        return yuan(int(value * 100))
    return value.isoformat() if isinstance(value, date) else value


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_written_into_a_template_is_read_back(pack: Pack, data: st.DataObject) -> None:
    matter = data.draw(st.sampled_from(pack.matters))
    columns = columns_of(matter, pack.default_settings())
    wanted = data.draw(st.lists(rows_of(matter, pack), min_size=1, max_size=4))
    book = openpyxl.load_workbook(io.BytesIO(write_template(pack, pack.default_settings(), [matter])))
    page = book.worksheets[0]
    for at, values in enumerate(wanted, 3):
        personal = matter.applicants[0] in ("个人", "家庭")
        extra = {"code": id_number(at) if personal else credit_code(at), "kind": matter.applicants[0]}
        for number, column in enumerate(columns, 1):
            value = (extra | values).get(column.key)
            cell = page.cell(at, number)
            cell.value = ("是" if value else "否") if isinstance(value, bool) else value
            if isinstance(cell.value, str):
                cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    found = read_intake(read_book(stream.getvalue()), pack, pack.default_settings())
    assert not found.faults and not [fault for one in found.rows for fault in one.faults]
    assert len(found.rows) == len(wanted)
    has_scope = any(column.key == "scope" for column in columns)
    for one, values in zip(found.rows, wanted, strict=True):
        assert one.event_date == values["event_date"] and one.form.name == values["name"]
        facts = {k.removeprefix(FACT): as_read(v) for k, v in values.items() if k.startswith(FACT)}
        assert one.facts == facts
        assert not has_scope or one.scope == values["scope"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_workbooks_saved_by_libreoffice(pack: Pack, tmp_path: Path) -> None:
    """LibreOffice adds styles, shared strings, dimensions, a merged title and its own number formats."""
    values = [
        row(1),
        row(2, **{"年度研发投入额（元）": "530万", "发生日期": "2024年6月30日"}),
        row(3, **{"年度研发投入额（元）": "=5000000+300000", "经营规模符合国家科技型中小企业认定标准": True}),
        row(4, **{"统一社会信用代码/身份证号": 9.1330108e17}),
    ]
    source = tmp_path / "源.xlsx"
    source.write_bytes(filled(pack, values))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "存"), str(source)],
        check=True, timeout=120, capture_output=True,
    )  # fmt: skip
    saved = tmp_path / "存" / source.name
    book = read_intake(read_book(saved.read_bytes()), pack, pack.default_settings())
    assert [one.row for one in book.rows] == [3, 4, 5, 6] and not book.faults
    good = {"sme_scale": True, "rd_current": "5300000.00", "rd_previous": "3000000.00"}
    assert all(dict(one.facts) == good and not one.faults for one in book.rows[:3])
    assert [fault.letter for fault in book.rows[3].faults] == ["B"]
    assert all(one.event_date == date(2024, 6, 30) for one in book.rows)


def test_random_bytes_never_change_the_office(work: Casework, pack: Pack) -> None:
    """Files cut short, with bytes or whole parts altered, are taken or refused in words; nothing else may happen."""
    chance = random.Random(20241205)
    sound = [filled(pack, [row(1)]), plain_book("13-1", [list(HEADINGS), [str(v) for v in in_order(row(1))]])]
    db = work.office._desk.db
    before = db.value("SELECT count(*) FROM events"), db.value("SELECT count(*) FROM cases")
    refused = 0
    for number in range(400):
        data = _damaged(chance, sound[number % 2], number)
        try:
            preview = work.office.intake.preview_bytes(data)
            work.office.intake.run(preview, actor=work.handler, dry_run=True)
        except UserError as error:
            assert error.message
            refused += 1
    assert refused > 200
    assert (db.value("SELECT count(*) FROM events"), db.value("SELECT count(*) FROM cases")) == before
    assert work.office.verify() == []


def _damaged(chance: random.Random, data: bytes, number: int) -> bytes:
    how = number % 4
    if how == 0:
        return data[: chance.randrange(len(data))]
    if how == 1:
        raw = bytearray(data)
        for _ in range(chance.randrange(1, 30)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        return bytes(raw)
    if how == 2:
        return chance.randbytes(chance.randrange(2000))
    return _with_damaged_part(chance, data)


def _with_damaged_part(chance: random.Random, data: bytes) -> bytes:
    """The container stays sound, so that the damage reaches the parsers behind it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = chance.choice(names)
        for name in names:
            part = bytearray(old.read(name))
            if name == victim and part:
                for _ in range(chance.randrange(1, 6)):
                    at = chance.randrange(len(part))
                    part[at : at + chance.randrange(3)] = chance.choice(
                        (b"<", b"", b"9" * 40, b'"', b"&x;", b"\xff")
                    )
            new.writestr(name, bytes(part))
    return stream.getvalue()
