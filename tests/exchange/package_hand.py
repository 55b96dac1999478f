"""Does at random what officers do, in any of several offices, and exchanges packages between them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from casework import Casework, credit_code
from package_offices import Side
from package_oracle import Oracle

from models.cases.officers import Officer
from models.errors import UserError
from models.exchange.packages.contents import unpack
from models.exchange.packages.envelope import unwrap
from models.exchange.packages.plan import make_plan
from models.services.views import ApplicantForm

FACTS = {"sme_scale": True, "rd_current": "5300000.00", "rd_previous": "3000000.00"}
ACTS = (
    "answer", "answer", "answer", "receive", "receive", "facts", "facts", "remark", "remark", "applicant", "applicant",
    "note", "move", "determine", "register", "file", "letter", "pay", "progress",
)  # fmt: skip

ASIDE = frozenset(
    {
        "withdraw",
        "terminate",
        "refuse_acceptance",
        "propose_refusal",
        "pause",
        "request_correction",
        "archive",
    }
)


class Hand:
    """Works in several offices; every exchange is held against the oracle."""

    def __init__(self, sides: Sequence[Side], folder: Path, seed: int) -> None:
        self.sides = list(sides)
        self.folder = folder
        self.chance = random.Random(seed)
        self.oracle = Oracle()
        self.number = itertools.count()
        self.old: list[tuple[Path, dict]] = []
        self.clashes = 0
        self.done: dict[str, int] = {}

    def act(self, name: str, side: Side) -> None:
        """Do one thing on a random case of the office, if the program lets it be done."""
        side.clock.moment += (side.clock.moment.resolution) * 1_000_000 * self.chance.randrange(90)
        # The same few cases in every office, so that the offices meet in them.
        cases = [row[0] for row in side.db.all("SELECT id FROM cases ORDER BY case_no LIMIT 2")]
        if name != "register" and not cases:
            return
        try:
            getattr(self, name)(side, self.chance.choice(cases) if cases else 0)
            self.done[name] = self.done.get(name, 0) + 1
        except UserError:
            pass

    def text(self, side: Side) -> str:
        return f"{side.name}{next(self.number)}"

    def answer(self, side: Side, case_id: int) -> None:
        checks = [one for one in side.office.cases.view(case_id).checks if not one.automatic]
        check = self.chance.choice(checks[:1])
        verdict = self.chance.choice(["符合", "不符合", "待补", "符合", ""])
        remark = self.chance.choice([check.remark, self.text(side)])
        side.office.cases.answer(case_id, check.id, verdict, remark, actor=side.actor)

    def receive(self, side: Side, case_id: int) -> None:
        item = self.chance.choice(side.office.cases.view(case_id).materials[:1])
        state = self.chance.choice(["已收", "待补", "不适用", "已收"])
        remark = self.chance.choice([item.remark, self.text(side)])
        side.office.cases.receive(case_id, item.id, state, remark, actor=side.actor)

    def facts(self, side: Side, case_id: int) -> None:
        case = side.office.cases.view(case_id).case
        key = self.chance.choice(["rd_current", "rd_current", "rd_previous"])
        amount = f"{self.chance.randrange(3, 9)}{next(self.number):03d}000.00"
        side.office.cases.save_facts(
            case_id, {**case.facts_raw, key: amount}, expected_version=case.version, actor=side.actor
        )

    def remark(self, side: Side, case_id: int) -> None:
        case = side.office.cases.view(case_id).case
        given = (
            {"remark": self.text(side)} if self.chance.random() < 0.6 else {"applied_fen": next(self.number)}
        )
        side.office.cases.save_facts(
            case_id, case.facts_raw, expected_version=case.version, actor=side.actor, **given
        )

    def applicant(self, side: Side, case_id: int) -> None:
        found = side.office.cases.view(case_id).applicant
        field = self.chance.choice(["contact", "remark", "name"])
        form = replace(found, **{field: self.text(side)})
        side.office.applicants.save(form, actor=side.actor, expected_version=found.version)

    def note(self, side: Side, case_id: int) -> None:
        view, _ = side.office.cases.write_note(case_id, self.text(side), actor=side.actor)
        if self.chance.random() < 0.6:
            side.office.exchange.share_note(view.notes[0].id, actor=side.actor)

    def move(self, side: Side, case_id: int) -> None:
        choices = [
            (officer, move.name)
            for officer in side.officers
            for move in side.office.cases.view(case_id, actor=officer).moves
            if move.permitted
        ]
        if choices:
            # Steps aside and back close a case; most of the work would then be refused.
            weights = [1 if name in ASIDE else 20 for _, name in choices]
            ((officer, name),) = self.chance.choices(choices, weights)
            side.office.cases.move(
                case_id, name, actor=officer, opinion=self.text(side), reason="理由", values={"days": "3"}
            )

    def determine(self, side: Side, case_id: int) -> None:
        view = side.office.cases.view(case_id)
        self.complete(side, case_id)
        for name in ("accept", "begin_examination", "pass_examination"):
            if any(one.name == name and one.permitted for one in side.office.cases.view(case_id).moves):
                side.office.cases.move(case_id, name, opinion="符合", actor=side.actor)
        assert view.assessment is not None
        amount = max(view.assessment.ceiling_fen - next(self.number), 1)
        side.office.cases.determine(
            case_id, amount_fen=amount, basis=self.text(side), reason="变更", actor=side.actor
        )

    def complete(self, side: Side, case_id: int) -> None:
        view = side.office.cases.view(case_id)
        for check in view.checks:
            if not check.automatic and not check.verdict:
                side.office.cases.answer(case_id, check.id, "符合", actor=side.actor)
        for item in view.materials:
            if not item.state:
                side.office.cases.receive(case_id, item.id, "已收", actor=side.actor)

    def register(self, side: Side, _: int) -> None:
        if len(side.case_ids()) < 4:
            serial = self.chance.randrange(1, 4)
            code = credit_code(serial)
            known = [row.id for row in side.office.applicants.find(code)]
            applicant = side.office.applicants.get(known[0]) if known else side.applicant(serial)
            side.register(applicant, facts=FACTS)

    def file(self, side: Side, case_id: int) -> None:
        path = self.folder / f"{self.text(side)}.txt"
        path.write_text(path.name, encoding="utf-8")
        view, _ = side.office.files.add(path, case_id=case_id, material_id="m", actor=side.actor)
        if self.chance.random() < 0.4:
            side.office.files.remove(view.id, actor=side.actor)

    def letter(self, side: Side, case_id: int) -> None:
        kinds = side.office.letters.offered(case_id)
        if kinds:
            side.office.letters.issue(case_id, self.chance.choice(kinds), actor=side.actor)

    def pay(self, side: Side, case_id: int) -> None:
        if side.office.cases.view(case_id).case.stage == "登记" and self.chance.random() < 0.5:
            work = Casework.__new__(Casework)
            work.office, work.clock = side.office, side.clock
            work.handler, work.reviewer, work.approver = self.officers(side)
            work.to_payment(case_id, 10_000 + next(self.number))
        act = self.chance.choice([side.office.payments.pay, side.office.payments.recover])
        act(case_id, amount_fen=1, paid_on=side.clock.today(), voucher=self.text(side), actor=side.actor)

    def progress(self, side: Side, _: int) -> None:
        found = side.db.all("SELECT id FROM cases WHERE matter_id = '1-2' ORDER BY case_no LIMIT 1")
        if found:
            case_id = found[0][0]
        else:
            known = side.office.applicants.find(credit_code(9))
            form = ApplicantForm(kind="单位", name=f"责任单位{side.name}", code=credit_code(9))
            unit = (
                side.office.applicants.get(known[0].id)
                if known
                else side.office.applicants.save(form, actor=side.actor)[0]
            )
            facts = {"month": "2024年5月", "all_reported": True}
            case_id = side.register(unit, "1-2", facts=facts).id
            side.office.cases.move(case_id, "start", opinion=self.text(side), actor=side.actor)
        side.office.cases.record_progress(case_id, self.text(side), actor=side.actor)

    def officers(self, side: Side) -> tuple[Officer, ...]:
        """The three of the office itself, without those that came with packages."""
        return side.officers[:3]

    def send(self, sender: Side) -> tuple[Path, dict]:
        """Write a package of everything."""
        carried = self.oracle.sent(sender)
        path = sender.send(self.folder / f"{next(self.number)}.bhpkg")
        self.old.append((path, carried))
        return path, carried

    def take(self, side: Side, path: Path, carried: dict, *, open_share: float = 0.0) -> int:
        """Import a package with random choices and hold the outcome against the oracle; returns the conflicts shown."""
        wanted = self.oracle.clashes(side, carried)
        shown = side.preview(path)
        again = side.dump()
        keys = conflict_keys(side, path)
        assert set(keys) == {one.id for one in shown.conflicts}
        listed = {pair for pairs in keys.values() for pair in pairs}
        assert wanted <= listed, "an edit would be lost without a word"
        alone = {pairs[0] for pairs in keys.values() if len(pairs) == 1}
        assert alone <= wanted, "a conflict that is none"
        assert side.dump() == again, "a preview wrote"
        chosen, choices = {}, {}
        for one, pairs in keys.items():
            choice = "open" if self.chance.random() < open_share else self.chance.choice(["mine", "theirs"])
            chosen |= dict.fromkeys(pairs, choice)
            choices |= {one: choice} if choice != "open" else {}
        side.office.exchange.take(
            path, actor=side.actor, fingerprint=shown.fingerprint, choices=choices, leave_open=True
        )
        self.oracle.expected(side, carried, chosen)
        self.oracle.check(side, carried)
        self.clashes += len(keys)
        return len(keys)

    def exchange(self, sender: Side, receiver: Side, *, open_share: float = 0.0) -> int:
        """Carry a fresh package from one office to another."""
        return self.take(receiver, *self.send(sender), open_share=open_share)


def conflict_keys(side: Side, path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the fields of each conflict as the oracle names them."""
    package = unpack(unwrap(path.read_bytes()).body)
    plan = make_plan(side.db, package, office=side.uid, now=side.clock.now().isoformat(timespec="seconds"))
    codes = {row["uid"]: row["code"] for row in side.db.all("SELECT uid, code FROM applicants")}
    return {
        clash.id: [(f"{clash.kind} {codes.get(clash.uid, clash.uid)}", name) for name in clash.mine]
        for entry in plan.entries
        for clash in entry.merged.clashes
    }
