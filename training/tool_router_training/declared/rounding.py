"""A model that learns with its weights as its file will round them: at 4 bits the rounding is part of what it must cope with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

BLOCK = 32
"""Weights of a row that share one scale, in llama.cpp's Q4_0."""


def as_q4_0(weight: Tensor) -> Tensor:
    """Rows × columns (a multiple of 32) as Q4_0 stores and reads them again (ggml-quants.c, quantize_row_q4_0_ref)."""
    blocks = weight.reshape(-1, BLOCK)
    lowest, highest = torch.aminmax(blocks, dim=1, keepdim=True)
    largest = torch.where(-lowest >= highest, lowest, highest)
    scale = largest / -8
    inverse = torch.where(scale == 0, 0.0, 1 / scale)
    steps = (blocks * inverse).add_(8.5).trunc_().clamp_(0, 15).sub_(8)
    return steps.mul_(scale.half().float()).view_as(weight)


@contextmanager
def rounded(blocks: nn.ModuleList, *, to_q4_0: bool) -> Iterator[None]:
    """Within it the matrices of the blocks are rounded; behind it they are as before, so that small steps add up."""
    matrices = [weight for weight in blocks.parameters() if weight.ndim == 2] if to_q4_0 else []
    exact = [weight.data for weight in matrices]
    try:
        for weight in matrices:
            weight.data = as_q4_0(weight.data)
        yield
    finally:
        for weight, before in zip(matrices, exact, strict=True):
            weight.data = before
