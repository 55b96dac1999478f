"""The story of a case's time since acceptance: suspensions, extensions, the end, and what each move makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.cases.workflow.state import ClockState
from models.errors import UserError


@dataclass(frozen=True)
class Suspension:
    """Time that does not count: after `begun_on` up to and including `ended_on` (None: still suspended)."""

    begun_on: date
    reason: str
    ended_on: date | None = None

    def leaves_out(self, day: date) -> bool:
        """Tell whether the day does not count."""
        return self.begun_on < day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True)
class Extension:
    """Working days added to the term, with the reason."""

    days: int
    reason: str
    extended_on: date


@dataclass(frozen=True)
class CaseClock:
    """The whole story of a case's time since acceptance; `stopped_on` is the day on which it ended for good."""

    started_on: date
    term_days: int
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    stopped_on: date | None = None

    @property
    def total_days(self) -> int:
        """The term with its extensions, in working days."""
        return self.term_days + sum(extension.days for extension in self.extensions)

    @property
    def open_suspension(self) -> Suspension | None:
        """The suspension that still lasts, or None."""
        return next((one for one in self.suspensions if one.ended_on is None), None)

    def counts(self, day: date) -> bool:
        """Tell whether the day, if a working day, is counted against the term."""
        if self.stopped_on is not None and day > self.stopped_on:
            return False
        return day > self.started_on and not any(one.leaves_out(day) for one in self.suspensions)


def follow(
    clock: CaseClock | None,
    before: ClockState,
    after: ClockState,
    *,
    on: date,
    term_days: int,
    reason: str = "",
) -> CaseClock | None:
    """Return the clock after a move that took the workflow's clock state from `before` to `after` on this day.

    `term_days` counts only when the clock starts; `reason` is kept with a suspension or a reopening.
    """
    if before == after:
        return clock
    if clock is None:
        return CaseClock(on, term_days) if after == "计时" else None
    if after == "停止":
        return stop(clock, on=on)
    if after == "暂停":
        return suspend(clock, on=on, reason=reason)
    return restart(clock, on=on, reason=reason) if before == "停止" else resume(clock, on=on)


def suspend(clock: CaseClock, *, on: date, reason: str) -> CaseClock:
    """Return the clock suspended from the end of this day; raises UserError when it does not run then."""
    _require_running(clock, on)
    return replace(clock, suspensions=(*clock.suspensions, Suspension(on, reason)))


def resume(clock: CaseClock, *, on: date) -> CaseClock:
    """Return the clock running again with the day after this one; raises UserError when it is not suspended."""
    open_since = clock.open_suspension
    if open_since is None:
        raise UserError("办理时限没有暂停", "", "无需恢复计时")
    if on < open_since.begun_on:
        raise UserError(
            "恢复计时的日期早于暂停的日期", f"暂停于 {open_since.begun_on}", "请核对日期", field="on"
        )
    ended = tuple(replace(one, ended_on=on) if one is open_since else one for one in clock.suspensions)
    return replace(clock, suspensions=ended)


def stop(clock: CaseClock, *, on: date) -> CaseClock:
    """Return the clock stopped for good at the end of this day, ending a suspension that still lasts."""
    if clock.stopped_on is not None:
        return clock
    if clock.open_suspension is not None:
        clock = resume(clock, on=on)
    return replace(clock, stopped_on=on)


def restart(clock: CaseClock, *, on: date, reason: str) -> CaseClock:
    """Return a stopped clock running again; the time in between is kept as a suspension with its reason."""
    if clock.stopped_on is None:
        return clock
    closed = Suspension(clock.stopped_on, reason, max(on, clock.stopped_on))
    return replace(clock, suspensions=(*clock.suspensions, closed), stopped_on=None)


def extension_left(clock: CaseClock, max_days: int) -> int:
    """Return how many working days the term may still be extended by; never negative."""
    return max(max_days - sum(extension.days for extension in clock.extensions), 0)


def extend(clock: CaseClock, *, on: date, days: int, reason: str, max_days: int) -> CaseClock:
    """Return the clock with a longer term; raises UserError above the office's maximum or without a reason."""
    _require_running(clock, on)
    left = extension_left(clock, max_days)
    if days < 1:
        raise UserError("延长的工作日数须大于零", f"填写的是 {days}", f"请填写 1 至 {left}", field="days")
    if days > left:
        raise UserError("延期超过上限", f"最多还可延长 {left} 个工作日", "请减少天数", field="days")
    if not reason.strip():
        raise UserError("延期没有写明理由", "", "请填写理由", field="reason")
    return replace(clock, extensions=(*clock.extensions, Extension(days, reason.strip(), on)))


def _require_running(clock: CaseClock, on: date) -> None:
    if clock.stopped_on is not None:
        raise UserError("办理时限已停止", f"停止于 {clock.stopped_on}", "如需继续，请先重新打开办件")
    if clock.open_suspension is not None:
        raise UserError("办理时限已暂停", clock.open_suspension.reason, "请先恢复计时")
    if on < clock.started_on:
        raise UserError("日期早于受理日", f"受理于 {clock.started_on}", "请核对日期", field="on")
