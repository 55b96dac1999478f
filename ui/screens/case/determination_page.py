"""Step 3: the determined amount, typed by the officer beside ceiling and head-room, with its basis."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import UserError
from models.money import yuan_grouped
from models.services.views import CaseView, DeterminationView
from ui.theme import restyle
from ui.typed import echo_amount, read_amount
from ui.widgets.fields import TextField
from ui.widgets.growing_area import GrowingArea
from ui.widgets.parts import button, clear, column, label, line, rule, scrolled


class DeterminationPage(QWidget):
    """Announces what is to be saved; never proposes the ceiling."""

    typing = Signal()
    left = Signal()
    save_asked = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._ceiling_fen: int | None = None
        self._exact = False
        self._quote = ""
        self._bound = label("", "secondary", wrap=True)
        self.amount = TextField(
            "核定额（元）",
            read=lambda text: read_amount(text, label="核定额", field="amount_fen"),
            echo=self._echo,
            placeholder="由经办人核定填写",
            kind="amount",
        )
        self.basis = GrowingArea("核定依据", lines=2)
        self.reason = GrowingArea("变更理由（已有核定额，须说明为何变更）", lines=1)
        self.quote_button = button("引用条款(&Q)", kind="small", name="把条款名称和原文写入依据")
        # By key a button is clicked only 100 ms after it is pressed; the next key may come sooner.
        self.quote_button.pressed.connect(self._insert_quote)
        self.save_button = button("保存核定(&S)　Ctrl+S", self.save, kind="primary", name="保存核定")
        self._fault = label("", "error", wrap=True)
        self._in_force = column(spacing=4)
        self._former = column(spacing=4)
        self._lay_out()
        self.amount.edited.connect(self.typing)
        self.amount.left.connect(self.left)
        self.amount.edit.returnPressed.connect(lambda: self.basis.setFocus())
        for part in (self.basis, self.reason):
            part.textChanged.connect(self._on_text)
        self._filling = False

    def show_case(self, view: CaseView, document: str) -> None:
        """Show ceiling and former determinations; what is being typed stays. `document` is quoted in the basis."""
        found = view.assessment
        self._ceiling_fen = found.ceiling_fen if found and found.eligible else None
        self._exact = bool(found and found.nature == "定额")
        self._quote = _quoted(view, document)
        self._bound.setText(_bound_words(view))
        self._show_reason(view.determination)
        self._show_determined(view.determinations)

    def typed(self) -> dict[str, str]:
        """Return the fields for a draft; empty when nothing is typed."""
        texts = {
            "amount": self.amount.text,
            "basis": self.basis.toPlainText(),
            "reason": self.reason.toPlainText(),
        }
        return texts if any(texts.values()) else {}

    def fill(self, typed: dict[str, str]) -> None:
        """Fill the fields from a draft, or empty them; nothing is announced."""
        self._filling = True
        self.amount.set_text(typed.get("amount", ""))
        self.basis.setPlainText(typed.get("basis", ""))
        self.reason.setPlainText(typed.get("reason", ""))
        self._filling = False
        self.show_fault(None)

    def set_permitted(self, why_not: str) -> None:
        """Lock the fields where the amount cannot be determined now, and say why."""
        for part in (self.amount, self.basis, self.reason, self.quote_button, self.save_button):
            part.setEnabled(not why_not)
        self._fault.setText(why_not)
        self._fault.setVisible(bool(why_not))
        restyle(self._fault, role="secondary" if why_not else "error")

    def show_fault(self, error: UserError | None) -> None:
        """Tell a fault beside its field."""
        self.amount.show_fault(error if error and error.field in ("amount_fen", "amount") else None)
        other = error if error and error.field not in ("amount_fen", "amount") else None
        restyle(self._fault, role="error")
        self._fault.setText(other.message if other else "")
        self._fault.setVisible(other is not None)

    def save(self) -> None:
        """Ask to save what is typed."""
        self.show_fault(None)
        try:
            value = self.amount.value
            if value is None:
                raise UserError("请填写核定额", field="amount_fen")
        except UserError as error:
            self.show_fault(error)
            self.amount.setFocus()
            return
        if not self.basis.toPlainText().strip():
            self.show_fault(UserError("请填写核定依据", "", "写明依据的条款、材料和计算", field="basis"))
            self.basis.setFocus()
            return
        self.save_asked.emit(value, self.basis.toPlainText().strip(), self.reason.toPlainText().strip())

    def _lay_out(self) -> None:
        inner = column(spacing=12, margins=(16, 12, 16, 12))
        inner.addLayout(self._in_force)
        self._in_force_rule = rule()
        inner.addWidget(self._in_force_rule)
        inner.addWidget(self._bound)
        inner.addWidget(self.amount)
        head = line()
        head.addWidget(label("核定依据", "field"))
        head.addStretch(1)
        head.addWidget(self.quote_button)
        inner.addLayout(head)
        inner.addWidget(self.basis)
        self._reason_label = label("变更理由（已有核定额，须说明为何变更）", "field")
        inner.addWidget(self._reason_label)
        inner.addWidget(self.reason)
        foot = line()
        foot.addWidget(self._fault, 10)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        inner.addLayout(foot)
        self._former_rule = rule()
        inner.addWidget(self._former_rule)
        inner.addLayout(self._former)
        inner.addStretch(1)
        page = QWidget()
        page.setLayout(inner)
        whole = column()
        whole.addWidget(scrolled(page))
        self.setLayout(whole)

    def _echo(self, value: object) -> str:
        amount_fen = int(str(value))
        words = echo_amount(amount_fen)
        if self._ceiling_fen is None:
            return words
        if amount_fen > self._ceiling_fen:
            raise UserError(
                "核定额超过政策上限", "", f"上限为 {yuan_grouped(self._ceiling_fen)} 元", field="amount_fen"
            )
        if self._exact and amount_fen != self._ceiling_fen:
            raise UserError(
                "与条款定额不一致", "", f"定额为 {yuan_grouped(self._ceiling_fen)} 元", field="amount_fen"
            )
        if not self._ceiling_fen:
            return words
        share = amount_fen * 1000 // self._ceiling_fen
        return f"{words}\n为政策上限的 {share // 10}.{share % 10}%"

    def _insert_quote(self) -> None:
        self.basis.setFocus()
        self.basis.insertPlainText(self._quote)

    def _on_text(self) -> None:
        if not self._filling:
            self.typing.emit()

    def _show_reason(self, current: DeterminationView | None) -> None:
        self._reason_label.setVisible(current is not None)
        self.reason.setVisible(current is not None)

    def _show_determined(self, determined: tuple[DeterminationView, ...]) -> None:
        """What is in force stands above the fields, what was changed below them."""
        in_force = [item for item in determined if item.current]
        former = [item for item in determined if not item.current]
        for layout, separator, items in (
            (self._in_force, self._in_force_rule, in_force),
            (self._former, self._former_rule, former),
        ):
            clear(layout)
            separator.setVisible(bool(items))
            self._add_determined(layout, items)

    def _add_determined(self, layout: QVBoxLayout, items: list[DeterminationView]) -> None:
        for item in items:
            state = "现行" if item.current else "已变更"
            text = f"{state}　{yuan_grouped(item.amount_fen)} 元　{item.officer_name}　{item.determined_at:%Y-%m-%d %H:%M}"
            layout.addWidget(label(text, "strong" if item.current else "secondary", selectable=True))
            reason = f"　变更理由：{item.reason}" if item.reason else ""
            layout.addWidget(
                label(f"核定依据：{item.basis}{reason}", "secondary", wrap=True, selectable=True)
            )


def _quoted(view: CaseView, document: str) -> str:
    """Return a whole sentence: document, clause, its words, and what they come to in this case."""
    found = view.assessment
    start = f"依据{document}第{view.clause.number}条“{view.matter.phrase}”"
    if found is None or not found.eligible:
        return f"{start}核定。"
    kind = "定额" if found.nature == "定额" else "政策上限"
    steps = "；".join(step.text for step in found.steps)
    reckoned = f"，按{steps}计算" if steps else ""
    return f"{start}{reckoned}，{kind}为{yuan_grouped(found.ceiling_fen)}元。"


def _bound_words(view: CaseView) -> str:
    found = view.assessment
    if found is None:
        return view.assessment_error or "没有可用的测算"
    if not found.eligible:
        return "按所填事实不符合条款条件，不能核定。"
    kind = "条款定额" if found.nature == "定额" else "政策上限"
    words = f"{kind} {yuan_grouped(found.ceiling_fen)} 元（过程见右侧）。"
    if view.case.applied_fen is not None:
        words += f"申请 {yuan_grouped(view.case.applied_fen)} 元。"
    return words + ("" if found.nature == "定额" else "上限不是应得数，核定额由经办人写明依据后填写。")
