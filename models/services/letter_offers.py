"""Which kinds of letters a case may have now, and which of them more than once; the table is in models.letters."""

from __future__ import annotations

from models.cases.case import Case
from models.cases.workflow import CaseState
from models.letters.offers import offer_obstacle

# Letters of which one decision may bring several.
REPEATED = frozenset(
    {
        "correction",
        "extension",
        "approval_form",
        "progress",
        "payment",
        "service_receipt",
        "archive_list",
        "transfer",
    }
)


def obstacle(case: Case, state: CaseState, kind: str) -> str:
    """Return "" when a letter of this kind may be issued now, else the reason in Chinese."""
    return offer_obstacle(state, kind, extended_days=case.extended_days)
