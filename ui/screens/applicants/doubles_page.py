"""Likely doubles of an applicant: both compared line by line, merged with a reason, and the merge undone."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from models.cases.applicant import PERSONAL
from models.services.merge_views import MergeView
from models.services.views import Applicant
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.applicants.presenter import ApplicantPage
from ui.theme import Theme
from ui.widgets.board_table import BoardTable
from ui.widgets.choices import RadioField
from ui.widgets.parts import button, clear, column, frame, label, line, rule, scrolled

ROW = 30


class Compared(NamedTuple):
    """One fact of both."""

    title: str
    here: str
    there: str

    @property
    def state(self) -> str:
        """Whether the two agree."""
        if not self.here and not self.there:
            return "均未填"
        return "一致" if self.here == self.there else "不同" if self.here and self.there else "一方未填"


STATES = {"一致": "ok", "不同": "bad", "一方未填": "wait", "均未填": "quiet"}
COMPARISON: tuple[BoardColumn, ...] = (
    BoardColumn("项目", 136, lambda row: row.title, "quiet"),
    BoardColumn("当前主体", 160, lambda row: row.here or "—", stretch=True),
    BoardColumn("疑似重复", 160, lambda row: row.there or "—", stretch=True),
    BoardColumn("比较", 84, lambda row: row.state, "state", extra=lambda row: STATES[row.state]),
)


def compare(here: Applicant, there: Applicant, cases: tuple[int, int]) -> list[Compared]:
    """Return the facts of both applicants side by side."""
    texts = (("名称", "name"), ("法定代表人", "representative"), ("地址", "address"), ("联系人", "contact"))
    code = "证件号码" if here.kind in PERSONAL else "统一社会信用代码"
    rows = [Compared("类别", here.kind, there.kind), Compared(code, here.masked_code, there.masked_code)]
    rows += [Compared(title, getattr(here, key), getattr(there, key)) for title, key in texts]
    rows.append(Compared("联系电话", here.masked_phone, there.masked_phone))
    rows.append(Compared("开户行", here.bank, there.bank))
    rows.append(Compared("账号", here.masked_account, there.masked_account))
    rows.append(Compared("办件数", *(str(count) for count in cases)))
    return rows


class DoublesPage(QWidget):
    """Announces what is to be merged, or undone."""

    merge_asked = Signal(int, int, str)
    unmerge_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._page: ApplicantPage | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName("疑似重复的主体")
        self.choice.activated.connect(lambda place: self._compare())
        self.table = BoardTable(COMPARISON, theme, "两个主体的比较", row_height=ROW)
        self.kept = RadioField("合并后保留", (("当前主体", "here"), ("疑似重复的主体", "there")))
        self.kept.set_value("here")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("合并理由")
        self.reason.setPlaceholderText("如：同一企业更名前后重复登记，已核对营业执照")
        self.merge_button = button("合并(&M)", self._merge, kind="primary", name="合并两个主体")
        self._fault = label("", "error", wrap=True)
        self._fault.hide()
        self._none = label("没有发现疑似重复的主体（按名称、代码、电话、账号比对）。", "secondary", wrap=True)
        self._merges = column(spacing=8)
        self._lay_out()

    def show_page(self, page: ApplicantPage, obstacle: str) -> None:
        """Show the doubles of an applicant; `obstacle` tells why nobody may merge here."""
        self._page = page
        chosen = self.choice.currentData()
        self.choice.clear()
        for other in page.others:
            self.choice.addItem(f"{other.name}　{other.masked_code}", other.id)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0) if page.others else -1)
        self._none.setVisible(not page.others)
        self._box.setVisible(bool(page.others))
        self.merge_button.setEnabled(not obstacle)
        self._fault.setText(obstacle)
        self._fault.setVisible(bool(obstacle))
        self._compare()
        self._show_merges(page.merges, obstacle)

    def show_fault(self, words: str) -> None:
        """Tell why the merge was refused."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def _compare(self) -> None:
        page = self._page
        if page is None or not page.others or self.choice.currentIndex() < 0:
            self.table.show_lines([])
            return
        place = self.choice.currentIndex()
        counts = (len(page.view.cases), page.view.duplicates[place].case_count)
        self.table.show_lines(compare(page.view.applicant, page.others[place], counts))
        self.table.setFixedHeight(
            self.table.horizontalHeader().sizeHint().height() + ROW * self.table.board.rowCount() + 4
        )

    def _merge(self) -> None:
        assert self._page is not None
        here, there = self._page.view.applicant.id, int(self.choice.currentData())
        kept, merged = (here, there) if self.kept.value == "here" else (there, here)
        reason = self.reason.text().strip()
        if not reason:
            self.show_fault("请填写合并理由")
            self.reason.setFocus()
            return
        self.show_fault("")
        self.merge_asked.emit(kept, merged, reason)

    def _show_merges(self, merges: tuple[MergeView, ...], obstacle: str) -> None:
        clear(self._merges)
        if merges:
            self._merges.addWidget(rule())
            self._merges.addWidget(label("已并入本主体", "heading"))
        for merge in merges:
            row = line(spacing=12)
            words = f"{merge.merged.name}　{merge.case_count} 件办件　{merge.officer_name}　{merge.merged_at:%Y-%m-%d %H:%M}\n理由：{merge.reason}"
            row.addWidget(label(words, "secondary", wrap=True, selectable=True), 1)
            undo = button(
                "撤销合并", self._undoer(merge), kind="small", name=f"撤销与{merge.merged.name}的合并"
            )
            undo.setEnabled(not obstacle)
            row.addWidget(undo)
            self._merges.addLayout(row)

    def _undoer(self, merge: MergeView) -> object:
        return lambda: self.unmerge_asked.emit(merge)

    def _lay_out(self) -> None:
        pick = line(spacing=8)
        pick.addWidget(label("疑似重复", "field"))
        pick.addWidget(self.choice, 1)
        foot = line(spacing=8)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.merge_button)
        inside = column(spacing=12)
        inside.addLayout(pick)
        inside.addWidget(self.table)
        inside.addWidget(self.kept)
        inside.addWidget(label("合并理由", "field"))
        inside.addLayout(foot)
        words = "合并后，另一主体的办件归到保留的主体名下，封顶余量一并计算；随时可以撤销。"
        inside.addWidget(label(words, "caption", wrap=True))
        self._box = frame("plain", inside)
        whole = column(spacing=12, margins=(4, 12, 12, 12))
        whole.addWidget(self._none)
        whole.addWidget(self._box)
        whole.addWidget(self._fault)
        whole.addLayout(self._merges)
        whole.addStretch(1)
        page = QWidget()
        page.setLayout(whole)
        layout = column()
        layout.addWidget(scrolled(page))
        self.setLayout(layout)
