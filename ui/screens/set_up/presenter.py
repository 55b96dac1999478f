"""First start: proposes the short forms, checks the page, sets the office up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.errors import FieldErrors, UserError
from ui.desk import Desk

_LEADING = ("区委", "各区属", "区", "各")


def proposed_prefix(unit: str) -> str:
    """Return a first proposal for the 文号字头, e.g. 滨科惠 for 区科技局; the officer changes it as the office does."""
    core = unit
    for leading in _LEADING:
        if core.startswith(leading) and len(core) > len(leading) + 1:
            core = core.removeprefix(leading)
            break
    return f"滨{core[:1]}惠" if core else ""


class SetUpPresenter:
    """Between the set-up page and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def units(self) -> tuple[str, ...]:
        """Return the units that the document itself names."""
        return tuple(self._desk.office.editions.current.document.unit)

    def document_number(self) -> str:
        """Return the number of the document in force."""
        return str(self._desk.office.editions.current.number)

    def data_folder(self) -> str:
        """Return where everything will be kept."""
        return str(self._desk.office.folder)

    def year(self) -> int:
        """Return the year shown in the example of a letter number."""
        return int(self._desk.office.clock.today().year)

    def finish(
        self,
        *,
        unit: str,
        number_prefix: str,
        officer: str,
        reviewer: str,
        approver: str,
        done: Callable[[Any, tuple[Any, ...]], None],
        faults: Callable[[tuple[UserError, ...]], None],
    ) -> None:
        """Set the office up; hands on the profile and the officers, or all faults of the page."""
        missing = [
            UserError(words, field=field)
            for words, field, value in (
                ("请选择本单位", "unit", unit),
                ("请填写经办人姓名", "officer_name", officer),
                ("请填写审批人姓名，经办与审批须为不同人员", "approver_name", approver),
                ("请填写文号字头", "number_prefix", number_prefix),
            )
            if not value.strip()
        ]
        if missing:
            faults(tuple(missing))
            return
        office = self._desk.office

        def call() -> tuple[tuple[Any, tuple[Any, ...]], Any]:
            profile, changes = office.set_up(
                unit=unit,
                officer_name=officer.strip(),
                number_prefix=number_prefix.strip(),
                reviewer_name=reviewer.strip(),
                approver_name=approver.strip(),
            )
            return (profile, tuple(office.officers.list())), changes

        self._desk.write(call, lambda answer: done(*answer), failed=lambda error: self._failed(error, faults))

    def _failed(self, error: Exception, faults: Callable[[tuple[UserError, ...]], None]) -> None:
        if isinstance(error, FieldErrors):
            faults(error.errors)
        elif isinstance(error, UserError) and error.field:
            faults((error,))
        else:
            self._desk.show_problem(error)
