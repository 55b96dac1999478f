"""Counts how far a long piece of work is, tells it now and then, and ends it where nobody wants it any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from models.errors import UserError

Proceed = Callable[[int, int], bool]
Item = TypeVar("Item")

# Told more often than this nobody could read it, and telling costs a change of threads.
TOLD_TIMES = 250


class StoppedWork(UserError):
    """The officer stopped the work; what it had begun is taken back."""


class Gauge:
    """`proceed(done, total)` hears how far the work is, and ends it by saying no. Without it nothing is told.

    `each` is how much counts as one, such as the bytes of a megabyte; `stopped` is what the officer is told then.
    """

    def __init__(self, proceed: Proceed | None = None, *, each: int = 1, stopped: str = "已停止") -> None:
        self._proceed, self._each, self._stopped = proceed, each, stopped
        self._done = self._total = self._next = 0

    @property
    def listened_to(self) -> bool:
        """Tell whether anybody hears it; else the work need not be cut into pieces."""
        return self._proceed is not None

    def expect(self, amount: int) -> None:
        """So much more is to be done."""
        self._total += amount

    def add(self, amount: int = 1) -> None:
        """So much more is done; raises StoppedWork when it should not go on."""
        self._done += amount
        if self._done >= self._next:
            self._next = self._done + max(self._total // TOLD_TIMES, 1)
            self.look()

    def look(self) -> None:
        """Tell how far it is; raises StoppedWork when it should not go on."""
        if not self.wanted():
            raise StoppedWork(self._stopped)

    def wanted(self) -> bool:
        """Tell how far it is, and whether it should go on."""
        if self._proceed is None:
            return True
        return self._proceed(self._done // self._each, -(-self._total // self._each))

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items, each of which counts as one once the next is asked for."""
        for item in items:
            yield item
            self.add()
