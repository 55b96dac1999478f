"""Dossiers of several cases as files in a folder, one PDF a case; a stop leaves those that are complete."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.cases.officers import Officer
from models.errors import EnvironmentProblem, UserError, system_reason
from models.services.dossier import Dossier

Proceed = Callable[[int, int], bool]


@dataclass(frozen=True)
class DossierFile:
    """What came of one case: the file, how many of its papers could not be bound in, or why there is none."""

    case_id: int
    path: Path | None
    left_out: int = 0
    fault: str = ""


def write_dossiers(
    make: Callable[..., Dossier],
    case_ids: Sequence[int],
    folder: Path,
    *,
    actor: Officer,
    proceed: Proceed | None = None,
) -> tuple[DossierFile, ...]:
    """Write the dossiers and return what came of each; a file of the same name is never replaced.

    `proceed(done, total)` saying no ends it after the case at hand. Raises EnvironmentProblem when the folder
    cannot be written to; a case whose dossier fails is told and the others go on.
    """
    made: list[DossierFile] = []
    for done, case_id in enumerate(case_ids):
        if proceed is not None and not proceed(done, len(case_ids)):
            break
        try:
            dossier = make(case_id, actor=actor)
        except UserError as error:
            made.append(DossierFile(case_id, None, fault=error.what))
            continue
        made.append(DossierFile(case_id, _write(folder, dossier), len(dossier.left_out)))
    return tuple(made)


def _write(folder: Path, dossier: Dossier) -> Path:
    path = _free(folder, "".join("_" if char in '\\/:*?"<>|\n' else char for char in dossier.name)[:120])
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(dossier.pdf)
        partial.rename(path)
    except OSError as error:
        raise EnvironmentProblem(f"没有写成“{path.name}”", system_reason(error), "请换一个文件夹") from None
    finally:
        partial.unlink(missing_ok=True)
    return path


def _free(folder: Path, name: str) -> Path:
    path, number = folder / f"{name}.pdf", 2
    while path.exists():
        path, number = folder / f"{name}（{number}）.pdf", number + 1
    return path
