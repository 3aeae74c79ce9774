"""One training step, and what a model gets right on held-out rows."""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager

import numpy as np
import torch
import torch.nn.functional as F

from tool_router_training.batches import Batch
from tool_router_training.muon import Optimizers
from tool_router_training.nano_model import NanoModel, NanoShape

CLIP = 1.0


def fast_dtype() -> torch.dtype:
    """bfloat16 where the processor multiplies it in hardware tiles (Intel AMX: twice as fast in all), else float32."""
    has_tiles = getattr(torch.cpu, "_is_amx_tile_supported", None)
    return (
        torch.bfloat16
        if platform.machine() in ("x86_64", "AMD64") and has_tiles is not None and has_tiles()
        else torch.float32
    )


def _precision(dtype: torch.dtype) -> AbstractContextManager[object]:
    return torch.autocast("cpu", dtype, enabled=dtype != torch.float32)


def train_step(model: NanoModel, optimizers: Optimizers, batch: Batch, scale: float, dtype: torch.dtype) -> float:
    """One update; returns the mean loss of the answers' tokens. @raises FloatingPointError when the loss is no number"""
    with _precision(dtype):
        logits = model.logits_at(torch.from_numpy(batch.tokens), torch.from_numpy(batch.places))
    loss = F.cross_entropy(logits.float(), torch.from_numpy(batch.targets))
    value = loss.item()
    if not np.isfinite(value):
        raise FloatingPointError(f"the loss is {value}")
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
    optimizers.step(scale)
    return value


@torch.no_grad()
def exact_share(model: NanoModel, batches: Sequence[Batch]) -> float:
    """Share of rows whose whole greedy answer is right, end token included (float32, as exported)."""
    right = rows = 0
    for batch in batches:
        best = model.logits_at(torch.from_numpy(batch.tokens), torch.from_numpy(batch.places)).argmax(-1).numpy()
        wrong = np.unique(batch.owners[best != batch.targets])
        rows += len(batch.tokens)
        right += len(batch.tokens) - len(wrong)
    return right / max(1, rows)


def seconds_a_step(shape: NanoShape, batches: Sequence[Batch], dtype: torch.dtype) -> float:
    """Trains a model of this shape that is thrown away; the first three steps do not count."""
    random_state = torch.get_rng_state()
    model = NanoModel(shape)
    optimizers = Optimizers(model, dtype=dtype)
    began = time.monotonic()
    for number, batch in enumerate(batches):
        if number == 3:
            began = time.monotonic()
        train_step(model, optimizers, batch, 0.1, dtype)
    torch.set_rng_state(random_state)
    return (time.monotonic() - began) / max(1, len(batches) - 3)
