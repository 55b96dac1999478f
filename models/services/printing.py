"""What is printed from the screen: lists and boards as tables, a case as its sheet or as a checklist."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.cases.officers import Officer, require_action
from models.errors import EnvironmentProblem, UserError
from models.letters.page.blocks import Document
from models.reports.case_list import cases_report
from models.reports.table import Report
from models.services import case_page, profile
from models.services.case_browsing import CaseBrowser, CaseOrder
from models.services.case_forms import Origin, case_form, checklist_form
from models.services.desk import Desk
from models.services.press import LetterPress
from models.services.report_pdf import Imprint, printed_sheet
from models.services.statistics_names import list_words
from models.services.views import CaseFilter, CaseRow, CaseView

# About a hundred pages: more belongs into a workbook.
MOST_ROWS = 3_000
_PAGE = 500
Proceed = Callable[[int, int], bool]


class PrintService:
    """Makes the PDF; previewing, printing and saving it is the window's business. Nothing is stored."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def table(self, report: Report, *, actor: Officer) -> bytes:
        """Return a table on A4, upright or across as its columns need, with unit, printer and page numbers."""
        require_action(actor, "export")
        unit = self._unit()
        # A statistic names the unit in the line under its title already.
        above = "" if report.subtitle.startswith(unit) else unit
        sheet = printed_sheet(report, author=unit, imprint=Imprint(above, self._printed(actor)))
        return self._press().render(sheet, created=self._desk.clock.now())

    def case_list(
        self,
        filter: CaseFilter,
        order: CaseOrder,
        columns: Sequence[str],
        *,
        actor: Officer,
        proceed: Proceed | None = None,
    ) -> bytes:
        """Return the case list with the columns and the filter of the screen; `proceed` saying no ends it (UserError)."""
        browser = CaseBrowser(self._desk)
        total = browser.count(filter)
        if total > MOST_ROWS:
            raise UserError(
                "办件过多，不宜打印",
                f"共 {total:,} 件，一次最多打印 {MOST_ROWS:,} 件",
                "请缩小范围，或导出为 Excel",
            )
        rows: list[CaseRow] = []
        for page in browser.pages(filter, order, limit=_PAGE):
            rows += page.rows
            if proceed is not None and not proceed(len(rows), total):
                raise UserError("已取消打印", "没有生成页面")
        scope = list_words(self._desk, filter)
        return self.table(cases_report(rows, columns, title="办件表", scope=scope), actor=actor)

    def case_sheet(self, case_id: int, *, actor: Officer) -> bytes:
        """Return the case sheet (办件单)."""
        return self._form(case_id, case_form, actor)

    def checklist(self, case_id: int, *, actor: Officer) -> bytes:
        """Return the checklist with empty boxes (核对清单)."""
        return self._form(case_id, checklist_form, actor)

    def _form(self, case_id: int, make: Callable[[CaseView, Origin], Document], actor: Officer) -> bytes:
        require_action(actor, "export")
        return self._form_of(case_page.view(self._desk, case_id, actor=actor), make, actor)

    def sheet_of(self, view: CaseView, *, actor: Officer) -> bytes:
        """Return the case sheet of a case that was read already (for its dossier)."""
        return self._form_of(view, case_form, actor)

    def _form_of(self, view: CaseView, make: Callable[[CaseView, Origin], Document], actor: Officer) -> bytes:
        pack = self._desk.editions.pack(view.case.pack_id)
        quoted = f"《{pack.document.name}》（{pack.number}）"
        document = make(view, Origin(self._unit(), quoted, self._printed(actor)))
        return self._press().render(document, created=self._desk.clock.now())

    def _printed(self, actor: Officer) -> str:
        return f"打印：{actor.name}　{self._desk.clock.now():%Y-%m-%d %H:%M}"

    def _unit(self) -> str:
        office = profile.load(self._desk)
        return office.unit if office else ""

    def _press(self) -> LetterPress:
        if self._desk.press is None:
            raise EnvironmentProblem("文书模块没有装入", "", "请重新安装程序")
        return self._desk.press
