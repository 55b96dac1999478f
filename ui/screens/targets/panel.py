"""Beside the board: one target with its standing, the curve of its year, the entry and what was entered before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.policy.standing import Figure
from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.targets.presenter import TargetsPresenter
from ui.screens.targets.rows import TargetRow, trimmed
from ui.widgets.board_table import BoardTable
from ui.widgets.figure_entry import FigureEntry
from ui.widgets.parts import (
    ElidedLabel,
    button,
    clear,
    column,
    frame,
    label,
    line,
    scrolled,
    set_status,
    status_label,
)
from ui.widgets.progress_bars import STATUS_OF
from ui.widgets.year_curve import Curve, YearCurve

HISTORY: tuple[BoardColumn, ...] = (
    BoardColumn("数据日期", 96, lambda figure: figure.as_of.isoformat()),
    BoardColumn("数值", 84, lambda figure: trimmed(figure.value), "amount"),
    BoardColumn("依据", 80, lambda figure: figure.evidence or "—", stretch=True),
    BoardColumn("填报人", 72, lambda figure: figure.officer),
)
HISTORY_ROWS = 4
SHOWN_UNITS = 4


class TargetPanel(QWidget):
    """Asks to enter a figure, and to read the clause."""

    entered = Signal(object, object, object, str)
    clause_asked = Signal(str)

    def __init__(self, desk: Desk, presenter: TargetsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.row: TargetRow | None = None
        self._place = ElidedLabel("", "secondary")
        self._title = label("", "heading", wrap=True, selectable=True)
        self._state = status_label("", "quiet")
        self._nature = label("", "caption")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self.curve = YearCurve(desk.theme)
        self.curve.setFixedHeight(156)
        self.entry = FigureEntry(desk)
        self.history = BoardTable(HISTORY, desk.theme, "历次填报", row_height=28)
        self._no_history = label("还没有填报过。", "secondary")
        self._lay_out()
        self.entry.entered.connect(self._on_entered)

    def show_row(self, row: TargetRow) -> None:
        """Show a target; what is being typed for the same target stays."""
        other = self.row is None or self.row.id != row.id
        self.row = row
        target, standing = row.standing.target, row.standing
        self._place.set_whole(row.clause_title)
        self._title.setText(target.indicator)
        set_status(self._state, row.state, STATUS_OF[row.state])
        self._nature.setText(f"{target.nature}性指标　{target.measured}数")
        self._show_facts(row)
        self.curve.show_curve(
            Curve(
                self._presenter.year,
                tuple((figure.as_of, figure.value) for figure in row.figures),
                target=Decimal(target.value),
                unit=target.unit,
                shared=target.measured == "累计" and target.comparator != "<=",
            ),
            "填报后在此显示走势",
        )
        self._show_history(row.figures)
        self.setAccessibleDescription(standing.text)
        if other:
            self.begin_entry()

    def begin_entry(self) -> None:
        """Make the entry ready for the target shown and the officer at the desk."""
        if self.row is not None:
            target = self.row.standing.target
            self.entry.begin(
                f"target:{target.id}",
                title=f"{'累计完成' if target.measured == '累计' else '数值'}（{target.unit}）",
                read=self._presenter.reader(target),
                echo=self._presenter.echo(target),
                obstacle=self._presenter.obstacle(),
            )

    def go_to_entry(self) -> None:
        """Put the cursor into the entry and bring all of it into view."""
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(self.entry)

    def _lay_out(self) -> None:
        tags = line(spacing=8)
        tags.addWidget(self._state)
        tags.addWidget(self._nature)
        tags.addStretch(1)
        first = line(spacing=8)
        first.addWidget(self._place, 1)
        first.addWidget(button("看条文(&V)", self._ask_clause, kind="small", name="在政策全文中查看本条"))
        top = column(spacing=4, margins=(16, 12, 16, 12))
        top.addLayout(first)
        top.addWidget(self._title)
        top.addLayout(tags)
        top.addLayout(self._facts)
        top.addWidget(self.curve)
        fill = column(spacing=8, margins=(16, 12, 16, 12))
        fill.addWidget(label("填报新数值", "heading"))
        fill.addWidget(self.entry)
        past = column(spacing=8, margins=(16, 12, 16, 12))
        past.addWidget(label("历次填报", "heading"))
        past.addWidget(self.history)
        past.addWidget(self._no_history)
        cards = column(spacing=12)
        for inner in (top, fill, past):
            cards.addWidget(frame("card", inner))
        cards.addStretch(1)
        inner_widget = QWidget()
        inner_widget.setLayout(cards)
        layout = column()
        self._area = scrolled(inner_widget)
        layout.addWidget(self._area)
        self.setLayout(layout)

    def _show_facts(self, row: TargetRow) -> None:
        clear(self._facts)
        standing = row.standing
        facts = [("目标", f"{row.aim}　文件原文“{standing.target.phrase}”")]
        if standing.latest is not None:
            rate = f"（{standing.completion}%）" if standing.completion is not None else ""
            facts.append(("最新填报", f"{row.latest}{rate}　{row.day}"))
        if standing.due_value is not None:
            facts.append(
                (
                    "按时序应达",
                    f"{trimmed(standing.due_value)}{standing.target.unit}（全年的 {standing.share_due}%）",
                )
            )
        facts.append(("责任单位", short_list(row.units)))
        for place, (name, words) in enumerate(facts):
            self._facts.addWidget(label(name, "field"), place, 0, Qt.AlignmentFlag.AlignTop)
            told = label(words, wrap=True, selectable=True)
            if name == "责任单位":
                told.setToolTip("、".join(row.units))
            self._facts.addWidget(told, place, 1)

    def _show_history(self, figures: tuple[Figure, ...]) -> None:
        latest_first = sorted(enumerate(figures), key=lambda pair: (pair[1].as_of, pair[0]), reverse=True)
        self.history.show_lines([figure for _, figure in latest_first])
        self.history.setVisible(bool(figures))
        self._no_history.setVisible(not figures)
        rows = min(max(len(figures), 1), HISTORY_ROWS)
        self.history.setFixedHeight(self.history.horizontalHeader().sizeHint().height() + 28 * rows + 6)

    def _ask_clause(self) -> None:
        if self.row is not None:
            self.clause_asked.emit(self.row.standing.target.scope)

    def _on_entered(self, value: Decimal, day: date, evidence: str) -> None:
        if self.row is not None:
            self.entered.emit(self.row, value, day, evidence)


def short_list(names: tuple[str, ...]) -> str:
    """Return the names, of many only the first ones and how many there are."""
    if len(names) <= SHOWN_UNITS:
        return "、".join(names)
    return f"{'、'.join(names[: SHOWN_UNITS - 1])}等 {len(names)} 个单位"
