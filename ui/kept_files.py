"""What officers do with kept files: add, preview, open with the system's program, take off."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from models.changes import Changes
from models.errors import FieldErrors, UserError
from models.services.views import FileView
from ui.desk import Desk
from ui.undoing import Step, written

PATTERNS = (
    "*.pdf *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.doc *.docx *.xls *.xlsx *.wps *.et *.ofd *.txt *.zip"
)


class KeptFiles(QObject):
    """Between a list of files and the office."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        # Copies for other programs; they vanish with the window.
        self._copies: tempfile.TemporaryDirectory[str] | None = None

    def choose(self, title: str) -> list[Path]:
        """Ask for files to add."""
        names, _ = QFileDialog.getOpenFileNames(self._owner, title, "", f"材料文件 ({PATTERNS})")
        return [Path(name) for name in names]

    def add(
        self,
        paths: list[Path],
        *,
        case_id: int | None = None,
        applicant_id: int | None = None,
        material_id: str = "",
        expires_on: date | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Keep the files; one that cannot be kept is told after the others are."""
        office, actor = self._desk.office, self._desk.officer

        def call() -> tuple[tuple[list[FileView], list[UserError]], Changes]:
            changes, kept, faults = Changes(), [], []
            for path in paths:
                try:
                    file, changed = office.files.add(
                        path,
                        case_id=case_id,
                        applicant_id=applicant_id,
                        material_id=material_id,
                        expires_on=expires_on,
                        actor=actor,
                    )
                    changes |= changed
                    kept.append(file)
                except UserError as error:
                    faults.append(error)
            return (kept, faults), changes

        self._desk.write(call, lambda answer: self._on_added(*answer, then), owner=self)

    def reuse(self, file: FileView, *, case_id: int, material_id: str) -> None:
        """Use a file of the applicant's wallet for a paper of a case."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(
            lambda: office.files.reuse(file.id, case_id=case_id, material_id=material_id, actor=actor),
            lambda kept: self._did(f"已引用“{file.name}”", f"引用“{file.name}”", (kept.id,), added=True),
        )

    def remove(self, file: FileView) -> None:
        """Take a file off; the record keeps that it was there."""
        office, actor = self._desk.office, self._desk.officer
        self._desk.write(
            lambda: (None, office.files.remove(file.id, actor=actor)),
            lambda nothing: self._did(f"已移除“{file.name}”", f"移除“{file.name}”", (file.id,), added=False),
        )

    def preview(self, file: FileView) -> None:
        """Show a file; one that is missing or was changed is told."""
        office = self._desk.office
        self._desk.read(lambda: office.files.read(file.id), self._show, owner=self._owner)

    def open_outside(self, file: FileView) -> None:
        """Open a copy with the system's program, so that the kept file cannot be changed there."""
        office = self._desk.office
        if self._copies is None:
            self._copies = tempfile.TemporaryDirectory(prefix="binhuiban-", ignore_cleanup_errors=True)
        folder = Path(self._copies.name) / str(file.id)

        def call() -> Path:
            name, data = office.files.read(file.id)
            folder.mkdir(exist_ok=True)
            copy = folder / name
            if not copy.exists():
                copy.write_bytes(data)
            return copy

        self._desk.read(call, self._open, owner=self._owner)

    def check(self, files: tuple[FileView, ...], then: Callable[[dict[int, str]], None]) -> None:
        """Read every file and hand on what is wrong with which, so that a changed one is noticed unasked."""
        office = self._desk.office

        def call() -> dict[int, str]:
            faults = {}
            for file in files:
                try:
                    office.files.read(file.id)
                except UserError as error:
                    faults[file.id] = error.what.removeprefix(f"“{file.name}”")
            return faults

        if files:
            self._desk.read(call, then, key=f"files.check.{id(self)}", owner=self._owner)

    def _did(self, words: str, about: str, ids: tuple[int, ...], *, added: bool) -> None:
        """Let files that were added or taken off be taken off or brought back."""
        office, actor = self._desk.office, self._desk.officer

        def put(back: bool) -> tuple[None, Changes]:
            act = office.files.bring_back if back else office.files.remove
            changes = Changes()
            for file_id in ids:
                changes |= act(file_id, actor=actor)
            return None, changes

        back = written(self._desk, lambda: put(not added))
        self._desk.did.emit(self._owner, Step(words, about, back, written(self._desk, lambda: put(added))))

    def _on_added(
        self, kept: list[FileView], faults: list[UserError], then: Callable[[], None] | None
    ) -> None:
        if kept:
            named = f"“{kept[0].name}”" if len(kept) == 1 else f" {len(kept)} 个文件"
            self._did(f"已添加{named}", f"添加{named}", tuple(file.id for file in kept), added=True)
        if then and kept:
            then()
        if faults:
            self._desk.show_problem(FieldErrors(faults) if len(faults) > 1 else faults[0])

    def _show(self, answer: tuple[str, bytes]) -> None:
        from ui.dialogs.file_dialog import FileDialog

        self.dialog: Any = FileDialog(self._desk, *answer, parent=self._owner)
        self.dialog.open()

    def _open(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self._desk.show_problem(
                UserError(
                    "没有打开文件", f"系统没有能打开“{copy.name}”的程序", "请安装相应程序，或另存后打开"
                )
            )
