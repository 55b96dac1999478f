"""The rows of the target board: each target with its clause, domain and units; filters and counts over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.policy.pack import Pack
from models.policy.standing import SIGNS, STATES, Figure, Standing
from models.reports.boards import units_of_scope
from ui.itemmodels.board_table_model import Heading


@dataclass(frozen=True)
class TargetRow:
    """One target as the board shows it."""

    standing: Standing
    figures: tuple[Figure, ...]
    place: str
    clause_title: str
    domain: str
    domain_title: str
    units: tuple[str, ...]

    @property
    def id(self) -> str:
        """The target's id."""
        return self.standing.target.id

    @property
    def state(self) -> str:
        """The state in words."""
        return self.standing.state

    @property
    def aim(self) -> str:
        """The document's comparator, figure and unit: ≥ 8.5亿元."""
        target = self.standing.target
        return f"{SIGNS[target.comparator]} {target.value}{target.unit}"

    @property
    def latest(self) -> str:
        """The latest figure with its unit, a dash for none."""
        found = self.standing.latest
        return f"{trimmed(found.value)}{self.standing.target.unit}" if found else "—"

    @property
    def day(self) -> str:
        """The day of the latest figure, a dash for none."""
        return self.standing.latest.as_of.isoformat() if self.standing.latest else "—"


@dataclass(frozen=True)
class TargetFilter:
    """What the chips, lists and the search let through; empty lets everything through."""

    state: str = ""
    domain: str = ""
    unit: str = ""
    nature: str = ""
    text: str = ""

    def lets(self, row: TargetRow) -> bool:
        """Tell whether a row passes."""
        target = row.standing.target
        words = f"{target.id} {target.indicator} {row.place} {row.clause_title} {target.phrase} {' '.join(row.units)}"
        return (
            self.state in ("", row.state)
            and self.domain in ("", row.domain)
            and (not self.unit or self.unit in row.units)
            and self.nature in ("", target.nature)
            and all(word in words for word in self.text.split())
        )

    def without_state(self) -> TargetFilter:
        """Return the same filter for all states, for the counts on the chips."""
        return TargetFilter("", self.domain, self.unit, self.nature, self.text)


@dataclass(frozen=True)
class Summary:
    """How the targets of one domain or one unit stand."""

    key: str
    title: str
    counts: dict[str, int]
    binding: int
    striving: int

    @property
    def total(self) -> int:
        """How many targets."""
        return sum(self.counts.values())


def trimmed(value: Decimal) -> str:
    """Return a figure as entered, with thousands grouped."""
    return f"{value:,f}"


def rows_of(
    pack: Pack, standings: Iterable[Standing], figures: dict[str, tuple[Figure, ...]]
) -> tuple[TargetRow, ...]:
    """Return the rows in the document's order."""
    domains = {domain.number: domain for domain in pack.document.domain}
    clauses = {clause.number: clause for clause in pack.clauses}
    rows = []
    for one in standings:
        scope = one.target.scope
        clause = clauses.get(scope)
        domain = domains[clause.domain if clause else scope]
        rows.append(
            TargetRow(
                standing=one,
                figures=figures.get(one.target.id, ()),
                place=scope if clause else "领域",
                clause_title=f"{clause.number}{clause.heading}"
                if clause
                else f"{domain.number}、{domain.heading}",
                domain=domain.number,
                domain_title=f"{domain.number}、{domain.heading}",
                units=units_of_scope(pack, scope),
            )
        )
    return tuple(rows)


def counts_of(rows: Iterable[TargetRow]) -> dict[str, int]:
    """Return how many rows there are by state, every state named."""
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        counts[row.standing.state] += 1
    return counts


def lines_of(rows: Sequence[TargetRow]) -> list[TargetRow | Heading]:
    """Return the rows under a heading per domain."""
    lines: list[TargetRow | Heading] = []
    domain = ""
    for row in rows:
        if row.domain != domain:
            domain = row.domain
            counts = counts_of(other for other in rows if other.domain == domain)
            told = "　".join(f"{state} {number}" for state, number in counts.items() if number)
            lines.append(Heading(row.domain_title, told))
        lines.append(row)
    return lines


def by_domain(rows: Sequence[TargetRow]) -> list[Summary]:
    """Return the summary of each domain in the document's order."""
    titles = dict.fromkeys((row.domain, row.domain_title) for row in rows)
    return [_summary(key, title, [row for row in rows if row.domain == key]) for key, title in titles]


def by_unit(rows: Sequence[TargetRow], units: Sequence[str]) -> list[Summary]:
    """Return the summary of each responsible unit that has a target; a target of several units counts for each."""
    found = [(unit, [row for row in rows if unit in row.units]) for unit in units]
    return [_summary(unit, unit, mine) for unit, mine in found if mine]


def _summary(key: str, title: str, rows: Sequence[TargetRow]) -> Summary:
    binding = sum(row.standing.target.nature == "约束" for row in rows)
    return Summary(key, title, counts_of(rows), binding, len(rows) - binding)
