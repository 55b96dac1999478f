"""审核规则: stages left out, for all matters and for single ones; the period of a notice; who approves which amount."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox

from models.cases.approvers import ApprovalTier
from models.cases.officers import APPROVER, Officer
from models.errors import FieldErrors, UserError
from models.money import wan
from models.services.office_forms import RulesForm
from ui.desk import Desk
from ui.dialogs.conflict_dialog import Differing
from ui.screens.settings.page import FormPage
from ui.typed import echo_amount, read_amount, read_days
from ui.widgets.choice_rows import ChoiceRows, RowField
from ui.widgets.fields import TextField
from ui.widgets.parts import label, line

OMISSIBLE = ("复审", "公示")
EXCEPTIONS: tuple[tuple[str, str], ...] = (
    ("不省略，各环节都办", ""),
    ("省略复审", "复审"),
    ("省略公示", "公示"),
    ("省略复审和公示", "公示、复审"),
)
ROLES = (("审批人员", "审批"), ("复核人员", "复核"), ("管理人员", "管理"))


class RulesPage(FormPage):
    """How this office reviews."""

    name = "rules"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "审核规则",
            "改动用于以后的办理动作；已经办过的环节不变。原政策没有规定这些，由本单位自行决定。",
        )
        self.omitted = {stage: QCheckBox(f"省略{stage}") for stage in OMISSIBLE}
        matters = tuple((f"{one.id}　{one.name}", one.id) for one in desk.office.editions.current.matters)
        self.exceptions = ChoiceRows(
            "例外事项",
            (RowField("matter", "事项", 3, matters), RowField("omitted", "环节", 2, EXCEPTIONS)),
            empty="没有例外，所有事项都按上面的选择办理。",
        )
        self.notice_days = TextField("公示期（工作日）", read=read_days, placeholder="如 5")
        self.tiers = ChoiceRows(
            "审批档次",
            (
                RowField("amount", "核定额从（元）", 2, placeholder="0、50万", echo=_amount_echo),
                RowField("who", "由谁审批", 2, ROLES),
                RowField("label", "称谓（可以不填）", 2, placeholder="如 局长"),
            ),
            empty="没有分档：任何金额都可以由任何一名审批人员审批。",
        )
        self._officers: dict[int, str] = {}
        self._lay_out()
        for box in self.omitted.values():
            box.clicked.connect(lambda checked: self.on_edited())
        self.notice_days.edited.connect(self.on_edited)
        self.exceptions.edited.connect(self.on_edited)
        self.tiers.edited.connect(self.on_edited)

    def fetch(self, office: Any) -> Any:
        return office.forms.rules(), office.officers.list()

    def _arrived(self, form: Any) -> None:
        rules, officers = form
        self._offer(officers)
        super()._arrived(rules)

    def fill(self, form: RulesForm) -> None:
        for stage, box in self.omitted.items():
            box.setChecked(stage in form.omitted)
        self.exceptions.fill(
            [
                {"matter": matter_id, "omitted": "、".join(sorted(stages))}
                for matter_id, stages in sorted(form.omitted_by_matter.items())
            ]
        )
        self.notice_days.set_text(str(form.notice_days))
        self.tiers.fill([self._tier_line(tier) for tier in form.tiers])

    def form(self) -> RulesForm:
        errors: list[UserError] = []
        days = 0
        try:
            found = self.notice_days.value
            days = found if isinstance(found, int) else 0
        except UserError as error:
            errors.append(UserError(error.what, error.why, error.remedy, field="notice_days"))
        tiers = []
        for place, row in enumerate(self.tiers.typed(), 1):
            try:
                tiers.append(self._tier(row))
            except UserError as error:
                errors.append(
                    UserError(f"审批档次第 {place} 行：{error.what}", error.why, error.remedy, field="tiers")
                )
        exceptions: dict[str, frozenset[str]] = {}
        for row in self.exceptions.typed():
            if row["matter"] in exceptions:
                errors.append(
                    UserError(f"事项 {row['matter']} 有两行例外", "", "请只留一行", field="exceptions")
                )
            exceptions[row["matter"]] = frozenset(filter(None, row["omitted"].split("、")))
        if errors:
            raise FieldErrors(errors)
        omitted = frozenset(stage for stage, box in self.omitted.items() if box.isChecked())
        ordered = tuple(sorted(tiers, key=lambda tier: tier.from_fen))
        return RulesForm(omitted, exceptions, days, ordered)

    def write(self, office: Any, form: Any, shown: Any, actor: Any) -> tuple[Any, Any]:
        return office.forms.save_rules(form, shown=shown, actor=actor)  # type: ignore[no-any-return]

    def typed(self) -> dict[str, Any]:
        return {
            "omitted": {stage: box.isChecked() for stage, box in self.omitted.items()},
            "exceptions": self.exceptions.typed(),
            "notice_days": self.notice_days.text,
            "tiers": self.tiers.typed(),
        }

    def restore(self, typed: dict[str, Any]) -> None:
        for stage, checked in typed.get("omitted", {}).items():
            if stage in self.omitted:
                self.omitted[stage].setChecked(bool(checked))
        self.exceptions.fill(typed.get("exceptions", []))
        self.notice_days.set_text(typed.get("notice_days", ""))
        self.tiers.fill(typed.get("tiers", []))

    def show_faults(self, errors: tuple[UserError, ...]) -> tuple[UserError, ...]:
        days = next((error for error in errors if error.field == "notice_days"), None)
        self.notice_days.show_fault(days)
        return tuple(error for error in errors if error is not days)

    def differing(self, mine: RulesForm, theirs: RulesForm) -> tuple[Differing, ...]:
        pairs = (
            ("省略的环节", "、".join(sorted(mine.omitted)), "、".join(sorted(theirs.omitted))),
            ("例外事项", _exceptions(mine), _exceptions(theirs)),
            ("公示期", f"{mine.notice_days} 个工作日", f"{theirs.notice_days} 个工作日"),
            ("审批档次", self._tiers_words(mine), self._tiers_words(theirs)),
        )
        return tuple(Differing(*pair) for pair in pairs if pair[1] != pair[2])

    def set_locked(self, locked: bool) -> None:
        for box in self.omitted.values():
            box.setEnabled(not locked)
        self.exceptions.set_locked(locked)
        self.notice_days.edit.setReadOnly(locked)
        self.tiers.set_locked(locked)

    # --- inside

    def _lay_out(self) -> None:
        card = self.card("环节", hint="三四个人的单位通常省略复审。督办、服务事项本来就没有这些环节。")
        row = line(spacing=24)
        for box in self.omitted.values():
            row.addWidget(box)
        row.addStretch(1)
        card.addLayout(row)
        card.addWidget(label("个别事项另有安排的：", "field"))
        card.addWidget(self.exceptions)
        card = self.card("公示")
        self.notice_days.setMaximumWidth(240)
        card.addWidget(self.notice_days)
        card = self.card("按金额审批", hint="起点金额属于高的一档。没有写到的金额由审批人员审批。")
        card.addWidget(self.tiers)
        card = self.card("始终遵守的规则")
        told = (
            "经办的人不能复核、审批自己的办件；初审、复审、审批由不同的人办理；\n"
            "核定额不能超过政策上限；审批时再核一次额度。这些规则不能关闭。"
        )
        card.addWidget(label(told, "secondary", wrap=True))
        self.body.addStretch(1)

    def _offer(self, officers: tuple[Officer, ...]) -> None:
        self._officers = {one.id: one.name for one in officers}
        named = tuple(
            (f"指定 {one.name}", f"#{one.id}") for one in officers if one.active and APPROVER in one.roles
        )
        self.tiers.set_choices("who", (*ROLES, *named))

    def _tier_line(self, tier: ApprovalTier) -> dict[str, str]:
        ids = ",".join(map(str, sorted(tier.officer_ids)))
        who = f"#{ids}" if ids else tier.role
        return {"amount": wan(tier.from_fen).removesuffix("元"), "who": who, "label": tier.label}

    def _tier(self, row: dict[str, str]) -> ApprovalTier:
        fen = read_amount(row["amount"], label="起点金额", field="tiers")
        if fen is None:
            raise UserError("没有填写起点金额", "", "从零起的一档请写 0")
        who = row["who"]
        ids = frozenset(int(part) for part in who[1:].split(",")) if who.startswith("#") else frozenset()
        role = APPROVER if ids else who
        return ApprovalTier(fen, role, ids, row["label"])  # type: ignore[arg-type]

    def _tiers_words(self, form: RulesForm) -> str:
        said = []
        for tier in form.tiers:
            names = "、".join(self._officers.get(one, f"编号{one}") for one in sorted(tier.officer_ids))
            said.append(f"{wan(tier.from_fen)}起：{names or tier.role}")
        return "；".join(said)


def _exceptions(form: RulesForm) -> str:
    return "；".join(
        f"{matter_id} {'省略' + '、'.join(sorted(stages)) if stages else '不省略'}"
        for matter_id, stages in sorted(form.omitted_by_matter.items())
    )


def _amount_echo(text: str) -> tuple[str, bool]:
    try:
        fen = read_amount(text, label="起点金额", field="tiers")
    except UserError as error:
        return error.message, False
    return ("" if fen is None else echo_amount(fen)), True
