"""A person's own rows as packs: rows whose answer stays right behind the same tools share one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tool_router_training.datasets.distractors import topic_words
from tool_router_training.declared.own_tool_rows import OwnRow, OwnRows, refuse_nothing
from tool_router_training.declared.pack import (
    LONGEST_PREFIX,
    LONGEST_REQUEST,
    Example,
    Pack,
    length_of,
    make_pack,
    request_ids,
)
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.nano_tokens import Fixed

MOST_DECLARED, SHOWN = 12, 8
"""Of a toolbox with more tools the router shows so many (src/core/narrow.ts)."""
LONGEST_TOOL = 1000
"""Tokens of one tool's declaration; more would take more memory than the recipe asks for."""


def encode_own_rows(own: OwnRows, vocabulary: CutVocabulary, path: Path) -> list[Example]:
    """One example a row; rows that are too long are left out of `own` and named. @raises NotReady when none is left"""
    too_large = {
        key: length
        for key in own.declarations
        if (length := len(vocabulary.template(own.prefix([key])))) > LONGEST_TOOL
    }
    examples: list[Example] = []
    kept: list[OwnRow] = []
    for row in own.rows:
        example = own_example(row, vocabulary)
        needed = (row.about,) if row.about else row.tools
        large = [too_large[key] for key in needed if key in too_large]
        if length_of(example) > LONGEST_REQUEST:
            own.problems.append(
                f"{row.place}: request and answer take {length_of(example)} tokens, {LONGEST_REQUEST} are most"
            )
        elif large and (row.about or len(large) == len(row.tools)):
            own.problems.append(f"{row.place}: its tool takes {large[0]} tokens, {LONGEST_TOOL} are most")
        else:
            kept.append(row._replace(tools=tuple(key for key in row.tools if key not in too_large)))
            examples.append(example)
    own.rows[:] = kept
    refuse_nothing(own, path)
    return examples


def own_example(row: OwnRow, vocabulary: CutVocabulary) -> Example:
    """Token ids of a row's request and answer, with the end token."""
    ids: list[int] = []
    for part in row.parts:
        ids += vocabulary.template(part.text) if isinstance(part, Fixed) else vocabulary.plain(part.text)
    return request_ids(row.request, vocabulary), [*ids, vocabulary.eos]


def own_packs(
    own: OwnRows, examples: Sequence[Example], vocabulary: CutVocabulary, requests: int, seed: int
) -> Iterator[Pack]:
    """Endless packs of up to `requests` rows. Every row comes once, in a new order each time round."""
    rng = random.Random(seed)
    beside = _beside(own.rows)
    sets = [frozenset(row.tools) for row in own.rows]
    while True:
        left = rng.sample(range(len(own.rows)), len(own.rows))
        while left:
            shown, prefix = _show(own, own.rows[left[0]], vocabulary, rng)
            wanted = frozenset(shown)
            fitting = [
                number for number in left if _fits(own.rows[number], sets[number], wanted, beside) or number == left[0]
            ]
            # Neighbours in length, so that little is padding; the first is always among them.
            near = sorted(fitting, key=lambda number: abs(length_of(examples[number]) - length_of(examples[left[0]])))
            together = near[:requests] if left[0] in near[:requests] else [left[0], *near[: requests - 1]]
            yield make_pack(prefix, [examples[number] for number in together], vocabulary)
            gone = set(together)
            left = [number for number in left if number not in gone]


def _fits(row: OwnRow, offered: frozenset[str], shown: frozenset[str], beside: Mapping[str, set[str]]) -> bool:
    """Whether the row's answer is right behind these tools too: none of them was kept away from its own tool.

    Where nothing fits, fewer tools change nothing; more would.
    """
    if row.about is None:
        return shown <= offered
    return row.about in shown and shown <= beside[row.about]


def _beside(rows: Sequence[OwnRow]) -> dict[str, set[str]]:
    """The tools that were offered where a tool is the right one, by that tool."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.about is not None:
            found.setdefault(row.about, set()).update(row.tools)
    return found


def _show(
    own: OwnRows, row: OwnRow, vocabulary: CutVocabulary, rng: random.Random
) -> tuple[tuple[str, ...], list[int]]:
    """The tools that a row's prompt declares, shuffled, and that prompt: of many the right one and those nearest to the request."""
    nearness = {key: _nearness(own.declarations[key], row.request) + rng.random() for key in row.tools}
    nearest = sorted(row.tools, key=lambda key: (key != row.about, -nearness[key]))
    shown = nearest[:SHOWN] if len(nearest) > MOST_DECLARED else nearest
    while True:
        shuffled = tuple(rng.sample(shown, len(shown)))
        prefix = vocabulary.template(own.prefix(shuffled))
        if len(prefix) <= LONGEST_PREFIX or len(shown) == 1:
            return shuffled, prefix
        shown = shown[:-1]


def _nearness(declaration: Mapping[str, Any], request: str) -> int:
    words = topic_words(request)
    name, description = topic_words(declaration["name"]), topic_words(declaration["description"])
    return 3 * len(words & name) + len(words & description)
