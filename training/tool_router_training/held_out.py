"""Requests of phrase families that training never shows, as batches to look at."""

from __future__ import annotations

import itertools

from tool_router_training.batches import Batch, Counts, cut_by_length, encode_rows, make_batch
from tool_router_training.datasets.kiwi import generate
from tool_router_training.tokenizer import NanoTokenizer


def held_out_batches(tokenizer: NanoTokenizer, seed: int, count: int, batch_tokens: int) -> list[Batch]:
    """`count` requests, the same for the same seed and banks; `batch_tokens` are padded tokens a batch."""
    rows = encode_rows(generate(seed + 2_000_003, "valid"), tokenizer, Counts())
    examples = list(itertools.islice(rows, count))
    return [make_batch(group, tokenizer.pad) for group in cut_by_length(examples, batch_tokens)]
