"""What a guard is: a named condition of a move, with the reason in Chinese when it does not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.cases.officers import Officer
from models.cases.workflow.state import CaseState


@dataclass(frozen=True)
class Guard:
    """A condition by name; `obstacle` returns "" when it holds, else the reason."""

    name: str
    obstacle: Callable[[CaseState, Officer], str]


def guard(test: Callable[[CaseState, Officer], str]) -> Guard:
    """Name a condition after its function."""
    return Guard(test.__name__, test)
