"""Turns checks and papers of a case into the lines of the guide."""

from __future__ import annotations

from models.services.views import CheckView, FileView, MaterialView
from ui.widgets.answer_row import Line, Tones

VERDICTS: Tones = (("符合", "ok"), ("不符合", "bad"), ("待补", "wait"))
STATES: Tones = (("已收", "ok"), ("待补", "wait"), ("不适用", "quiet"))


def check_line(check: CheckView) -> Line:
    """Return the line of a question; an automatic one shows figure, comparison, threshold."""
    return Line(
        id=check.id,
        title=check.question,
        details=(_check_details(check),),
        answer=check.verdict,
        remark=check.remark,
        automatic=check.automatic,
        phrase=check.phrase,
    )


def material_line(item: MaterialView, files: tuple[FileView, ...] = ()) -> Line:
    """Return the line of a paper: form, copies, whether it must be there and who says so."""
    form = f"{item.form}{item.copies}份"
    need = "必交" if item.required else "按需"
    names = "、".join(file.name for file in files if file.material_id == item.id)
    return Line(
        id=item.id,
        title=item.name,
        details=(f"{form}　{need}　来源：{item.source}", item.note, f"附件：{names}" if names else ""),
        answer=item.state,
        remark=item.remark,
        automatic=False,
    )


def _check_details(check: CheckView) -> str:
    """An automatic check tells its figures, another one how to find out."""
    if check.automatic:
        return check.text if check.text != check.question else ""
    return check.help if check.own else f"通用项　{check.help}".rstrip()
