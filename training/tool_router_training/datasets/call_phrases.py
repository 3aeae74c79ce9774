"""Says a call in words: the tool's name or description as a verb phrase, then its arguments."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from typing import Any

from tool_router_training.noise import roughen
from tool_router_training.request_parts import Piece

LONGEST_VALUE = 120
LONGEST_PHRASE_WORDS = 9
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def say_call(call: Mapping[str, Any], tool: Mapping[str, Any], rng: random.Random, *, without: str = "") -> str | None:
    """One request, `without` leaves an argument unsaid. None when a value is nothing that a person types in a sentence."""
    names = [name for name in call["arguments"] if name != without]
    required = [name for name in tool["inputSchema"].get("required", []) if name in names]
    others = [name for name in names if name not in required]
    rng.shuffle(others)
    pieces = [Piece(_phrase(tool, rng), False)]
    for number, name in enumerate([*required, *others]):
        said = _say_argument(name, call["arguments"][name], rng, bare=number == 0 and name in required)
        if said is None:
            return None
        pieces += said
    return roughen(pieces, rng)


def words_of(name: str) -> str:
    """A snake_case or camelCase name in words."""
    return " ".join(word.lower() for word in _WORD.findall(name)) or name


def _phrase(tool: Mapping[str, Any], rng: random.Random) -> str:
    by_name = words_of(tool["name"])
    first = re.split(r"[.;:,(\n]", tool["description"], maxsplit=1)[0].strip()
    words = first.split()
    if not 2 <= len(words) <= LONGEST_PHRASE_WORDS or rng.random() < 0.45:
        roll = rng.random()
        return by_name if roll < 0.8 else f"use {tool['name']}" if roll < 0.9 else f"call {tool['name']}"
    return " ".join([words[0].lower(), *words[1:]])


def _say_argument(name: str, value: Any, rng: random.Random, bare: bool) -> list[Piece] | None:
    label = words_of(name)
    if isinstance(value, bool):
        ways = (f", {label}", f" with {label}", f", {label} on") if value else (f", not {label}", f", {label} off")
        return [Piece(rng.choice(ways), False)]
    text = _as_text(value)
    if text is None:
        return None
    if bare and rng.random() < 0.6:
        before, after = rng.choice(((" ", ""), (" ", ""), (': "', '"'), (": ", ""), (" for ", "")))
    else:
        before, after = rng.choice(
            (
                (f" with {label} ", ""),
                (f", {label} ", ""),
                (f", {label}: ", ""),
                (f" {label}=", ""),
                (f' with {label} "', '"'),
            )
        )
    return (
        [Piece(before, False), Piece(text, True), Piece(after, False)]
        if after
        else [Piece(before, False), Piece(text, True)]
    )


def _as_text(value: Any) -> str | None:
    if isinstance(value, list) and value and all(isinstance(one, str | int | float) for one in value):
        value = " and ".join([", ".join(map(str, value[:-1])), str(value[-1])] if len(value) > 1 else [str(value[0])])
    elif isinstance(value, dict | list) and value:
        value = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str | int | float):
        return None
    text = str(value).strip()
    return text if text and "\n" not in text and len(text) <= LONGEST_VALUE else None
