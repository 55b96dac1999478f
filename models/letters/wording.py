"""The office's own wording: which texts of a kind may be edited, with which merge fields, and what saving refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
import tomli

from models.cases.snapshot import LetterSnapshot
from models.errors import UserError
from models.letters.fields import FIELDS
from models.letters.lists import ITEM_FIELDS, items
from models.letters.template import FIELD, Template, TemplateBlock, check_text

LONGEST_TEXT = 1000
Scope = Literal["common", "case", "batch", "input"]


class FieldNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a merge field means and where it can be used; `kinds` narrows it to some kinds of letters."""

    name: str
    meaning: str
    scope: Scope = "common"
    kinds: tuple[str, ...] = ()


class _Notes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    field: tuple[FieldNote, ...]
    item_field: tuple[FieldNote, ...]


class _Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    case: LetterSnapshot
    batch: tuple[dict[str, str | int], ...]


@dataclass(frozen=True)
class MergeField:
    """A field offered while editing: its name, what it means, and what it gives for the sample case."""

    name: str
    meaning: str
    example: str


@dataclass(frozen=True)
class EditableText:
    """A text of a kind that the office may reword.

    `text` holds now, `default` is the shipped wording; `own` tells that the office reworded or confirmed it.
    `unconfirmed` marks shipped wording that the office still has to confirm (默认措辞，待本单位确认).
    """

    id: str
    label: str
    text: str
    default: str
    own: bool
    unconfirmed: bool
    fields: tuple[MergeField, ...]


@lru_cache(maxsize=4)
def _notes(folder: Path) -> _Notes:
    return msgspec.convert(_read(folder / "fields.toml"), _Notes)


@lru_cache(maxsize=4)
def _sample(folder: Path) -> _Sample:
    return msgspec.convert(_read(folder / "sample.toml"), _Sample)


def _read(path: Path) -> object:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomli.TOMLDecodeError) as error:
        raise UserError(f"{path.name} 不能使用", str(error), "请重新安装程序") from None


def sample_snapshot(folder: Path, template: Template, *, unit: str = "", prefix: str = "") -> LetterSnapshot:
    """Return the made-up case for previewing a kind, signed by the office where its name is given; never issued."""
    sample = _sample(folder)
    number = f"{prefix or sample.case.number_prefix}{template.sequence}〔{sample.case.issued_on.year}〕1号"
    named = replace(
        sample.case,
        kind=template.kind,
        unit=unit or sample.case.unit,
        number_prefix=prefix or sample.case.number_prefix,
        number=number if template.sequence else "",
        draft=True,
    )
    return replace(named, batch=sample.batch) if template.batch else named


def merge_fields(folder: Path, template: Template, block: TemplateBlock) -> tuple[MergeField, ...]:
    """Return the merge fields offered for a text of the kind, those of its list first."""
    sample = sample_snapshot(folder, template)
    of_list = ITEM_FIELDS.get(block.each, ())
    first = next(iter(items(sample, block.each)), {}) if block.each else {}
    meanings = {note.name: note.meaning for note in _notes(folder).item_field}
    found = [MergeField(name, meanings.get(name, "清单中的内容"), first.get(name, "")) for name in of_list]
    for note in _notes(folder).field:
        if note.name not in of_list and not _obstacle(note, template):
            found.append(MergeField(note.name, note.meaning, FIELDS[note.name](sample)))
    return tuple(found)


def editable_texts(folder: Path, template: Template, own: Mapping[str, str]) -> tuple[EditableText, ...]:
    """Return the texts of a shipped kind that may be edited, with the office's own wording by block id."""
    return tuple(
        EditableText(
            id=block.id,
            label=block.label or block.id,
            text=own.get(block.id, block.text),
            default=block.text,
            own=block.id in own,
            unconfirmed=block.confirm and block.id not in own,
            fields=merge_fields(folder, template, block),
        )
        for block in template.block
        if block.id
    )


def check_wording(folder: Path, template: Template, block_id: str, text: str) -> str:
    """Return the text as it may be saved.

    Raises UserError (field `text`) for an empty or overlong text, an unknown merge field, one that this kind
    cannot fill, or brackets without their partner. Saving the shipped wording unchanged confirms it.
    """
    block = template.editable(block_id)
    tidied = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    if not tidied:
        raise UserError("文字不能为空", "这一段会印在文书中", "如要恢复原文，请选择“恢复默认”", field="text")
    if len(tidied) > LONGEST_TEXT:
        raise UserError(f"文字过长，共{len(tidied)}字", "", f"请控制在{LONGEST_TEXT}字以内", field="text")
    if "\n" in tidied:
        raise UserError("一段文字不能分行", "每一段在文书中自成一段", "请改为一行", field="text")
    item_fields = ITEM_FIELDS.get(block.each, ())
    check_text(tidied, item_fields=item_fields, place=f"{template.label}“{block.label or block.id}”")
    notes = {note.name: note for note in _notes(folder).field}
    for name in FIELD.findall(tidied):
        if name not in item_fields and (reason := _obstacle(notes[name], template)):
            raise UserError(f"字段“{name}”不能用在{template.label}中", reason, "请换用其他字段", field="text")
    return tidied


def without_own(own: Mapping[str, str], block_id: str) -> dict[str, str]:
    """Return the office's wording of a kind with one text reset to the shipped one."""
    return {name: text for name, text in own.items() if name != block_id}


def unconfirmed(template: Template, own: Mapping[str, str]) -> tuple[str, ...]:
    """Return the labels of the shipped texts that the office has still to confirm before relying on them."""
    return tuple(block.label for block in template.block if block.confirm and block.id not in own)


def _obstacle(note: FieldNote, template: Template) -> str:
    """Why a field cannot be filled in letters of a kind, empty when it can."""
    if note.name == "文号" and not template.sequence:
        return "这种文书没有文号"
    if note.kinds and template.kind not in note.kinds:
        return "这种文书没有这一内容"
    if note.scope == "batch" and not template.batch:
        return "它只用于合并多个办件的文书"
    if note.scope == "case" and template.batch:
        return "这种文书合并多个办件，没有单个办件的内容"
    if note.scope == "input" and note.name not in {one.name for one in template.input}:
        return "这种文书出具时不填写这一内容"
    return ""
