"""Requests that name their arguments: "book table, guests 4, restaurant = Sole, date of May 3". Any order, any subset, any tool.

The banks' own requests say arguments in the few orders that their writers thought of; these make a model read the names.
"""

from __future__ import annotations

import random
import re

from tool_router_training.declared.tool_banks import Argument, BankTool
from tool_router_training.declared.values import Said
from tool_router_training.request_parts import Piece

TRUTHS = {True: ("true", "yes", "on"), False: ("false", "no", "off")}
PAIRS = ("{name} {value}", "{name} {value}", "{name} of {value}", "{name}: {value}", "{name} = {value}", "{name} is {value}", "{name} as {value}", "{value} as {name}", "{value} for {name}", "a {name} of {value}", "the {name} {value}", "{name} set to {value}")  # fmt: skip
FIRST_JOINS = (" with ", " with ", " for ", ", ", ": ", " using ", " - ", " where ", " given ")
JOINS = ((", ", " and "), (", ", ", "), (" and ", " and "), ("; ", "; "), (", ", ", and "), (" with ", " and "))


def opening(tool: BankTool, declared: str, rng: random.Random) -> str:
    """What is wanted: the words of a name, or what a description says."""
    roll = rng.random()
    if roll < 0.45:
        return words_of(declared if rng.random() < 0.6 else rng.choice(tool.names))
    sentence = re.split(r"(?<=[a-z])[.,;(] ?", rng.choice(tool.descriptions))[0].strip()
    if not sentence or len(sentence) > 80:
        return words_of(declared)
    first, _, rest = sentence.partition(" ")
    plain = re.sub(r"(?<=[a-z]{2})s$", "", first.lower()) if first.endswith("s") and not first.endswith("ss") else first.lower()  # fmt: skip
    return f"{plain} {rest}".strip()


def words_of(name: str) -> str:
    """ferry.getDepartures → ferry get departures."""
    return re.sub(r"[^A-Za-z0-9]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).lower().strip()


def pair(argument: Argument, label: str, said: list[Said], text: str, rng: random.Random) -> list[Piece]:
    """One argument by name; a truth value is said plainly."""
    if argument.kind == "boolean" and not argument.many:
        text = rng.choice(TRUTHS[bool(said[0].gold)])
    form = rng.choice(PAIRS)
    before, _, after = form.format(name=label, value="\0").partition("\0")
    return [Piece(before, False), Piece(text, said[0].copied), Piece(after, False)]


def joined(head: str, pairs: list[list[Piece]], rng: random.Random) -> list[Piece]:
    """The opening, then the pairs, with one way to join them."""
    between, last = rng.choice(JOINS)
    pieces = [Piece(head, False)]
    for number, parts in enumerate(pairs):
        join = rng.choice(FIRST_JOINS) if number == 0 else last if number == len(pairs) - 1 else between
        pieces += [Piece(join, False), *parts]
    return pieces
