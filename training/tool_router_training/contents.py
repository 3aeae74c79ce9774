"""What a person writes into an item: a sentence or a short note."""

from __future__ import annotations

import random
from pathlib import Path

from tool_router_training.topics import Topics, read_lines

FRAMES = (
    "{A} is in the {B}",
    "{A}: {N}",
    "The {A} changes every {N} days.",
    "Ask {P} about the {A}",
    "{A} and {B}",
    "Always check the {A} before the {B}.",
    "No {A} without {B}",
    "{P} keeps the {A}",
    "We decided on {A}, not {B}.",
    "{A} moved to {D}",
    "{N} {A}",
    "On {D} the {A} was replaced.",
    "print({N})",
    "The {A} costs {N} euros",
    "TODO: {A}",
)
PEOPLE = ("Ines", "Tomasz", "the night shift", "Mrs Okafor", "our supplier", "Bo", "legal", "the front desk")
DAYS = ("Monday", "4 May", "Friday morning", "the first of June", "2031-02-11", "week 7")
WRITTEN = 0.5


class Contents:
    """Written sentences of `sentences.txt`, and frames filled with topics."""

    def __init__(self, folder: Path, topics: Topics) -> None:
        self._written = read_lines(folder / "sentences.txt")
        self._topics = topics

    def draw(self, rng: random.Random) -> str:
        """One content, one line."""
        if rng.random() < WRITTEN:
            return rng.choice(self._written)
        return rng.choice(FRAMES).format(
            A=self._topics.draw(rng),
            B=self._topics.draw(rng),
            N=rng.choice((2, 3, 5, 12, 14, 30, 48, 120)),
            P=rng.choice(PEOPLE),
            D=rng.choice(DAYS),
        )
