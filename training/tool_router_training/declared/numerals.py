"""Numbers as requests say them: "12", "1,250.50", "seven", "2.5 million"; the twin of src/core/numerals.ts.

contract/golden/numerals.json holds both equal.
"""

from __future__ import annotations

import re

from tool_router_training.settings import NUMBER_WORDS
from tool_router_training.words import Word, space_words

SMALL = NUMBER_WORDS[:21]
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "dozen": 12}  # fmt: skip
MAGNITUDES = {"hundred": 100.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "billion": 1e9}
DECADES = range(20, 100, 10)
PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")
GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def read_numeral(text: str) -> float | None:
    """The number that a text says; None when it says none."""
    said = text.strip().lower()
    if PLAIN.fullmatch(said):
        return float(said)
    if GROUPED.fullmatch(said):
        return float(said.replace(",", ""))
    if said in SMALL:
        return float(SMALL.index(said))
    if said in TENS:
        return float(TENS[said])
    parts = re.split(r"[\s-]+", said)
    if len(parts) != 2 or not parts[1]:
        return None
    head = read_numeral(parts[0])
    if head is None:
        return None
    if parts[1] in MAGNITUDES:
        return float(f"{head * MAGNITUDES[parts[1]]:.12g}")
    unit = SMALL.index(parts[1]) if parts[1] in SMALL else 0
    return head + unit if head in DECADES and 0 < unit < 10 else None


def find_numerals(words: list[Word]) -> list[tuple[str, float]]:
    """Every number that two neighbouring words or one word say, the longer ones first: its words behind one space each."""
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    found: list[tuple[str, float]] = []
    for some in [*pairs, *([word] for word in words)]:
        value = read_numeral(" ".join(word.text for word in some))
        if value is not None:
            found.append((space_words(some), value))
    return found
