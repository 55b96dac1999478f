"""Settings of the office: readings of doubtful wording, stages left out, terms, approval by amount, periods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models.cases.approvers import ApprovalRules, ApprovalTier, make_rules
from models.cases.events import Change
from models.cases.holidays import WorkCalendar, parse_table, table_text
from models.cases.officers import Officer, require_action
from models.cases.workflow import OMISSIBLE
from models.changes import Changes
from models.errors import UserError
from models.policy.model import Matter
from models.services import case_clock, office_rules, terms
from models.services.desk import Desk
from models.services.evaluation import recompute_cap_keys
from models.services.office_rules import EVERY, OMITTED, READING
from models.storage import settings as stored


class SettingsService:
    """Typed access to the settings; every change is recorded with old and new value."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, key: str, default: Any = None) -> Any:
        """Return any stored setting (window layout, backup folder …)."""
        return stored.get(self._desk.db, key, default)

    def put(self, key: str, value: Any, *, actor: Officer, label: str = "") -> Changes:
        """Store any setting and record the change."""
        require_action(actor, "manage_settings")
        with self._desk.db.atomic():
            old = stored.get(self._desk.db, key)
            if old == value:
                return Changes()
            stored.put(self._desk.db, key, value)
            change = Change(key, label or key, _shown(old), _shown(value))
            self._desk.record(actor, "setting_changed", "修改设置", changes=[change])
        return Changes.of_topic("settings")

    def readings(self) -> dict[str, str]:
        """Return the office's readings of doubtful wording by setting."""
        return office_rules.readings(self._desk)

    def set_reading(self, setting: str, value: str, *, actor: Officer) -> Changes:
        """Choose a reading; raises UserError for one that the pack does not offer."""
        for pack in self._desk.editions.packs:
            for note in pack.notes:
                if note.setting == setting and value in {option.value for option in note.option}:
                    with self._desk.db.atomic():
                        changes = self.put(READING + setting, value, actor=actor, label=note.text[:40])
                        moved = recompute_cap_keys(self._desk, setting)
                    return changes | Changes(cases=moved)
        raise UserError(
            "没有这种理解可选", f"“{setting}”＝“{value}”", "请从政策包给出的选项中选择", field=setting
        )

    def omitted(self, matter_id: str = "") -> frozenset[str]:
        """Return the stages left out for a matter, or for all where it has no setting of its own."""
        return office_rules.omitted(self._desk, matter_id)

    def omit_stages(self, stages: Iterable[str], *, matter_id: str = "", actor: Officer) -> Changes:
        """Leave out 复审 or 公示, for one matter or for all."""
        chosen = frozenset(stages)
        if unknown := chosen - OMISSIBLE:
            raise UserError(
                f"不能省略“{sorted(unknown)[0]}”", "", f"可以省略的是{'、'.join(sorted(OMISSIBLE))}"
            )
        return self.put(OMITTED + (matter_id or EVERY), sorted(chosen), actor=actor, label="省略环节")

    def term_days(self, matter: Matter) -> int:
        """Return the 承诺时限 of a matter in working days."""
        return terms.term_days(self._desk, matter)

    def set_term_days(self, days: int, *, matter_id: str, actor: Officer) -> Changes:
        """Set the 承诺时限 of a matter in working days; it is one of the office's changes to the pack."""
        return terms.set_term(self._desk, matter_id, days, actor=actor)

    def extension_max_days(self) -> int:
        """Return how many working days a case may be extended by in all."""
        return office_rules.extension_max_days(self._desk)

    def import_holidays(self, content: bytes, *, actor: Officer) -> Changes:
        """Take in the office's own holiday table (CSV); raises FieldErrors with every fault and its line."""
        table = case_clock.calendar(self._desk).with_table(parse_table(content)).own
        changes = self.put(case_clock.HOLIDAYS, table_text(table), actor=actor, label="节假日表")
        with self._desk.db.atomic():
            moved = case_clock.refresh_due_days(self._desk)
        return changes | Changes(cases=moved)

    def calendar(self) -> WorkCalendar:
        """Return the working days as this office counts them."""
        return case_clock.calendar(self._desk)

    def approval_rules(self) -> ApprovalRules:
        """Return who must approve which amount."""
        return office_rules.approval_rules(self._desk)

    def set_approval_rules(self, tiers: tuple[ApprovalTier, ...], *, actor: Officer) -> Changes:
        """Set who must approve which amount."""
        rules = make_rules(tiers)
        value = [[t.from_fen, t.role, sorted(t.officer_ids), t.label] for t in rules.tiers]
        return self.put("approval_rules", value, actor=actor, label="审批权限")

    def notice_days(self) -> int:
        """Return the period of a public notice in working days."""
        return office_rules.notice_days(self._desk)

    def set_notice_days(self, days: int, *, actor: Officer) -> Changes:
        """Set the period of a public notice in working days."""
        if not 1 <= days <= 60:
            raise UserError("公示期应为1至60个工作日", f"填写的是 {days}", "请核对", field="notice_days")
        return self.put("notice_days", days, actor=actor, label="公示期")


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and "\n" in value:
        return f"{value.count(chr(10))} 行"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
