"""Makes offices of many generated cases for the benchmarks, straight into the tables of the real schema."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import resources
from models.cases.workflow.stages import LINES
from models.clock import FixedClock
from models.services.office import Office, open_office
from models.storage.migrations import LATEST
from models.storage.search.grams import TOKENIZER_VERSION

_DETERMINED = frozenset({"初审", "复审", "审批", "公示", "批复", "拨付", "归档"})
_RUNNING = frozenset({"受理", "审查", "核定", "初审", "复审", "审批", "转办", "进展"})
_PLACES = ("杭州", "滨江", "浙江", "西兴", "长河", "浦沿", "重庆", "长春")
WORDS = "智能物联云图数据网络科技生物医药装备新材绿能源芯片软件视觉设计文化电商贸易精密机器人量子磁测医疗健康"
_ENDS = ("科技有限公司", "股份有限公司", "信息技术有限公司", "生物医药有限公司", "文化创意有限公司")
NOW = datetime(2024, 12, 20, 9, 0)


def make_office(folder: Path, count: int, *, seed: int = 11) -> Office:
    """Return an open office with `count` generated cases, indexed for search."""
    office = open_office(folder, clock=FixedClock(NOW), resources=resources.path())
    office.set_up(
        unit="杭州市滨江区科学技术局",
        officer_name="王一",
        number_prefix="滨科惠",
        reviewer_name="李二",
        approver_name="张三",
    )
    chance = random.Random(seed)
    db = office._desk.db
    hook, db.before_commit = db.before_commit, None
    applicants = max(count // 4, 1)
    with db.atomic():
        db.execute("DROP TRIGGER search_case_added")
        db.execute_many(
            "INSERT INTO applicants (id, uid, kind, name, code, document, representative, address, contact, phone, "
            "bank, account, street, remark, created_at, updated_at) "
            "VALUES (?, ?, '企业', ?, ?, '', '', '', ?, '', '', '', '', '', '', '')",
            (
                (number, f"a{number}", _name(chance), _code(number), chance.choice("王李张陈赵") + "某")
                for number in range(1, applicants + 1)
            ),
        )
        db.execute_many(
            _INSERT, (_case(office, chance, number, applicants) for number in range(1, count + 1))
        )
        db.execute("DELETE FROM search_dirty")
    db.before_commit = hook
    office.search.rebuild()
    db.execute("ANALYZE")
    return office


def kept_folder(count: int) -> Path:
    """Return the folder of the office of so many cases, made on first use and kept in the temporary folder.

    It must not be changed: work on a copy (`copied`). BENCH_KEEP names another place for the kept offices. Offices
    of another schema, of other rules of the index or of another generator are removed.
    """
    root = Path(os.environ.get("BENCH_KEEP") or Path(tempfile.gettempdir()) / "binhui-benchmarks")
    kept = root / _made_by()
    for other in root.glob("made-*") if root.is_dir() else ():
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)
    folder = kept / str(count)
    if not folder.exists():
        part = kept / f"{count}.part"
        shutil.rmtree(part, ignore_errors=True)
        make_office(part, count).close()
        part.rename(folder)
    return folder


def copied(count: int, into: Path) -> Path:
    """Return a copy of a kept office that may be changed."""
    shutil.copytree(kept_folder(count), into)
    return into


def reopened(folder: Path) -> Office:
    """Open an office at the generator's date."""
    return open_office(folder, clock=FixedClock(NOW), resources=resources.path())


def _made_by() -> str:
    """What the offices depend on: schema, rules of the index, this generator."""
    generator = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    return f"made-{LATEST}-{TOKENIZER_VERSION}-{generator}"


_INSERT = (
    "INSERT INTO cases (id, uid, case_no, pack_id, matter_id, clause, domain, kind, stage, clock, facts_raw, "
    "event_date, registered_on, created_at, updated_at, applicant_id, event_year, unit, handler_id, remark, "
    "due_on, ceiling_fen, determined_fen, held_fen, paid_fen, closed_from) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '进行', '{}', ?, ?, '', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _case(office: Office, chance: random.Random, number: int, applicants: int) -> tuple[object, ...]:
    pack = office.editions.current
    matter = chance.choice(pack.matters)
    clause = pack.clause_of(matter)
    day = (date(2024, 1, 1) + timedelta(days=chance.randrange(366))).isoformat()
    stage = chance.choice(LINES[matter.kind])
    remark = "".join(chance.choices(WORDS, k=6)) if number % 3 == 0 else ""
    unit = chance.choice(pack.units_of(matter))
    ceiling = chance.randrange(1, 500) * 1_000_000 if matter.kind == "奖补" else None
    determined = ceiling if stage in _DETERMINED else None
    due = (
        (date(2024, 12, 1) + timedelta(days=chance.randrange(60))).isoformat() if stage in _RUNNING else None
    )
    if number % 20:
        due = None
    return (
        number, f"c{number}", f"BJ-KJ-2024-{number:07d}", pack.id, matter.id, matter.clause, clause.domain,
        matter.kind, stage, day, day, chance.randint(1, applicants), 2024, unit, chance.randint(1, 3), remark,
        due, ceiling, determined, determined or 0, determined or 0 if stage == "归档" else 0,
        LINES[matter.kind][-2] if stage == "归档" else "",
    )  # fmt: skip


def _name(chance: random.Random) -> str:
    return (
        chance.choice(_PLACES) + "".join(chance.choices(WORDS, k=chance.randint(2, 4))) + chance.choice(_ENDS)
    )


def _code(number: int) -> str:
    return f"91330108MA{number:08d}"
