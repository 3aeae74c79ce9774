"""One tuning step on a pack, what the model gets right on held-out tools, and checkpoints."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from tool_router_training.checkpoint import Position
from tool_router_training.declared.cut_model import CutModel
from tool_router_training.declared.pack import Pack
from tool_router_training.declared.rounding import rounded

CLIP = 1.0
WARM_UP = 40


Stored = dict[str, Any]
"""A checkpoint: shape, model, layers, position, and of a run that can go on also its optimizer."""


class Tuning:
    """A model with its optimizer and how far it is."""

    def __init__(self, model: CutModel, rate: float, layers: Sequence[int] = (), *, to_q4_0: bool = False) -> None:
        """`layers`: which of the base's they were, for the record. `to_q4_0`: every step reads the weights as that type rounds them."""
        self.model = model
        self.to_q4_0 = to_q4_0
        self.rate = rate
        self.layers = list(layers)
        self.position = Position()
        self.optimizer = torch.optim.AdamW(
            model.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )

    def rate_now(self) -> float:
        """Warm-up, then a straight line to 0."""
        step, total = self.position.step, max(1, self.position.total)
        return self.rate * min(1.0, (step + 1) / min(WARM_UP, max(1, total // 5)), (total - step) / total)

    def save(self, path: Path) -> None:
        """Writes beside the target and renames. @raises OSError"""
        part = path.with_name(path.name + ".part")
        stored = {
            "shape": self.model.described(),
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "position": asdict(self.position),
            "layers": self.layers,
        }
        torch.save(stored, part)
        os.replace(part, path)

    def load(self, stored: Stored, *, with_optimizer: bool) -> None:
        """Weights, and for a run that goes on also the optimizer and the position."""
        self.model.load_state_dict(stored["model"])
        if with_optimizer:
            self.optimizer.load_state_dict(stored["optimizer"])
            self.position = Position(**stored["position"])

    def seconds_a_step(self, sample: Iterable[Pack], dtype: torch.dtype) -> float:
        """Forward and backward without an update; the first two do not count."""
        spent: list[float] = []
        for pack in sample:
            began = time.monotonic()
            with rounded(self.model.blocks, to_q4_0=self.to_q4_0):
                pack_loss(self.model, pack, dtype).backward()  # type: ignore[no-untyped-call]
            spent.append(time.monotonic() - began)
            self.optimizer.zero_grad(set_to_none=True)
        return sum(spent[2:]) / max(1, len(spent) - 2) + 0.07


def load_tuning(path: Path) -> Stored:
    """@raises FileNotFoundError when there is none"""
    stored: Stored = torch.load(path, map_location="cpu", weights_only=True)
    return stored


def pack_loss(model: CutModel, pack: Pack, dtype: torch.dtype) -> torch.Tensor:
    """Mean loss of the answers' tokens."""
    with torch.autocast("cpu", dtype, enabled=dtype != torch.float32):
        logits = model.logits_at(pack, dtype)
    return F.cross_entropy(logits.float(), torch.from_numpy(pack.targets))


def tune_step(tuning: Tuning, pack: Pack, dtype: torch.dtype) -> float:
    """One update; returns the mean loss of the answers' tokens. @raises FloatingPointError when the loss is no number"""
    with rounded(tuning.model.blocks, to_q4_0=tuning.to_q4_0):
        loss = pack_loss(tuning.model, pack, dtype)
        value = loss.item()
        if not np.isfinite(value):
            raise FloatingPointError(f"the loss is {value}")
        loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(tuning.model.parameters(), CLIP)
    for group in tuning.optimizer.param_groups:
        group["lr"] = tuning.rate_now()
    tuning.optimizer.step()
    tuning.optimizer.zero_grad(set_to_none=True)
    return value


@torch.no_grad()
def exact_share(model: CutModel, packs: Sequence[Pack], dtype: torch.dtype) -> float:
    """Share of requests whose whole greedy answer is right, end token included."""
    right = rows = 0
    for pack in packs:
        with torch.autocast("cpu", dtype, enabled=dtype != torch.float32):
            best = model.logits_at(pack, dtype).argmax(-1).numpy()
        wrong = np.unique(pack.owners[best != pack.targets])
        rows += pack.requests
        right += pack.requests - len(wrong)
    return right / max(1, rows)
