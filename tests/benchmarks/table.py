"""The lines of the benchmarks' table: goal, what was measured, its limit, the figure, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """One figure; `limit` is empty for a figure that is only told, `met` then means nothing."""

    goal: str
    what: str
    measured: str
    limit: str = ""
    met: bool = True

    @property
    def verdict(self) -> str:
        """What stands in the last column."""
        return "" if not self.limit else "met" if self.met else "MISSED"


def ratio_line(
    goal: str, what: str, ours: float, peer: float, *, most: float, unit: str = "ms", peer_name: str = ""
) -> Line:
    """A figure against a peer of the same run, which it may exceed by the factor `most` only."""
    ratio = ours / peer
    digits = 3 if min(ours, peer) < 0.1 else 2 if min(ours, peer) < 10 else 1
    told = f"{ours:.{digits}f} {unit} / {peer:.{digits}f} {unit}{' ' + peer_name if peer_name else ''}"
    shown = f"{ratio:.2f} ×" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"
    limit = f"≤ {most:.2f} ×" if most >= 0.1 else f"≤ 1/{1 / most:.0f}"
    return Line(goal, what, f"{shown}   ({told})", limit, ratio <= most)


def bound_line(goal: str, what: str, value: float, *, most: float, unit: str) -> Line:
    """A figure with a limit of its own."""
    return Line(goal, what, f"{value:.1f} {unit}", f"≤ {most:g} {unit}", value <= most)


def render(title: str, lines: Iterable[Line]) -> str:
    """The table of one size, as Markdown."""
    rows: list[Sequence[str]] = [("goal", "what", "limit", "measured", "")]
    rows += [(one.goal, one.what, one.limit, one.measured, one.verdict) for one in lines]
    shown = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([f"### {title}", "", shown[0], "|---" * 5 + "|", *shown[1:], ""])
