"""Stores a run so that it continues exactly where it stopped."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from tool_router_training.muon import Optimizers
from tool_router_training.nano_model import NanoModel, NanoShape


@dataclass(slots=True)
class Position:
    """How far a run is. `step` batches were consumed; `seconds` over all processes of the run."""

    step: int = 0
    total: int = 0
    tokens: int = 0
    rows: int = 0
    seconds: float = 0.0
    loss: float = 0.0


def save_checkpoint(path: Path, model: NanoModel, optimizers: Optimizers, position: Position) -> None:
    """Writes beside the target and renames. @raises OSError"""
    part = path.with_name(path.name + ".part")
    torch.save(
        {
            "shape": asdict(model.shape),
            "model": model.state_dict(),
            "optimizers": optimizers.state(),
            "position": asdict(position),
        },
        part,
    )
    os.replace(part, path)


def load_checkpoint(path: Path) -> dict[str, Any]:
    """@raises FileNotFoundError when there is none"""
    stored: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return stored


def shape_of(stored: dict[str, Any]) -> NanoShape:
    """The sizes of the stored model."""
    return NanoShape(**stored["shape"])
