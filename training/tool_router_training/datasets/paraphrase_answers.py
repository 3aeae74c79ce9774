"""Keeps every answer of an endpoint in a file as it comes, so that nothing is paid for twice; counts what it costs."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from tool_router_training.datasets.chat_endpoint import ChatEndpoint
from tool_router_training.datasets.rows import BadSource, Problems, read_jsonl


@dataclass(slots=True)
class Cost:
    """Prices are those of a million tokens. What was found in the file costs nothing again, and is not counted."""

    price_in: float
    price_out: float
    most: float | None = None
    asked: int = 0
    found: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    drops: Counter[str] = field(default_factory=Counter)

    @property
    def spent(self) -> float:
        """In the currency of the prices."""
        return (self.tokens_in * self.price_in + self.tokens_out * self.price_out) / 1e6

    def drop(self, why: str) -> None:
        """Counts a dropped paraphrase by the kind of reason."""
        self.drops[" ".join(why.split()[:2])] += 1

    def told(self) -> str:
        """One line."""
        return (
            f"{self.asked} asked, {self.found} found from before, "
            f"{self.tokens_in:,} tokens sent, {self.tokens_out:,} received, cost {self.spent:.4f}"
        )

    def told_drops(self) -> str:
        """One line for each kind of reason."""
        return "".join(f"dropped {count}: {why} …\n" for why, count in self.drops.most_common())


class Answers:
    """A file of {key, text} lines. A line that was cut off by an interruption is asked for again."""

    def __init__(self, path: Path, cost: Cost) -> None:
        self.cost = cost
        self._path = path
        self._known: dict[str, str] = {}

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.is_file():
                for _, line in read_jsonl(self._path, Problems(strict=False)):
                    if (
                        isinstance(line, dict)
                        and isinstance(line.get("key"), str)
                        and isinstance(line.get("text"), str)
                    ):
                        self._known[line["key"]] = line["text"]
            self._file = self._path.open("a", encoding="utf-8")
            if self._path.stat().st_size:
                self._file.write("\n")  # after a line that was cut off
        except OSError as error:
            raise BadSource(f"{self._path} cannot be written: {error}.") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def find_or_ask(self, endpoint: ChatEndpoint, messages: list[dict[str, str]], seed: int, temperature: float) -> str:
        """@raises BadSource, also when the most that may be spent is spent"""
        asked = json.dumps([endpoint.model, messages, seed, temperature], ensure_ascii=False)
        key = hashlib.sha256(asked.encode()).hexdigest()[:24]
        if key in self._known:
            self.cost.found += 1
            return self._known[key]
        if self.cost.most is not None and self.cost.spent >= self.cost.most:
            raise BadSource(
                f"{self.cost.spent:.4f} is spent, as much as --most-cost allows. Raise it and start again to go on."
            )
        answer = endpoint.ask(messages, seed, temperature)
        self.cost.asked += 1
        self.cost.tokens_in += answer.tokens_in
        self.cost.tokens_out += answer.tokens_out
        self._known[key] = answer.text
        try:
            self._file.write(json.dumps({"key": key, "text": answer.text}) + "\n")
            self._file.flush()
        except OSError as error:
            raise BadSource(f"{self._path} cannot be written: {error}.") from error
        return answer.text
