"""One set of declared tools with many requests to it, as token ids: the declarations are read once for all of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tool_router_training.contract import markers
from tool_router_training.declared.offering import Offered
from tool_router_training.declared.toolsets import Row, Toolsets
from tool_router_training.declared.values import Said
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.nano_tokens import find_places
from tool_router_training.render import SLOT, render
from tool_router_training.words import space_words, split_words

LONGEST_PREFIX = 900
LONGEST_REQUEST = 120


class Pack(NamedTuple):
    """tokens: the prefix, then `requests` rows of `length`, padded right. places predict `targets`; owners: the row of each place."""

    tokens: NDArray[np.int64]
    prefix: int
    requests: int
    length: int
    places: NDArray[np.int64]
    targets: NDArray[np.int64]
    owners: NDArray[np.int64]


class NotCopied(ValueError):
    """A value is not a span of words of its request."""


@cache
def _tail() -> str:
    return render([{"role": "user", "content": SLOT}], add_generation_prompt=True, bos_token="").split(SLOT)[1]


def prefix_text(offered: Sequence[Offered]) -> str:
    """The prompt up to the request."""
    return render([{"role": "user", "content": SLOT}], [one.declaration for one in offered], True).split(SLOT)[0]


def answer_ids(row: Row, vocabulary: CutVocabulary) -> list[int]:
    """The answer's tokens with the end token. @raises NotCopied"""
    marks = markers()
    start, end, quote = marks["call_start"], marks["call_end"], marks["quote"]
    if row.call is None:
        return [*vocabulary.template(f"{start}call:no_tool{{}}{end}"), vocabulary.eos]
    if row.missing is not None:
        written = f"{start}call:ask_user{{missing:{quote}{row.missing}{quote},tool:{quote}{row.call}{quote}}}{end}"
        return [*vocabulary.template(written), vocabulary.eos]
    # Copied text is set in as plain tokens; the syntax around it is tokenized in one go up to it.
    ids: list[int] = []
    pending = f"{start}call:{row.call}{{"

    def flush() -> None:
        nonlocal pending
        ids.extend(vocabulary.template(pending))
        pending = ""

    for number, name in enumerate(sorted(row.values, key=lambda one: (one.lower(), one))):
        pending += f"{',' if number else ''}{name}:"
        many = name in row.lists
        pending += "[" if many else ""
        for at, said in enumerate(row.values[name]):
            pending += "," if at else ""
            text = isinstance(said.gold, str)
            if not said.copied:
                pending += f"{quote}{said.gold}{quote}" if text else _plain(said.gold)
                continue
            pending += quote if text else ""
            flush()
            ids += vocabulary.plain(copied(row.request, said))
            pending = quote if text else ""
        pending += "]" if many else ""
    pending += f"}}{end}"
    flush()
    return [*ids, vocabulary.eos]


def _plain(gold: object) -> str:
    return "true" if gold is True else "false" if gold is False else str(gold)


def copied(request: str, said: Said) -> str:
    """The words of a value, each behind one space. @raises NotCopied"""
    places = find_places(request, split_words(request), said.text)
    if not places:
        raise NotCopied(said.text)
    return space_words(places[0])


Example = tuple[list[int], list[int]]
"""Token ids of a request with the turn's end, and of its answer."""


def length_of(example: Example) -> int:
    """Tokens of both parts."""
    return len(example[0]) + len(example[1])


def request_ids(request: str, vocabulary: CutVocabulary) -> list[int]:
    """The request word by word, and the turn's end."""
    return [*vocabulary.plain(space_words(split_words(request))), *vocabulary.template(_tail())]


def write_examples(rows: Sequence[Row], vocabulary: CutVocabulary) -> list[Example]:
    """Leaves out rows that are too long or whose values cannot be copied."""
    examples: list[Example] = []
    for row in rows:
        try:
            example = request_ids(row.request, vocabulary), answer_ids(row, vocabulary)
        except NotCopied:
            continue
        if length_of(example) <= LONGEST_REQUEST:
            examples.append(example)
    return examples


def make_pack(prefix: Sequence[int], examples: Sequence[Example], vocabulary: CutVocabulary) -> Pack:
    """Sets one prefix and at least one example in rows of the longest example's length."""
    length = max(len(prompt) + len(answer) - 1 for prompt, answer in examples)
    tokens = np.full(len(prefix) + len(examples) * length, vocabulary.pad, dtype=np.int64)
    tokens[: len(prefix)] = prefix
    places: list[int] = []
    targets: list[int] = []
    owners: list[int] = []
    for number, (prompt, answer) in enumerate(examples):
        at = len(prefix) + number * length
        inputs = prompt + answer[:-1]
        tokens[at : at + len(inputs)] = inputs
        first = at + len(prompt) - 1
        places += range(first, first + len(answer))
        targets += answer
        owners += [number] * len(answer)
    return Pack(tokens, len(prefix), len(examples), length, np.array(places), np.array(targets), np.array(owners))


def packs(toolsets: Toolsets, vocabulary: CutVocabulary, requests: int, seed: int) -> Iterator[Pack]:
    """Endless packs of up to `requests` requests each. Neighbours in length go together, so that little is padding."""
    rng = random.Random(seed)
    while True:
        offered = toolsets.draw(rng)
        prefix = vocabulary.template(prefix_text(offered))
        if len(prefix) > LONGEST_PREFIX:
            continue
        rows = [row for _ in range(requests * 3) if (row := toolsets.ask(offered, rng))]
        examples = sorted(write_examples(rows, vocabulary), key=length_of)
        if examples:
            first = min(max(0, rng.randrange(len(examples)) - requests // 2), max(0, len(examples) - requests))
            yield make_pack(prefix, examples[first : first + requests], vocabulary)


def mixed(feeds: Sequence[Iterator[Pack]], shares: Sequence[float], seed: int) -> Iterator[Pack]:
    """Endless packs drawn from several feeds by their shares."""
    rng = random.Random(seed)
    while True:
        yield next(rng.choices(feeds, shares)[0])
