"""Broken seals in the officer's words: which case, letter, person or setting was changed outside the program."""

from __future__ import annotations

from models.gauge import Gauge
from models.services.desk import Desk
from models.services.views import Fault
from models.storage import seals
from models.storage.seals import BrokenSeal

# Under which heading a row is listed and what it is called; the rest stands under 登记.
_PLACES = {
    "settings": ("设置", "设置项"),
    "officers": ("人员", "人员"),
    "applicants": ("主体", "主体"),
    "applicant_contacts": ("主体", "联系人"),
    "applicant_accounts": ("主体", "账户"),
    "applicant_members": ("主体", "家庭成员"),
    "applicant_merges": ("主体", "合并记录"),
    "sequences": ("文号", "序列"),
    "pack_overrides": ("设置", "本单位对清单的改动"),
    "imports": ("登记", "导入记录"),
    "target_progress": ("登记", "指标进度"),
    "budget_progress": ("登记", "预算执行"),
    "progress_withdrawals": ("登记", "撤销的填报"),
    "chain_heads": ("日志", "末条登记"),
    "exchange_partners": ("登记", "往来单位"),
    "exchange_officers": ("登记", "外单位人员"),
    "exchange_letters": ("文书", "外单位文书"),
    "cases": ("办件", "办件"),
    "case_preparers": ("办件", "经办登记"),
    "answers": ("办件", "审查答复"),
    "materials": ("办件", "材料登记"),
    "notes": ("办件", "内部备注"),
    "progress": ("办件", "进展"),
    "determinations": ("依据", "核定"),
    "opinions": ("意见", "意见"),
    "suspensions": ("办件", "中止计时"),
    "extensions": ("办件", "延期"),
    "notices": ("公示", "公示"),
    "notice_cases": ("公示", "公示名单"),
    "objections": ("公示", "异议"),
    "payments": ("拨付", "拨付登记"),
    "letters": ("文书", "文书登记"),
    "letter_cases": ("文书", "文书所涉办件"),
    "files": ("文件", "文件登记"),
    "attachments": ("文件", "附件登记"),
}


def seal_faults(desk: Desk, gauge: Gauge) -> list[Fault]:
    """Return every row that was changed, added or removed outside the program."""
    return [_fault(desk, one) for one in seals.broken_seals(desk.db, gauge)]


def _fault(desk: Desk, broken: BrokenSeal) -> Fault:
    kind, noun = _PLACES[broken.table]
    return Fault(kind, f"{noun} {seals.name_of(desk.db, broken)}", f"{noun}{broken.what}")
