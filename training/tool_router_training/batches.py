"""Turns endless rows into token batches of little padding; the same seed gives the same batches in the same order."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tool_router_training.contract import markers
from tool_router_training.nano_tokens import Fixed, NotWritable, answer_parts
from tool_router_training.tokenizer import NanoTokenizer, request_text, split_marks

POOL = 4096
"""Rows that are sorted by length together."""


class Example(NamedTuple):
    """One row as token ids."""

    prompt: list[int]
    answer: list[int]


class Batch(NamedTuple):
    """tokens: rows × length; places: flat positions that predict the answers' tokens `targets`; owners: the row of each place."""

    tokens: NDArray[np.int64]
    places: NDArray[np.int64]
    targets: NDArray[np.int64]
    owners: NDArray[np.int64]


@dataclass(slots=True)
class Counts:
    """Rows seen, and rows dropped since their call cannot be written."""

    rows: int = 0
    dropped: int = 0


def encode_rows(rows: Iterable[Any], tokenizer: NanoTokenizer, counts: Counts) -> Iterator[Example]:
    """`rows` have request, calls and typed; rows that cannot be written are counted and left out."""
    for row in rows:
        counts.rows += 1
        try:
            parts = answer_parts(row.request, row.calls[0], row.typed)
        except NotWritable:
            counts.dropped += 1
            continue
        yield Example(tokenizer.prompt(row.request), tokenizer.answer(parts))


def texts_of(row: Any, *, spelled: bool) -> Iterator[str]:
    """What a vocabulary is learned from: the request, and where call syntax is to be spelled also that."""
    yield request_text(row.request)
    if not spelled:
        return
    try:
        parts = answer_parts(row.request, row.calls[0], row.typed)
    except NotWritable:
        return
    marks = set(markers().values())
    yield from (
        text for part in parts if isinstance(part, Fixed) for text in split_marks(part.text) if text not in marks
    )


def make_batch(examples: list[Example], pad: int) -> Batch:
    """Pads right. The last answer token is never an input."""
    length = max(len(prompt) + len(answer) - 1 for prompt, answer in examples)
    tokens = np.full((len(examples), length), pad, dtype=np.int64)
    places: list[int] = []
    targets: list[int] = []
    owners: list[int] = []
    for row, (prompt, answer) in enumerate(examples):
        inputs = prompt + answer[:-1]
        tokens[row, : len(inputs)] = inputs
        first = row * length + len(prompt) - 1
        places += range(first, first + len(answer))
        targets += answer
        owners += [row] * len(answer)
    return Batch(tokens, np.array(places), np.array(targets), np.array(owners))


def batches(examples: Iterable[Example], pad: int, budget: int, seed: int) -> Iterator[Batch]:
    """Sorts pools of rows by length, cuts them at `budget` padded tokens, and shuffles the order."""
    rng = random.Random(seed)
    source = iter(examples)
    while pool := list(itertools.islice(source, POOL)):
        cut = cut_by_length(pool, budget)
        rng.shuffle(cut)
        for group in cut:
            yield make_batch(group, pad)


def cut_by_length(examples: list[Example], budget: int) -> list[list[Example]]:
    """Groups of like length with at most `budget` tokens each, padding counted."""
    groups: list[list[Example]] = []
    for example in sorted(examples, key=lambda one: (len(one.prompt) + len(one.answer), len(one.answer))):
        length = len(example.prompt) + len(example.answer) - 1
        if groups and (len(groups[-1]) + 1) * length <= budget:
            groups[-1].append(example)
        else:
            groups.append([example])
    return groups
