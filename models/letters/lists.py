"""Lists that letter templates may repeat a block for or set as a table, each a pure function of the snapshot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from models.cases.snapshot import LetterSnapshot, SnapshotMaterial
from models.letters.batch_rows import batch_rows
from models.letters.fields import sentence
from models.letters.quoting import nested
from models.money import yuan_grouped
from models.periods import chinese_date

Item = Mapping[str, str]

ITEM_FIELDS: dict[str, tuple[str, ...]] = {
    "steps": ("序号", "计算", "金额"),
    "checks": ("序号", "审查事项", "依据", "结论", "情况"),
    "failed_checks": ("序号", "审查事项", "依据", "结论", "情况"),
    "pending": ("序号", "内容", "要求"),
    "materials": ("序号", "材料", "形式", "份数", "状态", "备注"),
    "received": ("序号", "材料", "形式", "份数", "状态", "备注"),
    "opinions": ("序号", "环节", "意见", "姓名", "日期"),
    "progress": ("序号", "环节", "意见", "姓名", "日期"),
    "facts": ("序号", "要素", "取值"),
    "party": ("序号", "要素", "取值"),
    "targets": ("序号", "指标", "目标", "进度", "日期"),
    "archive": ("序号", "题名", "文号", "日期", "备注"),
    "batch": ("序号", "主体", "公示名称", "办件", "事项名称", "条款号", "数额", "拨付额", "账户", "说明"),
}
LIST_LABELS: Mapping[str, str] = {
    "pending": "待补正的内容",
    "batch": "办件名单和金额",
    "failed_checks": "不符合的审查事项",
    "archive": "卷内文件",
}

# Automatic findings are written for the screen; a letter writes the same in running Chinese.
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BLANKS = re.compile(r"(?<![A-Za-z]) +| +(?![A-Za-z])")
_IS_NOT = re.compile(r"^(.+)：否，不符合$")
_IS = re.compile(r"^(.+)：是，不符合$")
_COMPARED = {"＜": "低于", "＞": "高于", "≥": "不低于", "≤": "不高于"}
# The district's part is told in words where an amount is shared; it is no step towards the amount.
_SHARE_STEP = "区级承担"


def items(snapshot: LetterSnapshot, name: str) -> list[Item]:
    """Return the items of a list, each as its fields; numbering starts at 1."""
    return [{"序号": str(number)} | dict(row) for number, row in enumerate(LISTS[name](snapshot), 1)]


def in_words(finding: str) -> str:
    """Return an automatic finding as a letter says it: days and comparisons in Chinese, repetitions dropped."""
    text = _ISO_DAY.sub(
        lambda day: chinese_date(date(int(day[1]), int(day[2]), int(day[3]))), finding.strip()
    )
    for sign, words in _COMPARED.items():
        text = text.replace(sign, words)
    parts = dict.fromkeys(_BLANKS.sub("", part) for part in text.split("；"))
    return sentence("，".join(map(_verdict_in_words, parts)))


def _verdict_in_words(finding: str) -> str:
    if found := _IS_NOT.match(finding):
        return f"不具备“{nested(found[1])}”的条件"
    if found := _IS.match(finding):
        return f"属于“{nested(found[1])}”的情形"
    return finding


def _checks(snapshot: LetterSnapshot, verdicts: tuple[str, ...]) -> list[Item]:
    return [
        {
            "审查事项": check.question.strip().rstrip("？?"),
            "依据": sentence(check.phrase),
            "结论": check.verdict,
            "情况": sentence(check.remark) or in_words(check.text),
        }
        for check in snapshot.checks
        if not verdicts or check.verdict in verdicts
    ]


def _pending(snapshot: LetterSnapshot) -> list[Item]:
    papers = [
        {
            "内容": item.name,
            "要求": "，".join(filter(None, (f"{item.form}{item.copies}份", sentence(item.remark)))),
        }
        for item in snapshot.materials
        if item.state == "待补"
    ]
    questions = [
        {"内容": _as_request(check.question), "要求": sentence(check.remark) or "提供证明材料或书面说明"}
        for check in snapshot.checks
        if check.verdict == "待补"
    ]
    return [*papers, *questions]


def _as_request(question: str) -> str:
    """A question of the checklist as a thing to be shown: 关于“……”的情况."""
    return f"关于“{nested(question.strip().rstrip('？?'))}”的情况"


def _material(item: SnapshotMaterial) -> Item:
    return {
        "材料": item.name,
        "形式": item.form,
        "份数": str(item.copies),
        "状态": item.state,
        "备注": item.remark,
    }


def _materials(snapshot: LetterSnapshot, states: tuple[str, ...]) -> list[Item]:
    return [_material(item) for item in snapshot.materials if not states or item.state in states]


def _opinions(
    snapshot: LetterSnapshot, moves: tuple[str, ...] = (), stages: tuple[str, ...] = ()
) -> list[Item]:
    return [
        {"环节": o.stage, "意见": o.opinion, "姓名": o.officer_name, "日期": chinese_date(o.given_on)}
        for o in snapshot.opinions
        if not moves or o.move in moves or (not o.move and o.stage in stages)
    ]


def _pairs(values: Iterable[tuple[str, str]]) -> list[Item]:
    return [{"要素": name, "取值": value} for name, value in values if value]


def _party(snapshot: LetterSnapshot) -> list[Item]:
    contact = "　".join(part for part in (snapshot.applicant_contact, snapshot.applicant_phone) if part)
    return _pairs(
        (
            ("名称", snapshot.applicant_name),
            ("统一社会信用代码", snapshot.applicant_code),
            ("地址", snapshot.applicant_address),
            ("联系人及电话", contact),
            ("项目（对象）", snapshot.scope_name),
            *snapshot.facts.items(),
        )
    )


def _targets(snapshot: LetterSnapshot) -> list[Item]:
    return [
        {
            "指标": target.indicator,
            "目标": target.goal,
            "进度": target.value,
            "日期": chinese_date(target.as_of) if target.as_of else "",
        }
        for target in snapshot.targets
    ]


def _archive(snapshot: LetterSnapshot) -> list[Item]:
    """The papers of a case for its file, days in eight figures (DA/T 22): what was handed in, then the letters."""
    day = f"{snapshot.registered_on:%Y%m%d}" if snapshot.registered_on else ""
    papers = [
        {"题名": item.name, "文号": "", "日期": day, "备注": f"{item.form}{item.copies}份"}
        for item in snapshot.materials
        if item.state == "已收"
    ]
    letters = [
        {"题名": one.label, "文号": one.number, "日期": f"{one.issued_on:%Y%m%d}", "备注": ""}
        for one in snapshot.letters
    ]
    return [*papers, *letters]


def _batch(snapshot: LetterSnapshot) -> list[Item]:
    return [
        {
            "主体": row.applicant,
            "公示名称": row.public_name,
            "办件": row.case_no,
            "事项名称": row.matter,
            "条款号": row.clause,
            "数额": yuan_grouped(row.amount_fen),
            "拨付额": yuan_grouped(row.payment_fen),
            "账户": row.masked_account,
            "说明": row.remark,
        }
        for row in batch_rows(snapshot)
    ]


def _steps(snapshot: LetterSnapshot) -> list[Item]:
    return [
        {"计算": step.text, "金额": yuan_grouped(step.amount_fen)}
        for step in snapshot.steps
        if not step.text.startswith(_SHARE_STEP)
    ]


LISTS: dict[str, Callable[[LetterSnapshot], list[Item]]] = {
    "steps": _steps,
    "checks": lambda s: _checks(s, ()),
    "failed_checks": lambda s: _checks(s, ("不符合",)),
    "pending": _pending,
    "materials": lambda s: _materials(s, ()),
    "received": lambda s: _materials(s, ("已收",)),
    "opinions": _opinions,
    "progress": lambda s: _opinions(s, ("record_progress",), ("进展",)),
    "facts": lambda s: _pairs(s.facts.items()),
    "party": _party,
    "targets": _targets,
    "archive": _archive,
    "batch": _batch,
}
