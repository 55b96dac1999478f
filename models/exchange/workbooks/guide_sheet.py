"""The sheets 说明 and 目录 of a template: how to fill it in, and where each matter stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.policy.model import Matter
from models.policy.pack import Pack

_LINES = (
    ("一行一件", "每一行登记一件办件。一个工作表只填一个事项，工作表名开头的事项编号（如 13-1）请勿改动。"),
    ("自己的表", "也可以在一张表中填几个事项：加一列“事项”，每行以事项编号开头（如 13-1）。"),
    ("示例行", "第2行是示例，申请人名称以“示例”开头的行不导入，可以删去或改写成真实内容。"),
    ("必填列", "表头为红色的列必填；其余可不填。鼠标停在表头上可以看到填写要求。"),
    (
        "金额",
        "一律以元为单位填数字，如 2300000 或 2,300,000.00。以万元计时须把单位写在单元格内，如 230万；"
        "只写 230 即按 230 元读取。不要使用“万元”数字格式。",
    ),
    ("日期", "可写 2024-06-30、2024/6/30、2024年6月30日或 20240630。只写月份不能导入。"),
    (
        "代码、账号",
        "统一社会信用代码、身份证号、账号须为文本格式；已经变成数值或科学计数法的，末几位已经丢失，须重新填写。",
    ),
    ("公式", "可以使用公式，但须用 Excel 或 WPS 打开并保存过，文件中才有计算结果。"),
    ("合并单元格", "文字可以跨行合并，各行都按合并的内容读取；金额、数量跨行合并的不导入。"),
    ("隐藏的行", "隐藏或被筛选掉的行不导入，并会列出。隐藏的工作表不读取。"),
    ("多余的列", "不属于模板的列不读取，并会列出；与模板表头相近但写错的，须改正后才能导入。"),
    (
        "重复导入",
        "同一办件（事项、申请人、发生日期、名称都相同）不会登记两次；已导入过的行会列出并跳过。",
    ),
    (
        "出错时",
        "任何一行有错，默认全部不导入，并逐行列出工作表、行、列和原因；也可以选择只导入没有错的行。",
    ),
    ("申请人", "按代码查找；已登记的主体直接使用，名称不符的须核对；没有登记的自动新增。"),
)


def write_guide(page: Any, pack: Pack) -> None:
    """Write how to fill in the workbook."""
    from openpyxl.styles import Alignment, Font

    page["A1"].value = f"{pack.number}办件导入表填写说明"
    page["A1"].font = Font(size=14, bold=True)
    for row, (title, text) in enumerate(_LINES, 3):
        page.cell(row, 1, title).font = Font(bold=True)
        page.cell(row, 2, text).alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(row, 1).alignment = Alignment(vertical="top")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 16, 100


def write_contents(page: Any, pack: Pack, matters: Sequence[Matter], sheets: Mapping[str, str]) -> None:
    """Write the list of matters, each linked to its sheet."""
    from openpyxl.styles import Font

    page[
        "A1"
    ].value = f"{pack.number}办件导入表：请点事项编号，在该事项的工作表中填写；未用到的工作表留空即可"
    page["A1"].font = Font(size=13, bold=True)
    for column, heading in enumerate(("事项编号", "条款", "事项名称", "类别", "申报主体"), 1):
        page.cell(3, column, heading).font = Font(bold=True)
    for row, matter in enumerate(matters, 4):
        name = sheets[matter.id]
        cell = page.cell(row, 1, matter.id)
        cell.hyperlink = f"#'{name}'!A1"
        cell.font = Font(color="1D4ED8", underline="single")
        values = (matter.clause, matter.name, matter.kind, matter.applicant_label)
        for column, value in enumerate(values, 2):
            page.cell(row, column, value)
    for letter, width in (("A", 10), ("B", 12), ("C", 60), ("D", 10), ("E", 30)):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A4"
