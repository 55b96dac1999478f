"""What every service works with: the open store, the policy editions, the clock, the data folder, the letter press."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.cases.case import Case
from models.cases.events import Change, Event
from models.cases.officers import Officer
from models.clock import Clock
from models.errors import UserError
from models.policy.editions import Editions
from models.services.defaults import OfficeDefaults
from models.services.press import LetterPress
from models.storage import cases as stored_cases
from models.storage.database import Database
from models.storage.events import append_event
from models.storage.search.index import SearchIndex


@dataclass(frozen=True)
class Desk:
    """Handed to each service by `open_office`; holds no state of its own."""

    db: Database
    editions: Editions
    clock: Clock
    folder: Path
    resources: Path
    defaults: OfficeDefaults
    press: LetterPress | None = None
    index: SearchIndex | None = None

    def now(self) -> str:
        """The moment as stored: ISO, to the second."""
        return self.clock.now().isoformat(timespec="seconds")

    def case(self, case_id: int) -> Case:
        """Return a case; raises UserError when there is none."""
        found = stored_cases.get(self.db, case_id)
        if found is None:
            raise UserError("没有这一办件", f"编号 {case_id} 不存在", "请刷新列表后再试")
        return found

    def record(
        self,
        actor: Officer | None,
        action: str,
        label: str,
        *,
        case_id: int | None = None,
        changes: Iterable[Change] = (),
        reason: str = "",
        detail: str = "",
    ) -> int:
        """Append a line to the record, in the transaction of the change it tells of; `actor` None is the program."""
        event = Event(
            at=self.now(),
            officer_id=actor.id if actor else 0,
            officer_name=actor.name if actor else "",
            action=action,
            label=label,
            case_id=case_id,
            changes=tuple(changes),
            reason=reason,
            detail=detail,
        )
        return append_event(self.db, event)
