"""Says in Chinese what a record and a field of a package is, for the preview and for the record of the import."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from models.cases.applicant import PERSONAL
from models.cases.identity import mask_account, mask_number, mask_phone
from models.errors import UserError
from models.exchange.packages.contents import Package
from models.exchange.packages.plan import Entry
from models.money import yuan_grouped
from models.services import effective_packs
from models.services.desk import Desk
from models.storage import exchange as stored
from models.storage.exchange_columns import Scalar
from models.storage.exchange_kinds import FACT, KINDS, STATE

UNKNOWN = "—"
_LABELS = {
    "kind": "类别", "name": "名称", "code": "代码", "document": "证件", "representative": "法定代表人",
    "address": "地址", "contact": "联系人", "phone": "电话", "bank": "开户行", "account": "账号", "street": "街道",
    "remark": "备注", "contacts": "其他联系人", "accounts": "其他账户", "members": "家庭成员",
    "applicant_id": "申报主体", "event_date": "发生日期", "scope_key": "项目（产品、展会）名称", "applied_fen": "申请额",
    "unit": "承办单位", "lead": "主办单位", "verdict": "结论", "state": "状态", "removed": "退出公示",
    "settlement": "异议处理", "validity": "效力", "sent_on": "送达日期", "sent_by": "送达方式",
    "received_on": "签收日期", "removed_at": "移除时间", "pack": "政策包版本",
}  # fmt: skip
_OF_KIND = {("material", "state"): "收取情况", ("case", STATE): "办理环节"}
_STATE_WORDS = (
    ("stage", "环节"), ("outcome", "结果"), ("decision", "决定"), ("determined_fen", "核定额"), ("basis", "依据"),
    ("suspension", "暂停"), ("clock", "计时"), ("notice", "公示"), ("accepted_on", "受理"), ("decided_on", "决定日期"),
    ("closed_on", "办结日期"), ("held_fen", "占用额度"),
)  # fmt: skip
_MASKS = {"phone": mask_phone, "account": mask_account, "code": mask_number}


@dataclass(frozen=True)
class Words:
    """The names that a package and this office give to things, gathered once for a whole preview."""

    desk: Desk
    applicants: Mapping[str, str]
    cases: Mapping[str, str]
    units: Mapping[str, str]
    items: Mapping[tuple[str, str], str]
    whose: Mapping[str, str]

    @classmethod
    def of(cls, desk: Desk, package: Package, own: tuple[str, str]) -> Words:
        """Gather the words; `own` is this office's uid and name."""
        applicants = {row["uid"]: row["name"] for row in desk.db.all("SELECT uid, name FROM applicants")}
        cases, whose, matters = {}, {}, set()
        for record in package.contents.records:
            if record.kind == "applicant":
                applicants.setdefault(record.uid, str(record.fields["name"][0]))
            if record.kind == "case":
                cases[record.uid] = str(record.fixed["case_no"])
                whose[record.uid] = str(record.fields["applicant_id"][0])
                matters.add((str(record.fields["pack"][0]), str(record.fixed["matter_id"])))
        sender = package.manifest.sender
        units = {sender.uid: sender.unit, **stored.units(desk.db), own[0]: own[1]}
        named = {case: applicants.get(uid, "") for case, uid in whose.items()}
        return cls(desk, applicants, cases, units, _item_names(desk, matters), named)

    def case_of(self, entry: Entry) -> str:
        """Return the number of the case that a record belongs to, empty where it belongs to none."""
        return self.cases.get(_case_uid(entry), "")

    def applicant_of(self, entry: Entry) -> str:
        """Return whose case a record belongs to, empty where it belongs to none."""
        return self.whose.get(_case_uid(entry), "")

    def title(self, entry: Entry) -> str:
        """Return what a record is."""
        item, kind = entry.theirs, KINDS[entry.theirs.kind]
        if item.kind == "applicant":
            return f"{kind.label} {item.values['name']}"
        if item.kind == "answer":
            return self.items.get(("check", str(item.fixed["check_id"])), str(item.fixed["check_id"]))
        if item.kind == "material":
            name = str(item.fixed["material_id"])
            return f"{kind.label} {self.items.get(('material', name), name)}"
        number = self.case_of(entry)
        named = item.fixed.get("number") or item.fixed.get("name") or item.fixed.get("title") or ""
        return " ".join(part for part in (kind.label, number, str(named)) if part)

    def label(self, kind: str, name: str) -> str:
        """Return the Chinese name of a field."""
        if name.startswith(FACT):
            return self.items.get(("fact", name[len(FACT) :]), name[len(FACT) :])
        return _OF_KIND.get((kind, name)) or _LABELS.get(name, name)

    def shown(self, kind: str, name: str, value: Scalar) -> str:
        """Return a value as the officer reads it."""
        if value is None or value == "":
            return "空"
        if name in KINDS[kind].groups:
            return _group_words(name, json.loads(str(value)))
        if name.startswith(FACT):
            found = json.loads(str(value))
            return ("是" if found else "否") if isinstance(found, bool) else str(found)
        if name in ("contacts", "accounts", "members"):
            return "；".join(" ".join(part for part in row if part) for row in json.loads(str(value))) or "空"
        if name == "applicant_id":
            return self.applicants.get(str(value), "（包中的主体）")
        if name == "lead":
            return self.units.get(str(value), "其他单位")
        return yuan_grouped(value) if name.endswith("_fen") and isinstance(value, int) else str(value)

    def recorded(self, entry: Entry, name: str, value: Scalar) -> str:
        """Return a value for the record, personal data masked."""
        if entry.theirs.kind != "applicant" or not value:
            return self.shown(entry.theirs.kind, name, value)
        if name in ("contacts", "accounts", "members"):
            return f"{len(json.loads(str(value)))} 项"
        personal = entry.theirs.values["kind"] in PERSONAL
        mask = _MASKS.get(name) if name != "code" or personal else None
        return mask(str(value)) if mask else str(value)


def _case_uid(entry: Entry) -> str:
    own = entry.theirs.kind == "case"
    return entry.theirs.uid if own else str(entry.theirs.fixed.get("case_id"))


def _item_names(desk: Desk, matters: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for text, matter_id in sorted(matters):
        named = json.loads(text)
        try:
            pack = effective_packs.effective(desk, named["pack_id"], named["pack_hash"]).pack
            matter = pack.matter(matter_id)
        except UserError:
            continue
        found |= {("fact", fact.key): fact.label for fact in matter.fact}
        found |= {("check", check.id): check.question for check in pack.checks_of(matter)}
        found |= {("material", one.id): one.name for one in pack.materials_of(matter)}
    return found


def _group_words(name: str, values: Mapping[str, object]) -> str:
    if name == STATE:
        parts = []
        for key, label in _STATE_WORDS:
            value = values[key]
            if value not in (None, "", 0, "未起算"):
                text = yuan_grouped(value) if key.endswith("_fen") and isinstance(value, int) else str(value)
                parts.append(f"{label} {text}")
        return "；".join(parts)
    words = [str(value) for key, value in values.items() if value not in (None, "") and key != "upheld"]
    return " ".join(words) or "空"
