"""How much memory a tuning takes, and which batch and length fit into what is there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tool_router_training.preflight import NotReady


@dataclass(frozen=True, slots=True)
class Fit:
    """From `gb` of memory on: `batch` rows of at most `length` tokens, activations stored or computed twice."""

    gb: int
    batch: int
    length: int
    rank: int
    recompute: bool = True


# Bases of 0.1 to 2 billion weights in 16 bits.
TABLE: tuple[Fit, ...] = (
    Fit(4, 1, 512, 8),
    Fit(8, 1, 1024, 16),
    Fit(12, 2, 1536, 16),
    Fit(16, 4, 1536, 16),
    Fit(24, 8, 2048, 32),
)
# The same in 4 bits, with Unsloth's kernels.
FOUR_BITS: tuple[Fit, ...] = tuple(replace(line, batch=line.batch * 2, rank=32) for line in TABLE)


def fit_for(gb: float, table: Sequence[Fit] = TABLE) -> Fit:
    """The biggest line that fits; the smallest one when none does."""
    return max((line for line in table if line.gb <= gb + 0.5), key=lambda line: line.gb, default=table[0])


def write_table(table: Sequence[Fit] = TABLE) -> str:
    """As it stands in the recipes' documentation."""
    lines = ["    memory   batch   length   rank   activations"]
    for line in table:
        kept = "computed twice" if line.recompute else "kept"
        lines.append(f"    {line.gb:3} GB   {line.batch:5}   {line.length:6}   {line.rank:4}   {kept}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Sizes:
    """What memory depends on. `weight_bytes` is 2 for 16 bits, 4 for float32."""

    parameters: int
    tuned: int
    width: int
    layers: int
    vocabulary: int
    weight_bytes: int


def needed_mb(sizes: Sizes, batch: int, length: int, recompute: bool) -> int:
    """Weights; tuned ones with gradient and two float32 moments; activations (some 34 values a width and layer, or one); logits twice."""
    weights = sizes.parameters * sizes.weight_bytes + sizes.tuned * 16
    tokens = batch * length
    activations = tokens * sizes.width * (sizes.layers + 34 if recompute else sizes.layers * 34) * sizes.weight_bytes
    logits = tokens * sizes.vocabulary * 4 * 2
    return round((weights + activations + logits) / 1_048_576 * 1.1)


def free_mb(device: str) -> int:
    """Free memory of a device, "cpu", "mps" or "cuda…"; MPS shares the machine's."""
    if device.startswith("cuda"):
        import torch

        return int(torch.cuda.mem_get_info(device)[0] // 1_048_576)
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            fields = dict(line.split(":", 1) for line in file)
        return int(fields["MemAvailable"].split()[0]) // 1024
    except (OSError, KeyError):
        return int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_048_576 * 0.7)


def check_memory(needed: int, free: int, device: str) -> None:
    """@raises NotReady"""
    if needed > free:
        raise NotReady(
            f"About {needed:,} MB are needed and {free:,} MB are free on {device}: make --batch or --length smaller, or take a smaller base."
        )
