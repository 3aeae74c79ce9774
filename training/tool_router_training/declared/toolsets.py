"""Draws sets of declared tools and requests to them: tools renamed, arguments left out, distractors mixed in."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from tool_router_training.declared.named_requests import joined, opening, pair, words_of
from tool_router_training.declared.offering import Offered, offer
from tool_router_training.declared.tool_banks import Argument, BankTool, Saying
from tool_router_training.declared.values import Said, join_list
from tool_router_training.noise import roughen
from tool_router_training.phrases import expand
from tool_router_training.request_parts import Piece

Split = Literal["train", "valid"]
Thing = TypeVar("Thing")

SIZES = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12), (10, 8, 9, 10, 12, 12, 11, 11, 10, 7)
"""How many tools a set has, and how often. Requests to eight tools or more were the ones most often missed."""


@dataclass(frozen=True, slots=True)
class Row:
    """A request to a set. `call` None: no tool fits. `values` are the arguments in declared names, each as parts to write."""

    request: str
    call: str | None
    values: dict[str, list[Said]]
    lists: frozenset[str]
    missing: str | None = None


def part_of(things: Sequence[Thing], split: Split) -> list[Thing]:
    """Every eleventh is held out: it is in `valid` only."""
    return [thing for number, thing in enumerate(things) if (number % 11 == 5) == (split == "valid")]


class Toolsets:
    """All tools by domain, and ways to draw from them. Held-out tools (every eleventh) appear in `valid` only."""

    def __init__(self, tools: Sequence[BankTool], nothings: Sequence[str], split: Split) -> None:
        kept = part_of(tools, split)
        self.by_domain: dict[str, list[BankTool]] = defaultdict(list)
        for tool in kept:
            self.by_domain[tool.domain].append(tool)
        self.domains = sorted(self.by_domain)
        self.domain_nothings = {
            domain: [line for tool in own for line in tool.nothings] for domain, own in self.by_domain.items()
        }
        self.all = kept
        self.nothings = part_of(nothings, split)

    def draw(self, rng: random.Random) -> list[Offered]:
        """One set of 1 to 12 tools, shuffled: those of one server, or of several as a person connects them."""
        size = min(rng.choices(*SIZES)[0], len(self.all))
        chosen: list[BankTool] = []
        while len(chosen) < size:
            own = [tool for tool in self.by_domain[rng.choice(self.domains)] if tool not in chosen]
            left = size - len(chosen)
            # A first server that fills the set offers near siblings, which are the hardest to tell apart.
            wanted = left if not chosen and rng.random() < 0.5 else rng.randint(1, left)
            chosen += rng.sample(own, min(len(own), wanted))
        rng.shuffle(chosen)
        style = rng.random()
        offered: list[Offered] = []
        for tool in chosen:
            one = offer(tool, style, rng)
            if all(one.name != other.name for other in offered):
                offered.append(one)
        return offered

    def ask(self, offered: Sequence[Offered], rng: random.Random) -> Row | None:
        """One request to a set; None when the phrase drawn does not suit it."""
        roll = rng.random()
        if roll < 0.14:
            return named_row(rng.choice(offered), rng)
        if roll < 0.69:
            return _row(pick := rng.choice(offered), rng.choice(pick.tool.sayings), rng, wanted=False)
        if roll < 0.76:
            askable = [one for one in offered if one.tool.askings]
            if not askable:
                return None
            one = rng.choice(askable)
            return _row(one, rng.choice(one.tool.askings), rng, wanted=True)
        return self._nothing(offered, rng)

    def _nothing(self, offered: Sequence[Offered], rng: random.Random) -> Row | None:
        roll = rng.random()
        if roll < 0.16 and self.nothings:
            line = rng.choice(self.nothings)
            return Row(roughen([Piece(line, False)], rng), None, {}, frozenset())
        domains = {one.tool.domain for one in offered}
        domain = rng.choice(sorted(domains))
        # What no tool of the domain does, one of another might.
        if roll < 0.5 and len(domains) == 1 and (lines := self.domain_nothings[domain]):
            out: list[Any] = []
            expand(rng.choice(lines), rng, out)
            return Row(roughen([Piece(part, False) for part in out], rng), None, {}, frozenset())
        if roll < 0.55:
            pool = [tool for tool in self.by_domain[domain] if tool not in [one.tool for one in offered]]
        else:
            pool = [tool for tool in rng.choices(self.all, k=6) if tool.domain not in domains]
        if not pool:
            return None
        stranger = rng.choice(pool)
        drawn = _draw(rng.choice(stranger.sayings), stranger, None, rng)
        return Row(roughen(drawn[0], rng), None, {}, frozenset()) if drawn else None


def _row(one: Offered, saying: Saying, rng: random.Random, *, wanted: bool) -> Row | None:
    drawn = _draw(saying, one.tool, one.names, rng)
    if drawn is None:
        return None
    row = _written(one, *drawn, rng)
    return row if wanted == (row.missing is not None) else None


def named_row(one: Offered, rng: random.Random) -> Row:
    """A request that names its arguments, in any order; now and then without one that is needed."""
    declared = [argument for argument in one.tool.arguments if argument.name in one.names]
    chosen = [argument for argument in declared if argument.required or rng.random() < 0.6]
    if chosen and rng.random() < 0.08:
        chosen.remove(rng.choice(chosen))
    rng.shuffle(chosen)
    values = {argument.name: _say(argument, rng) for argument in chosen}
    pairs: list[list[Piece]] = []
    for argument in chosen:
        label = words_of(one.names[argument.name] if rng.random() < 0.5 else rng.choice(argument.names))
        pairs.append(pair(argument, label, values[argument.name], _text(argument, values[argument.name], rng), rng))
    return _written(one, joined(opening(one.tool, one.name, rng), pairs, rng), values, rng)


def _written(one: Offered, pieces: list[Piece], values: dict[str, list[Said]], rng: random.Random) -> Row:
    """The row of what was said; it asks for the first needed argument that was not."""
    lists = frozenset(
        one.names[argument.name] for argument in one.tool.arguments if argument.many and argument.name in one.names
    )
    named = {one.names[name]: said for name, said in values.items()}
    unsaid = [argument.name for argument in one.tool.arguments if argument.required and argument.name not in values]
    return Row(roughen(pieces, rng), one.name, named, lists, one.names[unsaid[0]] if unsaid else None)


def _draw(
    saying: Saying, tool: BankTool, names: dict[str, str] | None, rng: random.Random
) -> tuple[list[Piece], dict[str, list[Said]]] | None:
    """Pieces of a request and the values said; None when it says an argument that is not declared (`names`)."""
    out: list[Any] = []
    expand(saying.nodes, rng, out)
    values: dict[str, list[Said]] = {}
    for name, gold in saying.implied.items():
        golds = gold if isinstance(gold, list) else [gold]
        values[name] = [Said("", one, False) for one in golds]
    pieces: list[Piece] = []
    for part in out:
        if isinstance(part, str):
            pieces.append(Piece(part, False))
            continue
        argument = tool.argument(part.name)
        if argument is None or (part.name in values and values[part.name][0].text):
            return None
        said = _say(argument, rng)
        values[part.name] = said
        pieces.append(Piece(_text(argument, said, rng), said[0].copied))
    if names is not None and not values.keys() <= names.keys():
        return None
    return pieces, values


def _text(argument: Argument, said: list[Said], rng: random.Random) -> str:
    """The values as typed; now and then between quotes, which are no part of them."""
    quoted = argument.kind == "string" and said[0].copied and rng.random() < 0.1
    mark = rng.choice("''\"\"`") if quoted else ""
    return join_list(said, rng, '"' if mark == "'" and any("'" in one.text for one in said) else mark)


def _say(argument: Argument, rng: random.Random) -> list[Said]:
    count = (
        rng.choice((1, 2, 2, 3, 3, 4))
        if argument.many and argument.kind == "string"
        else rng.choice((2, 3, 3, 4, 5))
        if argument.many
        else 1
    )
    if argument.choices:
        picked = rng.sample(argument.choices, min(count, len(argument.choices)))
        return [Said(rng.choice(choice.ways), choice.gold, False) for choice in picked]
    said = [rng.choice(argument.sources)(rng) for _ in range(count)]
    unique = {one.text: one for one in said} if argument.kind == "string" else None
    return list(unique.values()) if unique else said
