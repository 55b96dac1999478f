"""The papers of a case: which are asked for on its facts, and which were received."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from models.errors import UserError
from models.policy.model import Condition, Material

RECEIVED, TO_SUPPLY, NOT_NEEDED = "已收", "待补", "不适用"
STATES = (RECEIVED, TO_SUPPLY, NOT_NEEDED)


@dataclass(frozen=True)
class Receipt:
    """What was noted about one paper; `version` grows with every change."""

    material_id: str
    state: str = ""
    remark: str = ""
    version: int = 0
    officer_name: str = ""
    received_at: str = ""


@dataclass(frozen=True)
class MaterialView:
    """One line of the list of papers; `required` holds on the facts of this case."""

    id: str
    name: str
    form: str
    copies: int
    required: bool
    state: str
    remark: str
    source: str
    note: str = ""
    version: int = 0
    officer_name: str = ""
    received_at: str = ""
    files: int = 0


def material_views(
    materials: Iterable[Material],
    receipts: Mapping[str, Receipt],
    holds: Callable[[Condition], bool | None],
    files: Mapping[str, int] | None = None,
) -> tuple[MaterialView, ...]:
    """Return the list of papers; `holds` judges a condition on the facts, None while they do not say."""
    counts = files or {}
    return tuple(
        _view(item, receipts.get(item.id) or Receipt(item.id), holds, counts.get(item.id, 0))
        for item in materials
    )


def _view(
    item: Material, receipt: Receipt, holds: Callable[[Condition], bool | None], files: int
) -> MaterialView:
    required = item.required
    if item.required_if is not None:
        # An unknown condition asks for the paper: better one too many than a case that stands still later.
        required = holds(item.required_if) is not False
    return MaterialView(
        id=item.id,
        name=item.name,
        form=item.form,
        copies=item.copies,
        required=required,
        state=receipt.state,
        remark=receipt.remark,
        source=item.source,
        note=item.note,
        version=receipt.version,
        officer_name=receipt.officer_name,
        received_at=receipt.received_at,
        files=files,
    )


def validated(state: str, remark: str) -> tuple[str, str]:
    """Return state and remark as they may be saved; raises UserError for an unknown state."""
    if state and state not in STATES:
        raise UserError(
            "没有这种状态", f"填写的是“{state[:20]}”", f"请选择{'、'.join(STATES)}", field="state"
        )
    remark = remark.strip()
    if len(remark) > 2000:
        raise UserError("备注过长", f"共 {len(remark)} 字", "请控制在2000字以内", field="remark")
    return state, remark


def missing(materials: Iterable[MaterialView]) -> tuple[MaterialView, ...]:
    """Return the required papers that were not received (nor marked as not needed)."""
    return tuple(item for item in materials if item.required and item.state not in (RECEIVED, NOT_NEEDED))


def to_supply(materials: Iterable[MaterialView]) -> tuple[MaterialView, ...]:
    """Return the papers that the applicant must supply."""
    return tuple(item for item in materials if item.state == TO_SUPPLY)
