"""Draws from a weighted list in logarithmic time."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """A list whose items are drawn by weight."""

    def __init__(self, weighted: Iterable[tuple[T, float]]) -> None:
        pairs = list(weighted)
        self.items: list[T] = [item for item, _ in pairs]
        self._sums = list(accumulate(weight for _, weight in pairs))

    def pick(self, rng: random.Random) -> T:
        return self.items[bisect(self._sums, rng.random() * self._sums[-1], hi=len(self.items) - 1)]
