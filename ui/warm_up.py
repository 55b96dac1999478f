"""Loads, beside the window's thread, what the pages ask for when they are first opened, so that opening them does not pause."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Sequence

# The first page comes first; after that loading gives way to the window between two modules.
DELAY_S = 0.3
PAUSE_S = 0.004
# In the order in which an officer is likely to come to them.
MODULES: tuple[str, ...] = (
    "ui.screens.cases.view",
    "ui.screens.case.view",
    "ui.screens.new_case.view",
    "models.services.letters",
    "models.letters.page.compose",
    "models.letters.pdf.writer",
    "models.letters.pdf.qr",
    "ui.dialogs.move_dialog",
    "ui.dialogs.letter_dialog",
    "ui.dialogs.going_dialog",
    "ui.going",
    "ui.screens.notices.view",
    "ui.screens.payments.view",
    "ui.screens.applicants.view",
    "ui.screens.policy.view",
    "ui.screens.letters.view",
    "ui.screens.targets.view",
    "ui.screens.budgets.view",
    "ui.screens.statistics.view",
    "ui.screens.settings.view",
    "models.services.files",
    "models.services.packs",
    "models.services.progress",
    "models.services.notices",
    "models.services.payments",
    "models.services.applicants",
    "models.services.statistics",
    "models.services.officer_views",
    "pypdfium2",
)


class WarmUp:
    """A thread of its own: the worker and the reader stay free for the officer."""

    def __init__(self, modules: Sequence[str] = MODULES) -> None:
        self._modules = modules
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._load, name="warm-up", daemon=True)

    def begin(self) -> None:
        """Begin to load, a little later."""
        if self._thread.ident is None:
            self._thread.start()

    @property
    def done(self) -> bool:
        """Tell whether everything is loaded, or loading was ended."""
        return self._thread.ident is not None and not self._thread.is_alive()

    def stop(self) -> None:
        """Load nothing further and wait for what is being loaded: an interpreter that ends must not be loading."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _load(self) -> None:
        if self._stopped.wait(DELAY_S):
            return
        for name in self._modules:
            if self._stopped.wait(PAUSE_S):
                return
            importlib.import_module(name)
