"""The screen 政策: full text and matters, readings, the office's own lists, installed packs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from models.changes import Changes
from models.errors import UserError, system_reason
from models.policy.overrides import Override
from models.services.override_file import MAX_BYTES, ImportedOverrides
from ui.desk import Desk
from ui.navigation import Navigator
from ui.screens.policy.notes_page import NotesPage
from ui.screens.policy.override_dialog import OverrideDialog
from ui.screens.policy.overrides_page import OverridesPage
from ui.screens.policy.packs_page import PacksPage
from ui.screens.policy.presenter import PolicyPresenter, PolicyView
from ui.screens.policy.text_page import TextPage
from ui.widgets.exporting import KINDS, ask_and_export
from ui.widgets.parts import ElidedLabel, column, label, line
from ui.widgets.steps import StepBar
from ui.widgets.swap import Swap

TITLES = ("全文与事项", "口径", "本单位修改", "政策包")
TURN_MS = 10
TOPICS = frozenset({"policy", "settings", "targets", "budgets"})


class PolicyScreen(QWidget):
    """The document, and how this office works with it."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._navigator = desk, navigator
        self.presenter = PolicyPresenter(desk)
        self.view: PolicyView | None = None
        self._dialog: OverrideDialog | None = None
        self.text = TextPage(self.presenter, desk.theme)
        # False while pages of an edition are still to be filled.
        self.laid_out = True
        self.notes = NotesPage()
        self.overrides = OverridesPage(desk.theme)
        self.packs = PacksPage(desk.theme, str(Path(desk.office.folder) / "policy"))
        self.steps = StepBar(TITLES)
        self.pages = Swap(self.text, self.notes, self.overrides, self.packs)
        self.edition = QComboBox()
        self._lay_out()
        self._connect()

    def on_shown(self) -> None:
        """Look again."""
        self.presenter.fetch(self._show, owner=self)
        if self.steps.place == 0:
            self.text.put_cursor()

    def put_away(self) -> None:
        """Nothing typed here is lost: each change is saved by its own button."""

    def go_to(self, place: str) -> None:
        """Show a clause, a matter or a part of the document; `notes` are the readings."""
        if place == "notes":
            self.steps.turn_to(1)
            return
        self.steps.turn_to(0)
        self.text.go_to(place)

    def change_matter(self, matter_id: str) -> None:
        """Open the office's list of a matter."""
        if self.view is None:
            return
        self._dialog = OverrideDialog(self._desk, self.presenter, self.view, matter_id, self)
        self._dialog.open()

    # --- building

    def _lay_out(self) -> None:
        self._subtitle = ElidedLabel("", "secondary")
        self.edition.setAccessibleName("政策文件")
        for pack in self.presenter.editions.packs:
            self.edition.addItem(pack.number, pack.id)
        self.edition.setCurrentIndex(self.edition.findData(self.presenter.pack_id))
        head = line(spacing=12)
        head.addWidget(label("政策", "title"))
        head.addWidget(self._subtitle, 1)
        head.addWidget(self.edition)
        if self.edition.count() < 2:
            self.edition.hide()
        head.addWidget(self.steps)
        layout = column(spacing=12, margins=(20, 12, 20, 16))
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.steps.turned.connect(self.pages.turn_to)
        self.edition.activated.connect(lambda index: self._turn_edition())
        self.text.case_asked.connect(self._navigator.new_case)
        self.text.change_asked.connect(self.change_matter)
        self.text.link_followed.connect(self._follow)
        self.notes.reading_asked.connect(self._set_reading)
        self.overrides.change_asked.connect(lambda matter_id: self.change_matter(matter_id or self._matter()))
        self.overrides.drop_asked.connect(self._drop)
        self.overrides.reset_asked.connect(self._reset)
        self.overrides.export_asked.connect(self._export)
        self.overrides.import_asked.connect(self._ask_import)
        self._desk.bridge.changed.connect(self._on_changed)
        self._desk.officer_changed.connect(lambda officer: self._show(self.view) if self.view else None)

    # --- showing

    def _show(self, view: PolicyView | None) -> None:
        if view is None:
            return
        self.view = view
        document = view.pack.document
        self._subtitle.set_whole(
            f"{document.number}　{document.validity.period} 有效　政策包第 {document.version} 版　{view.pack.hash[:12]}"
        )
        self._subtitle.setToolTip(f"政策包校验码 {view.pack.hash}")
        if self.text.reader.shows(view.pack):
            self.text.show_view(view)
            self._show_beside(view)
            return
        self.laid_out = False
        # Laying out the text takes nearly as long as a key may wait: the rest a little later, in turns of its own.
        self.text.reader.show_pack(view.pack)
        for turn, show in enumerate((self.text.show_view, self._show_beside), start=1):
            QTimer.singleShot(turn * TURN_MS, self, lambda show=show: view is self.view and show(view))

    def _show_beside(self, view: PolicyView) -> None:
        """Fill the other pages."""
        self.laid_out = True
        self.notes.show_view(view, obstacle=self.presenter.settings_obstacle())
        self.overrides.show_view(view, obstacle=self.presenter.policy_obstacle())
        self.packs.show_editions(self.presenter.editions)
        faulty = len(self.presenter.editions.problems)
        for place, count in ((1, len(view.pack.notes)), (2, len(view.overrides))):
            self.steps.set_title(place, f"{TITLES[place]} {count}")
        self.steps.set_title(3, f"{TITLES[3]}（{faulty} 个有错误）" if faulty else TITLES[3])

    def _matter(self) -> str:
        assert self.view is not None
        return self.view.pack.matters[0].id

    def _turn_edition(self) -> None:
        self.presenter.pack_id = str(self.edition.currentData())
        self.presenter.fetch(self._show, owner=self)

    def _follow(self, kind: str, key: str) -> None:
        self._navigator.open_at("targets" if kind == "target" else "budgets", key)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if changes.topics & TOPICS and self.isVisible():
            self.presenter.fetch(self._show, owner=self)

    # --- changing

    def _set_reading(self, setting: str, value: str, words: str) -> None:
        assert self.view is not None
        self.presenter.set_reading(setting, value, self.view.readings[setting], words, owner=self)

    def _drop(self, override: Override) -> None:
        self.presenter.drop_override(override, lambda done: None, owner=self)

    def _reset(self) -> None:
        """At once: undo brings every change back."""
        self.presenter.reset(lambda gone: None, owner=self)

    def _export(self) -> None:
        name = f"{self.presenter.pack.number}本单位清单 {self._desk.office.clock.today().isoformat()}"
        ask_and_export(self._desk, self, name, ".json", self.presenter.export())

    def _ask_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "导入本单位清单", "", KINDS[".json"])
        if chosen:
            self.import_from(Path(chosen))

    def import_from(self, file: Path) -> None:
        """Take over the changes of a file."""

        def data() -> bytes:
            try:
                with file.open("rb") as opened:
                    return opened.read(MAX_BYTES + 1)
            except OSError as error:
                raise UserError(f"没有导入“{file.name}”", system_reason(error), "请换一个文件") from None

        self.presenter.import_file(data, self._on_imported, owner=self)

    def _on_imported(self, found: ImportedOverrides) -> None:
        self._desk.say(f"已导入 {found.taken} 处修改")
        if found.refused:
            told: list[Any] = [f"{one.matter} {one.value or one.item}：{why}" for one, why in found.refused]
            shown = "\n".join(told[:8]) + (f"\n……共 {len(told)} 处" if len(told) > 8 else "")
            self._desk.show_problem(
                UserError(
                    f"有 {len(told)} 处修改没有导入", shown, "其余修改已经导入；这些项目请在本单位重新设置"
                )
            )
