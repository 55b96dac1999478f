"""What a use case changed, so that each open screen can decide whether to refresh."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """Ids of changed cases and applicants, and the names of other things that changed (officers, settings…)."""

    cases: frozenset[int] = frozenset()
    applicants: frozenset[int] = frozenset()
    topics: frozenset[str] = field(default_factory=frozenset)

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.cases | other.cases, self.applicants | other.applicants, self.topics | other.topics
        )

    @classmethod
    def of_case(cls, case_id: int, *topics: str) -> Changes:
        """Return the changes of one case."""
        return cls(cases=frozenset({case_id}), topics=frozenset(topics))

    @classmethod
    def of_topic(cls, *topics: str) -> Changes:
        """Return changes that belong to no case."""
        return cls(topics=frozenset(topics))
