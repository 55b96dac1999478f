"""The pages of 设置 as whole forms: read at once, checked at once, saved in one transaction, a conflict told with both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from models.cases.approvers import ApprovalTier, make_rules
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import ConflictError, FieldErrors, UserError
from models.policy.overrides import LONGEST_TERM_DAYS
from models.services import office_rules, terms
from models.services.desk import Desk
from models.services.office_rules import EVERY, EXTENSION, OMITTED, WARN
from models.services.settings import SettingsService
from models.storage import settings as stored

Form = TypeVar("Form", "RulesForm", "TermsForm", "LockForm")
_LOCK = "lock"
LONGEST_IDLE_MINUTES = 240


@dataclass(frozen=True)
class RulesForm:
    """Stages left out for all matters and for single ones, the period of a notice, who approves which amount."""

    omitted: frozenset[str]
    omitted_by_matter: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notice_days: int = 5
    tiers: tuple[ApprovalTier, ...] = ()


@dataclass(frozen=True)
class TermsForm:
    """Working days: the terms that matters have of their own, the two warnings, the longest extension."""

    term_days: Mapping[str, int] = field(default_factory=dict)
    first_warning: int = 5
    second_warning: int = 2
    extension_max: int = 15


@dataclass(frozen=True)
class LockForm:
    """Whether the window asks for the PIN at the start, and after how many idle minutes (0: never)."""

    at_start: bool = False
    idle_minutes: int = 0


class OfficeForms:
    """Reads and saves the forms; `shown` is what the officer had before changing it."""

    def __init__(self, desk: Desk, settings: SettingsService) -> None:
        self._desk = desk
        self._settings = settings

    def rules(self) -> RulesForm:
        """Return the rules of review as they stand."""
        own = stored.starting_with(self._desk.db, OMITTED)
        by_matter = {
            key: frozenset(value) for key, value in own.items() if key != EVERY and value is not None
        }
        return RulesForm(
            omitted=office_rules.omitted(self._desk, ""),
            omitted_by_matter=by_matter,
            notice_days=office_rules.notice_days(self._desk),
            tiers=office_rules.approval_rules(self._desk).tiers,
        )

    def save_rules(self, form: RulesForm, *, shown: RulesForm, actor: Officer) -> tuple[RulesForm, Changes]:
        """Save the rules of review; raises FieldErrors, or ConflictError when they were changed meanwhile."""
        settings = self._settings

        def write(former: RulesForm) -> Changes:
            changes = settings.omit_stages(form.omitted, actor=actor)
            for matter_id in {**former.omitted_by_matter, **form.omitted_by_matter}:
                chosen = form.omitted_by_matter.get(matter_id)
                value = None if chosen is None else sorted(chosen)
                changes |= settings.put(
                    OMITTED + matter_id, value, actor=actor, label=f"省略环节（{matter_id}）"
                )
            changes |= settings.set_notice_days(form.notice_days, actor=actor)
            if form.tiers != former.tiers:
                changes |= settings.set_approval_rules(form.tiers, actor=actor)
            return changes

        return self._save(form, shown, self.rules, _rule_faults(form), write, actor)

    def terms(self) -> TermsForm:
        """Return terms and warnings as they stand."""
        first, second = office_rules.warn_days(self._desk)
        most = office_rules.extension_max_days(self._desk)
        return TermsForm(terms.own_terms(self._desk), first, second, most)

    def default_terms(self) -> Mapping[str, int]:
        """Return the usual term in working days by kind of matter."""
        return self._desk.defaults.term_days

    def save_terms(self, form: TermsForm, *, shown: TermsForm, actor: Officer) -> tuple[TermsForm, Changes]:
        """Save terms and warnings; cases that are under way keep the term they were accepted with."""
        settings = self._settings

        def write(former: TermsForm) -> Changes:
            changes = Changes()
            for matter_id in {**former.term_days, **form.term_days}:
                days = form.term_days.get(matter_id)
                if days != former.term_days.get(matter_id):
                    changes |= terms.set_term(self._desk, matter_id, days, actor=actor)
            if _numbers(form) != _numbers(former):
                warnings = [form.first_warning, form.second_warning]
                changes |= settings.put(WARN, warnings, actor=actor, label="时限提醒")
                changes |= settings.put(EXTENSION, form.extension_max, actor=actor, label="最长延期")
            return changes

        return self._save(form, shown, self.terms, _term_faults(form), write, actor)

    def lock(self) -> LockForm:
        """Return how the window locks."""
        return LockForm(**stored.get(self._desk.db, _LOCK, {}))

    def save_lock(self, form: LockForm, *, shown: LockForm, actor: Officer) -> tuple[LockForm, Changes]:
        """Save how the window locks."""
        faults = []
        if not 0 <= form.idle_minutes <= LONGEST_IDLE_MINUTES:
            faults.append(
                UserError(
                    f"应为0至{LONGEST_IDLE_MINUTES}分钟",
                    str(form.idle_minutes),
                    "0 表示不锁",
                    field="idle_minutes",
                )
            )
        value = {"at_start": form.at_start, "idle_minutes": form.idle_minutes}
        return self._save(
            form,
            shown,
            self.lock,
            faults,
            lambda former: self._settings.put(_LOCK, value, actor=actor, label="锁定"),
            actor,
        )

    def _save(
        self,
        form: Form,
        shown: Form,
        read: Callable[[], Form],
        faults: list[UserError],
        write: Callable[[Form], Changes],
        actor: Officer,
    ) -> tuple[Form, Changes]:
        require_action(actor, "manage_settings")
        if faults:
            raise FieldErrors(faults)
        with self._desk.db.atomic():
            former = read()
            if former not in (shown, form):
                raise ConflictError("这些设置已被另一窗口修改", mine=form, theirs=former)
            changes = write(former)
        return read(), changes


def _rule_faults(form: RulesForm) -> list[UserError]:
    faults = []
    if not 1 <= form.notice_days <= 60:
        faults.append(
            UserError(
                "公示期应为1至60个工作日", f"填写的是 {form.notice_days}", "请核对", field="notice_days"
            )
        )
    try:
        make_rules(form.tiers)
    except UserError as error:
        faults.append(error)
    return faults


def _term_faults(form: TermsForm) -> list[UserError]:
    faults = []
    for matter_id, days in form.term_days.items():
        if not 1 <= days <= LONGEST_TERM_DAYS:
            faults.append(
                UserError(
                    f"承诺时限应为1至{LONGEST_TERM_DAYS}个工作日",
                    f"填写的是 {days}",
                    "请核对",
                    field=f"term.{matter_id}",
                )
            )
    if form.first_warning <= form.second_warning:
        faults.append(UserError("第一次提醒应早于第二次", "", "请把第一次的天数改大", field="first_warning"))
    for name, days, most in (
        ("first_warning", form.first_warning, 60),
        ("second_warning", form.second_warning, 60),
        ("extension_max", form.extension_max, 250),
    ):
        if not 0 <= days <= most:
            faults.append(UserError(f"应为0至{most}个工作日", f"填写的是 {days}", "请核对", field=name))
    return faults


def _numbers(form: TermsForm) -> tuple[int, int, int]:
    return form.first_warning, form.second_warning, form.extension_max
