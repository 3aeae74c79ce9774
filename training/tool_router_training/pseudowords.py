"""Words that no vocabulary holds, so that copying is learnt by place and not by heart."""

from __future__ import annotations

import random
from pathlib import Path

from tool_router_training.word_lists import read_word_lists

SYLLABLES = read_word_lists(Path(__file__).parents[1] / "lexicon" / "syllables.txt")
ONSETS, VOWELS, CODAS = SYLLABLES["onsets"], SYLLABLES["vowels"], ["", "", "", *SYLLABLES["codas"]]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
HEX = "0123456789abcdef"


def pseudo_word(rng: random.Random) -> str:
    """A pronounceable word of one to three syllables; now and then an acronym or a code."""
    roll = rng.random()
    if roll < 0.06:
        return "".join(rng.choices(LETTERS, k=rng.randint(2, 5)))
    if roll < 0.08:
        return rng.choice(LETTERS) + "".join(rng.choices(HEX, k=rng.randint(3, 6)))
    word = "".join(
        rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(rng.choice((1, 2, 2, 2, 3)))
    )
    return word if len(word) > 2 else word + rng.choice(LETTERS)
