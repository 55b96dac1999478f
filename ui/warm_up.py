"""Loads what the pages ask for when they are first opened, so that opening them does not pause."""

from __future__ import annotations

import importlib
import threading
from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

# The first page comes first; after that loading gives way to the window between two modules.
DELAY_S = 0.3
PAUSE_S = 0.004
STEP_MS = 20
# While the office is being opened: what the window needs as soon as that is done.
FIRST: tuple[tuple[str, str], ...] = (
    ("models.cases", "holidays deadlines"),
    ("models.services", "case_clock case_browsing views"),
    ("ui", "actions typed"),
    ("ui.itemmodels", "case_columns case_pages case_table_model short_case_model"),
    ("ui.delegates", "case_delegate"),
    ("ui.widgets", "case_table swap"),
    ("ui.screens.workbench", "presenter tile view"),
)
# On a thread of their own: they know nothing of Qt.
BESIDE: tuple[str, ...] = (
    "models.services.letters",
    "models.letters.page.compose",
    "models.letters.pdf.writer",
    "models.letters.pdf.qr",
    "models.services.files",
    "models.services.packs",
    "models.services.notices",
    "models.services.payments",
    "models.services.payment_list",
    "models.services.applicants",
    "models.services.merge_views",
    "models.services.statistics",
    "models.services.report_pdf",
    "models.services.case_forms",
    "models.services.printing",
    "models.services.dossier",
    "models.services.exchange",
    "models.services.officer_views",
    "models.services.override_file",
    "models.reports.boards",
    "models.reports.case_list",
    "pypdfium2",
)
# One after another on the window's own thread, because two threads must not make Qt's classes at the same time.
# Package and modules, what is asked for by others before those that ask: none then takes more than some milliseconds.
IN_TURN: tuple[tuple[str, str], ...] = (
    ("ui.itemmodels", "board_table_model"),
    ("ui.widgets", "run_bar reading"),
    ("ui", "printing"),
    ("ui.widgets", "facet_chip"),
    (
        "ui.screens.cases",
        "presenter arrangement selection_bar dossiers exchange_menu exporting filter_bar "
        "intake_menu preview view",
    ),
    ("ui", "drafts kept_files"),
    ("ui.screens.case", "extras"),
    ("ui", "pasted"),
    ("ui.widgets", "cell_edit fields"),
    ("ui.screens.case", "determination_page facts_strip"),
    ("ui.widgets", "answer_row pasted_answers answer_list progress_bars"),
    ("ui.delegates", "board_delegate"),
    ("ui.widgets", "board_table file_list"),
    ("ui.screens.case", "files_page letters_page lines notes_page opinions_page"),
    ("ui.screens.payments", "presenter"),
    ("ui.widgets", "choices payment_entry"),
    ("ui.screens.payments", "panel"),
    ("ui.screens.case", "payments_page record_page guide"),
    ("ui.widgets", "stage_line"),
    ("ui.screens.case", "head presenter lead_bar moves_bar moving letters pack_bar papers cap_ledger"),
    ("ui.widgets", "arithmetic clause_text"),
    ("ui.screens.case", "side undoing warnings view"),
    ("ui.screens.new_case", "applicant_panel"),
    ("ui.widgets", "facts_paste facts_form"),
    ("ui.screens.new_case", "case_form draft_choice draft_flow"),
    ("ui.itemmodels", "matter_list_model"),
    ("ui.delegates", "matter_delegate"),
    ("ui.screens.new_case", "matter_panel side layout"),
    ("ui.widgets", "standards"),
    ("ui.screens.new_case", "presenter view"),
    ("ui.dialogs", "move_dialog"),
    ("ui", "pdf_pages"),
    ("ui.dialogs", "page_view"),
    ("ui.widgets", "exporting"),
    ("ui", "letter_output"),
    ("ui.dialogs", "letter_dialog"),
    ("ui", "actions going"),
    ("ui.dialogs", "going_dialog"),
    ("ui.screens.notices", "columns objections presenter panel view"),
    ("ui.screens.payments", "columns"),
    ("ui.widgets", "pick_table"),
    ("ui.screens.payments", "view"),
    ("ui.screens.applicants", "columns data_page presenter doubles_page tables"),
    ("ui.widgets", "steps"),
    ("ui.screens.applicants", "page view"),
    (
        "ui.screens.policy",
        "presenter notes_page override_lines override_form override_dialog overrides_page packs_page",
    ),
    ("ui.widgets", "marking"),
    ("ui.itemmodels", "policy_tree_model"),
    ("ui.delegates", "policy_delegate"),
    ("ui.screens.policy", "telling detail reader text_page view"),
    ("ui.screens.letters", "presenter acts columns"),
    ("ui.widgets", "elided_button"),
    ("ui.screens.letters", "panel printing verify_page view"),
    ("ui.screens.targets", "rows columns presenter"),
    ("ui.widgets", "figure_entry year_curve"),
    ("ui.screens.targets", "panel printing"),
    ("ui.widgets", "elided_choice"),
    ("ui.screens.targets", "view"),
    ("ui.screens.budgets", "rows columns presenter panel view"),
    ("ui.itemmodels", "report_table_model"),
    ("ui.screens.statistics", "presenter"),
    ("ui.delegates", "report_delegate"),
    ("ui.widgets", "report_table"),
    ("ui.screens.statistics", "view"),
    ("ui.dialogs", "conflict_dialog"),
    ("ui.screens.settings", "page section_bar view unit_page about_page backup_page"),
    ("ui.dialogs", "restore_dialog"),
)


class WarmUp(QObject):
    """Loads the models beside the window, then the pages in the pauses between its events."""

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._load_beside, name="warm-up", daemon=True)
        self._first = _modules(FIRST)
        self._in_turn = _modules(IN_TURN)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._load_next)

    def load_first(self) -> None:
        """Load what the first page needs, a module at each turn of the loop."""
        self._timer.start()

    def begin(self) -> None:
        """Begin to load all others, a little later."""
        if self._thread.ident is None:
            self._thread.start()
            self._timer.start(STEP_MS)

    @property
    def done(self) -> bool:
        """Tell whether everything is loaded, or loading was ended."""
        return self._thread.ident is not None and not self._timer.isActive()

    def stop(self) -> None:
        """Load nothing further and wait for what is being loaded: an interpreter that ends must not be loading."""
        self._timer.stop()
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _load_beside(self) -> None:
        if self._stopped.wait(DELAY_S):
            return
        for name in BESIDE:
            importlib.import_module(name)
            if self._stopped.wait(PAUSE_S):
                return

    def _load_next(self) -> None:
        if self._first:
            importlib.import_module(self._first.popleft())
        elif self._thread.ident is None:
            self._timer.stop()
        elif self._thread.is_alive():
            return
        elif self._in_turn:
            importlib.import_module(self._in_turn.popleft())
        else:
            self._timer.stop()
            self.ended.emit()


def _modules(named: tuple[tuple[str, str], ...]) -> deque[str]:
    return deque(f"{package}.{name}" for package, names in named for name in names.split())
