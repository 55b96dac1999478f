"""A process that works on an office and says on standard output what was acknowledged: killed, starved and cut off by tests.

python -m tests.faults.writer FOLDER SEED [--most N] [--file-limit BYTES]
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import resources
from models.clock import FixedClock
from models.errors import UserError
from models.services.office import Office, open_office
from models.services.views import CaseFilter
from tests.services.casework import RD_FACTS, Casework

MORNING = datetime(2024, 6, 5, 9, 30)


def set_up(folder: Path) -> None:
    """Make an office with its officers and a first case."""
    clock = FixedClock(MORNING)
    with open_office(folder, clock=clock, resources=resources.path()) as office:
        Casework(office, clock).register()


class Writer:
    """Does one random thing after another and says each one when it has been saved."""

    def __init__(
        self, office: Office, clock: FixedClock, seed: int, say: Callable[[str], None] = lambda line: None
    ) -> None:
        self.say = say
        self.office, self.clock, self.random = office, clock, random.Random(seed)
        self.handler = office.officers.list()[0]
        self.applicant = office.applicants.find("", limit=1)[0].id
        self.cases = [row.id for row in office.cases.rows(CaseFilter())]

    def work(self) -> str:
        """Save one thing and return the line that acknowledges it."""
        self.clock.moment += timedelta(seconds=1)
        return self.random.choice((self.register, self.answer, self.draft, self.paper))()

    def register(self) -> str:
        case, _ = self.office.cases.register(
            matter_id="13-1",
            applicant_id=self.applicant,
            event_date="2024-03-31",
            facts_raw=RD_FACTS,
            actor=self.handler,
        )
        self.cases.append(case.id)
        return f"case\t{case.case_no}"

    def answer(self) -> str:
        case_id = self.random.choice(self.cases)
        view = self.office.cases.view(case_id)
        check = self.random.choice([one for one in view.checks if not one.automatic])
        remark = f"{self.random.random()}"
        line = f"answer\t{case_id}\t{check.id}\t{remark}"
        self._announce(line)
        self.office.cases.answer(case_id, check.id, "符合", remark, actor=self.handler)
        return line

    def draft(self) -> str:
        scope, text = f"scope-{self.random.randrange(9)}", "字" * self.random.randrange(1, 20_000)
        line = f"draft\t{scope}\t{len(text)}"
        self._announce(line)
        self.office.drafts.keep(self.handler.id, scope, {"text": text})
        return line

    def _announce(self, line: str) -> None:
        """Said before a save that replaces an earlier one: cut off here, either of the two may be there."""
        self.say(f"begin\t{line}")

    def paper(self) -> str:
        case_id = self.random.choice(self.cases)
        path = self.office.folder.parent / "paper.pdf"
        path.write_bytes(b"%PDF-1.7 " + self.random.randbytes(self.random.randrange(1, 60_000)))
        view, _ = self.office.files.add(path, case_id=case_id, actor=self.handler)
        return f"paper\t{case_id}\t{view.id}"


def check(folder: Path, acknowledged: list[str], office: Office) -> list[str]:
    """Return what an office has lost of the acknowledged lines; an empty list means nothing."""
    cases = {row.case_no for row in office.cases.rows(CaseFilter(), limit=100_000)}
    latest: dict[tuple[str, ...], str] = {}
    lost: list[str] = []
    begun: tuple[str, ...] = ()
    for line in acknowledged:
        kind, *rest = line.split("\t")
        if kind == "begin":
            begun = tuple(rest)
        elif kind == "case" and rest[0] not in cases:
            lost.append(line)
        elif kind in ("answer", "draft"):
            latest[(kind, *rest[:-1])] = rest[-1]
        elif kind == "paper":
            try:
                office.files.read(int(rest[1]))
            except UserError as error:
                lost.append(f"{line}: {error.message}")
    handler = office.officers.list()[0]
    for key, value in latest.items():
        if key[0] == "draft":
            kept = office.drafts.load(handler.id, key[1])
            found = str(len(kept["text"])) if kept else ""
        else:
            view = office.cases.view(int(key[1]))
            found = next(one.remark for one in view.checks if one.id == key[2])
        if found != value and (*key, found) != begun:
            lost.append(f"{key}: {value} became {found}")
    return lost


def say(line: str) -> None:
    """Print one line at once."""
    print(line, flush=True)  # noqa: T201


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--file-limit", type=int)
    options = parser.parse_args()
    clock = FixedClock(MORNING + timedelta(days=1, hours=options.seed % 10_000))
    try:
        office = open_office(options.folder, clock=clock, resources=resources.path(), single=True)
        if options.file_limit:
            import resource
            import signal

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (options.file_limit, options.file_limit))
        writer = Writer(office, clock, options.seed, say)
        say("ready")
        for _ in range(options.most):
            say(writer.work())
        office.close()
    except UserError as error:
        say(f"refused\t{error.message}")
        with contextlib.suppress(UnboundLocalError):
            office.close()
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
