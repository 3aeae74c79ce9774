"""A request in pieces, with the arguments that its words set."""

from __future__ import annotations

from typing import NamedTuple

from tool_router_training.settings import Value


class Piece(NamedTuple):
    """A stretch of the request; noise leaves copied ones alone."""

    text: str
    copied: bool


class Filled:
    """What is known so far about one request."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.arguments: dict[str, Value] = {}
        self.typed: dict[str, str] = {}

    def say(self, text: str) -> None:
        self.pieces.append(Piece(text, False))

    def copy(self, text: str) -> None:
        self.pieces.append(Piece(text, True))

    def set(self, argument: str, value: Value, typed: str) -> None:
        if argument in self.arguments:
            raise ValueError(f"{argument} is set twice")
        self.arguments[argument] = value
        self.typed[argument] = typed
