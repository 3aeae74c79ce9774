"""Weights are rounded in training exactly as the file that is written rounds them, and the exact ones stay."""

from __future__ import annotations

import gguf
import torch
from gguf.quants import dequantize, quantize
from torch import nn

from tool_router_training.declared.rounding import as_q4_0, rounded


def test_rounds_as_the_file_does() -> None:
    torch.manual_seed(1)
    weight = torch.randn(6, 96) * 0.02
    weight[2, :32] = 0
    kind = gguf.GGMLQuantizationType.Q4_0
    theirs = dequantize(quantize(weight.numpy(), kind), kind)
    assert torch.equal(as_q4_0(weight), torch.from_numpy(theirs))


def test_matrices_are_rounded_within_and_exact_behind() -> None:
    torch.manual_seed(2)
    linear, norm = nn.Linear(64, 32, bias=False), nn.LayerNorm(32)
    blocks = nn.ModuleList([linear, norm])
    matrix, scale = linear.weight, norm.weight
    before = matrix.detach().clone()
    with rounded(blocks, to_q4_0=True):
        assert torch.equal(matrix, as_q4_0(before))
        assert torch.equal(scale, torch.ones(32))
        linear(torch.ones(1, 64)).sum().backward()
    assert torch.equal(matrix, before)
    assert matrix.grad is not None
    with rounded(blocks, to_q4_0=False):
        assert torch.equal(matrix, before)
