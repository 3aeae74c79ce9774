"""What people say for the values of a tool's arguments: lists, ranges, shared pools, and the words of enums."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tool_router_training.declared.made_values import MADE
from tool_router_training.settings import NUMBER_WORDS

POOLS = Path(__file__).parents[2] / "banks" / "tools" / "pools.txt"
RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)")


class Said(NamedTuple):
    """A value as typed and as it stands in the gold call; `copied` values are spans of the request."""

    text: str
    gold: Any
    copied: bool


class Choice(NamedTuple):
    """One value of an enum or boolean and the ways to say it."""

    gold: Any
    ways: tuple[str, ...]


Source = Callable[[random.Random], Said]
"""Draws one value."""


def read_choices(text: str, kind: str) -> tuple[Choice, ...]:
    """`metric = metric, celsius; imperial = imperial, °F`."""
    choices: list[Choice] = []
    for part in text.split(";"):
        name, _, ways = (piece.strip() for piece in part.partition("="))
        if not name:
            continue
        gold: Any = name.lower() == "true" if kind == "boolean" else name
        spoken = tuple(way.strip() for way in ways.split(",") if way.strip())
        choices.append(Choice(gold, spoken or (name.replace("_", " "),)))
    return tuple(choices)


def read_sources(text: str, kind: str) -> tuple[Source, ...]:
    """`@city; Kiel; Port Blair` or `1..20`. An argument without values draws from a general pool of its type."""
    sources: list[Source] = []
    plain: list[str] = []
    for part in (piece.strip() for piece in text.split(";")):
        bounds = RANGE.fullmatch(part)
        if not part:
            continue
        if bounds:
            sources += [_numbers(bounds[1], bounds[2], kind)] * 2
        elif part.startswith("@") and " " not in part:
            sources += [_pool(part[1:], kind)] * 3
        else:
            plain.append(part)
    if kind != "string":
        plain = [word for word in plain if re.fullmatch(r"-?\d+(\.\d+)?", word)]
    if plain:
        sources += [lambda rng: _typed(rng.choice(plain), kind)] * (2 if sources else 1)
    if not sources:
        sources.append(_pool("topic", kind) if kind == "string" else _numbers("1", "100", kind))
    return tuple(sources)


def join_list(values: list[Said], rng: random.Random, mark: str = "") -> str:
    """Several values as people list them, each between `mark`s."""
    texts = [f"{mark}{value.text}{mark}" for value in values]
    style = rng.random()
    if len(texts) == 1:
        return texts[0]
    if style < 0.5:
        return f"{', '.join(texts[:-1])} and {texts[-1]}"
    if style < 0.75:
        return ", ".join(texts)
    if style < 0.83 and all(re.fullmatch(r"-?[\d.]+", text) for text in texts):
        return f"[{', '.join(texts)}]"
    return " and ".join(texts)


@cache
def _shared() -> dict[str, list[str]]:
    pools: dict[str, list[str]] = {}
    if POOLS.is_file():
        for line in POOLS.read_text(encoding="utf-8").splitlines():
            name, sign, values = line.partition(" : ")
            if sign and name.startswith("@"):
                words = [value.strip() for value in values.split(";") if value.strip()]
                pools.setdefault(name[1:].strip(), []).extend(words)
    return pools


def _pool(name: str, kind: str) -> Source:
    def draw(rng: random.Random) -> Said:
        made = MADE.get(name)
        if made:
            return _typed(made(rng), kind)
        values = _shared().get(name) or _shared().get("topic") or [name]
        return _typed(rng.choice(values), kind)

    return draw


def _typed(text: str, kind: str) -> Said:
    if kind == "string":
        return Said(text, text, True)
    plain = re.sub(r"[^\d.-]", "", text) or "1"
    return Said(plain, read_number(plain), True)


def read_number(text: str) -> int | float:
    """ "1,250" → 1250, "2.50" → 2.5, "seven" → 7."""
    if text.lower() in NUMBER_WORDS:
        return NUMBER_WORDS.index(text.lower())
    value = float(text.replace(",", ""))
    return int(value) if value.is_integer() else value


def _numbers(low: str, high: str, kind: str) -> Source:
    first, last = float(low), float(high)
    places = max(len(bound.partition(".")[2]) for bound in (low, high))

    def draw(rng: random.Random) -> Said:
        value = rng.uniform(first, last)
        if kind == "integer" or (places == 0 and rng.random() < 0.75) or rng.random() < 0.25:
            whole = round(value)
            if abs(whole) > 30 and rng.random() < 0.5:
                step = 10 ** (len(str(abs(whole))) - rng.choice((1, 2)))
                whole = max(1, round(whole / step)) * step
            whole = min(max(whole, int(first)), int(last)) if kind == "integer" else whole
            return Said(_spell(whole, rng), whole, True)
        text = f"{value:.{max(1, min(places or 1, 4))}f}"
        return Said(text, read_number(text), True)

    return draw


def _spell(value: int, rng: random.Random) -> str:
    if 0 < value <= 20 and rng.random() < 0.12:
        return NUMBER_WORDS[value]
    if value >= 1_000_000 and value % 100_000 == 0 and rng.random() < 0.4:
        return f"{value / 1e6:g} million"
    if value >= 1000 and rng.random() < 0.25:
        return f"{value:,}"
    return str(value)
