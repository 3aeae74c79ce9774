"""Names of items, in every spelling that people use, and the same names said with spaces."""

from __future__ import annotations

import random
import re
from pathlib import Path

from tool_router_training.pseudowords import pseudo_word
from tool_router_training.topics import read_lines
from tool_router_training.weighted import Weighted
from tool_router_training.word_lists import read_word_lists

PARTS = read_word_lists(Path(__file__).parents[1] / "pools" / "name_parts.txt")
VERBS, AGENTS, FOLDERS = PARTS["verbs"], PARTS["agents"], PARTS["folders"]
TYPE_WORDS = frozenset(PARTS["type_words"])
CLEAR = re.compile(r"[_\-.0-9/]|[a-z][A-Z]")
STYLES: Weighted[str] = Weighted(
    [
        ("snake", 58),
        ("kebab", 17),
        ("camel", 7),
        ("pascal", 4),
        ("dotted", 4),
        ("path", 3),
        ("upper", 1.2),
        ("mixed", 1.5),
        ("joined", 1),
    ]
)


class ItemIds:
    """Draws item ids."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        self._words = words
        self._written = [line for path in sorted(folder.glob("ids*.txt")) for line in read_lines(path)]

    def draw(self, rng: random.Random, clear: bool) -> str:
        """One id; a clear one shows by `_`, `-`, `.`, digits or inner capitals that it is an identifier."""
        while True:
            name = self._any(rng, clear)
            if not clear or CLEAR.search(name):
                return name

    def spoken(self, rng: random.Random) -> str:
        """An id said with spaces, two or three plain words; the item is these words joined by `_`."""
        while True:
            parts = [part for part in self._parts(rng) if part.isalpha() and part not in TYPE_WORDS]
            if 2 <= len(parts) <= 4:
                return " ".join(parts)

    def _any(self, rng: random.Random, clear: bool) -> str:
        if self._written and rng.random() < 0.35:
            return rng.choice(self._written)
        if not clear and rng.random() < 0.16:
            return self._one_word(rng)
        return spell(self._parts(rng), STYLES.pick(rng), rng)

    def _one_word(self, rng: random.Random) -> str:
        roll = rng.random()
        if roll < 0.3:
            return pseudo_word(rng)
        word = rng.choice(VERBS) + rng.choice(("", "", "er")) if roll < 0.5 else rng.choice(self._words)
        return word.capitalize() if rng.random() < 0.05 else word

    def _word(self, rng: random.Random) -> str:
        return pseudo_word(rng) if rng.random() < 0.1 else rng.choice(self._words)

    def _parts(self, rng: random.Random) -> list[str]:
        roll = rng.random()
        if roll < 0.3:
            parts = [rng.choice(VERBS), self._word(rng)]
            if rng.random() < 0.4:
                parts.append(self._word(rng))
        elif roll < 0.55:
            parts = [self._word(rng), rng.choice(AGENTS)]
        elif roll < 0.85:
            parts = [self._word(rng) for _ in range(rng.choice((2, 2, 2, 3)))]
        elif roll < 0.9:
            parts = [pseudo_word(rng) for _ in range(rng.choice((1, 2, 2, 3)))]
        else:
            parts = [
                self._word(rng),
                rng.choice(("to", "for", "from", "and", "by", "with", "on", "of")),
                self._word(rng),
            ]
        if rng.random() < 0.12:
            parts.append(_suffix(rng))
        return parts


def _suffix(rng: random.Random) -> str:
    roll = rng.random()
    if roll < 0.35:
        return f"v{rng.randint(1, 9)}"
    if roll < 0.6:
        return str(rng.randint(2019, 2028))
    if roll < 0.8:
        return str(rng.randint(1, 99))
    return rng.choice(("q1", "q2", "q3", "q4", "new", "old", "final", "tmp", "dev", "beta", "x", "00", "2fa", "3d"))


def spell(parts: list[str], style: str, rng: random.Random) -> str:
    """Join words as identifiers are written."""
    if style == "kebab":
        return "-".join(parts)
    if style == "camel":
        return parts[0] + "".join(part.capitalize() for part in parts[1:])
    if style == "pascal":
        return "".join(part.capitalize() for part in parts)
    if style == "dotted":
        return f"{parts[0]}." + "_".join(parts[1:]) if len(parts) > 1 else parts[0]
    if style == "path":
        return f"{rng.choice(FOLDERS)}/" + "_".join(parts)
    if style == "upper":
        return "_".join(parts).upper()
    if style == "mixed":
        return "-".join(parts[:1]) + "-" + "_".join(parts[1:]) if len(parts) > 1 else f"{parts[0]}_{rng.randint(1, 9)}"
    if style == "joined":
        return "".join(parts)
    return "_".join(parts)
