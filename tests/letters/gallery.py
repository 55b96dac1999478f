"""Every kind of letter on the shipped pack's own matters, short and long: for the tests, and to be looked at.

    python tests/letters/gallery.py FOLDER

writes one PDF for each kind and content.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import resources  # noqa: E402
from models.awards import assess, findings_of, parse_facts  # noqa: E402
from models.cases.snapshot import (  # noqa: E402
    LetterSnapshot,
    SnapshotCheck,
    SnapshotLetter,
    SnapshotMaterial,
    SnapshotOpinion,
    SnapshotStep,
    SnapshotTarget,
)
from models.letters.fact_words import fact_words  # noqa: E402
from models.letters.press import Press  # noqa: E402
from models.policy.editions import Editions  # noqa: E402
from models.policy.model import Matter  # noqa: E402
from models.policy.pack import Pack  # noqa: E402

ISSUED = date(2024, 6, 28)
CREATED = datetime(2024, 6, 28, 9, 0)
RARE_NAME = "堃喆䶮㛃𬭎𠅤"
LONG_NAME = "杭州" + "高新技术产业开发信息智能制造研究" * 3 + "控股集团股份有限公司"
UNIT = "杭州市滨江区科学技术局"
NAMES = {
    "企业": "杭州某某科技有限公司",
    "个人": RARE_NAME[:3],
    "家庭": "王某某",
    "银行": "某某银行股份有限公司杭州滨江支行",
    "单位": "杭州市滨江区某某社区居民委员会",
}
ADDRESS = "杭州市滨江区江南大道100号"
REASON = "经核对专项审计报告，年度研发投入额未达到规定的新增额"
DEMAND = "请于每月5日前报送上月进展，未达序时进度的说明原因和措施"
EXTRA = {
    "推荐对象": "杭州市发展和改革委员会",
    "补正期限": "2024年7月12日",
    "退还期限": "2024年9月30日",
    "送达方式": "直接送达",
}


@lru_cache(maxsize=1)
def pack() -> Pack:
    """The shipped edition."""
    return Editions.load(resources.path("policy")).current


@lru_cache(maxsize=1)
def press() -> Press:
    """The press with the shipped wording."""
    return Press(resources.path())


def facts_of(matter: Matter, *, eligible: bool = True) -> dict[str, Any]:
    """The facts of a worked example, or plausible ones where the matter has none."""
    for example in matter.example:
        if example.eligible is eligible and not example.settings:
            return dict(example.facts)
    values: dict[str, Any] = {"money": "12500000.00", "bool": True, "count": 12, "percent": "20"}
    values |= {"text": "数字化车间二期建设项目", "date": "2024-06-03"}
    found = {fact.key: values.get(fact.type, fact.choices[0] if fact.choices else "") for fact in matter.fact}
    return found | {"event_date": "2024-06-30"}


def snapshot(
    kind: str,
    matter: Matter,
    applicant_kind: str,
    *,
    name: str = "",
    eligible: bool = True,
    **changes: Any,
) -> LetterSnapshot:
    """What a letter of this kind about a case of the matter is made from."""
    clause = pack().clause_of(matter)
    document = pack().document
    values: dict[str, Any] = {
        "kind": kind,
        "issued_on": ISSUED,
        "unit": UNIT,
        "number_prefix": "滨科惠",
        "number": _number(kind),
        "code": "7F3A-91C2-0K4M-TT8V",
        "qr_payload": "BHB1|滨科惠核〔2024〕17号|2024-06-28|11500000|7F3A-91C2-0K4M-TT8V|" + "x" * 86,
        "district": "滨江区",
        "office_contact": "王一",
        "office_phone": "0571-87700000",
        "office_address": "杭州市滨江区泰安路200号",
        "case_no": "BJ-KJ-2024-00017",
        "matter_id": matter.id,
        "matter_name": matter.name,
        "matter_kind": matter.kind,
        "matter_phrase": matter.phrase,
        "scope_name": "量子精密测量项目" if matter.scope_label else "",
        "clause_number": clause.number,
        "clause_heading": clause.heading,
        "clause_text": clause.body,
        "document_number": document.number,
        "document_name": document.name,
        "document_issuer": document.issuer,
        "document_date": date.fromisoformat(document.date),
        "units": pack().units_of(matter),
        "event_date": ISSUED,
        "registered_on": date(2024, 6, 3),
        "accepted_on": date(2024, 6, 5),
        "due_on": date(2024, 7, 17),
        "term_days": 30,
        "extended_days": 10,
        "decided_on": date(2024, 6, 26),
        "handler_name": "王一",
        "officer_name": "李二",
        "reason": REASON,
        "notice_from": date(2024, 6, 13),
        "notice_to": date(2024, 6, 20),
        "extra": EXTRA,
    }
    values |= _applicant(applicant_kind, name) | _guide(matter, applicant_kind, eligible)
    values |= _amounts(matter, eligible) | _course(matter)
    return LetterSnapshot(**(values | changes))


def _number(kind: str) -> str:
    sequence = press().sequence(kind)
    return f"滨科惠{sequence}〔2024〕17号" if sequence else ""


def _applicant(kind: str, name: str) -> dict[str, Any]:
    personal = kind in ("个人", "家庭")
    return {
        "applicant_kind": kind,
        "applicant_name": name or NAMES[kind],
        "applicant_code": "330108199001011234" if personal else "91330108MA2XXXXX0X",
        "applicant_address": ADDRESS,
        "applicant_contact": "" if personal else "赵三",
        "applicant_phone": "13800000000",
        "applicant_bank": "中国工商银行杭州滨江支行",
        "applicant_account": "1202026209900123456",
    }


def _guide(matter: Matter, applicant_kind: str, eligible: bool) -> dict[str, Any]:
    raw = facts_of(matter, eligible=eligible)
    settings = pack().default_settings()
    facts = parse_facts(matter, raw)
    found = assess(pack(), matter, facts, settings=settings).findings if matter.award else ()
    findings = {one.check: one for one in found or findings_of(pack(), matter, facts, settings=settings)}
    checks = []
    for number, check in enumerate(pack().checks_of(matter, applicant_kind)):
        finding = findings.get(check.id)
        verdict = ("符合" if finding.ok else "不符合") if finding else ("待补" if number == 1 else "符合")
        text = finding.text if finding else ""
        checks.append(SnapshotCheck(check.question, check.phrase, verdict, "", text))
    papers = [
        SnapshotMaterial(item.name, item.form, item.copies, "待补" if number == 1 else "已收", item.note)
        for number, item in enumerate(pack().materials_of(matter, applicant_kind))
    ]
    words = {fact.label: fact_words(fact, raw.get(fact.key, "")) for fact in matter.fact}
    return {"checks": tuple(checks), "materials": tuple(papers), "facts": words}


def _amounts(matter: Matter, eligible: bool) -> dict[str, Any]:
    if not matter.award or not eligible:
        return {}
    found = assess(pack(), matter, parse_facts(matter, facts_of(matter)), settings=pack().default_settings())
    return {
        "applied_fen": found.ceiling_fen,
        "ceiling_fen": found.ceiling_fen,
        "determined_fen": found.ceiling_fen,
        "district_share_fen": found.district_share_fen,
        "payable_fen": found.payable_fen,
        "paid_fen": found.ceiling_fen,
        "nature": found.nature,
        "basis": "经局长办公会研究，按条款规定核定。",
        "steps": tuple(SnapshotStep(step.text, step.amount_fen) for step in found.steps),
    }


def _course(matter: Matter) -> dict[str, Any]:
    day = date(2024, 6, 20)
    targets = [target for target in pack().targets if target.id in matter.targets]
    moves = (
        ("审查", "材料齐全，符合规定，拟同意。", "submit_review"),
        ("初审", "同意经办意见。", "pass_first_review"),
        ("审批", "同意。", "approve"),
        ("立项", DEMAND, "start"),
        ("进展", "1至5月完成投资3.6亿元，其中5月完成0.8亿元；52个项目已开工41个。", "record_progress"),
        ("进展", "6月完成投资0.9亿元，新开工5个。", "record_progress"),
        ("转办", "已协调有关单位办理，诉求已经解决", "record_feedback"),
        ("登记", "请尽快研究办理。", "transfer"),
    )
    return {
        "opinions": tuple(SnapshotOpinion(stage, said, "王一", day, move) for stage, said, move in moves),
        "letters": (
            SnapshotLetter("acceptance", "受理通知书", "滨科惠受〔2024〕9号", date(2024, 6, 5)),
            SnapshotLetter("approval", "核准通知书", "滨科惠核〔2024〕17号", date(2024, 6, 28)),
        ),
        "targets": tuple(
            SnapshotTarget(one.indicator, f"{one.value}{one.unit}", "", None) for one in targets
        ),
    }


def batch(kind: str, count: int, *, matters: tuple[str, ...] = ("13-1",)) -> LetterSnapshot:
    """A letter over `count` cases of the given matters in turn."""
    chosen = [pack().matter(one) for one in matters]
    base = snapshot(kind, chosen[0], chosen[0].applicants[0])
    names = (
        "杭州甲乙科技有限公司",
        LONG_NAME,
        "杭州" + RARE_NAME + "信息技术股份有限公司",
        "浙江云帆软件有限公司",
    )
    rows = []
    for number in range(count):
        matter = chosen[number % len(chosen)]
        personal = matter.applicants[0] in ("个人", "家庭")
        rows.append(
            {
                "applicant": NAMES["个人"] if personal else names[number % len(names)],
                "applicant_kind": matter.applicants[0],
                "case_no": f"BJ-KJ-2024-{number + 1:05d}",
                "matter": matter.name,
                "clause": matter.clause,
                "amount_fen": 11_500_000 + number * 1_234_567,
                "bank": "中国工商银行杭州滨江支行",
                "account": f"12020262099001{number:05d}",
                "remark": "",
            }
        )
    cleared = {
        "applicant_name": "",
        "applicant_kind": "",
        "case_no": "",
        "matter_name": "",
        "clause_number": "",
    }
    return replace(base, batch=tuple(rows), determined_fen=None, **cleared)


def samples() -> dict[str, LetterSnapshot]:
    """Each kind with short and long content."""
    award, fee, guarantee = (pack().matter(one) for one in ("13-1", "5-3", "41-4"))
    long_award, family = pack().matter("15-2"), pack().matter("49-1")
    service, recommended, supervised = (pack().matter(one) for one in ("48-1", "20-2", "1-2"))
    found = {
        "acceptance-short": snapshot("acceptance", family, "家庭"),
        "acceptance-long": snapshot("acceptance", long_award, "企业", name=LONG_NAME),
        "non_acceptance-short": snapshot("non_acceptance", service, "个人", checks=()),
        "non_acceptance-long": snapshot("non_acceptance", award, "企业", eligible=False),
        "correction-short": snapshot("correction", award, "企业"),
        "correction-long": _all_pending(snapshot("correction", recommended, "企业", extra={})),
        "extension-short": snapshot("extension", award, "企业"),
        "extension-supervision": snapshot("extension", supervised, "单位"),
        "approval_form-short": snapshot("approval_form", award, "企业"),
        "approval_form-long": snapshot("approval_form", long_award, "企业", name=LONG_NAME),
        "approval_form-fee": snapshot("approval_form", fee, "企业"),
        "approval-ceiling": snapshot("approval", award, "企业"),
        "approval-exact": snapshot("approval", long_award, "企业", name=LONG_NAME),
        "approval-standard": snapshot("approval", pack().matter("54-1"), "个人"),
        "approval-shared": snapshot("approval", pack().matter("11-3"), "企业"),
        "approval-fee": snapshot("approval", fee, "企业"),
        "approval-guarantee": snapshot("approval", guarantee, "企业"),
        "refusal-short": snapshot("refusal", award, "企业", eligible=False),
        "refusal-long": _all_failed(snapshot("refusal", recommended, "企业", name=LONG_NAME)),
        "refusal-person": snapshot("refusal", pack().matter("54-2"), "个人", eligible=False),
        "public_notice-short": batch("public_notice", 2),
        "public_notice-long": batch("public_notice", 14, matters=("13-1", "15-2", "54-1", "28-4")),
        "payment-short": batch("payment", 1),
        "payment-long": batch("payment", 12, matters=("13-1", "15-2", "28-4")),
        "recommendation-short": snapshot("recommendation", pack().matter("6-1"), "企业"),
        "recommendation-long": snapshot("recommendation", recommended, "企业", name=LONG_NAME, extra={}),
        "transfer-short": snapshot("transfer", service, "个人"),
        "transfer-long": snapshot("transfer", pack().matter("45-1"), "企业", name=LONG_NAME),
        "completion-service": snapshot("completion", service, "个人"),
        "completion-supervision": snapshot("completion", supervised, "单位"),
        "progress-short": snapshot("progress", pack().matter("39-1"), "单位"),
        "progress-long": snapshot("progress", supervised, "单位"),
        "revocation-short": snapshot("revocation", recommended, "企业"),
        "revocation-long": snapshot("revocation", long_award, "企业", name=LONG_NAME),
        "recovery-short": snapshot("recovery", award, "企业"),
        "service_receipt-short": snapshot("service_receipt", award, "企业"),
        "service_receipt-long": snapshot("service_receipt", long_award, "企业", name=LONG_NAME),
        "archive_list-short": snapshot("archive_list", family, "家庭"),
        "archive_list-long": _many_letters(snapshot("archive_list", long_award, "企业", name=LONG_NAME)),
    }
    return found


def _all_pending(base: LetterSnapshot) -> LetterSnapshot:
    checks = tuple(replace(check, verdict="待补") for check in base.checks)
    return replace(base, checks=checks, materials=tuple(replace(m, state="待补") for m in base.materials))


def _all_failed(base: LetterSnapshot) -> LetterSnapshot:
    remark = "经核对申报材料，与认定文件所列内容不一致"
    return replace(base, checks=tuple(replace(c, verdict="不符合", remark=remark) for c in base.checks))


def _many_letters(base: LetterSnapshot) -> LetterSnapshot:
    letters = tuple(
        SnapshotLetter("correction", "补正通知书", f"滨科惠补〔2024〕{n}号", ISSUED) for n in range(1, 25)
    )
    return replace(base, letters=letters)


def main(folder: Path) -> None:
    """Write every sample as a PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, one in samples().items():
        document = press().compose(one.kind, one)
        (folder / f"{name}.pdf").write_bytes(press().render(document, created=CREATED))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
