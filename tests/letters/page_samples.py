"""Sample documents of the page engine's tests: letters in both formats, a long one with a table, forms."""

from __future__ import annotations

from datetime import date

from models.letters.page.blocks import (
    QR,
    Addressee,
    Annex,
    Attachments,
    Caption,
    Cell,
    Column,
    Document,
    FormRow,
    FormTable,
    Heading,
    Imprint,
    Mark,
    Meta,
    Note,
    Number,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
    paragraph,
)

ISSUED = date(2024, 6, 3)
BUREAU = "杭州市滨江区科学技术局"
RARE_NAME = "堃喆䶮㛃𬭎𠅤"
# Sixty characters, the longest name that the register of enterprises is expected to hold.
LONG_NAME = "杭州" + "高新技术产业开发信息智能制造研究" * 3 + "控股集团股份有限公司"

BODY = (
    "你单位《关于申请年度研发投入补助的报告》及所附材料收悉。根据《杭州市滨江区人民政府印发关于进一步推动经济高质量发展若干"
    "政策的通知》（滨政〔2024〕12号）第（十三）条“对经营规模符合科技型中小企业标准的企业，年度研发投入额新增200万元以上的，"
    "按新增部分的5%给予补助”的规定，经审查并公示无异议，现批复如下："
)


def _meta(title: str) -> Meta:
    return Meta(title, BUREAU, "奖补事项批复", ("滨政〔2024〕12号", "研发投入补助"))


def short_letter(*, draft: bool = False, applicant: str = "杭州某某科技有限公司") -> Document:
    """One page of 文件格式 with everything a decision carries."""
    title = f"{BUREAU}关于同意给予{applicant}2024年度研发投入补助的批复"
    return Document(
        "文件格式",
        (
            Mark(BUREAU + "文件"),
            Number("滨科〔2024〕12号"),
            Title(title, (applicant,)),
            Addressee(f"{applicant}："),
            paragraph(BODY),
            paragraph("同意给予你单位补助资金人民币壹拾壹万伍仟元整（¥115,000.00）。"),
            Attachments(("研发投入补助核定表",)),
            QR("https://example.invalid/v/BJ-KJ-2024-00017/7F3A", "查验码 7F3A-91C2"),
            Signature(BUREAU, ISSUED),
            Note("此件公开发布"),
            Imprint(("区财政局", "区审计局"), f"{BUREAU}办公室", ISSUED),
        ),
        _meta(title),
        draft,
    )


def table_rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Rows of a table of grants; every third name takes two lines."""
    names = ("杭州甲乙科技有限公司", "杭州云帆软件有限公司", "杭州" + RARE_NAME + "信息技术股份有限公司")
    return tuple((str(i), names[i % 3], "研发投入补助", f"{i * 10000:,}.00") for i in range(1, count + 1))


def grant_table(count: int) -> Table:
    """A table of grants with its total."""
    total = sum(i * 10000 for i in range(1, count + 1))
    columns = (
        Column("序号", 0.6),
        Column("企业名称", 3.2, "left"),
        Column("事项", 1.6),
        Column("金额（元）", 1.5, "right"),
    )
    return Table(columns, table_rows(count), ("", "合计", "", f"{total:,}.00"))


def long_letter() -> Document:
    """Three pages of 文件格式 with headings of all levels and a table that continues."""
    title = "关于拨付2024年度第一批研发投入补助资金的通知"
    return Document(
        "文件格式",
        (
            Mark(BUREAU + "文件"),
            Number("滨科〔2024〕13号"),
            Title(title),
            Addressee("各街道办事处，区政府各部门、各直属单位："),
            paragraph(BODY),
            Heading(1, "一、资金安排"),
            paragraph(BODY * 2),
            Heading(2, "（一）分配原则"),
            Paragraph((Run("坚持从优从高不重复。", "kai"), Run(BODY))),
            Heading(3, "1.核定口径。", (Run(BODY),)),
            Heading(4, "（1）新增额。", (Run(BODY),)),
            paragraph("本次拨付企业名单及金额如下："),
            grant_table(12),
            Heading(1, "二、有关要求"),
            paragraph(BODY),
            Attachments(
                (
                    "2024年度第一批研发投入补助资金分配明细表及有关情况说明（含各街道、园区分企业核定情况）",
                    "资金使用承诺书",
                )
            ),
            Signature(BUREAU, ISSUED),
            Note("联系人：王堃喆，联系电话：0571-8770XXXX"),
            Annex("附件1", "2024年度第一批研发投入补助资金分配明细表"),
            Caption(right="单位：元"),
            grant_table(20),
            Imprint(
                ("区委各部门，区人大常委会、区政协办公室", "区监察委员会，区法院，区检察院"),
                f"{BUREAU}办公室",
                ISSUED,
            ),
        ),
        _meta(title),
    )


def plain_letter() -> Document:
    """One page of 信函格式 to one party, with names that only the fallback faces have."""
    title = "补正材料通知书"
    return Document(
        "信函格式",
        (
            Mark(BUREAU),
            Number("滨科函〔2024〕5号"),
            Title(title),
            Addressee(f"{LONG_NAME}（法定代表人：{RARE_NAME}）："),
            paragraph("你单位申报的研发投入补助事项，经审查，以下材料需要补正："),
            paragraph("1.专项审计报告（2023年度、2024年度各一份，加盖骑缝章）；"),
            paragraph("2.研发费用辅助账——应与企业所得税年度纳税申报表一致……"),
            paragraph("请于收到本通知之日起5个工作日内补正。逾期不补正的，视为撤回申请。"),
            Signature(BUREAU, ISSUED),
            Note("联系人：王一，联系电话：0571-87700000"),
            Imprint(("区财政局",)),
        ),
        _meta(title),
    )


def approval_form() -> Document:
    """审批表: label and value cells, spans, places to sign."""
    sign = ("签名：　　　　　　　　", "年　　月　　日")

    def opinion(label: str, text: str) -> FormRow:
        return FormRow((Cell(label, kind="label"), Cell(text, col_span=3, foot=sign)), 26, stretch=1)

    rows = (
        FormRow((Cell("申请单位", kind="label"), Cell(LONG_NAME, col_span=3)), 14),
        FormRow(
            (
                Cell("统一社会信用代码", kind="label"),
                Cell("91330108MA00000000"),
                Cell("申报事项", kind="label"),
                Cell("研发投入补助"),
            ),
            14,
        ),
        FormRow(
            (
                Cell("核定\n情况", kind="label", row_span=2),
                Cell("政策上限"),
                Cell("¥115,000.00", col_span=2, align="right"),
            )
        ),
        FormRow((Cell("核定金额"), Cell("人民币壹拾壹万伍仟元整", col_span=2))),
        opinion("经办人意见", "材料齐全，符合第（十三）条规定，拟同意。"),
        opinion("科室负责人意见", ""),
        opinion("分管领导意见", ""),
        opinion("局主要领导意见", ""),
    )
    return Document(
        "表格",
        (
            Title("滨江区奖补事项审批表"),
            Caption(left="办件编号：BJ-KJ-2024-00017", right="单位：元"),
            FormTable((1.3, 2.4, 1.3, 2.2), rows),
            Caption(left="注：本表一式两份。"),
        ),
        _meta("滨江区奖补事项审批表"),
    )


def archive_list() -> Document:
    """卷内目录: a form that continues over pages under its head."""
    head = FormRow(
        tuple(Cell(label, kind="label") for label in ("序号", "文件题名", "文号", "日期", "页次", "备注")), 12
    )
    rows = tuple(
        FormRow(
            (
                Cell(str(i), align="center"),
                Cell("关于申请年度研发投入补助的报告" if i % 4 else BODY[:60]),
                Cell("滨科〔2024〕12号" if i % 2 else ""),
                Cell("2024.6.3", align="center"),
                Cell(str(i * 3 - 2), align="center"),
                Cell(""),
            ),
            11,
        )
        for i in range(1, 31)
    )
    return Document(
        "表格",
        (Title("卷内文件目录"), FormTable((0.7, 2.8, 2.2, 1.2, 0.7, 0.7), (head, *rows), head_rows=1)),
        _meta("卷内文件目录"),
    )


SAMPLES = {
    "short": short_letter,
    "long": long_letter,
    "plain": plain_letter,
    "form": approval_form,
    "list": archive_list,
}
