"""A small vocabulary and model that several tests share."""

from __future__ import annotations

from itertools import islice

import pytest
import torch

from tool_router_training.datasets.kiwi import generate
from tool_router_training.nano_model import NanoModel, NanoShape
from tool_router_training.tokenizer import NanoTokenizer, request_text


@pytest.fixture(scope="session")
def tokenizer() -> NanoTokenizer:
    return NanoTokenizer.train((request_text(row.request) for row in islice(generate(3), 3000)), 600)


@pytest.fixture
def tiny(tokenizer: NanoTokenizer) -> NanoModel:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    return NanoModel(NanoShape(len(tokenizer), layers=2, width=64, heads=2, kv_heads=1, feed_forward=96))
