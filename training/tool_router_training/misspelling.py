"""Typing errors in plain words."""

from __future__ import annotations

import random
import re

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {row[at]: row[max(at - 1, 0) : at] + row[at + 1 : at + 2] for row in KEYBOARD for at in range(len(row))}
WORD = re.compile(r"[A-Za-z]{3,}")


def misspell(text: str, rng: random.Random) -> str:
    """One error in one of the longer words; a topic is copied as it was typed."""
    spots = list(WORD.finditer(text))
    if not spots:
        return text
    match = rng.choice(spots)
    return text[: match.start()] + mistype_word(match.group(), rng) + text[match.end() :]


def mistype_word(word: str, rng: random.Random) -> str:
    """Swap, drop, double or miss one letter; the first one seldom."""
    kind = rng.random()
    if kind < 0.05:
        return word[1] + word[0] + word[2:]
    at = rng.randrange(1, len(word) - 1)
    if kind < 0.4:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind < 0.7:
        return word[:at] + word[at + 1 :]
    if kind < 0.85:
        return word[:at] + word[at] + word[at:]
    return word[:at] + rng.choice(NEIGHBOURS.get(word[at].lower()) or word[at]) + word[at + 1 :]
