"""Letter templates: the wording of each kind as data, read from `resources/letters/` and checked on reading."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import tomli

from models.errors import UserError
from models.letters.fields import FIELDS
from models.letters.lists import ITEM_FIELDS, LISTS
from models.letters.predicates import PREDICATES

FIELD = re.compile(r"\{([^{}]*)\}")
OPTIONAL = re.compile(r"【([^【】]*)】")
"""A passage that is left out when one of its fields is empty."""

BlockType = Literal[
    "mark", "number", "title", "addressee", "paragraph", "heading", "table", "caption",
    "attachments", "signature", "note", "imprint", "qr", "spacer", "form", "row",
]  # fmt: skip


class TemplateCell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cell of a form, or a column of a table; `label` sets it as a label, `main` takes the row's own text."""

    text: str = ""
    label: str = ""
    width: float = 1.0
    align: Literal["left", "center", "right"] | None = None
    kind: Literal["label", "value"] = "value"
    col_span: int = 1
    row_span: int = 1
    foot: tuple[str, ...] = ()
    main: bool = False


class TemplateBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One block of a letter; `when`/`unless` name predicates, `each` names a list it is repeated for.

    A block with an `id` is one that an office may reword: `label` names it, `confirm` marks wording that the
    office has to confirm. A `required` list must not be empty. Headings are numbered when composed; `body` runs
    on in the heading's paragraph.
    """

    type: BlockType
    id: str = ""
    label: str = ""
    confirm: bool = False
    text: str = ""
    body: str = ""
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    each: str = ""
    required: bool = False
    level: Literal[1, 2, 3, 4] = 1
    columns: tuple[TemplateCell, ...] = ()
    cells: tuple[TemplateCell, ...] = ()
    total: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    height_mm: float = 10.0
    stretch: float = 0.0
    size_pt: float = 14.0
    lines: float = 1.0
    head: bool = False
    right: str = ""
    center: str = ""


class TemplateInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the officer is asked for when issuing a letter of the kind; it fills the merge field `name`."""

    name: str
    help: str
    example: str
    multiline: bool = False


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of letter: its Chinese name, form, number sequence (empty: no number), inputs and blocks.

    `batch` kinds are issued over several cases, `repeatable` ones more than once under the same decision.
    """

    kind: str
    label: str
    form: Literal["文件格式", "信函格式", "表格"]
    block: tuple[TemplateBlock, ...]
    aliases: tuple[str, ...] = ()
    sequence: str = ""
    subject: str = ""
    batch: bool = False
    repeatable: bool = False
    input: tuple[TemplateInput, ...] = ()

    def texts(self) -> dict[str, str]:
        """Return the wording an office may edit, by block id."""
        return {block.id: block.text for block in self.block if block.id}

    def editable(self, block_id: str) -> TemplateBlock:
        """Return the block with this id; raises UserError when the kind has none."""
        for block in self.block:
            if block_id and block.id == block_id:
                return block
        raise UserError(f"{self.label}没有“{block_id}”这一段", "", "请从列出的文字中选择", field="id")


def load_template(path: Path) -> Template:
    """Read and check one template; raises UserError with file and place for any fault."""
    try:
        data = tomli.loads(path.read_text(encoding="utf-8"))
        template = msgspec.convert(data, Template)
    except (tomli.TOMLDecodeError, msgspec.ValidationError, OSError) as error:
        raise UserError(f"文书模板 {path.name} 不能使用", str(error), "请改正模板") from None
    for index, block in enumerate(template.block):
        check_block(block, place=f"{path.name} block[{index}]")
    for one in template.input:
        if one.name not in FIELDS:
            raise UserError(f"{path.name}：没有字段“{one.name}”", "", "请改正模板")
    return template


def check_block(block: TemplateBlock, *, place: str) -> None:
    """Raise UserError for an unknown predicate, list or merge field of a block."""
    for name in block.when + block.unless:
        if name not in PREDICATES:
            raise UserError(f"{place}：不认识的条件“{name}”", "", f"可用：{'、'.join(PREDICATES)}")
    if block.each and block.each not in LISTS:
        raise UserError(f"{place}：不认识的清单“{block.each}”", "", f"可用：{'、'.join(LISTS)}")
    item_fields = ITEM_FIELDS.get(block.each, ())
    texts = [block.text, block.body, block.right, block.center, *block.total, *block.names]
    texts += [cell.text or cell.label for cell in block.columns + block.cells]
    texts += [line for cell in block.cells for line in cell.foot]
    for text in texts:
        check_text(text, item_fields=item_fields, place=place)


def check_text(text: str, *, item_fields: tuple[str, ...] = (), place: str = "") -> None:
    """Raise UserError naming an unknown or unusable merge field, or a bracket without its partner."""
    where = f"{place}：" if place else ""
    if re.search(r"[{}]", FIELD.sub("", text)):
        raise UserError(
            f"{where}花括号不成对", f"文字是“{text[:40]}”", "合并字段写成 {申请人} 的样子", field="text"
        )
    if re.search(r"[【】]", OPTIONAL.sub("", text)):
        raise UserError(
            f"{where}方头括号【】不成对", f"文字是“{text[:40]}”", "可省略的文字写在一对【】内", field="text"
        )
    if any(not FIELD.search(part) for part in OPTIONAL.findall(text)):
        raise UserError(
            f"{where}【】内没有合并字段", "【】内的文字只在其中的字段有内容时印出", "请去掉【】", field="text"
        )
    for name in FIELD.findall(text):
        if name in FIELDS or name in item_fields:
            continue
        if any(name in fields for fields in ITEM_FIELDS.values()):
            raise UserError(
                f"{where}字段“{name}”不能用在这里", "它属于逐项列出的内容", "请换用其他字段", field="text"
            )
        raise UserError(
            f"{where}没有字段“{name}”", "", f"可用字段：{'、'.join((*FIELDS, *item_fields))}", field="text"
        )


@cache
def load_templates(folder: Path, names: tuple[str, ...]) -> dict[str, Template]:
    """Return the templates by kind, in the order of the explicit list `names`."""
    return {name: load_template(folder / f"{name}.toml") for name in names}


def with_wording(template: Template, wording: dict[str, str]) -> Template:
    """Return the template with the office's own wording (by block id); raises UserError for unusable fields."""
    if not wording:
        return template
    blocks = []
    for block in template.block:
        text = wording.get(block.id) if block.id else None
        if text is not None:
            check_text(text, item_fields=ITEM_FIELDS.get(block.each, ()), place=template.label)
            block = msgspec.structs.replace(block, text=text)
        blocks.append(block)
    return msgspec.structs.replace(template, block=tuple(blocks))
