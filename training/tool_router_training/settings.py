"""Settings of a run: environments, versions, parameter pairs, project types, categories."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tool_router_training import named_values
from tool_router_training.pseudowords import pseudo_word
from tool_router_training.weighted import Weighted
from tool_router_training.word_lists import read_word_lists

Value = str | int | float | bool
NUMBER_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
LISTS = read_word_lists(Path(__file__).parents[1] / "pools" / "settings.txt")
COMMON_ENVIRONMENTS = {
    "staging": 26,
    "production": 22,
    "prod": 14,
    "dev": 12,
    "qa": 6,
    "development": 5,
    "test": 4,
    "uat": 3,
    "sandbox": 3,
    "preprod": 2,
}
ENVIRONMENTS: Weighted[str] = Weighted(
    [*COMMON_ENVIRONMENTS.items(), *((name, 0.6) for name in LISTS["rare_environments"])]
)
PROJECT_TYPES, CATEGORIES, PEOPLE = LISTS["project_types"], LISTS["categories"], LISTS["people"]
HOSTS, WORDS, SMALL, FLAGS = LISTS["hosts"], LISTS["phrases"], LISTS["small_words"], LISTS["flags"]
BY_KEY = [(key, name.removesuffix("_keys")) for name, keys in LISTS.items() if name.endswith("_keys") for key in keys]


class Pair(NamedTuple):
    """A parameter; `typed` is its value as the person types it."""

    key: str
    typed: str
    value: Value


def draw_version(rng: random.Random) -> str:
    """As typed, with or without a leading v."""
    major, minor, patch = (
        rng.choice((0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 7, 10, 12, 2024)),
        rng.randint(0, 20),
        rng.randint(0, 12),
    )
    roll = rng.random()
    text = (
        f"{major}.{minor}.{patch}"
        if roll < 0.75
        else f"{major}.{minor}"
        if roll < 0.92
        else f"{major}.{minor}.{patch}-{rng.choice(('beta', 'rc1', 'rc.2', 'alpha', 'dev'))}"
    )
    return f"v{text}" if rng.random() < 0.15 else text


def draw_pair(rng: random.Random, one_word: bool) -> Pair:
    """One parameter; with `one_word` its value has no space."""
    if rng.random() < 0.06:
        key, kind = pseudo_word(rng), rng.choice(list(VALUES))
    else:
        key, kind = rng.choice(BY_KEY)
    if kind == "phrase" and one_word:
        kind = "word"
    if kind == "name" and one_word:
        return Pair(key, *[named_values.surname(rng)] * 2)
    typed = VALUES[kind](rng)
    return Pair(key, typed, read_value(typed))


def read_value(typed: str) -> Value:
    """Numbers and truth values are typed, everything else is text."""
    if re.fullmatch(r"-?(0|[1-9]\d*)", typed):
        return int(typed)
    if re.fullmatch(r"-?(0|[1-9]\d*)\.\d+", typed):
        return float(typed)
    return typed == "true" if typed in ("true", "false") else typed


def _url(rng: random.Random) -> str:
    tail = rng.choice(
        (
            "",
            "",
            f"/{pseudo_word(rng)}",
            f"/v{rng.randint(1, 3)}/{rng.choice(SMALL)}",
            f"/{rng.choice(SMALL)}/{rng.randint(1, 999)}",
            f"/{rng.choice(SMALL)}.html",
        )
    )
    scheme = rng.choice(("https://", "https://", "https://", "http://", ""))
    return f"{scheme}{rng.choice(HOSTS[:4] + HOSTS[5:] if not scheme else HOSTS)}{tail}"


def _path(rng: random.Random) -> str:
    stem = rng.choice(
        (rng.choice(SMALL), pseudo_word(rng), f"{pseudo_word(rng)}_{rng.randint(1, 2030)}", rng.choice(CATEGORIES))
    )
    name = f"{stem}.{rng.choice(LISTS['extensions'])}"
    return rng.choice(
        (
            name,
            name,
            f"./{name}",
            f"data/{name}",
            f"/tmp/{name}",
            f"~/{rng.choice(CATEGORIES)}/{name}",
            f"out/{stem}",
            f"/var/log/{stem}",
        )
    )


def _real(rng: random.Random) -> str:
    return rng.choice((str(rng.randint(1, 999) / 1000), f"{rng.randint(0, 20)}.{rng.randint(1, 9)}", "0.5", "0.001"))


def _word(rng: random.Random) -> str:
    roll = rng.random()
    word = (
        rng.choice(SMALL)
        if roll < 0.5
        else rng.choice(PEOPLE)
        if roll < 0.6
        else rng.choice(CATEGORIES)
        if roll < 0.75
        else pseudo_word(rng)
    )
    return word.capitalize() if rng.random() < 0.1 else word


VALUES: dict[str, Callable[[random.Random], str]] = {
    "url": _url,
    "path": _path,
    "email": lambda rng: (
        f"{rng.choice(PEOPLE)}{rng.choice(('', '.' + pseudo_word(rng), str(rng.randint(1, 99))))}@{rng.choice(HOSTS[:4])}"
    ),
    "count": lambda rng: str(
        rng.choice(
            (
                rng.randint(1, 20),
                rng.randint(1, 20),
                rng.randint(10, 500),
                rng.choice((100, 800, 1024, 1080, 1920, 2024, 8080, 5000)),
            )
        )
    ),
    "real": _real,
    "signed": lambda rng: (
        f"-{rng.randint(1, 180)}"
        if rng.random() < 0.4
        else f"{rng.choice(('', '-'))}{rng.randint(0, 179)}.{rng.randint(1, 9999)}"
    ),
    "date": lambda rng: (
        f"{rng.randint(2015, 2028)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        if rng.random() < 0.8
        else rng.choice(("today", "yesterday", "monday", "tomorrow", "2024-Q3", "march"))
    ),
    "truth": lambda rng: rng.choice(("true", "false")),
    "word": _word,
    "name": named_values.name,
    "code": named_values.code,
    "month": named_values.month,
    "amount": named_values.amount,
    "phrase": lambda rng: rng.choice(WORDS) if rng.random() < 0.7 else f"{pseudo_word(rng)} {pseudo_word(rng)}",
}
