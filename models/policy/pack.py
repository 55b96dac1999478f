"""A loaded policy pack: the document's data with the look-ups that cases, letters and screens need."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from models.errors import UserError, shown
from models.periods import Period
from models.policy.document import Budget, Document, Domain, Note, Target
from models.policy.model import ApplicantKind, Check, Clause, Material, Matter

PERIOD_CHECK = "c-period"
ONCE_CHECK = "c-once"


@dataclass(frozen=True)
class Pack:
    """One edition of the policy, read-only; `hash` is the SHA-256 of its files."""

    document: Document
    clauses: tuple[Clause, ...]
    targets: tuple[Target, ...]
    budgets: tuple[Budget, ...]
    notes: tuple[Note, ...]
    common_checks: tuple[Check, ...]
    common_materials: tuple[Material, ...]
    hash: str
    folder: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """The pack's short name, as in its folder and in cases."""
        return self.document.id

    @property
    def number(self) -> str:
        """The document's number, e.g. 滨政〔2024〕12号."""
        return self.document.number

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """All matters in the document's order."""
        return tuple(matter for clause in self.clauses for matter in clause.matter)

    @cached_property
    def _matters_by_id(self) -> dict[str, Matter]:
        return {matter.id: matter for matter in self.matters}

    @cached_property
    def _clauses_by_number(self) -> dict[str, Clause]:
        return {clause.number: clause for clause in self.clauses}

    def matter(self, matter_id: str) -> Matter:
        """Return a matter by id; raises UserError (field `matter`) when the pack has none."""
        try:
            return self._matters_by_id[matter_id]
        except (KeyError, TypeError):
            raise UserError(
                f"没有编号为“{shown(matter_id)}”的事项",
                f"{self.number}的事项编号形如 13-1",
                "请核对事项编号",
                field="matter",
            ) from None

    def clause(self, number: str) -> Clause:
        """Return a clause by its printed number, e.g. （十三）."""
        return self._clauses_by_number[number]

    def clause_of(self, matter: Matter) -> Clause:
        """Return the clause the matter stands under."""
        return self._clauses_by_number[matter.clause]

    def domain_of(self, clause: Clause) -> Domain:
        """Return the domain the clause belongs to."""
        return next(domain for domain in self.document.domain if domain.number == clause.domain)

    def units_of(self, matter: Matter) -> tuple[str, ...]:
        """Return the units responsible for the matter: its own, else those of its clause."""
        return matter.units or self.clause_of(matter).units

    def period_of(self, matter: Matter) -> Period:
        """Return the days the facts must fall in: the matter's own, else the document's."""
        return (matter.validity or self.document.validity).period

    def checks_of(self, matter: Matter, applicant: ApplicantKind | None = None) -> tuple[Check, ...]:
        """Return the common checks that apply, then the matter's own, in the order they are asked.

        With `applicant` only what concerns that kind of applicant, where a matter is open to several kinds.
        """
        common = tuple(check for check in self.common_checks if _applies(check, matter, applicant))
        return common + matter.check

    def materials_of(self, matter: Matter, applicant: ApplicantKind | None = None) -> tuple[Material, ...]:
        """Return the common materials that apply, then the matter's own; `applicant` as in `checks_of`."""
        common = tuple(item for item in self.common_materials if _applies(item, matter, applicant))
        return common + matter.material

    def notes_of(self, matter: Matter) -> tuple[Note, ...]:
        """Return the interpretation notes shown beside the matter."""
        return tuple(note for note in self.notes if matter.id in note.matters)

    def default_settings(self) -> dict[str, str]:
        """Return the reading of each doubtful wording that holds until the office decides otherwise."""
        return {note.setting: note.default for note in self.notes if note.setting}


def _applies(item: Check | Material, matter: Matter, applicant: ApplicantKind | None) -> bool:
    if item.id == ONCE_CHECK:
        return bool(matter.award and matter.award.cap and matter.award.cap.once)
    concerned = {applicant} if applicant else set(matter.applicants)
    return (
        item.id not in matter.drop_common
        and (not item.kinds or matter.kind in item.kinds)
        and (not item.applicants or bool(set(item.applicants) & concerned))
    )
