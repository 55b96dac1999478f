"""Two or three offices beside each other, as the package tests drive them."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from casework import RD_FACTS, credit_code

import resources
from models.cases.case import Case
from models.cases.officers import Officer
from models.clock import FixedClock
from models.letters.press import Press
from models.services.exchange_views import ImportReport, PackagePreview
from models.services.office import Office, open_office
from models.services.views import Applicant, ApplicantForm, CaseView
from models.storage.exchange_items import Item, Key, Scope
from models.storage.exchange_read import collect

UNITS = {
    "街道": ("杭州市滨江区西兴街道办事处", "XX", "西街"),
    "部门": ("杭州市滨江区科学技术局", "KJ", "滨科惠"),
    "高新": ("杭州市滨江区发展和改革局", "FG", "滨发惠"),
}


class Side:
    """One office with its officers and its own clock."""

    def __init__(self, name: str, folder: Path, press: Press, clock: FixedClock) -> None:
        self.name = name
        self.folder = folder
        self.clock = clock
        self.press = press
        self.office = self.open()

    def open(self) -> Office:
        self.office = open_office(self.folder, clock=self.clock, resources=resources.path(), press=self.press)
        return self.office

    def close(self) -> None:
        self.office.close()

    def set_up(self) -> None:
        unit, short, prefix = UNITS[self.name]
        self.office.set_up(
            unit=unit,
            unit_short=short,
            number_prefix=prefix,
            officer_name=f"{self.name}经办",
            reviewer_name=f"{self.name}复核",
            approver_name=f"{self.name}审批",
        )

    @property
    def officers(self) -> tuple[Officer, ...]:
        return self.office.officers.list(active_only=True)

    @property
    def actor(self) -> Officer:
        return self.officers[0]

    @property
    def db(self):
        return self.office.exchange._desk.db

    @property
    def uid(self) -> str:
        from models.services.exchange_export import own_card

        return own_card(self.office.exchange._desk).uid

    def applicant(self, serial: int = 1, **more) -> Applicant:
        form = ApplicantForm(kind="企业", name=f"企业{serial}号", code=credit_code(serial), **more)
        return self.office.applicants.save(form, actor=self.actor)[0]

    def register(self, applicant: Applicant | None = None, matter_id: str = "13-1", **more) -> Case:
        return self.office.cases.register(
            matter_id=matter_id,
            applicant_id=(applicant or self.applicant()).id,
            event_date="2024-03-31",
            facts_raw=more.pop("facts", RD_FACTS),
            actor=self.actor,
            **more,
        )[0]

    def case(self, case_no: str) -> int:
        return self.office.cases.find(case_no)

    def view(self, case_no: str) -> CaseView:
        return self.office.cases.view(self.case(case_no), actor=self.actor)

    def send(self, path: Path, *case_nos: str, **more) -> Path:
        ids = tuple(self.case(number) for number in case_nos) or tuple(self.case_ids())
        self.office.exchange.export(path, ids, actor=self.actor, **more)
        return path

    def case_ids(self) -> list[int]:
        return [row[0] for row in self.db.all("SELECT id FROM cases ORDER BY id")]

    def preview(self, path: Path, **more) -> PackagePreview:
        return self.office.exchange.preview(path, **more)

    def take(self, path: Path, choose: str = "", **more) -> ImportReport:
        """Import; `choose` decides every conflict the same way."""
        shown = self.preview(path, passphrase=more.get("passphrase", ""))
        choices = {one.id: choose for one in shown.conflicts} if choose else more.pop("choices", {})
        report, _ = self.office.exchange.take(
            path, actor=self.actor, fingerprint=shown.fingerprint, choices=choices, **more
        )
        return report

    def items(self) -> dict[Key, Item]:
        return collect(self.db, self.uid, Scope(cases=frozenset(self.case_ids()), wallets=True))

    def data(self) -> dict[str, object]:
        """Everything that is exchanged, comparable between offices: uids of applicants become their codes."""
        codes = {row["uid"]: row["code"] for row in self.db.all("SELECT uid, code FROM applicants")}
        shared = self.office.exchange.shared_notes()

        def plain(values):
            return {name: codes.get(value, value) for name, value in values.items()}

        return {
            f"{item.kind} {codes.get(item.uid, item.uid)}": (
                plain(item.fixed),
                plain(item.values),
                item.stamp,
            )
            for item in self.items().values()
            if item.kind != "note" or item.place in shared
        }

    def dump(self) -> dict[str, list[tuple]]:
        """Every row of every table, to see that nothing at all was changed."""
        tables = self.db.all(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'case_grams%'"
        )
        return {name: [tuple(row) for row in self.db.all(f"SELECT * FROM {name}")] for (name,) in tables}


def make_side(name: str, folder: Path, press: Press, moment: datetime = datetime(2024, 6, 5, 9, 30)) -> Side:
    side = Side(name, folder, press, FixedClock(moment))
    side.set_up()
    return side


def copy_side(made: Path, name: str, folder: Path, press: Press) -> Side:
    """Open a copy of an office made before: faster than setting one up."""
    shutil.copytree(made, folder)
    return Side(name, folder, press, FixedClock(datetime(2024, 6, 5, 9, 30)))
