"""The dossier of a case as one PDF: index, case sheet, letters, materials in order, page numbers, bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.cases.officers import Officer, require_action
from models.errors import EnvironmentProblem, UserError
from models.letters.page.items import Page
from models.letters.page.lines import centered
from models.letters.pdf.fonts import FontSet
from models.reports.table import Report
from models.services import case_page, profile
from models.services.desk import Desk
from models.services.dossier_index import DossierEntry, entries_of, index_report
from models.services.dossier_pages import Part, bind, page_count, pages_of
from models.services.files import FileService
from models.services.letters import LetterService
from models.services.printing import PrintService
from models.services.report_pdf import report_pdf
from models.services.views import CaseView, FileView

if TYPE_CHECKING:
    from models.services.dossier_files import DossierFile

Proceed = Callable[[int, int], bool]
STRIP = (120.0, 14.0)


@dataclass(frozen=True)
class Dossier:
    """The bound PDF with its index; `left_out` are the entries that must be added on paper."""

    pdf: bytes
    entries: tuple[DossierEntry, ...]
    name: str = ""

    @property
    def left_out(self) -> tuple[DossierEntry, ...]:
        """What could not be bound in."""
        return tuple(entry for entry in self.entries if entry.first_page is None)


class DossierService:
    """Binds dossiers."""

    def __init__(self, desk: Desk, files: FileService, letters: LetterService) -> None:
        self._desk = desk
        self._files = files
        self._letters = letters

    def make(self, case_id: int, *, actor: Officer, proceed: Proceed | None = None) -> Dossier:
        """Return the dossier of a case; `proceed(done, total)` returning False cancels (UserError).

        Stored letters are bound in as issued; files that are missing, damaged, encrypted or of other kinds than PDF
        and pictures are listed with the reason.
        """
        require_action(actor, "export")
        view = case_page.view(self._desk, case_id, actor=actor)
        parts = self._parts(view, actor, proceed)
        index, entries = self._index(view, parts)
        numbers = self._numbers(sum(part.count for part in parts) + page_count(index))
        name = f"{view.case.case_no} {view.applicant.name} 案卷"
        bound = bind(
            Part("案卷目录", "目录", index, page_count(index)),
            [part for part in parts if part.pdf],
            numbers,
            title=name,
            author=self._author(),
            created=self._desk.clock.now(),
        )
        return Dossier(bound, entries, name)

    def write_files(
        self,
        case_ids: Sequence[int],
        folder: Path,
        *,
        actor: Officer,
        proceed: Proceed | None = None,
    ) -> tuple[DossierFile, ...]:
        """Write the dossiers of several cases into a folder, see `dossier_files`."""
        from models.services.dossier_files import write_dossiers

        return write_dossiers(self.make, case_ids, folder, actor=actor, proceed=proceed)

    def _parts(self, view: CaseView, actor: Officer, proceed: Proceed | None) -> list[Part]:
        makers: list[Callable[[], Part]] = [lambda: self._sheet(view, actor)]
        makers += [
            self._letter_maker(letter.id, letter.kind, letter.number, letter.state)
            for letter in reversed(view.letters)
        ]
        makers += [self._file_maker(file, title) for file, title in _ordered_files(view)]
        parts = []
        for done, make in enumerate(makers):
            if proceed is not None and not proceed(done, len(makers)):
                raise UserError("已取消", "没有生成案卷")
            parts.append(make())
        return parts

    def _sheet(self, view: CaseView, actor: Officer) -> Part:
        pdf = PrintService(self._desk).sheet_of(view, actor=actor)
        return Part("办件单", "表单", pdf, page_count(pdf))

    def _letter_maker(self, letter_id: int, kind: str, number: str, state: str) -> Callable[[], Part]:
        def make() -> Part:
            title = f"{self._letters.label(kind)} {number}".strip()
            note = "" if state == "有效" else f"已{state}"
            try:
                pdf = self._letters.reprint(letter_id)
            except EnvironmentProblem as error:
                return Part(title, "文书", b"", 0, error.what)
            return Part(title, "文书", pdf, page_count(pdf), note)

        return make

    def _file_maker(self, file: FileView, title: str) -> Callable[[], Part]:
        def make() -> Part:
            try:
                name, data = self._files.read(file.id)
                pdf, count = pages_of(name, data)
            except UserError as error:
                return Part(title, "材料", b"", 0, error.why or error.what)
            return Part(title, "材料", pdf, count)

        return make

    def _index(self, view: CaseView, parts: list[Part]) -> tuple[bytes, tuple[DossierEntry, ...]]:
        """The index counts its own pages, so that it is set until its length no longer changes."""
        length = 1
        for _ in range(4):
            entries = entries_of(parts, length)
            pdf = self._report(index_report(view, entries), landscape=False)
            if page_count(pdf) == length:
                break
            length = page_count(pdf)
        return pdf, entries

    def _report(self, report: Report, *, landscape: bool) -> bytes:
        press = self._desk.press
        if press is None:
            raise EnvironmentProblem("文书模块没有装入", "", "请重新安装程序")
        now = self._desk.clock.now()
        return report_pdf(report, press=press, author=self._author(), created=now, landscape=landscape)

    def _author(self) -> str:
        office = profile.load(self._desk)
        return office.unit if office else ""

    def _numbers(self, total: int) -> bytes:
        """A small strip for the top right corner of each page, where files carry their page numbers."""
        from models.letters.page.blocks import Meta
        from models.letters.pdf.writer import draw_pages

        fonts = getattr(self._desk.press, "fonts", None) or FontSet.load(self._desk.resources / "fonts")
        strips = [
            Page(
                n, (centered(f"第 {n} 页 共 {total} 页", "song", 10.0, fonts, size=8.0, center=STRIP[0] / 2),)
            )
            for n in range(1, total + 1)
        ]
        created = self._desk.clock.today()
        profile_data = (self._desk.resources / "letters" / "srgb.icc").read_bytes()
        meta = Meta("页码", self._author())
        return draw_pages(strips, meta, fonts=fonts, created=created, profile=profile_data, paper=STRIP)


def _ordered_files(view: CaseView) -> list[tuple[FileView, str]]:
    """The files in the order of the checklist of papers; what belongs to none comes last."""
    places = {item.id: (place, item.name) for place, item in enumerate(view.materials)}
    last = (len(places), "其他材料")
    ordered = sorted(view.files, key=lambda file: (places.get(file.material_id, last)[0], file.id))
    return [(file, f"{places.get(file.material_id, last)[1]}：{file.name}") for file in ordered]
