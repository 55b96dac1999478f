"""A new case: what the page needs from pack and office, the trial calculation, and the registration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from models.awards import Assessment, assess, parse_facts
from models.cases.applicant import ApplicantForm
from models.cases.caps import cap_of, needs_name
from models.errors import FieldErrors, UserError
from models.policy.model import Matter
from models.policy.pack import Pack
from ui.desk import Desk
from ui.screens.new_case.draft_choice import SCOPE, Draft
from ui.widgets.standards import Standard, standards_of


class NewCasePresenter:
    """Between the page of a new case and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def pack(self) -> Pack:
        """The edition whose matters are offered."""
        pack: Pack = self._desk.office.editions.current
        return pack

    @property
    def today(self) -> date:
        """The day at the desk."""
        day: date = self._desk.office.clock.today()
        return day

    def scope_label(self, matter: Matter) -> str:
        """Return the name of what is capped where the matter asks for it (项目名称 …), else nothing."""
        cap = cap_of(matter)
        if cap is None or not needs_name(cap.scope):
            return ""
        return matter.scope_label or f"{cap.scope}名称"

    def trial(self, matter: Matter, facts: Mapping[str, object]) -> Assessment | str:
        """Return the calculation on the facts so far, or in words why there is none yet."""
        if matter.award is None:
            return f"{matter.kind}事项，条款没有给出金额"
        try:
            typed = parse_facts(matter, facts)
        except FieldErrors as error:
            missing = [one.what for one in error.errors]
            return f"尚缺：{'；'.join(missing)}"
        try:
            return assess(self.pack, matter, typed)
        except UserError as error:
            return error.message

    def find_applicants(self, text: str, then: Callable[[list[Any]], None], *, owner: Any) -> None:
        """Look for known applicants by name or code."""
        office = self._desk.office
        self._desk.read(
            lambda: list(office.applicants.find(text, limit=8)), then, key="new_case.applicants", owner=owner
        )

    def fetch_applicant(self, applicant_id: int, then: Callable[[Any], None], *, owner: Any) -> None:
        """Fetch the applicant that a draft had chosen; a vanished one is left out."""
        office = self._desk.office
        self._desk.read(
            lambda: office.applicants.get(applicant_id), then, failed=lambda error: None, owner=owner
        )

    def fetch_drafts(self, then: Callable[[tuple[Draft, ...]], None], *, owner: Any) -> None:
        """Fetch the new cases that this officer began and did not register, the latest first."""
        office, officer_id = self._desk.office, self._desk.officer.id

        def call() -> tuple[Draft, ...]:
            scopes = [one for one in office.drafts.scopes(officer_id) if one.split(":")[0] == SCOPE]
            loaded = ((scope, office.drafts.load(officer_id, scope)) for scope in scopes)
            return tuple(Draft(scope, payload) for scope, payload in loaded if payload)

        self._desk.read(call, then, key="new_case.drafts", owner=owner)

    def fetch_standards(
        self, matter: Matter, then: Callable[[tuple[Standard, ...]], None], *, owner: Any
    ) -> None:
        """Fetch the office's own ratios and amounts for the facts of a matter."""
        office, pack_id = self._desk.office, self.pack.id
        self._desk.read(lambda: standards_of(office.policy.effective(pack_id), matter.id), then, owner=owner)

    def register(
        self,
        *,
        matter: Matter,
        known: Any,
        form: ApplicantForm,
        facts: Mapping[str, object],
        applied_fen: int | None,
        scope_key: str,
        remark: str,
        done: Callable[[Any], None],
        faults: Callable[[tuple[UserError, ...]], None],
    ) -> None:
        """Save a new applicant if it is one, then register the case; hands on the case or all faults."""
        office, actor = self._desk.office, self._desk.officer

        def call() -> tuple[Any, Any]:
            applicant_id, changes = (known.id, None) if known is not None else (None, None)
            if applicant_id is None:
                applicant, changes = office.applicants.save(form, actor=actor, expected_version=None)
                applicant_id = applicant.id
            event_date = str(facts["event_date"])
            case, registered = office.cases.register(
                matter_id=matter.id,
                applicant_id=applicant_id,
                event_date=event_date,
                facts_raw=dict(facts),
                applied_fen=applied_fen,
                scope_key=scope_key,
                remark=remark,
                actor=actor,
            )
            return case, registered if changes is None else changes | registered

        self._desk.write(call, done, failed=lambda error: self._failed(error, faults))

    def _failed(self, error: Exception, faults: Callable[[tuple[UserError, ...]], None]) -> None:
        if isinstance(error, FieldErrors):
            faults(error.errors)
        elif isinstance(error, UserError) and error.field:
            faults((error,))
        else:
            self._desk.show_problem(error)
