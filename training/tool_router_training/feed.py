"""Makes batches in a process of its own, so that training never waits for data."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import queue
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from tool_router_training.batches import Batch, Counts, batches, encode_rows
from tool_router_training.tokenizer import NanoTokenizer

AHEAD = 16
PATIENCE_S = 300.0


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """What the batches are made from; `skip` batches are made and thrown away, to continue a run."""

    tokenizer: Path
    seed: int
    budget: int
    skip: int = 0
    rows: Path | None = None
    """A person's own rows, mixed in."""
    rows_share: float = 0.0


class Feed:
    """Batches from a worker process, in order. Use as a context."""

    def __init__(self, plan: FeedPlan) -> None:
        context = multiprocessing.get_context("spawn")
        self._queue: Any = context.Queue(AHEAD)
        self._worker = context.Process(target=_work, args=(plan, self._queue), daemon=True)
        self.counts = Counts()

    def __enter__(self) -> Feed:
        self._worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.terminate()
        self._worker.join(5)

    def __next__(self) -> Batch:
        while True:
            try:
                batch, rows, dropped = self._queue.get(timeout=PATIENCE_S if self._worker.is_alive() else 1)
            except queue.Empty:
                if self._worker.is_alive():
                    continue
                raise RuntimeError(
                    "The process that makes training rows has ended; its last words stand above."
                ) from None
            self.counts = Counts(rows, dropped)
            return Batch(*batch)

    def __iter__(self) -> Iterator[Batch]:
        return self


def _work(plan: FeedPlan, out: Any) -> None:
    from tool_router_training.datasets.kiwi import generate
    from tool_router_training.own_rows import mix, read_own_rows

    if hasattr(os, "nice"):
        os.nice(5)
    tokenizer = NanoTokenizer.load(plan.tokenizer)
    counts = Counts()
    rows = generate(plan.seed, "train")
    if plan.rows:
        rows = mix(rows, read_own_rows(plan.rows)[0], plan.rows_share, plan.seed)
    made = batches(encode_rows(rows, tokenizer, counts), tokenizer.pad, plan.budget, plan.seed)
    for batch in itertools.islice(made, plan.skip, None):
        out.put((tuple(batch), counts.rows, counts.dropped))
