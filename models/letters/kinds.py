"""The explicit list of letter kinds, in the order in which they are offered."""

from __future__ import annotations

from pathlib import Path

from models.errors import UserError
from models.letters.template import Template, load_templates

# One line and one template in resources/letters/ for each kind.
KINDS: tuple[str, ...] = (
    "acceptance",
    "non_acceptance",
    "correction",
    "extension",
    "approval_form",
    "approval",
    "refusal",
    "public_notice",
    "payment",
    "recommendation",
    "transfer",
    "completion",
    "progress",
    "revocation",
    "recovery",
    "service_receipt",
    "archive_list",
)


class Kinds:
    """All letter templates by kind."""

    def __init__(self, folder: Path) -> None:
        self._templates = load_templates(folder, KINDS)

    def template(self, kind: str) -> Template:
        """Return the template of a kind; raises UserError for an unknown one."""
        try:
            return self._templates[kind]
        except KeyError:
            names = "、".join(template.label for template in self._templates.values())
            raise UserError(
                f"没有文书种类“{kind}”", f"可用：{names}", "请核对种类名称", field="kind"
            ) from None

    def by_name(self, name: str) -> Template:
        """Return the template by its id, its Chinese name or one of its other names."""
        for template in self._templates.values():
            if name in (template.kind, template.label, *template.aliases):
                return template
        return self.template(name)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all kinds."""
        return tuple(self._templates)
