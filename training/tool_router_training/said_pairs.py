"""Parameters as people type them."""

from __future__ import annotations

import random
import re

from tool_router_training.request_parts import Filled
from tool_router_training.settings import FLAGS, Pair, draw_pair

PROPER = re.compile(r"[A-Z]\w+(?: [A-Z&]\w*)+")


def say_pairs(filled: Filled, after_name: bool, rng: random.Random) -> list[Pair]:
    """Say one to three parameters in one style: `key=value`, `--key value`, `key: value` or plain words."""
    count = rng.choice((1, 1, 1, 2, 2, 3))
    roll = rng.random()
    style = "equals" if roll < 0.42 else "flags" if roll < 0.66 else "colon" if roll < 0.74 else "words"
    if style == "words" and after_name:
        style = "equals"
    pairs: list[Pair] = []
    for number in range(count):
        pair = new_pair({one.key for one in pairs}, rng)
        if number:
            last = number == count - 1
            filled.say(
                " "
                if style == "flags"
                else rng.choice(
                    (", ", " and ", " ") if last and style == "equals" else (" and ", ", ") if last else (", ",)
                )
            )
        if style == "flags" and rng.random() < 0.25:
            pair = Pair(rng.choice(FLAGS), "", True)
            if pair.key in {one.key for one in pairs}:
                pair = new_pair({one.key for one in pairs}, rng)
        pairs.append(pair)
        filled.say("--" if style == "flags" else "")
        filled.copy(pair.key)
        if pair.typed:
            filled.say(
                {"equals": "=", "colon": ": ", "words": rng.choice((" ", " ", " ", " to ", " = ", " as "))}.get(style)
                or rng.choice((" ", " ", "="))
            )
            copy_value(filled, pair, rng)
        else:
            pairs[-1] = Pair(pair.key, pair.key, True)
    return pairs


def copy_value(filled: Filled, pair: Pair, rng: random.Random) -> None:
    """The value of a pair, in quotes where it has spaces; a proper name says by its capitals where it ends."""
    spaced = " " in pair.typed and not (PROPER.fullmatch(pair.typed) and rng.random() < 0.7)
    quote = rng.choice('""\'') if spaced else '"' if isinstance(pair.value, str) and rng.random() < 0.05 else ""
    if quote:
        filled.say(quote)
    filled.copy(pair.typed)
    if quote:
        filled.say(quote)


def new_pair(taken: set[str], rng: random.Random) -> Pair:
    """A pair with a key of its own."""
    while True:
        pair = draw_pair(rng, one_word=rng.random() < 0.6)
        if pair.key not in taken:
            return pair
