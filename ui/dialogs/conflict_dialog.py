"""Two officers changed the same thing: both values side by side, and the choice which one holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from models.cases.applicant import ApplicantForm
from models.errors import ConflictError
from models.money import yuan_grouped
from ui.dialogs.fitting import keep_whole
from ui.widgets.parts import button, column, frame, label, line


class Differing(NamedTuple):
    """One thing with two values."""

    title: str
    mine: str
    theirs: str


class ConflictDialog(QDialog):
    """Accepted means mine, rejected keeps what the other one saved."""

    def __init__(self, what: str, rows: tuple[Differing, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("内容已被他人修改")
        self.setMinimumWidth(680)
        layout = column(spacing=12, margins=(24, 20, 24, 16))
        layout.addWidget(label(what, "title", wrap=True))
        words = "您填写期间，另一窗口或另一位工作人员先保存了不同的内容。请比较后选择；两边的内容都没有丢失。"
        layout.addWidget(label(words, "secondary", wrap=True))
        layout.addWidget(frame("card", self._comparison(rows)), 1)
        self.theirs_button = button("保留已保存的(&K)", self.reject, name="保留已保存的内容")
        self.mine_button = button("改用我的(&M)", self.accept, kind="primary", name="改用我填写的内容")
        foot = line()
        foot.addStretch(1)
        foot.addWidget(self.theirs_button)
        foot.addWidget(self.mine_button)
        layout.addLayout(foot)
        self.setLayout(layout)
        keep_whole(self)
        # Enter must not overwrite what a colleague saved.
        self.theirs_button.setDefault(True)
        self.theirs_button.setFocus()

    def _comparison(self, rows: tuple[Differing, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, title in enumerate(("项目", "我填写的", "已保存的")):
            grid.addWidget(label(title, "caption"), 0, place)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, row in enumerate(rows, 1):
            for where, (words, role) in enumerate(
                ((row.title, "field"), (row.mine, "strong"), (row.theirs, "strong"))
            ):
                made = label(words or "（空）", role, wrap=where > 0, selectable=where > 0)
                grid.addWidget(made, place, where, Qt.AlignmentFlag.AlignTop)
        return grid


def ask_conflict(
    error: ConflictError,
    parent: QWidget,
    *,
    mine: Callable[[], object],
    theirs: Callable[[], object] = lambda: None,
    labels: Mapping[str, str] | None = None,
) -> ConflictDialog:
    """Show both values and go on with the one chosen; `labels` names the fields of facts."""
    dialog = ConflictDialog(error.what, differences(error, labels or {}), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: mine())
    dialog.rejected.connect(lambda: theirs())
    dialog.open()
    return dialog


def differences(error: ConflictError, labels: Mapping[str, str]) -> tuple[Differing, ...]:
    """Return what differs in the two values, whatever their kind: an answer, facts, a form, an amount, words."""
    mine, theirs = error.mine, error.theirs
    if isinstance(mine, ApplicantForm) and isinstance(theirs, ApplicantForm):
        return _form_rows(mine, theirs)
    if isinstance(mine, dict) and isinstance(theirs, dict):
        keys = [key for key in {**mine, **theirs} if _words(mine.get(key)) != _words(theirs.get(key))]
        return tuple(
            Differing(labels.get(key, key), _words(mine.get(key)), _words(theirs.get(key))) for key in keys
        )
    if isinstance(mine, tuple) and isinstance(theirs, tuple) and len(mine) == len(theirs) == 2:
        titles = ("结果", "备注")
        pairs = zip(titles, mine, theirs, strict=True)
        return tuple(Differing(title, _words(a), _words(b)) for title, a, b in pairs if a != b)
    if error.field == "amount_fen":
        return (Differing("核定额", _amount(mine), _amount(theirs)),)
    return (Differing("内容", _words(mine), _words(theirs)),)


FORM_LABELS = {
    "name": "名称",
    "code": "代码",
    "document": "证件",
    "representative": "法定代表人",
    "address": "地址",
    "contact": "联系人",
    "phone": "联系电话",
    "bank": "开户行",
    "account": "账号",
    "street": "街道",
    "remark": "备注",
    "contacts": "其他联系人",
    "accounts": "其他账户",
    "members": "家庭成员",
}


def _form_rows(mine: ApplicantForm, theirs: ApplicantForm) -> tuple[Differing, ...]:
    rows = []
    for key, title in FORM_LABELS.items():
        first, second = getattr(mine, key), getattr(theirs, key)
        if first != second:
            rows.append(Differing(title, _parts(first), _parts(second)))
    return tuple(rows)


def _parts(value: object) -> str:
    if isinstance(value, tuple):
        return "；".join(" ".join(filter(None, vars(part).values())) for part in value)
    return _words(value)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _amount(value: object) -> str:
    return f"{yuan_grouped(value)} 元" if isinstance(value, int) else ""
