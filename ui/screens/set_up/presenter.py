"""First start: proposes the short forms, checks the page, sets the office up, finds the folder, makes the training office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.errors import FieldErrors, UserError
from models.policy.units import proposal
from models.services import places, practice
from models.services.recovery import BackupView
from ui.desk import Desk


class SetUpPresenter:
    """Between the set-up page and the office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def units(self) -> tuple[str, ...]:
        """Return the units that the document itself names."""
        return tuple(self._desk.office.editions.current.document.unit)

    def proposal(self, unit: str) -> tuple[str, str]:
        """Return full name and 文号字头 proposed for a unit of the document; the office confirms or corrects them."""
        found = proposal(self._desk.resource_path("units.toml"), unit)
        return found.full, found.prefix

    def document_number(self) -> str:
        """Return the number of the document in force."""
        return str(self._desk.office.editions.current.number)

    def data_folder(self) -> str:
        """Return where everything will be kept."""
        return str(self._desk.office.folder)

    def has_practice(self) -> bool:
        """Tell whether there is a training office from an earlier start."""
        return practice.is_practice(practice.folder_beside(self._desk.office.folder))

    def choose_folder(
        self, picked: Path, then: Callable[[Path], object], fault: Callable[[UserError], None]
    ) -> None:
        """Find out whether a folder can be used, remember it, and hand it on; hands on why it cannot be used."""

        def call() -> Path:
            folder = places.usable(picked)
            places.remember(folder)
            return folder

        self._desk.read(call, then, failed=lambda error: self._told(error, fault))

    def look_into(
        self, path: Path, then: Callable[[BackupView], object], fault: Callable[[UserError], None]
    ) -> None:
        """Read a backup in full and hand on what it would bring here; hands on why it cannot be used."""
        office = self._desk.office
        self._desk.read(
            lambda: office.backups.inspect(path), then, failed=lambda error: self._told(error, fault)
        )

    def make_practice(self, then: Callable[[Path], object], fault: Callable[[UserError], None]) -> None:
        """Make the training office beside the data and hand on its folder; an earlier one is taken as it is."""
        office = self._desk.office
        self._desk.read(
            lambda: practice.make(office.folder, clock=office.clock, resources=office.resources),
            then,
            failed=lambda error: self._told(error, fault),
        )

    def year(self) -> int:
        """Return the year shown in the example of a letter number."""
        return int(self._desk.office.clock.today().year)

    def finish(
        self,
        *,
        unit: str,
        full_name: str,
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
                ("请填写文书署名", "full_name", full_name),
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
                unit=full_name.strip(),
                officer_name=officer.strip(),
                number_prefix=number_prefix.strip(),
                reviewer_name=reviewer.strip(),
                approver_name=approver.strip(),
            )
            return (profile, tuple(office.officers.list())), changes

        self._desk.write(call, lambda answer: done(*answer), failed=lambda error: self._failed(error, faults))

    def _told(self, error: Exception, fault: Callable[[UserError], None]) -> None:
        if isinstance(error, UserError):
            fault(error)
        else:
            self._desk.show_problem(error)

    def _failed(self, error: Exception, faults: Callable[[tuple[UserError, ...]], None]) -> None:
        if isinstance(error, FieldErrors):
            faults(error.errors)
        elif isinstance(error, UserError) and error.field:
            faults((error,))
        else:
            self._desk.show_problem(error)
