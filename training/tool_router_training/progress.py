"""Tells the caller how training goes: one JSON object a line on stdout (and in a file), words for people on stderr."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Literal

Event = Literal["start", "step", "validation", "checkpoint", "done", "error"]


class Progress:
    """Writes events; times are in seconds, `eta_s` from the steps of this process."""

    def __init__(self, total: int, first: int = 0, log: Path | None = None) -> None:
        self.total = total
        self._log = log
        self._first = first
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since this process began to train."""
        return time.monotonic() - self._began

    def tell(self, event: Event, step: int, **more: object) -> None:
        """One line: event, step, total, seconds, eta_s and what else is known."""
        seconds = self.seconds
        done = step - self._first
        eta = seconds / done * (self.total - step) if done > 0 else None
        known = {
            "event": event,
            "step": step,
            "total": self.total,
            "seconds": round(seconds, 1),
            "eta_s": None if eta is None else round(eta),
            **more,
        }
        write_event(known)
        if self._log:
            with self._log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(known, ensure_ascii=False) + "\n")


def write_event(event: dict[str, object]) -> None:
    """One JSON line on stdout."""
    sys.stdout.write(json.dumps(event, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """A line for people, on stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def fail(words: str) -> int:
    """Ends a recipe: an error event, one sentence on stderr, and the exit status 1."""
    write_event({"event": "error", "message": words})
    say(words)
    return 1
