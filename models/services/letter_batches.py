"""Many letters at once: who can have one and why not, issued one by one, then bound for printing or written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import EnvironmentProblem, UserError, system_reason
from models.letters.batch import bind, free_name
from models.services import letter_offers, letter_snapshot, profile
from models.services.case_state import state_of
from models.services.desk import Desk
from models.services.evaluation import evaluate
from models.services.letter_wording import press_of
from models.storage import applicants as stored_applicants
from models.storage import letters as stored

if TYPE_CHECKING:
    from models.services.letters import LetterService

Proceed = Callable[[int, int], bool]
_NONE: Mapping[str, str] = {}
# Stands for number and code while a letter is only tried: both are drawn when it is issued.
_NUMBER, _CODE, _LINE = "〔预检〕", "0000-0000-0000-0000", "BHB1"


@dataclass(frozen=True)
class BatchLine:
    """A case of a batch: `obstacle` tells why it cannot have the letter, `number` that it was issued."""

    case_id: int
    case_no: str
    applicant_name: str
    obstacle: str = ""
    letter_id: int = 0
    number: str = ""


@dataclass(frozen=True)
class BatchOutcome:
    """What a batch did: a line per case that it came to, and whether it was stopped before the end."""

    lines: tuple[BatchLine, ...]
    stopped: bool = False

    @property
    def letter_ids(self) -> tuple[int, ...]:
        """The letters issued, in the order of the cases."""
        return tuple(one.letter_id for one in self.lines if one.letter_id)


class LetterBatches:
    """Letters for many cases; each is issued in a transaction of its own, so a crash leaves whole letters only."""

    def __init__(self, desk: Desk, letters: LetterService) -> None:
        self._desk = desk
        self._letters = letters

    def missing(self, case_id: int, kind: str, *, extra: Mapping[str, str] = _NONE, actor: Officer) -> str:
        """Return "" when the letter could be issued with what is there, else what is empty or cannot be printed."""
        snapshot = letter_snapshot.of_case(self._desk, case_id, kind, actor=actor, extra=extra)
        try:
            press_of(self._desk).compose(
                kind, replace(snapshot, number=_NUMBER, code=_CODE, qr_payload=_LINE)
            )
        except UserError as error:
            return error.why or error.what
        return ""

    def dry_run(
        self,
        case_ids: tuple[int, ...],
        kind: str,
        *,
        actor: Officer,
        extra: Mapping[str, str] = _NONE,
        proceed: Proceed | None = None,
    ) -> BatchOutcome:
        """Return for each case whether the letter can be issued, and why not; nothing is stored."""
        lines: list[BatchLine] = []
        for done, case_id in enumerate(case_ids):
            if proceed is not None and not proceed(done, len(case_ids)):
                return BatchOutcome(tuple(lines), stopped=True)
            line = self._line(case_id)
            lines.append(replace(line, obstacle=self._obstacle(case_id, kind, extra, actor)))
        return BatchOutcome(tuple(lines))

    def issue(
        self,
        case_ids: tuple[int, ...],
        kind: str,
        *,
        actor: Officer,
        extra: Mapping[str, str] = _NONE,
        proceed: Proceed | None = None,
    ) -> tuple[BatchOutcome, Changes]:
        """Issue a letter for each case in its own transaction; `proceed(done, total)` stops it by returning False."""
        require_action(actor, "issue_letter")
        lines: list[BatchLine] = []
        changes = Changes()
        for done, case_id in enumerate(case_ids):
            if proceed is not None and not proceed(done, len(case_ids)):
                return BatchOutcome(tuple(lines), stopped=True), changes
            line = self._line(case_id)
            try:
                issued, changed = self._letters.issue(case_id, kind, actor=actor, extra=extra)
            except UserError as error:
                lines.append(replace(line, obstacle=error.message))
            else:
                lines.append(replace(line, letter_id=issued.id, number=issued.number))
                changes |= changed
        return BatchOutcome(tuple(lines)), changes

    def bound(self, letter_ids: tuple[int, ...], *, two_sided: bool = False) -> bytes:
        """Return the letters, as issued, in one PDF for printing; raises UserError for none, or for damaged bytes."""
        pdfs = [self._letters.reprint(letter_id) for letter_id in letter_ids]
        title = f"文书合并打印（{len(pdfs)} 份）"
        return bind(pdfs, title=title, author=profile.required(self._desk).unit, two_sided=two_sided)

    def write_files(
        self, letter_ids: tuple[int, ...], folder: Path, *, proceed: Proceed | None = None
    ) -> tuple[Path, ...]:
        """Write each letter, as issued, into a folder under its number and applicant; a file there already is kept."""
        written: list[Path] = []
        for done, letter_id in enumerate(letter_ids):
            if proceed is not None and not proceed(done, len(letter_ids)):
                break
            pdf = self._letters.reprint(letter_id)
            try:
                name = free_name(self._file_name(letter_id), (one.name for one in folder.iterdir()))
                (folder / name).write_bytes(pdf)
            except OSError as error:
                told = f"已保存 {len(written)} 份" if written else "没有保存"
                raise EnvironmentProblem(
                    f"文件夹“{folder}”不能写入，{told}", system_reason(error), "请换一个文件夹"
                ) from None
            written.append(folder / name)
        return tuple(written)

    def _line(self, case_id: int) -> BatchLine:
        case = self._desk.case(case_id)
        applicant = stored_applicants.get(self._desk.db, case.applicant_id)
        return BatchLine(case_id, case.case_no, applicant.name if applicant else "")

    def _obstacle(self, case_id: int, kind: str, extra: Mapping[str, str], actor: Officer) -> str:
        case = self._desk.case(case_id)
        state = state_of(self._desk, case, evaluate(self._desk, case))
        if reason := letter_offers.obstacle(case, state, kind):
            return reason
        if kind in state.letters and kind not in letter_offers.REPEATED:
            return "已经出具过"
        return self.missing(case_id, kind, extra=extra, actor=actor)

    def _file_name(self, letter_id: int) -> str:
        row = stored.get(self._desk.db, letter_id)
        assert row is not None
        names = [one["name"] for one in stored.cases_of(self._desk.db, letter_id)]
        whose = names[0] if len(names) == 1 else f"{len(names)}件"
        label = press_of(self._desk).label(row["kind"])
        return f"{row['number'] or label} {whose}.pdf"
