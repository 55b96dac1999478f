"""What stands beside the text, as simple rich text: a clause with what hangs on it, a matter with all it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from models.money import parse_yuan, wan
from models.policy.document import Note
from models.policy.model import Check, Clause, Material, Matter
from models.policy.overrides import Override, is_decided_by_facts
from models.policy.standing import SIGNS
from ui.palette import Tokens
from ui.screens.policy.presenter import PolicyView

TYPES = {
    "money": "金额",
    "bool": "是／否",
    "choice": "选择",
    "count": "数量",
    "percent": "比例",
    "text": "文字",
    "date": "日期",
}


class Teller:
    """Writes the rich text in the colours in force; links are `matter:`, `target:`, `budget:` and a key."""

    def __init__(self, view: PolicyView, tokens: Tokens) -> None:
        self._view, self._t = view, tokens
        self._pack = view.effective.pack

    def clause(self, clause: Clause) -> str:
        """Return what hangs on a clause: units, matters, targets, budget lines, readings."""
        matters = "".join(
            self._line(self._link("matter", one.id, f"{one.id}　{one.name}"), one.kind)
            for one in clause.matter
        )
        return self._page(
            self._section("责任单位", self._p("、".join(clause.units))),
            self._section(f"事项（{len(clause.matter)}）", matters),
            self._targets([one.id for one in self._pack.targets if one.scope == clause.number]),
            self._budgets([one.id for one in self._pack.budgets if one.scope == clause.number]),
            self._notes(note for note in self._pack.notes if note.clause == clause.number),
        )

    def domain(self, number: str) -> str:
        """Return what hangs on a domain: lead, clauses, targets of its introduction."""
        domain = next(one for one in self._pack.document.domain if one.number == number)
        clauses = [one for one in self._pack.clauses if one.domain == number]
        lines = "".join(
            self._line(self._link("clause", one.number, one.number + one.heading), f"{len(one.matter)} 项")
            for one in clauses
        )
        return self._page(
            self._section("牵头单位", self._p(domain.lead)),
            self._section(f"条款（{len(clauses)}）", lines),
            self._targets([one.id for one in self._pack.targets if one.scope == number]),
        )

    def document(self) -> str:
        """Return the frame of the document: number, date, issuer, validity, and how much it holds."""
        pack, document = self._pack, self._pack.document
        facts = [
            ("文号", document.number),
            ("发文机关", document.issuer),
            ("印发日期", document.date),
            ("施行期限", str(document.validity.period)),
            (
                "内容",
                f"{len(document.domain)} 个领域，{len(pack.clauses)} 条，{len(pack.matters)} 项办理事项",
            ),
            ("指标预算", f"{len(pack.targets)} 项指标，{len(pack.budgets)} 行预算"),
        ]
        return self._page(
            self._section("文件", self._facts(facts)),
            self._budgets([one.id for one in pack.budgets if one.scope == "全文"]),
            self._notes(note for note in pack.notes if note.clause == "全文"),
        )

    def matter(self, matter: Matter) -> str:
        """Return all a matter asks for; `matter` is the one as the office works with it."""
        changes = {(one.target, one.item): one for one in self._view.overrides_of(matter.id)}
        checks, papers = self._pack.checks_of(matter), self._pack.materials_of(matter)
        return self._page(
            self._section("", self._facts(self._matter_facts(matter))),
            self._section("条款原文", self._p(f"“{matter.phrase}”")),
            self._section("测算", self._p(matter.rule)) if matter.award else "",
            self._section(f"申报要素（{len(matter.fact) + 1}）", self._fact_lines(matter)),
            self._section(f"检查项（{len(checks)}）", self._check_lines(matter, checks, changes)),
            self._section(f"材料（{len(papers)}）", self._paper_lines(papers, changes)),
            self._switched_off(matter),
            self._targets(matter.targets),
            self._budgets(matter.budgets),
            self._notes(self._pack.notes_of(matter)),
        )

    # --- parts of a matter

    def _matter_facts(self, matter: Matter) -> list[tuple[str, str]]:
        facts = [
            ("类别", f"{matter.kind}{'·' + matter.nature if matter.nature else ''}"),
            ("申请人", f"{matter.applicant_label}（{'、'.join(matter.applicants)}）"),
            ("责任单位", "、".join(self._pack.units_of(matter))),
            ("实施期限", str(self._pack.period_of(matter))),
        ]
        if cap := _cap_words(matter, self._view.readings):
            facts.append(("上限", cap))
        own = self._view.effective.term_of(matter.id) is not None
        facts.append(("承诺时限", f"{self._view.terms[matter.id]} 个工作日{'（本单位设定）' if own else ''}"))
        for fact in matter.fact:
            if default := self._view.effective.default_of(matter.id, fact.key):
                facts.append((f"默认{fact.label}", f"{default.value}{fact.unit}（{default.basis}）"))
        return facts

    def _fact_lines(self, matter: Matter) -> str:
        lines = [self._line(escape(matter.event_label), "日期")]
        for fact in matter.fact:
            detail = TYPES[fact.type] + (f"·{fact.unit}" if fact.unit else "")
            choices = f"：{'、'.join(fact.choices)}" if fact.choices else ""
            lines.append(self._line(escape(fact.label + choices), detail))
        return "".join(lines)

    def _check_lines(
        self, matter: Matter, checks: Iterable[Check], changes: dict[tuple[str, str], Override]
    ) -> str:
        own = {check.id for check in self._view.pack.matter(matter.id).check}
        lines = []
        for number, check in enumerate(checks, 1):
            how = "自动" if is_decided_by_facts(check) else "人工"
            if check.id not in own and ("check", check.id) not in changes:
                how += "·通用"
            below = [f"依据“{check.phrase}”"] if check.phrase else []
            below += [check.help] if check.help else []
            below += [_changed(changes.get(("check", check.id)))]
            lines.append(self._line(f"{number}. {escape(check.question)}", how, below))
        return "".join(lines)

    def _paper_lines(self, papers: Iterable[Material], changes: dict[tuple[str, str], Override]) -> str:
        lines = []
        for number, item in enumerate(papers, 1):
            need = "符合条件时必交" if item.required_if else "必交" if item.required else "可选"
            below = [f"{item.form} {item.copies} 份　来源：{item.source}", item.note]
            below.append(_changed(changes.get(("material", item.id))))
            lines.append(self._line(f"{number}. {escape(item.name)}", need, below))
        return "".join(lines)

    def _switched_off(self, matter: Matter) -> str:
        raw = self._view.pack.matter(matter.id)
        names = {check.id: check.question for check in self._view.pack.checks_of(raw)}
        papers = {item.id: item.name for item in self._view.pack.materials_of(raw)}
        off = [one for one in self._view.overrides_of(matter.id) if one.action == "switch_off"]
        lines = "".join(
            self._line(escape((names if one.target == "check" else papers).get(one.item, one.item)), "已停用")
            for one in off
        )
        return self._section("本单位停用", lines)

    # --- what hangs on it

    def _targets(self, ids: Iterable[str]) -> str:
        lines = []
        for target_id in ids:
            standing = self._view.standings[target_id]
            target = standing.target
            aim = f"{SIGNS[target.comparator]} {target.value}{target.unit}，{target.nature}"
            latest = (
                f"{standing.latest.value}{target.unit}（{standing.latest.as_of}）" if standing.latest else ""
            )
            words = self._link("target", target_id, target.indicator)
            lines.append(self._line(words, standing.state, [f"{aim}　{latest}".strip()]))
        return self._section(f"指标（{len(lines)}）", "".join(lines))

    def _budgets(self, ids: Iterable[str]) -> str:
        lines = []
        for budget_id in ids:
            budget = self._view.budgets[budget_id].budget
            words = self._link("budget", budget_id, ("其中：" if budget.part_of else "") + budget.purpose)
            lines.append(self._line(words, f"{budget.amount_yi} 亿元"))
        return self._section(f"预算（{len(lines)}）", "".join(lines))

    def _notes(self, notes: Iterable[Note]) -> str:
        lines = []
        for note in notes:
            below = []
            if note.setting:
                chosen = self._view.readings.get(note.setting, note.default)
                label = next((one.label for one in note.option if one.value == chosen), chosen)
                below.append(f"本单位采用：{label}")
            lines.append(self._line(escape(note.text), "", below))
        return self._section(f"口径（{len(lines)}）", "".join(lines))

    # --- rich text

    def _page(self, *sections: str) -> str:
        return f'<div style="color:{self._t.text}; font-size:13px;">{"".join(sections)}</div>'

    def _section(self, title: str, inner: str) -> str:
        if not inner:
            return ""
        head = (
            f'<p style="margin-top:14px; margin-bottom:4px; font-weight:500; color:{self._t.accent_text};">'
            f"{escape(title)}</p>"
            if title
            else ""
        )
        return head + inner

    def _p(self, text: str) -> str:
        return f'<p style="margin-top:0; margin-bottom:4px;">{escape(text)}</p>'

    def _facts(self, facts: Iterable[tuple[str, str]]) -> str:
        rows = "".join(
            f'<tr><td style="color:{self._t.text_soft}; padding-right:12px; white-space:nowrap;">{escape(name)}</td>'
            f"<td>{escape(words)}</td></tr>"
            for name, words in facts
        )
        return f'<table cellspacing="0" cellpadding="2">{rows}</table>'

    def _line(self, words: str, tag: str, below: Iterable[str] = ()) -> str:
        """One item: words (already rich text), a short tag, quiet lines below it."""
        label = f'　<span style="color:{self._t.text_soft};">{escape(tag)}</span>' if tag else ""
        quiet = "".join(
            f'<br/><span style="color:{self._t.text_soft}; font-size:12px;">{escape(text)}</span>'
            for text in below
            if text
        )
        return f'<p style="margin-top:0; margin-bottom:6px;">{words}{label}{quiet}</p>'

    def _link(self, kind: str, key: str, text: str) -> str:
        return f'<a href="{kind}:{escape(key)}" style="color:{self._t.accent_text};">{escape(text)}</a>'


def _changed(override: Override | None) -> str:
    if override is None:
        return ""
    word = {"add": "本单位新增", "reword": "本单位改写", "switch_off": "已停用", "set": "本单位设定"}[
        override.action
    ]
    return f"{word}{'，依据' + override.basis if override.basis else ''}"


def _cap_words(matter: Matter, readings: dict[str, str]) -> str:
    cap = matter.award.cap if matter.award else None
    if cap is None:
        return ""
    amount = cap.amount_under(readings)
    words = f"每{cap.scope_under(readings)}"
    words += f" {wan(parse_yuan(amount))}" if amount else "，条款没有给出限额"
    return words + ("，一次性" if cap.once else "")
