"""Requests to the Kiwi tools as packs behind those tools' declarations, so that one model knows them as well as any others."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from tool_router_training.banks import Split
from tool_router_training.contract import format_marks, read_contract
from tool_router_training.datasets.kiwi import Row, generate
from tool_router_training.declared.pack import LONGEST_REQUEST, Example, Pack, length_of, make_pack, request_ids
from tool_router_training.declared.vocabulary import CutVocabulary
from tool_router_training.lora.declarations import declare_tools
from tool_router_training.nano_tokens import Fixed, NotWritable, answer_parts
from tool_router_training.render import SLOT, render


def kiwi_prefix() -> str:
    """The prompt up to the request: the four tools, declared as the router declares them."""
    tools = read_contract("kiwi/tools.json")
    declared = declare_tools(tools, format_marks("functiongemma"))[: len(tools)]
    return render([{"role": "user", "content": SLOT}], declared, True).split(SLOT)[0]


def kiwi_answer(row: Row, vocabulary: CutVocabulary) -> list[int]:
    """The answer's tokens with the end token. @raises NotWritable"""
    ids: list[int] = []
    parts = answer_parts(row.request, row.calls[0], row.typed)
    for fixed, group in itertools.groupby(parts, key=lambda part: isinstance(part, Fixed)):
        text = "".join(part.text for part in group)
        ids += vocabulary.template(text) if fixed else vocabulary.plain(text)
    return [*ids, vocabulary.eos]


def kiwi_packs(vocabulary: CutVocabulary, requests: int, seed: int, split: Split = "train") -> Iterator[Pack]:
    """Endless packs of `requests` requests each, neighbours in length together."""
    rng = random.Random(seed)
    prefix = vocabulary.template(kiwi_prefix())
    rows = generate(seed, split)
    while True:
        examples: list[Example] = []
        for row in itertools.islice(rows, requests * 8):
            try:
                example = request_ids(row.request, vocabulary), kiwi_answer(row, vocabulary)
            except NotWritable:
                continue
            if length_of(example) <= LONGEST_REQUEST:
                examples.append(example)
        examples.sort(key=length_of)
        together = [examples[at : at + requests] for at in range(0, len(examples), requests)]
        rng.shuffle(together)
        yield from (make_pack(prefix, some, vocabulary) for some in together)
