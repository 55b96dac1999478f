"""The program tests itself on a scratch office: store, cases, search, every kind of letter, backup; no window here."""

from __future__ import annotations

import importlib
import pkgutil
import platform
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.clock import Clock
from models.errors import UserError
from models.services import demo, recovery
from models.services.office import Office, open_office
from models.services.views import CaseFilter, CaseRow
from models.storage.migrations import LATEST
from models.version import VERSION

# Every library of the program: a frozen one that lacks something starts well and dies at the officer's desk.
LIBRARIES = (
    "PIL.Image",
    "chinese_calendar",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.scrypt",
    "msgspec",
    "openpyxl",
    "pikepdf",
    "platformdirs",
    "pypdfium2",
    "reportlab.pdfbase",
    "segno",
    "sqlite_utils",
    "stdnum.cn.ric",
    "stdnum.cn.uscc",
    "tomli",
)


class Failed(Exception):
    """A step did not give what it must give."""


@dataclass(frozen=True)
class Step:
    """One tried thing: whether it went well, how long it took, and what it found."""

    name: str
    ok: bool
    duration_ms: int
    detail: str


class SelfTest:
    """Runs steps one after another; one that fails does not keep the others from being tried."""

    def __init__(self, folder: Path, *, resources: Path, clock: Clock) -> None:
        self.folder = folder
        self.data = folder / "自检 数据"
        self.resources = resources
        self.clock = clock
        self.steps: list[Step] = []

    def run(self, name: str, step: Callable[[], str]) -> None:
        """Run one step and note how it went."""
        began = time.perf_counter()
        try:
            detail, ok = step(), True
        except Exception as error:  # whatever goes wrong is this test's result
            detail, ok = _described(error), False
        self.steps.append(Step(name, ok, round((time.perf_counter() - began) * 1000), detail))

    def run_models(self) -> None:
        """Run every step that needs no window."""
        self.run("libraries", self._libraries)
        self.run("store", self._store)
        self.run("cases", self._cases)
        self.run("search", lambda: self._in_office(_search))
        self.run("letters", lambda: self._in_office(_letters))
        self.run("issue", lambda: self._in_office(_issue))
        self.run("verify", lambda: self._in_office(_verify))
        self.run("backup", self._backup)

    @property
    def ok(self) -> bool:
        """Tell whether every step went well."""
        return all(step.ok for step in self.steps)

    def report(self) -> dict[str, Any]:
        """Return what is written to result.json."""
        return {
            "ok": self.ok,
            "program": VERSION,
            "frozen": bool(getattr(sys, "frozen", False)),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "platform": platform.platform(),
            "steps": [asdict(step) for step in self.steps],
        }

    def open(self) -> Office:
        """Open the scratch office."""
        return open_office(self.data, clock=self.clock, resources=self.resources)

    def _in_office(self, step: Callable[[Office], str]) -> str:
        with self.open() as office:
            return step(office)

    def _libraries(self) -> str:
        for name in LIBRARIES:
            importlib.import_module(name)
        import models

        names = [found.name for found in pkgutil.walk_packages(models.__path__, "models.")]
        for name in names:
            importlib.import_module(name)
        if len(names) < 50:
            raise Failed(f"only {len(names)} modules found")
        return f"{len(LIBRARIES)} libraries, {len(names)} modules"

    def _store(self) -> str:
        with self.open() as office:
            version = office._desk.db.value("PRAGMA user_version")
        if version != LATEST:
            raise Failed(f"schema {version} instead of {LATEST}")
        return f"schema {version}"

    def _cases(self) -> str:
        with self.open() as office:
            count = demo.fill(office)
            return f"{count} cases, {len(office.cases.counts_by_stage())} stages"

    def _backup(self) -> str:
        with self.open() as office:
            made = office.backups.write_to(self.folder / "备份")
            expected = office.cases.count(CaseFilter())
        recovery.restore(made.path, self.folder / "恢复", clock=self.clock)
        with open_office(self.folder / "恢复", clock=self.clock, resources=self.resources) as restored:
            if restored.cases.count(CaseFilter()) != expected or restored.verify():
                raise Failed("the restored office is not the one that was backed up")
        return f"{made.size} bytes, {made.cases} cases restored"


def _described(error: Exception) -> str:
    if isinstance(error, UserError):
        return error.message
    return "".join(traceback.format_exception(error))[-4000:]


def _all_cases(office: Office) -> Iterator[CaseRow]:
    yield from office.cases.rows(CaseFilter(), limit=500)


def _search(office: Office) -> str:
    row = next(_all_cases(office))
    for text in (row.case_no, row.applicant_name[2:4], row.applicant_name[:6]):
        if row.id not in {found.id for found in office.cases.rows(CaseFilter(text=text))}:
            raise Failed(f"{row.case_no} is not found by {text}")
    return row.case_no


def _letters(office: Office) -> str:
    sizes = {kind: _any_draft(office, kind) for kind in office.letters.kinds()}
    return ", ".join(f"{kind} {size}" for kind, size in sizes.items())


def _any_draft(office: Office, kind: str) -> int:
    """Draw a kind for the first case that has what it needs; returns its size in bytes."""
    problem: UserError | None = None
    for row in _all_cases(office):
        try:
            pdf = office.letters.draft(row.id, kind)
        except UserError as error:
            problem = error
            continue
        if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-64:]:
            raise Failed(f"{kind} is no PDF")
        return len(pdf)
    raise Failed(f"{kind}: {problem.message if problem else 'no case'}")


def _issue(office: Office) -> str:
    actor = office.officers.list()[0]
    for row in _all_cases(office):
        for kind in office.letters.offered(row.id):
            if not office.letters.label(kind) or not _has_number(office, kind):
                continue
            issued, _ = office.letters.issue(row.id, kind, actor=actor)
            if office.letters.reprint(issued.id) != issued.pdf:
                raise Failed("the stored letter differs from the issued one")
            return f"{kind} {issued.number} {issued.sha256[:12]}"
    raise Failed("no case offers a letter")


def _has_number(office: Office, kind: str) -> bool:
    press = office._desk.press
    return press is not None and bool(press.sequence(kind))


def _verify(office: Office) -> str:
    faults = office.verify()
    if faults:
        raise Failed("; ".join(f"{one.kind} {one.where} {one.what}" for one in faults[:5]))
    return "no faults"
